import type { Run } from '../../insight/shapes.ts';
import { requestTable } from '../../recording/requestTable.ts';
import { isFailure } from '../requests/requestList.ts';

/** Every request that ended, in order of its end, as columns. */
export interface LatencyPoints {
  readonly endUs: Float64Array;
  readonly tookUs: Float64Array;
  readonly request: Int32Array;
  readonly population: Int32Array;
  /** 1: answered with 400 or more, or not at all. */
  readonly failed: Uint8Array;
  /** Shortest and longest time, µs; 1 ms and 1 s where nothing ended. */
  readonly leastUs: number;
  readonly mostUs: number;
}

const known = new WeakMap<Run, LatencyPoints>();

/** The points of a run, read once and remembered. */
export function latencyPoints(run: Run): LatencyPoints {
  const before = known.get(run);
  if (before) return before;
  const rows = requestTable(run)
    .filter((row) => row && row.endUs !== null)
    .sort((a, b) => (a.endUs as number) - (b.endUs as number) || a.id - b.id);
  let leastUs = Number.POSITIVE_INFINITY;
  let mostUs = 0;
  const tookUs = Float64Array.from(rows, (row) => {
    const us = Math.max((row.endUs as number) - row.startUs, 1);
    leastUs = Math.min(leastUs, us);
    mostUs = Math.max(mostUs, us);
    return us;
  });
  const made = {
    endUs: Float64Array.from(rows, (row) => row.endUs as number),
    tookUs,
    request: Int32Array.from(rows, (row) => row.id),
    population: Int32Array.from(rows, (row) => run.seed(row.id).population),
    failed: Uint8Array.from(rows, (row) => (isFailure(row) ? 1 : 0)),
    leastUs: rows.length > 0 ? leastUs : 1_000,
    mostUs: rows.length > 0 ? mostUs : 1_000_000,
  };
  known.set(run, made);
  return made;
}

/** How many points have ended by the moment. */
export function pointsBy({ endUs }: LatencyPoints, atUs: number): number {
  let low = 0;
  let high = endUs.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((endUs[middle] as number) <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Times of the answered requests of a population (null = all) among the points `from` ≤ k < `until`. */
export function timesOf(
  points: LatencyPoints,
  population: number | null,
  from: number,
  until: number,
): Float64Array {
  const times = new Float64Array(Math.max(until - from, 0));
  let n = 0;
  for (let k = from; k < until; k++) {
    if (points.failed[k] === 1) continue;
    if (population !== null && points.population[k] !== population) continue;
    times[n++] = points.tookUs[k] as number;
  }
  return times.subarray(0, n);
}

/** A scale of times: where a time stands between 0 (least) and 1 (most). */
export interface TimeScale {
  readonly isLog: boolean;
  readonly leastUs: number;
  readonly mostUs: number;
  /** 0..1 within the scale; held at its ends. */
  placeOf(us: number): number;
  /** The time at a place. */
  timeAt(place: number): number;
  /** Round times to write beside it. */
  readonly ticks: readonly number[];
}

/** A scale that holds every time: by powers of ten, or even from zero. */
export function timeScale(leastUs: number, mostUs: number, isLog: boolean): TimeScale {
  const hold = (place: number) => Math.min(Math.max(place, 0), 1);
  if (isLog) {
    const low = 10 ** Math.floor(Math.log10(leastUs) + 1e-9);
    const high = Math.max(10 ** Math.ceil(Math.log10(mostUs) - 1e-9), low * 10);
    const decades = Math.log10(high / low);
    const ticks: number[] = [];
    for (let us = low; us <= high * 1.001; us *= 10) ticks.push(Math.round(us));
    return {
      isLog,
      leastUs: low,
      mostUs: high,
      placeOf: (us) => hold(Math.log10(Math.max(us, low) / low) / decades),
      timeAt: (place) => low * 10 ** (place * decades),
      ticks,
    };
  }
  const rough = mostUs / 4;
  const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = power * ([1, 2, 5, 10].find((factor) => power * factor >= rough) ?? 10);
  const most = Math.ceil(mostUs / step) * step;
  return {
    isLog,
    leastUs: 0,
    mostUs: most,
    placeOf: (us) => hold(us / most),
    timeAt: (place) => place * most,
    ticks: Array.from({ length: Math.round(most / step) + 1 }, (_, k) => k * step),
  };
}
