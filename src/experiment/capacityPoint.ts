import type { Band, CapacityPoint } from '../insight/capacityShape.ts';
import type { PresentLoad } from './capacityLoad.ts';
import type { LoadRun } from './capacityRun.ts';

/** The runs of one load, as one. */
export function pointOf(
  names: readonly string[],
  load: PresentLoad,
  factor: number,
  runs: readonly LoadRun[],
): CapacityPoint {
  const of = (key: Exclude<keyof LoadRun, 'latencyOf'>): Band => band(runs.map((run) => run[key]));
  return {
    factor,
    offeredPerSecond: load.perSecond * factor,
    clients: load.clients === 0 ? 0 : Math.max(1, Math.round(load.clients * factor)),
    windowUs: of('windowUs').mid,
    requests: runs.reduce((sum, run) => sum + run.requests, 0),
    latencyOf: names.map((name, k) => {
      const own = (key: 'p50Us' | 'p95Us' | 'p99Us') =>
        band(runs.map((run) => run.latencyOf[k]?.[key] ?? 0));
      return { name, p50Us: own('p50Us'), p95Us: own('p95Us'), p99Us: own('p99Us') };
    }),
    meanUs: of('meanUs'),
    p50Us: of('p50Us'),
    p95Us: of('p95Us'),
    p99Us: of('p99Us'),
    errorShare: of('errorShare'),
    unfinishedShare: of('unfinishedShare'),
    throughputPerSecond: of('throughputPerSecond'),
    meanQueue: of('meanQueue'),
    workerUtilisation: of('workerUtilisation'),
    coreUtilisation: of('coreUtilisation'),
  };
}

/** Median, least and most. */
export function band(values: readonly number[]): Band {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (i: number) => sorted[i] ?? 0;
  return { low: at(0), mid: at(Math.floor((sorted.length - 1) / 2)), high: at(sorted.length - 1) };
}
