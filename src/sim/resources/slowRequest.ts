/** A head or a body that is on its way for longer than its server allows for the whole of it. */

/** A client that dribbles sends so many pieces, each after the same pause, the first one too. SIMPLIFIED: so does a slow line. */
const PIECES = 50;
/** Part of a head that its first line is: method, path, version. */
export const FIRST_LINE_SHARE = 1 / 3;
/** The server looks at its limit when something comes, and this often meanwhile (Apache 2.4 `mod_reqtimeout`: it never waits for less). */
const LOOKS_EVERY_US = 1_000_000;

export interface WholeLimit {
  /** From the beginning. */
  readonly limitUs: number;
  /** One more second for so many bytes that come; 0 = none. */
  readonly extendedByBytes: number;
  /** No more than this from the beginning, however many come. */
  readonly mostUs: number;
}

/** When such a limit is over and the server notices, and which part had come by then. */
export interface Overrun {
  readonly atUs: number;
  readonly share: number;
}

/**
 * Moments count from when the client begins to send.
 * @param overUs how long the client takes over the whole
 * @param sentShare part after which it falls silent; 1 = it does not
 * @param isSeenLate the server begins to count with the first piece, not before
 * @returns null where all of it is there in time
 */
export function overrunOf(
  bytes: number,
  overUs: number,
  sentShare: number,
  isSeenLate: boolean,
  { limitUs, extendedByBytes, mostUs }: WholeLimit,
): Overrun | null {
  const everyUs = overUs / PIECES;
  const fromUs = isSeenLate ? everyUs : 0;
  let lookUs = fromUs;
  for (let piece = 0; piece <= PIECES; piece++) {
    const share = piece / PIECES;
    const grownUs = extendedByBytes === 0 ? 0 : (share * bytes * 1e6) / extendedByBytes;
    const untilUs = fromUs + Math.min(mostUs, limitUs + grownUs);
    const isLast = (piece + 1) / PIECES > sentShare;
    const nextUs = isLast ? Number.POSITIVE_INFINITY : Math.max(fromUs, everyUs * (piece + 1));
    if (piece === PIECES) return null;
    if (nextUs > untilUs) {
      const wakesUs = Math.max(untilUs, lookUs + LOOKS_EVERY_US);
      return { atUs: Math.round(Math.min(nextUs, wakesUs)), share };
    }
    lookUs = nextUs;
  }
  return null;
}
