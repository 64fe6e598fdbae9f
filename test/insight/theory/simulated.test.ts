import { describe, expect, test } from 'vitest';
import { series } from '../../../src/insight/series.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import {
  closedLoop,
  type MarkovQueue,
  md1,
  mg1,
  mm1,
  mmc,
} from '../../../src/insight/theory/theory.ts';
import { requestTable } from '../../../src/recording/requestTable.ts';
import {
  hyperexponential,
  interval,
  mean,
  type Replication,
  replication,
  run,
  SEEDS,
} from './replications.ts';

/*
 * The simulator against formulas it knows nothing of. A view holds its worker a constant 1.2 ms longer than it sleeps, so service is
 * what the twenty recordings together show, and so are arrivals, not what the scenario asks for; exponential service is exponential but
 * for that one percent.
 */

/** A formula is believed where it lies in the 99 % confidence interval of the simulated mean... */
function expectWithin(values: readonly number[], expected: number, precision: number): void {
  const { centre, half } = interval(values);
  const found = `${centre.toPrecision(5)} ± ${half.toPrecision(3)}, formula ${expected.toPrecision(5)}`;
  // ... and the interval is narrow enough to say something.
  expect(half / centre, found).toBeLessThan(precision);
  expect(Math.abs(expected - centre), found).toBeLessThan(half);
}

const rateOf = (found: readonly Replication[]): number =>
  mean(found.map((f) => f.arrivedPerSecond));
const serviceOf = (found: readonly Replication[]): number => mean(found.map((f) => f.serviceUs));
const squareOf = (found: readonly Replication[]): number =>
  mean(found.map((f) => f.serviceSquaredUs2));
const waitsOf = (found: readonly Replication[]): number[] => found.map((f) => f.meanWaitUs);

/** Twenty independent runs; arrivals end a while before the run does, so everybody is served. */
function replications(
  perSecond: number,
  workers: number,
  waitIs: 'fixed' | 'exponential',
  seconds: number,
): Replication[] {
  const until = seconds - 60;
  const arrivals = { rate: `${perSecond}/s`, until: `${until}s` };
  return SEEDS.map((seed) =>
    replication(run({ seed, workers, arrivals, waitIs, seconds }), until * 1e6),
  );
}

/** Shares of callers who waited no longer than the formula's quantile. */
function expectQuantile(found: readonly Replication[], queue: MarkovQueue, share: number): void {
  const t = queue.waitQuantileUs(share);
  const within = found.map((f) => f.waitsUs.filter((w) => w <= t).length / f.waitsUs.length);
  expectWithin(within, share, 0.05);
}

describe('the mean wait in the backlog is what queueing theory says', () => {
  test.each([
    [5, 0.05],
    [8, 0.1],
  ])('Q1 M/M/1, %i arrivals a second of 100 ms', (perSecond, precision) => {
    const found = replications(perSecond, 1, 'exponential', 1_800);
    const rate = rateOf(found);
    const service = serviceOf(found);
    expectWithin(waitsOf(found), mm1(rate, service).meanWaitUs, precision);
    expectWithin(waitsOf(found), mg1(rate, service, squareOf(found)).meanWaitUs, precision);
    expectQuantile(found, mm1(rate, service), 0.9);
  });

  test('Q2 M/M/4, 32 arrivals a second of 100 ms', () => {
    const found = replications(32, 4, 'exponential', 700);
    const queue = mmc(rateOf(found), serviceOf(found), 4);
    expectWithin(waitsOf(found), queue.meanWaitUs, 0.1);
    expectQuantile(found, queue, 0.9);
  });

  test('Q3 M/D/1, 7 arrivals a second of 100 ms', () => {
    const found = replications(7, 1, 'fixed', 1_800);
    expectWithin(waitsOf(found), md1(rateOf(found), serviceOf(found)).meanWaitUs, 0.05);
  });

  test('Q3 M/G/1, 7 arrivals a second of 10 or 250 ms on average', () => {
    const found = SEEDS.map((seed) => {
      const arrivals = hyperexponential(seed, 7, 1_140_000_000);
      return replication(run({ seed, workers: 1, arrivals, seconds: 1_200 }), 1_140_000_000);
    });
    const queue = mg1(rateOf(found), serviceOf(found), squareOf(found));
    expectWithin(waitsOf(found), queue.meanWaitUs, 0.15);
  });

  test('Q4 ten clients who think 400 ms at two workers of 100 ms', () => {
    const arrivals = {
      count: 10,
      think: '400ms',
      thinkIs: 'exponential',
      requestsEach: 100_000,
    };
    const found = SEEDS.map((seed) =>
      replication(
        run({ seed, workers: 2, arrivals, waitIs: 'exponential', seconds: 600 }),
        590_000_000,
      ),
    );
    const loop = closedLoop(10, 400_000, serviceOf(found), 2);
    expectWithin(waitsOf(found), loop.meanWaitUs, 0.03);
    expectWithin(
      found.map((f) => f.answeredPerSecond),
      loop.throughputPerSecond,
      0.01,
    );
  });
});

describe("Q5 Little's law holds in every run to the microsecond", () => {
  const area = (seen: Run): number => {
    const { atUs, value } = series(seen).backlog;
    return atUs.reduce(
      (sum, at, i) => sum + (value[i] as number) * ((atUs[i + 1] ?? seen.endUs) - at),
      0,
    );
  };
  const waited = (seen: Run): number =>
    requestTable(seen).reduce(
      (sum, { queuedUs, acceptedUs }) =>
        sum + (queuedUs === null ? 0 : (acceptedUs ?? seen.endUs) - queuedUs),
      0,
    );

  test.each([1, 2, 3])('area under the backlog is the sum of waits, seed %i', (seed) => {
    const arrivals = { rate: '15/s', until: '200s' };
    // Half as much again as one worker can do: at the end hundreds still wait.
    for (const workers of [1, 2]) {
      const seen = run({ seed, workers, arrivals, waitIs: 'exponential', seconds: 200 });
      expect(waited(seen)).toBeGreaterThan(0);
      expect(area(seen)).toBe(waited(seen));
    }
  });
});
