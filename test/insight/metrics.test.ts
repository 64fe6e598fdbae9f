import { describe, expect, test } from 'vitest';
import { lanes } from '../../src/insight/lanes.ts';
import { metrics } from '../../src/insight/metrics.ts';
import { percentiles } from '../../src/insight/percentiles.ts';
import { bytesText, durationText, partOfBytesText } from '../../src/insight/plainWords.ts';
import { waterfall } from '../../src/insight/waterfall.ts';
import { Hand, postgresql, scenario, threeHeldByUploads } from './handmade.ts';
import { runOf } from './realRuns.ts';

describe('percentiles', () => {
  test('are values that occurred, by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect(percentiles(values)).toEqual({
      count: 100,
      meanUs: 50.5,
      p50Us: 50,
      p90Us: 90,
      p95Us: 95,
      p99Us: 99,
      maxUs: 100,
    });
    expect(values[0]).toBe(100);
    expect(percentiles([7])).toMatchObject({ p50Us: 7, p99Us: 7, maxUs: 7 });
    expect(percentiles([1, 2, 3, 4])).toMatchObject({ p50Us: 2, p90Us: 4 });
    expect(percentiles([])).toMatchObject({ count: 0, meanUs: 0, maxUs: 0 });
  });
});

describe('three workers held for 20 of 60 s', () => {
  const run = threeHeldByUploads();
  const m = metrics(run);

  test('counts and latencies, by population', () => {
    expect(m).toMatchObject({ arrived: 8, answered: 8, inFlight: 0, byStatus: { 200: 8 } });
    expect(m.latencyOf.visitors?.count).toBe(5);
    expect(m.latencyOf['slow uploaders']?.p50Us).toBe(20_104_000);
    expect(m.throughputPerSecond).toBeCloseTo(8 / 60);
  });

  test('shares of the workers', () => {
    expect(m.workerHeldByClients).toBeCloseTo((3 * 20) / 180);
    expect(m.workerUtilisation).toBeCloseTo((3 * 20.1 + 5 * 0.1) / 180);
  });

  test('the queue', () => {
    expect(m.maxQueue).toBe(5);
    expect(m.longestQueueUs).toBe(20_403_000 - 3_210_000);
  });

  test('within a window', () => {
    const w = metrics(run, { fromUs: 1_000_000, untilUs: 4_000_000 });
    expect(w).toMatchObject({
      arrived: 5,
      answered: 0,
      inFlight: 8,
      maxQueue: 5,
      workerHeldByClients: 1,
      workerUtilisation: 1,
    });
    expect(w.meanQueue).toBeCloseTo((0.82 + 0.81 + 0.8 + 0.79 + 0.78) / 3);
  });
});

test('a waterfall cuts the view where it waits for the database, and stays open at a moment', () => {
  const hand = new Hand(scenario({ database: postgresql }));
  const r = hand.toBacklog(0, 0, 3);
  hand
    .taken(r, 1, 14_000)
    .event(15_000, 'worker/received', r, 1)
    .event(15_000, 'view/entered', r, 1);
  hand
    .event(16_000, 'session/connecting', r, 0)
    .event(21_000, 'session/connected', r, 0, 1)
    .event(21_000, 'query/started', r, 0, 1);
  const run = hand.event(31_000, 'query/finished', r, 0, 1).answered(r, 1, 40_000).done();
  const bars = (atUs?: number) =>
    waterfall(run, r, atUs).map((s) => [s.key, s.fromUs, s.untilUs, s.holdsWorker]);
  expect(bars()).toEqual([
    ['connect', 0, 2_000, false],
    ['send', 2_000, 3_000, false],
    ['queue', 3_000, 14_000, false],
    ['read', 14_000, 15_000, true],
    ['view', 15_000, 16_000, true],
    ['database', 16_000, 31_000, true],
    ['view', 31_000, 40_000, true],
    ['receive', 40_000, 41_000, false],
  ]);
  expect(bars(20_000).at(-1)).toEqual(['database', 16_000, null, true]);
  expect(bars(10_000).at(-1)).toEqual(['queue', 3_000, null, false]);
});

test('lanes: workers, backlog, nginx, sessions', () => {
  expect(lanes(runOf('database')).map((l) => l.label)).toEqual([
    'worker 1',
    'worker 2',
    'backlog',
    'nginx',
    'session 1',
    'session 2',
  ]);
  expect(lanes(runOf('uploadsDirect')).map((l) => l.label)).toEqual([
    'worker 1',
    'worker 2',
    'backlog',
  ]);
  const held = lanes(threeHeldByUploads())[0]?.spans.find((s) => s.heldByClient);
  expect(held).toEqual({
    fromUs: 103_000,
    untilUs: 20_103_000,
    state: 'reading',
    request: 0,
    heldByClient: true,
    words: '#1: held by a client that sends slowly',
  });
  const collected = lanes(runOf('uploadsBuffered')).find((l) => l.kind === 'front')?.spans;
  expect(collected?.slice(0, 2).map((s) => [s.request, s.words])).toEqual([
    [0, '#1: nginx collects the body'],
    [1, '#2: nginx collects the body'],
  ]);
});

test('shares of workers held by their clients, by how the clients are met', () => {
  expect(metrics(runOf('uploadsBuffered')).workerHeldByClients).toBe(0);
  expect(metrics(runOf('uploadsUnbuffered')).workerHeldByClients).toBeGreaterThan(0.45);
  expect(metrics(runOf('sleeping')).workerHeldByClients).toBe(0);
  expect(metrics(runOf('lingering')).workerHeldByClients).toBeGreaterThan(0.09);
});

test('numbers in plain words', () => {
  expect([12, 820, 99_999, 820_000, 3_910_000, 125_000_000, 60_000_000].map(durationText)).toEqual([
    '12 µs',
    '0.8 ms',
    '100 ms',
    '820 ms',
    '3.9 s',
    '2 min 5 s',
    '1 min',
  ]);
  expect([512, 900_000, 2_400_000].map(bytesText)).toEqual(['512 B', '900 kB', '2.4 MB']);
  expect(partOfBytesText(180_000, 900_000)).toBe('180 of 900 kB');
  expect(partOfBytesText(180_000, 900_000, '/')).toBe('180/900 kB');
  expect(partOfBytesText(1_000, 6_000_000)).toBe('0 of 6 MB');
});
