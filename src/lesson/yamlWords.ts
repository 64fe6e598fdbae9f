import type { YAMLError } from 'yaml';

const LONGEST_MESSAGE = 160;

/** What the library calls by a word of its own, as somebody who writes a lesson can mend it. */
const WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'indented with a tab; allowed: spaces',
  BLOCK_AS_IMPLICIT_KEY:
    'a second “key: value” in one line; a text that holds “: ” must stand in quotes, or below its key after |; or this is indented too far',
  BLOCK_IN_FLOW:
    'a second “key: value” where one is allowed; is a comma missing? A text that holds “: ” must stand in quotes',
  BAD_SCALAR_START: 'a text cannot begin with this character; put the whole text in quotes',
  MULTILINE_IMPLICIT_KEY: 'this is no “key: value”; is a colon missing, or is it indented wrongly?',
  TAG_RESOLVE_FAILED: 'what begins with ! has no meaning here; put the whole text in quotes',
};

/** What one code stands for several of, by how the library's message begins. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [
    /^Unexpected scalar at node end/,
    'more text behind the end of a value; a text that begins with { [ * & or a quote must stand in quotes as a whole',
  ],
  [
    /^Sequence item without -|^All mapping items must start/,
    'indented otherwise than its neighbours; keys that belong together begin exactly below each other',
  ],
  [/^Missing closing /, 'a quote is opened here and not closed'],
  [/^Flow (?:map|sequence) in block/, 'a { or [ is not closed before the next key begins'],
];

/** Bad YAML in plain words. */
export function yamlWords({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins here; a file may hold one';
  const short =
    message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE - 1)}…` : message;
  const [, words] = BEGINNINGS.find(([begins]) => begins.test(message)) ?? [];
  return `is not YAML: ${words ?? WORDS[code] ?? short}`;
}
