import type { HelpOutcome, HelpVerdict } from '../insight/causes/helpShape.ts';
import { percentiles } from '../insight/percentiles.ts';
import { durationText } from '../insight/plainWords.ts';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import { requestTable } from '../recording/requestTable.ts';

/**
 * A name for each request that it bears in every run of the same clients: who asks, and for what the how-manieth time. Indexes differ from
 * run to run where one more is asked again or a page comes sooner.
 */
export function namesOf(run: Run): string[] {
  const rows = requestTable(run);
  const times = new Map<string, number>();
  return rows.map((row, r) => {
    const { population, client, arrival, route } = run.seed(r);
    const who = `${population}/${client}/${arrival}/${route}/${row.repeats === null ? '' : 'again'}`;
    const nth = times.get(who) ?? 0;
    times.set(who, nth + 1);
    return `${who}/${nth}`;
  });
}

/** How a request fared until a moment, or null where there is none. */
export function outcomeOf(
  run: Run,
  request: number,
  atUs: number,
): {
  readonly outcome: HelpOutcome;
  readonly startUs: number;
  readonly endUs: number | null;
} | null {
  const row = requestTable(run)[request];
  if (!row || row.startUs > atUs) return null;
  const endUs = row.endUs !== null && row.endUs <= atUs ? row.endUs : null;
  const latencyUs = (endUs ?? atUs) - row.startUs;
  const status = endUs === null ? null : row.status;
  const isGood = endUs !== null && row.outcome === 'answered' && (status ?? 0) < 400;
  const took = durationText(latencyUs);
  const words =
    endUs === null
      ? t('still under way after {took}', { took })
      : status !== null
        ? t('answered {status} after {took}', { status: String(status), took })
        : row.outcome === 'abandoned'
          ? t('given up on after {took}', { took })
          : t('failed after {took}', { took });
  return {
    outcome: { isGood, status, latencyUs, hasEnded: endUs !== null, words },
    startUs: row.startUs,
    endUs,
  };
}

/** How all fared that began by a moment, as far as they were watched. */
export interface Fared {
  readonly p95Us: number;
  readonly errors: number;
}

export function faredAll(
  run: Run,
  names: readonly string[],
  begunByUs: number,
  watchedUs: number,
): Fared {
  const latencies: number[] = [];
  let errors = 0;
  for (let r = 0; r < names.length; r++) {
    const found = outcomeOf(run, r, watchedUs);
    if (!found || found.startUs > begunByUs) continue;
    latencies.push(found.outcome.latencyUs);
    if (found.outcome.hasEnded && !found.outcome.isGood) errors++;
  }
  return { p95Us: percentiles(latencies).p95Us, errors };
}

/** Shares of the time before at which a change counts as the solution, as a help, as worse. */
const SOLVED = 0.35;
const HELPED = 0.9;
const WORSE = 1.1;
/** Less than this nobody feels, µs. */
const FELT_US = 2_000;

/** What a change did for the request itself. */
export function verdictOf(before: HelpOutcome, after: HelpOutcome): HelpVerdict {
  if (!before.isGood && after.isGood) return 'solves';
  if (before.isGood && !after.isGood) return 'worse';
  const savedUs = before.latencyUs - after.latencyUs;
  if (before.isGood) {
    if (Math.abs(savedUs) < FELT_US) return 'no difference';
    if (after.latencyUs <= before.latencyUs * SOLVED) return 'solves';
    if (after.latencyUs <= before.latencyUs * HELPED) return 'helps';
    return after.latencyUs >= before.latencyUs * WORSE ? 'worse' : 'no difference';
  }
  // Both bad: to fail in another way or at another moment is no help.
  return 'no difference';
}
