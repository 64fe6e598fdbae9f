/**
 * The form that messages have, a small part of ICU MessageFormat: `{name}` is a value, `{n, plural, one {# request} other {# requests}}` and
 * `{kind, select, sync {waits} other {goes on}}` choose by it, `<b>words</b>` is a piece that the caller wraps. What stands after `##` is said to
 * translators alone: `Run##what the button does`.
 */
export type Piece =
  | string
  | { readonly kind: 'value'; readonly name: string }
  /** The number that the nearest plural around it chose by. */
  | { readonly kind: 'number' }
  | {
      readonly kind: 'plural' | 'select';
      readonly name: string;
      readonly cases: Readonly<Record<string, readonly Piece[]>>;
    }
  | { readonly kind: 'tag'; readonly name: string; readonly pieces: readonly Piece[] };

/** What is shown of a message as it stands in the source: without the note to translators. */
export function withoutNote(text: string): string {
  const at = text.indexOf('##');
  return at < 0 ? text : text.slice(0, at);
}

/**
 * Reads a message.
 * @throws {SyntaxError} where a brace or tag is opened and not closed, or a choice has no `other`
 */
export function parseMessage(text: string): readonly Piece[] {
  const reader = new Reader(text);
  const pieces = reader.pieces(null, false);
  if (reader.at < text.length) throw reader.wrong(`“${text[reader.at]}” closes nothing`);
  return pieces;
}

const NAME = /[a-zA-Z][a-zA-Z0-9]*/y;
const SPACE = /\s*/y;
const CASE = /=\d+|[a-zA-Z][a-zA-Z0-9]*/y;

class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  wrong(message: string): SyntaxError {
    return new SyntaxError(`“${this.text}”, at ${this.at}: ${message}`);
  }

  take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  /** Until the end, `}` or the closing tag, which are left. */
  pieces(tag: string | null, isInChoice: boolean): Piece[] {
    const found: Piece[] = [];
    let words = '';
    const flush = (): void => {
      if (words !== '') found.push(words);
      words = '';
    };
    while (this.at < this.text.length) {
      const c = this.text[this.at] as string;
      if (c === '}' && isInChoice) break;
      if (c === '{') {
        flush();
        found.push(this.braced());
      } else if (c === '#' && isInChoice) {
        flush();
        this.at++;
        found.push({ kind: 'number' });
      } else if (tag !== null && this.text.startsWith(`</${tag}>`, this.at)) break;
      else {
        const opened = /^<([a-zA-Z][a-zA-Z0-9]*)>/.exec(this.text.slice(this.at, this.at + 24));
        if (!opened) {
          words += c;
          this.at++;
          continue;
        }
        flush();
        const name = opened[1] as string;
        this.at += opened[0].length;
        const pieces = this.pieces(name, isInChoice);
        if (!this.text.startsWith(`</${name}>`, this.at))
          throw this.wrong(`<${name}> is not closed`);
        this.at += name.length + 3;
        found.push({ kind: 'tag', name, pieces });
      }
    }
    flush();
    return found;
  }

  braced(): Piece {
    this.at++; // {
    this.take(SPACE);
    const name = this.take(NAME);
    if (name === '') throw this.wrong('a name must follow “{”');
    this.take(SPACE);
    if (this.text[this.at] === '}') {
      this.at++;
      return { kind: 'value', name };
    }
    const kind = /^,\s*(plural|select)\s*,/.exec(this.text.slice(this.at));
    if (!kind) throw this.wrong('“}”, “, plural,” or “, select,” must follow the name');
    this.at += kind[0].length;
    // Without a prototype: a value may be `constructor`.
    const cases: Record<string, Piece[]> = Object.create(null);
    for (;;) {
      this.take(SPACE);
      if (this.text[this.at] === '}') break;
      const word = this.take(CASE);
      this.take(SPACE);
      if (word === '' || this.text[this.at] !== '{')
        throw this.wrong('a case such as “one {…}” must follow');
      this.at++;
      cases[word] = this.pieces(null, true);
      if (this.text[this.at] !== '}') throw this.wrong(`the case ${word} is not closed`);
      this.at++;
    }
    this.at++;
    if (!('other' in cases)) throw this.wrong('a choice needs the case “other”');
    return { kind: kind[1] as 'plural' | 'select', name, cases };
  }
}
