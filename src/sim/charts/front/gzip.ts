import { EVENT } from '../../../recording/vocabulary.ts';
import { RESPONSE_HEAD_BYTES } from '../../resources/sending.ts';
import type { FrontConnection } from './front.ts';

/** nginx leaves answers of less as they are (gzip_min_length). */
const GZIP_MIN_LENGTH = 20;
/** What gzip takes for a byte: fitted to 200 kB of repetitive text (J gzip), the only pages that were measured. */
const GZIP_US_PER_BYTE = 0.0035;

/**
 * nginx compresses before it sends. SIMPLIFIED: that delays this answer alone, on no core; really the process does nothing else meanwhile.
 * @param bytes of the whole answer, head included
 */
export function gzipUs(bytes: number): number {
  return Math.round(bytes * GZIP_US_PER_BYTE);
}

/** Bytes of an answer as they go to the client, head included: pages shrink, everything else and every error stays. */
export function compressed(
  { world, client, keeper }: FrontConnection,
  status: number,
  bytes: number,
): number {
  const { contentType, compressesTo } = client.route;
  if (status !== 200 || !contentType.startsWith('text/html')) return bytes;
  if (bytes < RESPONSE_HEAD_BYTES + GZIP_MIN_LENGTH) return bytes;
  const left = RESPONSE_HEAD_BYTES + Math.ceil((bytes - RESPONSE_HEAD_BYTES) * compressesTo);
  world.record(EVENT['response/compressed'], client.request, keeper.actor, left);
  return left;
}
