import { createReadStream } from 'node:fs';

/** Nothing that a person writes is longer, and reading stops here even where a file never ends. */
const MOST_BYTES = 4_000_000;

const PLAIN_REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'is a folder; name a file in it',
  EACCES: 'may not be read by you',
};

/**
 * The text of a file, or of standard input for `-`.
 *
 * @throws Error whose message says in plain words why it cannot be read, to stand behind the file's name
 */
export async function readText(file: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of file === '-' ? process.stdin : createReadStream(file)) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MOST_BYTES) break;
    }
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new Error(PLAIN_REASONS[code] ?? message);
  }
  if (bytes > MOST_BYTES) throw new Error(`is too large; allowed: ${MOST_BYTES / 1e6} MB`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Error('is not text; allowed: YAML or JSON in UTF-8');
  }
}
