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

/** Edges of a scale: 1, 2, 5 times powers of ten. */
const EDGES = [1, 2, 5];

function edgeOf(slot: number): number {
  const power = Math.floor(slot / EDGES.length);
  return (EDGES[slot - power * EDGES.length] as number) * 10 ** power;
}

/** The place of a time among the edges: 3 for 10 µs, 3.5 between 10 and 20. */
function slotOf(us: number): number {
  const power = Math.floor(Math.log10(us) + 1e-9);
  const rest = us / 10 ** power;
  const k = rest >= 5 ? 2 : rest >= 2 ? 1 : 0;
  const low = EDGES[k] as number;
  const high = EDGES[k + 1] ?? 10;
  return power * EDGES.length + k + (rest - low) / (high - low);
}

/** A scale that holds every time: by powers of ten, or even from zero. */
export function timeScale(leastUs: number, mostUs: number, isLog: boolean): TimeScale {
  const hold = (place: number) => Math.min(Math.max(place, 0), 1);
  if (isLog) {
    // From one of 1, 2, 5, 10 … to another: tight enough for a run whose times are much alike.
    const from = Math.floor(slotOf(leastUs) + 1e-9);
    const until = Math.max(Math.ceil(slotOf(mostUs) - 1e-9), from + 1);
    const low = edgeOf(from);
    const high = edgeOf(until);
    const all = Array.from({ length: until - from + 1 }, (_, k) => edgeOf(from + k));
    const tens = all.filter((us) => Number.isInteger(Math.log10(us)));
    return {
      isLog,
      leastUs: low,
      mostUs: high,
      placeOf: (us) => hold(Math.log(Math.max(us, low) / low) / Math.log(high / low)),
      timeAt: (place) => low * (high / low) ** place,
      ticks: all.length <= 6 ? all : tens,
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
