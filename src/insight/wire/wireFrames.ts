/** Messages of a binary protocol: how they are shown. */

import { t } from '../../language/t.ts';

/** One message: its bytes and a line for people. */
export interface Frame {
  readonly words: string;
  readonly bytes: readonly number[];
}

/** Bytes of an ASCII text. */
export const ascii = (text: string): number[] => Array.from(text, (c) => c.charCodeAt(0) & 255);

/** Frames as text: a line for people for each, then all their bytes. */
export function framesText(frames: readonly Frame[]): { text: string; bytes: number } {
  const bytes = frames.flatMap((frame) => frame.bytes);
  const words = frames.map(
    ({ words: w, bytes: b }) => `${w}  (${b.length} byte${b.length === 1 ? '' : 's'})`,
  );
  return { text: `${words.join('\n')}\n\n${hexDump(bytes)}`, bytes: bytes.length };
}

const HEX_LIMIT = 256;

/** Sixteen bytes a line: offset, hex, and what is readable. Long dumps are cut with a line that says how much follows. */
export function hexDump(bytes: readonly number[], limit: number = HEX_LIMIT): string {
  const hex = (n: number, width: number): string => n.toString(16).padStart(width, '0');
  const lines: string[] = [];
  for (let at = 0; at < Math.min(bytes.length, limit); at += 16) {
    const row = bytes.slice(at, Math.min(at + 16, limit));
    const readable = row.map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '.')).join('');
    lines.push(
      `${hex(at, 4)}  ${row
        .map((b) => hex(b, 2))
        .join(' ')
        .padEnd(47)}  ${readable}`,
    );
  }
  if (bytes.length > limit)
    lines.push(t('… {more} more bytes', { more: String(bytes.length - limit) }));
  return lines.join('\n');
}
