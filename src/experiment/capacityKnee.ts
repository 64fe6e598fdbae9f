import type { CapacityPoint, Knee, KneeCause } from '../insight/capacityShape.ts';
import { band } from './capacityPoint.ts';
import type { LoadRun } from './capacityRun.ts';

/** A load is light where nothing is busier than this. */
const LIGHT = 0.3;

/** A load, and what it came to. */
export interface Measured {
  readonly factor: number;
  readonly point: CapacityPoint;
  readonly runs: readonly LoadRun[];
}

/** Whether next to nothing is busy: what other loads may be held against. */
export function isLight({ point, runs }: Measured): boolean {
  const busy = Math.max(point.workerUtilisation.mid, point.coreUtilisation.mid);
  return busy <= LIGHT && !fallsBehind(runs);
}

/** Why a load does not hold, or null where it does. */
export function failureOf({ point, runs }: Measured, lightest: Measured): KneeCause | null {
  const base = lightest.point;
  const usual = base === point ? 0 : Math.min(0.5, base.errorShare.mid);
  const tolerated = base === point ? 0.5 : usual + 0.01;
  if (point.errorShare.mid > tolerated) return 'errors';
  if (point.unfinishedShare.mid > 0.5 || fallsBehind(runs)) return 'queue';
  return muchSlower(runs, lightest.runs) === null ? null : 'latency';
}

/**
 * The population whose 95th percentile is more than five times its usual one, by index; of several the one that suffers most. Of all together
 * the slow clients would hide what the quick ones suffer: a mixture's percentiles lie in one or the other.
 */
function muchSlower(runs: readonly LoadRun[], lightest: readonly LoadRun[]): number | null {
  const of = (all: readonly LoadRun[], k: number) =>
    band(all.map((run) => run.latencyOf[k]?.p95Us ?? 0)).mid;
  let worst = 5;
  let found: number | null = null;
  runs[0]?.latencyOf.forEach((_, k) => {
    const usualUs = of(lightest, k);
    const times = usualUs > 0 ? of(runs, k) / usualUs : 0;
    if (times <= worst) return;
    worst = times;
    found = k;
  });
  return found;
}

/** Fewer than nine of ten that begin are answered (or fail) meanwhile. */
function fallsBehind(runs: readonly LoadRun[]): boolean {
  const share = runs.map(({ throughputPerSecond, begunPerSecond, errorShare }) =>
    begunPerSecond === 0 ? 1 : throughputPerSecond / begunPerSecond + errorShare,
  );
  // Few requests scatter: the tenth that may be missing grows with the scatter of a count.
  const requests = runs.reduce((sum, run) => sum + run.requests, 0) / Math.max(1, runs.length);
  return band(share).mid < 0.9 - 1 / Math.sqrt(Math.max(1, requests));
}

/** The load before the first that does not hold. */
export function kneeOf(
  inOrder: readonly Measured[],
  lightest: Measured,
  holds: boolean,
): Knee | null {
  if (!holds) return null;
  const first = inOrder.findIndex((each) => failureOf(each, lightest) !== null);
  const [last, beyond] = [inOrder[first - 1], inOrder[first]];
  if (!last || !beyond) return null;
  const cause = failureOf(beyond, lightest) as KneeCause;
  return {
    factor: last.factor,
    beyondFactor: beyond.factor,
    cause,
    population: cause === 'latency' ? muchSlower(beyond.runs, lightest.runs) : null,
  };
}

/** The middle of the widest gap between two loads; what lies far beyond the knee is worth less. */
export function widestGap(factors: number[], broken: number | null): number | null {
  const inOrder = factors.sort((a, b) => a - b);
  let widest = 1.05;
  let middle: number | null = null;
  for (let i = 1; i < inOrder.length; i++) {
    const [low, high] = [inOrder[i - 1] as number, inOrder[i] as number];
    const isBeyond = broken !== null && low >= broken;
    const width = isBeyond ? Math.sqrt(high / low) : high / low;
    if (width <= widest) continue;
    widest = width;
    middle = Math.sqrt(low * high);
  }
  return middle;
}
