import type {
  Band,
  CapacityCurve,
  CapacityPoint,
  Knee,
  KneeCause,
} from '../insight/capacityShape.ts';
import { countText } from '../insight/plainWords.ts';
import type { Micros, Scenario } from '../scenario/scenario.ts';
import { type PresentLoad, possibleFactor, presentLoad, underLoad } from './capacityLoad.ts';
import { type LoadRun, runUnderLoad } from './capacityRun.ts';
import { capacityTheory } from './capacityTheory.ts';
import type { Experiment } from './experiment.ts';

export interface CapacityOptions {
  /** Runs of each load, each with a seed of its own; 3 unless given. */
  readonly seeds?: number;
  /** Requests of each run at least where they come soon enough; 1,500 unless given. */
  readonly requests?: number;
  /** Loads at least; 14 unless given. */
  readonly points?: number;
}

/** Loads that are tried one after the other until one does not hold are this far apart. */
const STRIDE = Math.sqrt(10);
/** The knee is known when the loads at both sides of it are no further apart than this. */
const NEAR = 1.12;
/** A load is light where nothing is busier than this. */
const LIGHT = 0.3;
const LONGEST_WINDOW_US = 3600e6;
const SHORTEST_WINDOW_US = 500_000;
/** A window holds this many answers, one after another, and this many pauses of clients who think. */
const ANSWERS_IN_WINDOW = 20;
const PAUSES_IN_WINDOW = 10;

/**
 * Latency, errors, throughput and utilisation against load: from a tenth of the present one to beyond the knee, with more loads around it.
 * A load *holds* while errors are no more than at the lightest load (within one in a hundred), nine of ten requests a second are answered as fast as they
 * come, and no population's 95th percentile of latency is more than five times what it is at the lightest load.
 */
export function* capacityCurve(
  scenario: Scenario,
  { seeds = 3, requests = 1_500, points = 14 }: CapacityOptions = {},
): Experiment<CapacityCurve> {
  const load = presentLoad(scenario);
  const measured = new Map<number, Measured>();
  const runsExpected = (points + 3) * seeds;
  let runsDone = 0;

  function* measure(asked: number, baseUs: Micros): Experiment<Measured> {
    const factor = possibleFactor(load, roundFactor(asked));
    const known = measured.get(factor);
    if (known) return known;
    const windowUs = windowOf(load, factor, requests, baseUs);
    const runs: LoadRun[] = [];
    for (let k = 0; k < seeds; k++) {
      const of = runUnderLoad(underLoad(scenario, factor, windowUs, seedOf(scenario.seed, k)));
      for (;;) {
        const step = of.next();
        if (step.done) {
          runs.push(step.value);
          break;
        }
        yield Math.min(0.98, (runsDone + step.value) / runsExpected);
      }
      runsDone++;
    }
    const fresh = { factor, point: pointOf(load, factor, runs), runs };
    measured.set(factor, fresh);
    return fresh;
  }

  if (load.perSecond === 0 && load.clients === 0) return emptyCurve(seeds);
  // Down to a load that is light, for all others are held against it. Measured twice: its window follows from its latency.
  let lightest = yield* measure(0.1, 0);
  for (let k = 0; k < 4 && !isLight(lightest); k++) {
    const lighter = yield* measure(lightest.factor / STRIDE, 0);
    if (lighter === lightest) break;
    lightest = lighter;
  }
  const baseUs = lightest.point.meanUs.mid;
  if (lightest.point.windowUs < ANSWERS_IN_WINDOW * baseUs * 0.5) {
    measured.delete(lightest.factor);
    lightest = yield* measure(lightest.factor, baseUs);
  }
  const holds = failureOf(lightest, lightest) === null;
  // Up until one does not hold.
  let good = lightest;
  let bad: Measured | null = null;
  for (let asked = lightest.factor * STRIDE; holds && !bad; asked *= STRIDE) {
    const next = yield* measure(asked, baseUs);
    if (next.factor <= good.factor) break;
    if (failureOf(next, lightest)) bad = next;
    else good = next;
  }
  // The knee lies between the two.
  while (bad && bad.factor / good.factor > NEAR) {
    const middle = yield* measure(Math.sqrt(good.factor * bad.factor), baseUs);
    if (middle.factor <= good.factor || middle.factor >= bad.factor) break;
    if (failureOf(middle, lightest)) bad = middle;
    else good = middle;
  }
  // The present load, if it is within sight; then wherever the gap is widest.
  const top = Math.max(...measured.keys());
  if (lightest.factor < 1 && top > 1) yield* measure(1, baseUs);
  for (let k = 0; measured.size < points && k < points; k++) {
    const factor = widestGap([...measured.keys()], bad?.factor ?? null);
    if (factor === null) break;
    yield* measure(factor, baseUs);
  }

  const inOrder = [...measured.values()].sort((a, b) => a.factor - b.factor);
  const all = inOrder.map((each) => each.point);
  return {
    points: all,
    knee: kneeOf(inOrder, lightest, holds),
    holds,
    theory: capacityTheory(scenario, all),
    seeds,
    notes: notesOf(scenario, load, seeds, all),
  };
}

interface Measured {
  readonly factor: number;
  readonly point: CapacityPoint;
  readonly runs: readonly LoadRun[];
}

/** Three digits that matter, so that powers of the stride meet the present load. */
const roundFactor = (factor: number) => Number(factor.toPrecision(3));

const seedOf = (seed: number, k: number) => (seed + k * 7919) % 4_294_967_296;

/** Long enough for the requests wanted, for many answers one after another, and for clients who think to come round. */
function windowOf(load: PresentLoad, factor: number, requests: number, baseUs: Micros): Micros {
  const perUs =
    load.requestsEach *
    ((load.perSecond * factor) / 1e6 +
      (load.clients * factor) / Math.max(1, load.thinkUs + Math.max(baseUs, 10_000)));
  const wantedUs = Math.max(
    requests / perUs / 0.8, // a fifth is warming up
    ANSWERS_IN_WINDOW * baseUs,
    load.clients > 0 ? PAUSES_IN_WINDOW * load.thinkUs : 0,
    SHORTEST_WINDOW_US,
  );
  return Math.round(Math.min(LONGEST_WINDOW_US, wantedUs));
}

function isLight({ point, runs }: Measured): boolean {
  const busy = Math.max(point.workerUtilisation.mid, point.coreUtilisation.mid);
  return busy <= LIGHT && !fallsBehind(runs);
}

/** Why a load does not hold, or null where it does. */
function failureOf({ point, runs }: Measured, lightest: Measured): KneeCause | null {
  const base = lightest.point;
  const usual = base === point ? 0 : Math.min(0.5, base.errorShare.mid);
  const tolerated = base === point ? 0.5 : usual + 0.01;
  if (point.errorShare.mid > tolerated) return 'errors';
  if (point.unfinishedShare.mid > 0.5 || fallsBehind(runs)) return 'queue';
  return isMuchSlower(runs, lightest.runs) ? 'latency' : null;
}

/** Of all together the slow clients would hide what the quick ones suffer: a mixture's percentiles lie in one or the other. */
function isMuchSlower(runs: readonly LoadRun[], lightest: readonly LoadRun[]): boolean {
  const populations = runs[0]?.p95OfUs.length ?? 0;
  const of = (all: readonly LoadRun[], k: number) =>
    band(all.map((run) => run.p95OfUs[k] ?? 0)).mid;
  return Array.from({ length: populations }, (_, k) => k).some((k) => {
    const usualUs = of(lightest, k);
    return usualUs > 0 && of(runs, k) > 5 * usualUs;
  });
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
function kneeOf(inOrder: readonly Measured[], lightest: Measured, holds: boolean): Knee | null {
  if (!holds) return null;
  const first = inOrder.findIndex((each) => failureOf(each, lightest) !== null);
  const [last, beyond] = [inOrder[first - 1], inOrder[first]];
  if (!last || !beyond) return null;
  return {
    factor: last.factor,
    beyondFactor: beyond.factor,
    cause: failureOf(beyond, lightest) as KneeCause,
  };
}

/** The middle of the widest gap between two loads; what lies far beyond the knee is worth less. */
function widestGap(factors: number[], broken: number | null): number | null {
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

function pointOf(load: PresentLoad, factor: number, runs: readonly LoadRun[]): CapacityPoint {
  const of = (key: Exclude<keyof LoadRun, 'p95OfUs'>): Band => band(runs.map((run) => run[key]));
  return {
    factor,
    offeredPerSecond: load.perSecond * factor,
    clients: load.clients === 0 ? 0 : Math.max(1, Math.round(load.clients * factor)),
    windowUs: of('windowUs').mid,
    requests: runs.reduce((sum, run) => sum + run.requests, 0),
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

function band(values: readonly number[]): Band {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (i: number) => sorted[i] ?? 0;
  return { low: at(0), mid: at(Math.floor((sorted.length - 1) / 2)), high: at(sorted.length - 1) };
}

function notesOf(
  scenario: Scenario,
  load: PresentLoad,
  seeds: number,
  points: readonly CapacityPoint[],
): string[] {
  const kinds = new Set(scenario.clients.map(({ arrivals }) => arrivals.kind));
  const counts = points.map((point) => Math.round(point.requests / seeds));
  const notes = [
    `Each load is a run of its own length, ${countsText(counts)} after a fifth for warming up, and is run with ${countText(seeds, 'seed')}.`,
    'Beyond the knee the figures depend on how long one measures: a queue that grows makes the later ones wait longer.',
  ];
  if (kinds.has('closed') && load.perSecond > 0)
    notes.push('Clients who come by themselves and clients who wait are multiplied alike.');
  else if (kinds.has('closed'))
    notes.push(
      'More load is more clients; each asks until the end, and pauses for random times with the same mean.',
    );
  if (kinds.has('list'))
    notes.push(
      'The listed arrivals follow one another faster, and begin anew when they are through.',
    );
  if (scenario.clients.some(comesForAWhile(scenario)))
    notes.push('Clients who come only for a part of the scenario come all the time here.');
  if (scenario.script.length > 0) notes.push('Nothing of the script happens here.');
  return notes;
}

function countsText(counts: readonly number[]): string {
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const text = countText(most, 'request');
  return least === most ? text : `${least.toLocaleString('en')} to ${text}`;
}

const comesForAWhile =
  (scenario: Scenario) =>
  ({ arrivals }: Scenario['clients'][number]): boolean =>
    (arrivals.kind === 'poisson' || arrivals.kind === 'uniform') &&
    (arrivals.fromUs > 0 || arrivals.untilUs < scenario.durationUs);

function emptyCurve(seeds: number): CapacityCurve {
  return {
    points: [],
    knee: null,
    holds: true,
    theory: null,
    seeds,
    notes: ['Nobody comes in this scenario, so there is no load to multiply.'],
  };
}
