import {
  MOST_LESSON_BYTES,
  readLessonLink,
  writeLessonLink,
} from '../../lesson/prepared/lessonLink.ts';
import type { Written } from '../../lesson/settings.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { isProblems, shown } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';

/** The lesson as `l=1.…`, to stand behind the `#` of an address; problems where it is too large for one. Never rejects. */
export async function packLesson(source: Written): Promise<string | Problem[]> {
  try {
    const text = new TextEncoder().encode(JSON.stringify(source));
    if (text.length > MOST_LESSON_BYTES)
      return wrong(`${text.length} bytes`, `is too large; allowed: ${MOST_LESSON_BYTES} bytes`);
    const deflated = await through(text, new CompressionStream('deflate-raw'));
    return writeLessonLink(deflated as Uint8Array);
  } catch (thrown) {
    return wrong('', `cannot be put into a link: ${String(thrown)}`);
  }
}

/**
 * The plain data of the lesson in a link, or why there is none. It is still to be read by `parseLesson`: whoever made the link may have
 * written anything into it. Never rejects.
 */
export async function unpackLesson(link: string): Promise<Written | Problem[]> {
  const packed = readLessonLink(link);
  if (isProblems(packed)) return packed;
  try {
    const bytes = await through(
      packed as Uint8Array,
      new DecompressionStream('deflate-raw'),
      MOST_LESSON_BYTES,
    );
    if (bytes === null)
      return wrong(link, `holds more than a lesson may: ${MOST_LESSON_BYTES} bytes`);
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isRecord(value) ? value : wrong(shown(value), 'must be a lesson: a set of “key: value”');
  } catch {
    return wrong(link, 'holds nothing that can be read; copy it again from where it came');
  }
}

/** What a stream makes of the bytes; null as soon as it is more than `most`. */
async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  most = Number.POSITIVE_INFINITY,
): Promise<Uint8Array | null> {
  const writer = stream.writable.getWriter();
  // What is wrong with the bytes is told by the reader; here it would be told a second time, to nobody.
  writer.write(bytes as Uint8Array<ArrayBuffer>).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel().catch(() => {});
      return null;
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const wrong = (value: unknown, message: string): Problem[] => [
  { at: 'link', value: shown(value), message },
];
