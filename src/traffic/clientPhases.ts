import type { RequestRow } from '../recording/requestTable.ts';
import type { Micros } from '../scenario/scenario.ts';

/** A request as its client sees it: moments that follow one another, each at or after the one before. */
export interface ClientPhases {
  readonly startUs: Micros;
  /** Its connection stood; null where it used one that was open already. */
  readonly connectedUs: Micros | null;
  /** The last byte of the request was handed over. */
  readonly sentUs: Micros;
  readonly firstByteUs: Micros;
  /** The last byte of the answer, or the end without one, or of the run. */
  readonly endUs: Micros;
}

/** What never came is at the end: a request that waits for ever has no time for receiving. */
export function clientPhases(row: RequestRow, runEndUs: Micros): ClientPhases {
  const { startUs } = row;
  const endUs = Math.max(startUs, row.endUs ?? runEndUs);
  const within = (us: Micros | null, least: Micros) =>
    Math.min(endUs, Math.max(least, us ?? endUs));
  const isReused = row.carriedBefore !== null && row.carriedBefore > 0;
  const connectedUs = isReused ? null : within(row.connectedUs, startUs);
  // An answer may begin before the request is through: the server did not want the rest.
  const firstByteUs = within(row.firstByteUs, connectedUs ?? startUs);
  const sentUs = Math.min(firstByteUs, within(row.sentUs, connectedUs ?? startUs));
  return { startUs, connectedUs, sentUs, firstByteUs, endUs };
}

/** How it ended, in a word or two; null for a whole answer. */
export function troubleOf({ outcome, error }: RequestRow): string | null {
  if (outcome === 'answered') return null;
  return outcome === 'in-flight' ? 'still under way at the end of the run' : (error ?? outcome);
}
