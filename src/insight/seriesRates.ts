import { msg, t } from '../language/t.ts';
import { requestTable } from '../recording/requestTable.ts';
import type { Run, Series } from './shapes.ts';

/** How many came through and how many went wrong, per second. */
export interface RunRates {
  /** Answers with a status below 400, per second. */
  readonly answered: Series;
  /** Answers with a status of 400 or more, refusals, broken connections and clients that gave up, per second. */
  readonly errors: Series;
  /** What each value counts: the time before its moment, µs. */
  readonly windowUs: number;
}

/** About so many windows make a run. */
const WINDOWS = 60;
/** Values within one window: the curve is smoother than its windows are wide. */
const STEPS = 4;

const known = new WeakMap<Run, RunRates>();

/**
 * Throughput and errors over time. Each value counts what ended within the window before its moment, so that nothing of the future is in it;
 * the first windows are divided by the time there has been. Once per recording, then remembered.
 */
export function rates(run: Run): RunRates {
  const before = known.get(run);
  if (before) return before;
  const windowUs = roundUp(run.endUs / WINDOWS);
  const stepUs = windowUs / STEPS;
  const count = Math.floor(run.endUs / stepUs) + 1;
  const good = new Float64Array(count + 1);
  const bad = new Float64Array(count + 1);
  for (const row of requestTable(run)) {
    if (!row || row.endUs === null || row.outcome === 'in-flight') continue;
    const into = row.outcome === 'answered' && (row.status ?? 0) < 400 ? good : bad;
    // An end counts from the first step at or after it.
    const step = Math.min(Math.ceil(row.endUs / stepUs), count);
    (into[step] as number)++;
  }
  const seriesOf = (counts: Float64Array, text: string): Series => {
    const atUs: number[] = [];
    const value: number[] = [];
    let sum = 0;
    for (let k = 0; k < count; k++) {
      sum += counts[k] as number;
      if (k >= STEPS) sum -= counts[k - STEPS] as number;
      const perSecond = (sum * 1e6) / Math.min(windowUs, Math.max(k * stepUs, stepUs));
      if (k > 0 && perSecond === value.at(-1)) continue;
      atUs.push(k * stepUs);
      value.push(perSecond);
    }
    return {
      get label() {
        return t(text);
      },
      unit: msg('requests/s'),
      atUs,
      value,
    };
  };
  const made = {
    answered: seriesOf(good, msg('answered without error')),
    errors: seriesOf(bad, msg('errors: status 400 or more, refused, broken off or given up')),
    windowUs,
  };
  known.set(run, made);
  return made;
}

/** The next of 1, 2, 5, 10 … at or above, at least 4 µs. */
function roundUp(us: number): number {
  const wanted = Math.max(us, 4);
  const power = 10 ** Math.floor(Math.log10(wanted));
  return power * ([1, 2, 5, 10].find((factor) => power * factor >= wanted * 0.999) ?? 10);
}
