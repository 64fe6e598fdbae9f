import type { ConfigFile } from './configFile.ts';

/** Where a setting stands in a scenario as written: `['app', 'workers']`. */
export type SettingPath = readonly (string | number)[];

/** A file in the making: its lines, and which settings each of them says. */
export class Page {
  readonly name: string;
  readonly lines: { readonly text: string; readonly paths: readonly SettingPath[] }[] = [];

  constructor(name: string) {
    this.name = name;
  }

  /** Adds a line; `paths`: the settings that it says. */
  add(text: string, ...paths: readonly SettingPath[]): this {
    this.lines.push({ text, paths });
    return this;
  }

  all(lines: readonly string[]): this {
    for (const text of lines) this.add(text);
    return this;
  }

  get file(): ConfigFile {
    return { name: this.name, text: `${this.lines.map(({ text }) => text).join('\n')}\n` };
  }
}

/** A text of the scenario within a comment: on one line, whatever it holds. */
export function inComment(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
}

/** A text as a literal of Python, in ASCII. */
export function pyString(text: string): string {
  let out = '';
  for (const sign of text) {
    const code = sign.codePointAt(0) as number;
    if (sign === '"' || sign === '\\') out += `\\${sign}`;
    else if (code >= 32 && code < 127) out += sign;
    else
      out +=
        code < 0x10000
          ? `\\u${code.toString(16).padStart(4, '0')}`
          : `\\U${code.toString(16).padStart(8, '0')}`;
  }
  return `"${out}"`;
}

/** Microseconds as seconds of Python. */
export function pySeconds(us: number): string {
  return String(us / 1_000_000);
}
