/** Stands for infinity on its way through `JSON.stringify`, which knows none; no text of ours begins with NUL. */
const ENDLESS = '\u0000endless';

/** A value as the source of an expression that makes it. JSON that is also safe as JavaScript: `__proto__` would set a prototype in an object literal. */
export function toLiteral(value: unknown): string {
  const json = JSON.stringify(value ?? null, (_, each) =>
    each === Number.POSITIVE_INFINITY ? ENDLESS : each,
  );
  // A number beyond all that a double can hold is read as infinity.
  return `JSON.parse(${JSON.stringify(json.replaceAll(JSON.stringify(ENDLESS), '1e999'))})`;
}
