/**
 * The text with its control characters spelled out (`\u001b`), so that a name in a file cannot move the cursor of the terminal it is
 * printed on, recolour it or break a line.
 */
export function printable(text: string): string {
  return text.replace(
    /\p{Cc}/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
