/**
 * Header compression of HTTP/2 (RFC 7541) as far as it needs no memory: what the static table has goes as a number, the rest as text.
 * SIMPLIFIED: no Huffman code, and nothing is remembered from one request to the next; real clients do both and send fewer bytes.
 */
import { ascii } from './wireFrames.ts';

/** The static table, from 1; without the entries that nobody uses here. */
const TABLE: Readonly<Record<number, readonly [string, string]>> = {
  1: [':authority', ''],
  2: [':method', 'GET'],
  3: [':method', 'POST'],
  4: [':path', '/'],
  6: [':scheme', 'http'],
  7: [':scheme', 'https'],
  8: [':status', '200'],
  9: [':status', '204'],
  13: [':status', '404'],
  14: [':status', '500'],
  16: ['accept-encoding', 'gzip, deflate'],
  18: ['accept-ranges', ''],
  19: ['accept', ''],
  26: ['content-encoding', ''],
  28: ['content-length', ''],
  31: ['content-type', ''],
  33: ['date', ''],
  34: ['etag', ''],
  44: ['last-modified', ''],
  54: ['server', ''],
  58: ['user-agent', ''],
};
const ENTRIES = Object.entries(TABLE).map(([n, entry]) => [Number(n), entry] as const);

/** A number with so many bits of its first byte; `flags` are the others. */
function integer(n: number, bits: number, flags: number): number[] {
  const most = 2 ** bits - 1;
  if (n < most) return [flags | n];
  const bytes = [flags | most];
  let left = n - most;
  while (left >= 128) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

const text = (value: string): number[] => [...integer(value.length, 7, 0), ...ascii(value)];

/** A block of headers, names in lower case. */
export function headerBlock(headers: readonly (readonly [string, string])[]): number[] {
  return headers.flatMap(([name, value]) => {
    const whole = ENTRIES.find(([, entry]) => entry[0] === name && entry[1] === value);
    if (whole && value !== '') return integer(whole[0], 7, 128);
    const named = ENTRIES.find(([, entry]) => entry[0] === name);
    return named
      ? [...integer(named[0], 4, 0), ...text(value)]
      : [0, ...text(name), ...text(value)];
  });
}
