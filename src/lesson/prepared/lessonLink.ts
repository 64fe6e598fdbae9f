import { t } from '../../language/t.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { LONGEST_LINK, linkProblem, seal, unseal, wasChanged } from '../../scenario/sealed.ts';
import { fromBase64url, toBase64url } from './base64url.ts';

/** No lesson is longer: whoever inflates stops here, so that a small link cannot become a large memory. Bytes. */
export const MOST_LESSON_BYTES = 1_000_000;

/**
 * `l=1.<check>.<length>.<packed>`, to stand behind the `#` of a page's address: a whole lesson, its file as JSON (UTF-8), deflated without a header (RFC 1951), in
 * base64url. This layer knows no way to deflate; whoever does brings the bytes. Problems where the lesson is too large for one. Never throws.
 */
export function writeLessonLink(deflated: Uint8Array): string | Problem[] {
  const packed = toBase64url(deflated);
  if (packed.length > LONGEST_LINK)
    return linkProblem(
      `${packed.length} characters`,
      t(
        'this lesson is too large for a link; allowed: {most} characters. Hand it out as a file instead',
        { most: String(LONGEST_LINK) },
      ),
    );
  return seal('l', packed);
}

/**
 * The deflated bytes of a link that {@link writeLessonLink} wrote: a whole address, its `#…` part, or what follows. What mail programs hang on
 * behind (`.`, `)`) is forgiven. Nothing in it is checked but that it arrived whole. Never throws.
 */
export function readLessonLink(link: string): Uint8Array | Problem[] {
  const read = unseal('l', link, t('holds no lesson; allowed: a link that contains #l=1.…'));
  if (!('packed' in read)) return read;
  return fromBase64url(read.packed) ?? wasChanged(link);
}
