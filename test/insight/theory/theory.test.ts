import { describe, expect, test } from 'vitest';
import {
  closedLoop,
  erlangC,
  littlesLaw,
  md1,
  mg1,
  mm1,
  mmc,
} from '../../../src/insight/theory/theory.ts';

const INFINITE = Number.POSITIVE_INFINITY;

describe('open queues (MODEL.md Q1 to Q3)', () => {
  test('M/M/1 at a half: as long in the queue as in service, one in the system', () => {
    const queue = mm1(5, 100_000);
    expect(queue.utilisation).toBeCloseTo(0.5, 12);
    expect(queue.meanWaitUs).toBeCloseTo(100_000, 6);
    expect(queue.meanStayUs).toBeCloseTo(200_000, 6);
    expect(queue.meanQueue).toBeCloseTo(0.5, 12);
    expect(queue.meanNumber).toBeCloseTo(1, 12);
    expect(queue.waitingShare).toBeCloseTo(0.5, 12);
  });

  test('M/M/1: the share that waits longer than a quantile is what is left', () => {
    const queue = mm1(8, 100_000);
    for (const share of [0.3, 0.5, 0.9, 0.999]) {
      const t = queue.waitQuantileUs(share);
      expect(0.8 * Math.exp((-0.2 * t) / 100_000)).toBeCloseTo(1 - share, 12);
    }
    // One in five finds the worker idle.
    expect(queue.waitQuantileUs(0.2)).toBeCloseTo(0, 6);
    expect(queue.waitQuantileUs(0.1)).toBe(0);
  });

  test('Erlang C against the sum with factorials', () => {
    expect(erlangC(2, 1)).toBeCloseTo(1 / 3, 14);
    expect(erlangC(1, 0.7)).toBeCloseTo(0.7, 14);
    for (const [servers, load] of [
      [4, 3.2],
      [8, 2],
      [20, 19],
    ] as const) {
      let term = 1;
      let sum = 0;
      for (let k = 0; k < servers; k++) {
        sum += term;
        term *= load / (k + 1);
      }
      const last = (term * servers) / (servers - load);
      expect(erlangC(servers, load)).toBeCloseTo(last / (sum + last), 13);
    }
    expect(erlangC(500, 499)).toBeGreaterThan(0.9);
  });

  test('M/M/c waits C s / (c − a), and its quantiles follow from the same', () => {
    const queue = mmc(32, 100_000, 4);
    const waiting = erlangC(4, 3.2);
    expect(queue.meanWaitUs).toBeCloseTo((waiting * 100_000) / 0.8, 6);
    expect(waiting * Math.exp((-0.8 * queue.waitQuantileUs(0.95)) / 100_000)).toBeCloseTo(0.05, 12);
    expect(queue.meanNumber - queue.meanQueue).toBeCloseTo(3.2, 12);
  });

  test('M/G/1 is M/M/1 where the service is exponential and half of it where it is fixed', () => {
    expect(mg1(7, 100_000, 2 * 100_000 ** 2).meanWaitUs).toBeCloseTo(mm1(7, 100_000).meanWaitUs, 6);
    expect(md1(7, 100_000).meanWaitUs).toBeCloseTo(mm1(7, 100_000).meanWaitUs / 2, 6);
  });

  test('too much load is Infinity, no load waits for nobody', () => {
    for (const queue of [mm1(10, 100_000), mmc(40, 100_000, 4), mg1(20, 1e5, 3e10), md1(10, 1e5)])
      expect(queue).toMatchObject({
        meanWaitUs: INFINITE,
        meanStayUs: INFINITE,
        meanQueue: INFINITE,
        meanNumber: INFINITE,
      });
    expect(mm1(20, 100_000).utilisation).toBeCloseTo(2, 12);
    expect(mm1(20, 100_000).waitingShare).toBe(1);
    expect(mm1(20, 100_000).waitQuantileUs(0.5)).toBe(INFINITE);
    expect(mmc(0, 100_000, 3)).toMatchObject({ meanWaitUs: 0, meanNumber: 0, utilisation: 0 });
    expect(mmc(10, 0, 3).waitQuantileUs(0.99)).toBe(0);
  });
});

describe('closed loops (MODEL.md Q4)', () => {
  /** The same loop as a birth and death process: p_n from balance, in logarithms. */
  function balanced(clients: number, thinkUs: number, serviceUs: number, servers: number) {
    const logs = [0];
    for (let n = 1; n <= clients; n++)
      logs[n] =
        (logs[n - 1] as number) +
        Math.log(((clients - n + 1) * serviceUs) / (thinkUs * Math.min(n, servers)));
    const most = Math.max(...logs);
    const weights = logs.map((log) => Math.exp(log - most));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const over = (f: (n: number) => number): number =>
      weights.reduce((sum, weight, n) => sum + f(n) * weight, 0) / total;
    return {
      meanNumber: over((n) => n),
      meanQueue: over((n) => Math.max(0, n - servers)),
      perSecond: over((n) => (Math.min(n, servers) / serviceUs) * 1e6),
    };
  }

  test.each([
    [1, 400_000, 100_000, 1],
    [10, 400_000, 100_000, 1],
    [10, 400_000, 100_000, 2],
    [30, 1_000_000, 100_000, 4],
    [300, 1_000_000, 100_000, 8],
    [1000, 1_000, 100_000, 64],
  ])('%i clients, %i µs of thought, %i µs of service, %i servers', (n, think, service, servers) => {
    const loop = closedLoop(n, think, service, servers);
    const exact = balanced(n, think, service, servers);
    expect(loop.throughputPerSecond / exact.perSecond).toBeCloseTo(1, 10);
    expect(loop.meanNumber / exact.meanNumber).toBeCloseTo(1, 10);
    expect(loop.meanQueue).toBeCloseTo(exact.meanQueue, 8);
    expect(loop.utilisation).toBeCloseTo((exact.perSecond * service) / 1e6 / servers, 10);
    expect(loop.utilisation).toBeLessThanOrEqual(1 + 1e-12);
  });

  test('who has a server of their own never waits', () => {
    const loop = closedLoop(4, 300_000, 100_000, 4);
    expect(loop.meanWaitUs).toBeCloseTo(0, 6);
    expect(loop.throughputPerSecond).toBeCloseTo(10, 10);
  });

  test('the ends: nobody, no thought, no service', () => {
    expect(closedLoop(0, 1_000, 1_000, 2)).toMatchObject({ throughputPerSecond: 0, meanNumber: 0 });
    expect(closedLoop(6, 0, 100_000, 2).throughputPerSecond).toBeCloseTo(20, 10);
    expect(closedLoop(6, 0, 100_000, 2).meanQueue).toBeCloseTo(4, 10);
    expect(closedLoop(6, 100_000, 0, 2)).toMatchObject({ throughputPerSecond: 60, meanStayUs: 0 });
    expect(closedLoop(6, 0, 0, 2).throughputPerSecond).toBe(INFINITE);
    expect(closedLoop(0, 0, 0, 2).throughputPerSecond).toBe(0);
  });
});

test("Little's law as a formula (MODEL.md Q5)", () => {
  expect(littlesLaw(20, 250_000)).toBe(5);
  expect(littlesLaw(20, INFINITE)).toBe(INFINITE);
  expect(littlesLaw(0, INFINITE)).toBe(0);
});

test.each<[string, () => unknown]>([
  ['arrivalsPerSecond', () => mm1(-1, 100)],
  ['arrivalsPerSecond', () => mg1(INFINITE, 100, 10_000)],
  ['serviceUs', () => mmc(1, Number.NaN, 2)],
  ['serviceUs', () => md1(1, -5)],
  ['servers', () => mmc(1, 100, 0)],
  ['servers', () => closedLoop(1, 100, 100, 1.5)],
  ['serviceSquaredUs2', () => mg1(1, 100, 9_999)],
  ['serviceSquaredUs2', () => mg1(1, 100, INFINITE)],
  ['load', () => erlangC(2, -1)],
  ['clients', () => closedLoop(-1, 100, 100, 1)],
  ['thinkUs', () => closedLoop(1, INFINITE, 100, 1)],
  ['share', () => mm1(1, 100).waitQuantileUs(1)],
  ['share', () => mm1(1, 100).waitQuantileUs(Number.NaN)],
  ['perSecond', () => littlesLaw(Number.NaN, 1)],
  ['meanUs', () => littlesLaw(1, -1)],
])('a %s out of its domain is a RangeError that names it', (name, ask) => {
  expect(ask).toThrow(RangeError);
  expect(ask).toThrow(new RegExp(`^${name} must be `));
});
