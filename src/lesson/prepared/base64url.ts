const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Bytes as characters that are safe in an address, six bits each, without padding. */
export function toBase64url(bytes: Uint8Array): string {
  const characters: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const left = Math.min(3, bytes.length - at);
    const three =
      ((bytes[at] as number) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let i = 0; i <= left; i++)
      characters.push(ALPHABET[(three >> (18 - 6 * i)) & 63] as string);
  }
  return characters.join('');
}

/** The bytes, or null where these characters were not made by {@link toBase64url}. Never throws. */
export function fromBase64url(text: string): Uint8Array | null {
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let count = 0;
  let to = 0;
  for (const character of text) {
    const six = ALPHABET.indexOf(character);
    if (six < 0) return null;
    bits = ((bits << 6) | six) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[to++] = (bits >> count) & 0xff;
  }
  const isWhole = count < 6 && (bits & ((1 << count) - 1)) === 0;
  return isWhole ? bytes : null;
}
