import type { CapacityCurve } from '../insight/capacityShape.ts';
import { t } from '../language/t.ts';
import type { Micros, Scenario } from '../scenario/scenario.ts';
import { failureOf, isLight, kneeOf, type Measured, widestGap } from './capacityKnee.ts';
import { type PresentLoad, possibleFactor, presentLoad, underLoad } from './capacityLoad.ts';
import { notesOf } from './capacityNotes.ts';
import { pointOf } from './capacityPoint.ts';
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
  const names = scenario.clients.map(({ name }) => name);
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
    const fresh = { factor, point: pointOf(names, load, factor, runs), runs };
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
  // The present load and one beyond it, and then wherever the gap is widest.
  yield* measure(1, baseUs);
  if (Math.max(...measured.keys()) <= 1) yield* measure(STRIDE, baseUs);
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

function emptyCurve(seeds: number): CapacityCurve {
  return {
    points: [],
    knee: null,
    holds: true,
    theory: null,
    seeds,
    notes: [t('Nobody comes in this scenario, so there is no load to multiply.')],
  };
}
