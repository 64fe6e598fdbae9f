import { t } from '../../language/t.ts';
import type { Findings, Spot } from '../findings.ts';

/** A word of a directive, unquoted and with its escapes resolved. */
export interface Word extends Spot {
  readonly text: string;
}

/** A directive with its arguments, and its block where it has one. */
export interface Directive extends Spot {
  readonly name: string;
  /** As the file has it, where `name` is another directive of the same meaning. */
  readonly said?: string;
  readonly args: readonly Word[];
  readonly block: readonly Directive[] | null;
  /** The comment behind it on the line where it ends, without `#`. */
  comment: string;
}

/** Blocks of another language: `content_by_lua_block { … }`. */
const FOREIGN = /_by_(lua|njs)_block$/;
/** nginx's own contexts nest six deep or so; locations may lie in one another. */
const MOST_DEEP = 30;
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/**
 * Reads the syntax of an nginx configuration: words, quotes, escapes, comments and blocks, as `ngx_conf_read_token` does. What is wrong
 * goes to `findings` with line and column, and null comes back.
 * Source: nginx 1.31, src/core/ngx_conf_file.c.
 */
export function parseNginx(file: string, text: string, findings: Findings): Directive[] | null {
  return new NginxParser(file, text, findings).parse();
}

interface Open {
  readonly directive: Spot & { name: string };
  readonly list: Directive[];
}

class NginxParser {
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private words: Word[] = [];
  private readonly opened: Open[] = [];
  private last: { readonly directive: Directive; readonly line: number } | null = null;
  private readonly file: string;
  private readonly text: string;
  private readonly findings: Findings;

  constructor(file: string, text: string, findings: Findings) {
    this.file = file;
    this.text = text;
    this.findings = findings;
  }

  parse(): Directive[] | null {
    const top: Directive[] = [];
    let list = top;
    for (this.skip(); this.at < this.text.length; this.skip()) {
      const spot = this.spot();
      const sign = this.text[this.at] as string;
      if (sign === ';') {
        if (this.words.length === 0)
          return this.fail(spot, ';', t('stands here without a directive before it'));
        this.at++;
        this.finish(list, null);
      } else if (sign === '{') {
        if (this.words.length === 0)
          return this.fail(spot, '{', t('opens a block, but there is no directive before it'));
        this.at++;
        const first = this.words[0] as Word;
        if (FOREIGN.test(first.text)) {
          if (!this.skipForeign())
            return this.fail(
              first,
              first.text,
              t('has a block that is not closed with “{brace}”', { brace: '}' }),
            );
          this.finish(list, []);
          continue;
        }
        if (this.opened.length >= MOST_DEEP)
          return this.fail(
            first,
            first.text,
            t('lies in more than {most} blocks', { most: String(MOST_DEEP) }),
          );
        const block: Directive[] = [];
        this.opened.push({ directive: { ...first, name: first.text }, list });
        this.finish(list, block);
        list = block;
      } else if (sign === '}') {
        if (this.words.length > 0) return this.missingEnd();
        const open = this.opened.pop();
        if (!open) return this.fail(spot, '}', t('closes a block that was never opened'));
        this.at++;
        list = open.list;
      } else if (!this.word(spot)) return null;
    }
    if (this.words.length > 0) return this.missingEnd();
    const open = this.opened.pop();
    if (open)
      return this.fail(
        open.directive,
        open.directive.name,
        t('opens a block that is not closed with “{brace}”', { brace: '}' }),
      );
    return top;
  }

  private spot(): Spot {
    return { file: this.file, line: this.line, column: this.at - this.lineStart + 1 };
  }

  private fail(spot: Spot, value: string, message: string): null {
    this.findings.fault(spot, value, message);
    return null;
  }

  private missingEnd(): null {
    const last = this.words.at(-1) as Word;
    return this.fail(last, this.words.map(({ text }) => text).join(' '), t('is not ended by “;”'));
  }

  private finish(list: Directive[], block: Directive[] | null): void {
    const [first, ...args] = this.words as [Word, ...Word[]];
    const { file, line, column } = first;
    const directive: Directive = { file, line, column, name: first.text, args, block, comment: '' };
    list.push(directive);
    this.words = [];
    this.last = { directive, line: this.line };
  }

  /** One character on, keeping count of lines. */
  private step(): void {
    if (this.text[this.at++] === '\n') {
      this.line++;
      this.lineStart = this.at;
    }
  }

  /** White space and comments. */
  private skip(): void {
    for (; this.at < this.text.length; this.step()) {
      const sign = this.text[this.at] as string;
      if (sign === '#') {
        const end = this.text.indexOf('\n', this.at);
        const comment = this.text.slice(this.at + 1, end < 0 ? undefined : end).trim();
        if (this.last?.line === this.line && this.words.length === 0)
          this.last.directive.comment = comment;
        this.at = end < 0 ? this.text.length : end;
        if (end < 0) return;
      } else if (!/[\s\uFEFF]/.test(sign)) return;
    }
  }

  private word(spot: Spot): boolean {
    const first = this.text[this.at] as string;
    const quote = first === '"' || first === "'" ? first : null;
    if (quote) this.step();
    let text = '';
    for (; this.at < this.text.length; this.step()) {
      const sign = this.text[this.at] as string;
      if (quote ? sign === quote : /[\s;]/.test(sign)) break;
      // `${name}` is part of a word; any other brace opens a block.
      if (!quote && sign === '{' && this.text[this.at - 1] !== '$') break;
      if (sign === '\\' && this.at + 1 < this.text.length) {
        const next = this.text[this.at + 1] as string;
        if (/["'\\trn]/.test(next)) {
          text += ESCAPES[next] ?? next;
        } else text += sign + next;
        this.step();
      } else text += sign;
    }
    if (quote) {
      if (this.at >= this.text.length) {
        this.fail(
          spot,
          quote + (text.split('\n')[0] ?? ''),
          t('begins with {quote} and is not closed with it', { quote: String(quote) }),
        );
        return false;
      }
      this.step();
      const after = this.text[this.at] ?? ';';
      if (!/[\s;{)]/.test(after)) {
        this.fail(
          this.spot(),
          after,
          t('stands right behind a closing {quote}; allowed there: a space, “;” or “{brace}”', {
            quote,
            brace: '{',
          }),
        );
        return false;
      }
    }
    this.words.push({ ...spot, text });
    return true;
  }

  /** The rest of a block of another language, by its braces. */
  private skipForeign(): boolean {
    for (let depth = 1; this.at < this.text.length; this.step()) {
      const sign = this.text[this.at];
      if (sign === '{') depth++;
      else if (sign === '}' && --depth === 0) {
        this.step();
        return true;
      } else if (sign === '"' || sign === "'") {
        for (this.step(); this.at < this.text.length && this.text[this.at] !== sign; this.step())
          if (this.text[this.at] === '\\') this.step();
      } else if (sign === '-' && this.text.startsWith('--', this.at)) {
        while (this.at + 1 < this.text.length && this.text[this.at + 1] !== '\n') this.step();
      }
    }
    return false;
  }
}

/** A word as nginx reads it back: quoted where it has to be. */
export function writeWord(text: string): string {
  const escaped = [...text]
    .map((sign, index, all) => {
      const next = all[index + 1];
      return sign === '\\' && (next === undefined || /["'\\trn]/.test(next)) ? '\\\\' : sign;
    })
    .join('');
  const plain = text !== '' && !/[\s;{}"'#]/.test(text);
  return plain ? escaped : `"${escaped.replaceAll('"', '\\"')}"`;
}
