import { describe, expect, test } from 'vitest';
import { lanes } from '../../src/insight/lanes.ts';
import { metrics } from '../../src/insight/metrics.ts';
import { narrate } from '../../src/insight/narrate.ts';
import { series } from '../../src/insight/series.ts';
import { waterfall } from '../../src/insight/waterfall.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { NONE } from '../../src/recording/vocabulary.ts';
import { Hand, page, scenario } from './handmade.ts';
import {
  askedTwice,
  greenlets,
  killedWithThree,
  pooledBehindThreads,
  sentAgain,
  waitingForRow,
} from './handmadeSlots.ts';

/** What lanes, tables and sentences make of processes that deal with several requests at once. */

const MS = 1_000;
const told = (run: Parameters<typeof narrate>[0]): string[] =>
  narrate(run, 0, run.length).map((n) => n.text);
const barsOf = (run: Parameters<typeof waterfall>[0], request: number) =>
  waterfall(run, request).map((s) => [s.key, s.fromUs / MS, (s.untilUs ?? run.endUs) / MS]);

describe('a process with two threads', () => {
  const run = pooledBehindThreads();

  test('has a lane for each thread and one for its own queue', () => {
    const found = lanes(run);
    expect(found.map((l) => [l.label, l.kind])).toEqual([
      ['worker 1 · thread 1', 'worker'],
      ['worker 1 · thread 2', 'worker'],
      ['backlog', 'backlog'],
      ['worker 1 · queue', 'pool'],
      ['nginx', 'front'],
    ]);
    expect(found[3]?.spans.map((s) => [s.request, s.fromUs / MS, s.untilUs / MS])).toEqual([
      [2, 4, 104],
      [3, 4, 154],
    ]);
    // The silent connection that was given back leaves its thread idle.
    expect(found[0]?.spans.at(-1)).toMatchObject({ state: 'idle', fromUs: 504_000 });
  });

  test('queues in the kernel first, then within the process', () => {
    expect(barsOf(run, 2)).toEqual([
      ['connect', 0, 2],
      ['send', 2, 3],
      ['queue', 3, 4],
      ['pool', 4, 104],
      ['view', 104, 204],
      ['receive', 204, 205],
    ]);
    expect(requestTable(run)[2]).toMatchObject({ pooledUs: 4_000, worker: 0, process: 0 });
  });

  test('says who waits for whom', () => {
    expect(told(run)).toContain(
      '#4: worker 1 (pid 101) accepts it; it waits for a thread, as number 2.',
    );
    expect(told(run)).toContain(
      '#4: thread 2 of worker 1 (pid 101) takes it out of its worker’s queue.',
    );
  });

  test('counts those that wait for a thread', () => {
    expect(series(run).pooled).toMatchObject({
      atUs: [0, 4_000, 104_000, 154_000],
      value: [0, 2, 1, 0],
    });
    expect(series(run).busyWorkers.value.at(-1)).toBe(0);
  });
});

test('the lanes of a dead process are empty, whatever they held', () => {
  const [first, second] = lanes(killedWithThree());
  for (const lane of [first, second])
    expect(lane?.spans.map((s) => [s.state, s.request])).toContainEqual(['dead', null]);
  expect(series(killedWithThree()).busyWorkers.value.at(-1)).toBe(0);
});

test('greenlets have lanes once they were used; their use is that of their process', () => {
  expect(lanes(greenlets()).map((l) => l.label)).toEqual([
    'worker 1 · greenlet 1',
    'worker 1 · greenlet 2',
    'backlog',
    'nginx',
  ]);
  expect(metrics(greenlets()).workerUtilisation).toBeCloseTo(0.2);
});

test('waiting for a row is time of its own', () => {
  const run = waitingForRow();
  expect(barsOf(run, 1)).toContainEqual(['lock', 20, 110]);
  expect(requestTable(run)[1]).toMatchObject({ lockUs: 90_000, databaseUs: 92_000 });
  expect(metrics(run).lockWait).toMatchObject({ count: 1, maxUs: 90_000 });
  expect(told(run)).toContain(
    '#2: its query waits for row “stock”, which #1 holds; nobody else waits.',
  );
  const second = lanes(run).find((l) => l.key === 'worker-1');
  expect(second?.spans.find((s) => s.state === 'locked')).toMatchObject({
    fromUs: 20_000,
    untilUs: 110_000,
  });
});

test('what the first app server did in vain is a stretch before the second', () => {
  const run = sentAgain();
  expect(barsOf(run, 0).slice(2, 5)).toEqual([
    ['tried', 3, 5],
    ['queue', 5, 9],
    ['view', 9, 109],
  ]);
  expect(requestTable(run)[0]).toMatchObject({ worker: 1, process: 1, instance: 1 });
  const backlogs = lanes(run).filter((l) => l.kind === 'backlog');
  expect(backlogs.map((l) => [l.label, l.spans.length])).toEqual([
    ['backlog 1', 1],
    ['backlog 2', 1],
  ]);
});

test('a request over a kept connection has not connected', () => {
  const run = askedTwice();
  expect(barsOf(run, 0)[0]).toEqual(['connect', 0, 2]);
  expect(barsOf(run, 1).map(([key]) => key)).not.toContain('connect');
  expect(requestTable(run)[1]).toMatchObject({ connectedUs: 100_000, carriedBefore: 1 });
  expect(metrics(run).reusedShare).toBe(0.5);
});

test('parts of the view lie within it', () => {
  const route = {
    ...page,
    spans: (['middleware', 'template'] as const).map((kind) => ({
      kind,
      name: kind === 'template' ? 'shop.html' : 'middleware',
      cpuUs: 1,
      waitUs: 0,
      queries: 0,
      queryUs: 0,
    })),
  };
  const hand = new Hand(scenario({ routes: [route] }));
  const r = hand.toBacklog(0);
  const run = hand
    .served(r, 0, 4_000, 104_000)
    .event(4_000, 'span/entered', r, 0, 0)
    .event(14_000, 'span/left', r, 0, 0)
    .event(14_000, 'span/entered', r, 0, 1)
    .event(54_000, 'span/left', r, 0, 1)
    .done();
  expect(waterfall(run, r).filter((s) => s.depth === 1)).toMatchObject([
    { key: 'span', fromUs: 4_000, untilUs: 14_000 },
    { key: 'span', label: 'template shop.html', fromUs: 14_000, untilUs: 54_000 },
  ]);
  expect(told(run)).toContain(`#1: Django's template “shop.html” begins on worker 1 (pid 101).`);
});

test('retries and pages are known in table and metrics', () => {
  const hand = new Hand();
  const [first, again, file] = [
    hand.toBacklog(0),
    hand.toBacklog(200_000),
    hand.toBacklog(400_000),
  ];
  const run = hand
    .served(first, 0, 4_000, 104_000)
    .event(200_000, 'request/retried', again, 0, first)
    .served(again, 0, 204_000, 304_000)
    .event(400_000, 'request/followed', file, 0, again)
    .served(file, 0, 404_000, 504_000)
    .event(505_000, 'page/loaded', again, NONE, 305_000)
    .done();
  const rows = requestTable(run);
  expect(rows.map((r) => [r.attempt, r.repeats, r.page])).toEqual([
    [1, null, null],
    [2, first, null],
    [1, null, again],
  ]);
  expect(rows[again]?.pageLoadUs).toBe(305_000);
  expect(metrics(run)).toMatchObject({ retries: 1, cancelled: 0 });
  expect(metrics(run).pageLoad).toMatchObject({ count: 1, maxUs: 305_000 });
});
