import type { Link, Pace } from '../../scenario/scenario.ts';

/** Bytes of a request head as browsers send it, and of a response head as Django, Gunicorn and nginx write it. */
export const REQUEST_HEAD_BYTES = 180;
export const RESPONSE_HEAD_BYTES = 270;

const NEVER = Number.POSITIVE_INFINITY;

/** Microseconds that `bytes` take at `bytesPerSecond`; 0 on an unlimited link. */
export function transferUs(bytes: number, bytesPerSecond: number): number {
  return bytesPerSecond === NEVER ? 0 : (bytes * 1e6) / bytesPerSecond;
}

/** From the first byte handed over until the last byte of the head has left the client, µs; Infinity if it falls silent before. */
export function headLeavesUs(link: Link, pace: Pace): number {
  if (pace.stops === 'before-head' || pace.stops === 'mid-head') return NEVER;
  return Math.round(
    Math.max(pace.headOverUs, transferUs(REQUEST_HEAD_BYTES, link.upBytesPerSecond)),
  );
}

/** From the first byte handed over until the last byte of the body has left the client, µs; Infinity if it falls silent before. */
export function bodyLeavesUs(link: Link, pace: Pace, bodyBytes: number): number {
  const head = headLeavesUs(link, pace);
  if (bodyBytes === 0 || head === NEVER) return head;
  if (pace.stops === 'mid-body') return NEVER;
  return Math.round(head + Math.max(pace.bodyOverUs, transferUs(bodyBytes, link.upBytesPerSecond)));
}

/**
 * When a body is complete at a server that starts to read at `readsFromUs`. Until then the receiving kernel holds `holdsBytes` and the
 * sender stalls; from then on the rest comes at the speed of the link, one round trip after the first window opens.
 * @param leavesUs absolute moment its last byte would leave an unhindered client
 */
export function bodyArrivesUs(
  leavesUs: number,
  bodyBytes: number,
  link: Link,
  readsFromUs: number,
  holdsBytes: number,
): number {
  const unhindered = leavesUs + Math.round(link.rttUs / 2);
  const rest = bodyBytes - holdsBytes;
  if (rest <= 0 || unhindered === NEVER) return unhindered;
  return Math.max(
    unhindered,
    Math.round(readsFromUs + link.rttUs + transferUs(rest, link.upBytesPerSecond)),
  );
}
