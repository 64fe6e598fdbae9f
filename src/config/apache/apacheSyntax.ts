import { t } from '../../language/t.ts';
import type { Findings, Spot } from '../findings.ts';

/** A directive of Apache's language, or a section with its block. */
export interface ApacheLine extends Spot {
  /** As people write it; names are compared without case. */
  readonly name: string;
  readonly args: readonly string[];
  readonly block: readonly ApacheLine[] | null;
  /** What stands in comment lines directly above it. */
  readonly comment: string;
}

const MOST_DEEP = 30;

/**
 * Reads Apache's configuration: lines, sections, quotes, and `\` at the end of a line. What is wrong goes to `findings` with its line, and
 * null comes back. Source: httpd 2.4, server/config.c and server/util.c (`ap_getword_conf`).
 */
export function parseApache(file: string, text: string, findings: Findings): ApacheLine[] | null {
  const top: ApacheLine[] = [];
  const opened: { line: ApacheLine; list: ApacheLine[] }[] = [];
  let list = top;
  let comment = '';
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const from = index;
    let whole = (lines[index] ?? '').replace(/\r$/, '');
    while (whole.endsWith('\\') && index + 1 < lines.length)
      whole = `${whole.slice(0, -1)} ${(lines[++index] ?? '').trim()}`;
    const line = whole.trim();
    const spot = { file, line: from + 1, column: whole.length - whole.trimStart().length + 1 };
    if (line === '') continue;
    if (line.startsWith('#')) {
      comment += ` ${line}`;
      continue;
    }
    const end = /^<\/(\w+)\s*>$/.exec(line);
    if (end) {
      const open = opened.pop();
      if (!open || open.line.name.toLowerCase() !== end[1]?.toLowerCase()) {
        findings.fault(
          spot,
          line,
          open
            ? t('stands where </{name}> is expected', { name: open.line.name })
            : t('closes a section that was never opened'),
        );
        return null;
      }
      list = open.list;
      comment = '';
      continue;
    }
    const section = /^<(\w+)\b(.*?)>?$/s.exec(line);
    if (section && !line.endsWith('>')) {
      findings.fault(spot, line, t('is not ended by “>”'));
      return null;
    }
    const words = wordsOf(section ? (section[2] ?? '').trim() : line);
    if (!words) {
      findings.fault(spot, line, t('has a quotation mark that is not closed'));
      return null;
    }
    const [name = '', ...args] = section ? [section[1] ?? '', ...words] : words;
    const block: ApacheLine[] | null = section ? [] : null;
    const directive: ApacheLine = { ...spot, name, args, block, comment };
    comment = '';
    list.push(directive);
    if (!block) continue;
    if (opened.length >= MOST_DEEP) {
      findings.fault(
        spot,
        line,
        t('lies in more than {most} sections', { most: String(MOST_DEEP) }),
      );
      return null;
    }
    opened.push({ line: directive, list });
    list = block;
  }
  const open = opened.pop();
  if (!open) return top;
  findings.fault(open.line, `<${open.line.name}>`, t('opens a section that is not closed'));
  return null;
}

/** Words of a line: quoted ones whole; null where a quotation mark is not closed. */
function wordsOf(line: string): string[] | null {
  const words: string[] = [];
  for (let at = 0; at < line.length; ) {
    const sign = line[at] as string;
    if (/\s/.test(sign)) at++;
    else if (sign === '"' || sign === "'") {
      let word = '';
      let end = at + 1;
      for (; end < line.length && line[end] !== sign; end++) {
        if (line[end] === '\\' && (line[end + 1] === sign || line[end + 1] === '\\')) end++;
        word += line[end];
      }
      if (end >= line.length) return null;
      words.push(word);
      at = end + 1;
    } else {
      const [word = ''] = /^\S+/.exec(line.slice(at)) ?? [];
      words.push(word);
      at += word.length;
    }
  }
  return words;
}

/** A word as Apache reads it back. */
export function quoted(text: string): string {
  if (text !== '' && !/[\s"'\\#<>$]/.test(text)) return text;
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** A directive as one line of text, without its block. */
export function textOf({ name, args, block }: ApacheLine): string {
  const words = [name, ...args].join(' ');
  return block ? `<${words}>` : words;
}
