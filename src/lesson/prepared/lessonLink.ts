import { checkOf, LONGEST_LINK } from '../../scenario/link.ts';
import { shown } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

/**
 * A whole lesson in an address, `#l=1.<check>.<length>.<packed>`: its file as JSON (UTF-8), deflated without a header (RFC 1951), in base64url.
 * This layer knows no way to deflate; whoever does brings the bytes.
 */
const FORMAT = '1';

/** No lesson is longer: whoever inflates stops here, so that a small link cannot become a large memory. Bytes. */
export const MOST_LESSON_BYTES = 1_000_000;

/** `l=1.…`, to stand behind the `#` of a page's address. Problems where the lesson is too large for one. Never throws. */
export function writeLessonLink(deflated: Uint8Array): string | Problem[] {
  const packed = toBase64url(deflated);
  if (packed.length > LONGEST_LINK)
    return [
      problem(
        `${packed.length} characters`,
        `this lesson is too large for a link; allowed: ${LONGEST_LINK} characters. Hand it out as a file instead`,
      ),
    ];
  return `l=${FORMAT}.${checkOf(packed)}.${packed.length.toString(36)}.${packed}`;
}

/**
 * The deflated bytes of a link that {@link writeLessonLink} wrote: a whole address, its `#…` part, or what follows. What mail programs hang on
 * behind (`.`, `)`) is forgiven. Nothing in it is checked but that it arrived whole. Never throws.
 */
export function readLessonLink(link: string): Uint8Array | Problem[] {
  const body = /^(?:[^#]*#)?(?:[^#]*&)?l=([^&#]*)/s.exec(
    typeof link === 'string' ? link.slice(0, 4 * LONGEST_LINK) : '',
  )?.[1];
  if (body === undefined)
    return [problem(link, 'holds no lesson; allowed: a link that contains #l=1.…')];
  const format = /^(\d+)(?:\.|$)/.exec(body)?.[1];
  if (format !== undefined && format !== FORMAT)
    return [
      problem(
        body,
        `is written in format ${shown(format)}, which this site does not know; it reads format ${FORMAT}. A newer version of the site may open it`,
      ),
    ];
  const [, check, length, rest] = /^1\.([\w-]{5})\.([0-9a-z]{1,5})\.(.*)$/s.exec(body) ?? [];
  if (check === undefined || length === undefined || rest === undefined) {
    const isCut = /^(1(\.[\w-]{0,5}(\.[0-9a-z]{0,5})?)?)?$/.test(body);
    return [
      problem(body, isCut ? CUT : 'is not a link of this site; allowed: #l=1.… as copied from it'),
    ];
  }
  const characters = Number.parseInt(length, 36);
  if (characters > LONGEST_LINK)
    return [problem(body, `is too long; allowed: ${LONGEST_LINK} characters`)];
  if (rest.length < characters)
    return [
      problem(body, `${CUT}; ${characters - rest.length} of ${characters} characters are missing`),
    ];
  const packed = rest.slice(0, characters);
  const bytes = checkOf(packed) === check ? fromBase64url(packed) : null;
  return bytes ?? [problem(body, 'was changed on its way; copy it again from where it came')];
}

const CUT = 'is cut short: its end is missing; copy the whole link';

const problem = (value: unknown, message: string): Problem => ({
  at: 'link',
  value: shown(value),
  message,
});
