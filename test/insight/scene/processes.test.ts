import { describe, expect, test } from 'vitest';
import { checkConservation } from '../../../src/insight/conservation.ts';
import { sceneAt } from '../../../src/insight/scene/sceneAt.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { NONE } from '../../../src/recording/vocabulary.ts';
import {
  askedTwice,
  greenlets,
  killedWithThree,
  pooledBehindThreads,
  sentAgain,
  slotted,
  waitingForRow,
  withApp,
} from '../handmadeSlots.ts';

const tokenAt = (run: Run, atUs: number, request: number) =>
  sceneAt(run, atUs).tokens.find((t) => t.request === request);

test.each([pooledBehindThreads, killedWithThree, waitingForRow, sentAgain, askedTwice, greenlets])(
  'these recordings keep the laws: %o',
  (make) => {
    expect(checkConservation(make())).toEqual([]);
  },
);

describe('a process with two threads', () => {
  const run = pooledBehindThreads();

  test('accepts more than it has threads for', () => {
    const scene = sceneAt(run, 50_000);
    expect(scene.backlog.requests).toEqual([]);
    expect(scene.processes).toMatchObject([
      { process: 0, pid: 101, state: 'serving', slots: 2, busy: 2, pooled: [2, 3] },
    ]);
    expect(scene.processes[0]?.words).toBe('2 of 2 threads busy, 2 wait for one');
    expect(scene.workers.map((w) => [w.worker, w.process, w.nth, w.request])).toEqual([
      [0, 0, 0, 0],
      [1, 0, 1, 1],
    ]);
    expect(tokenAt(run, 50_000, 2)).toMatchObject({
      place: 'pool',
      fare: 'waiting',
      process: 0,
      worker: null,
      words: 'waits for a thread of worker 1',
    });
  });

  test('gives the next one to the thread that is free first', () => {
    expect(tokenAt(run, 120_000, 2)).toMatchObject({ place: 'worker', worker: 0, process: 0 });
    expect(sceneAt(run, 120_000).processes[0]?.pooled).toEqual([3]);
    expect(sceneAt(run, 280_000).processes[0]).toMatchObject({ state: 'idle', busy: 0, served: 4 });
  });

  test('takes a silent connection back from its thread', () => {
    expect(sceneAt(run, 400_000).processes[0]).toMatchObject({ busy: 1, idleConnections: 0 });
    const scene = sceneAt(run, 600_000);
    expect(scene.processes[0]).toMatchObject({ busy: 0, idleConnections: 1 });
    expect(scene.workers.every((w) => w.state === 'idle' && w.request === null)).toBe(true);
    expect(tokenAt(run, 600_000, 4)).toMatchObject({ place: 'pool', worker: null, process: 0 });
  });
});

test('the death of a process ends everything in it, though the event names no request', () => {
  const run = killedWithThree();
  expect(sceneAt(run, 49_000).processes[0]).toMatchObject({ busy: 2, pooled: [2] });
  const scene = sceneAt(run, 50_500);
  expect(scene.processes[0]).toMatchObject({ state: 'dead', busy: 0, pooled: [] });
  expect(scene.workers.map((w) => [w.state, w.request])).toEqual([
    ['dead', null],
    ['dead', null],
  ]);
  for (const r of [0, 1, 2]) expect(tokenAt(run, 50_500, r)?.worker).toBe(null);
  expect(sceneAt(run, 600_000).processes[0]).toMatchObject({ pid: 105, state: 'idle' });
});

test('greenlets are listed only while they are busy', () => {
  const run = greenlets();
  expect(sceneAt(run, 50_000).workers).toHaveLength(2);
  expect(sceneAt(run, 150_000).workers).toEqual([]);
  expect(sceneAt(run, 250_000).workers.map((w) => w.worker)).toEqual([0]);
  expect(sceneAt(run, 250_000).processes[0]).toMatchObject({ slots: null, busy: 1, served: 2 });
});

test('a request that waits for a row says for which and for whom', () => {
  const run = waitingForRow();
  const scene = sceneAt(run, 50_000);
  expect(scene.database?.locks).toEqual([
    { row: 'stock', holder: 0, sinceUs: 10_000, waiting: [1] },
  ]);
  expect(scene.database?.sessions[1]).toMatchObject({ state: 'locked', request: 1 });
  expect(scene.workers[1]).toMatchObject({
    state: 'database',
    isLocked: true,
    words: 'waits for row “stock” that #1 holds',
  });
  expect(tokenAt(run, 50_000, 1)).toMatchObject({ place: 'database', fare: 'waiting' });
  expect(sceneAt(run, 111_000).database?.locks).toMatchObject([{ holder: 1, waiting: [] }]);
  expect(sceneAt(run, 300_000).database?.locks).toEqual([]);
});

test('a request that nginx sends again is with the second app server', () => {
  const run = sentAgain();
  expect(tokenAt(run, 4_500, 0)).toMatchObject({ place: 'worker', worker: 0 });
  expect(tokenAt(run, 7_000, 0)).toMatchObject({ place: 'backlog', queuePosition: 0 });
  expect(sceneAt(run, 7_000).instances.map((s) => s.backlog.requests)).toEqual([[], [0]]);
  expect(sceneAt(run, 7_000).instances.map((s) => s.downUntilUs)).toEqual([10_005_000, null]);
  expect(tokenAt(run, 50_000, 0)).toMatchObject({ place: 'worker', worker: 1, process: 1 });
  expect(sceneAt(run, 200_000).front?.pool).toEqual({ idle: 1, most: 8 });
  expect(sceneAt(run, 200_000).processes[1]?.idleConnections).toBe(1);
  expect(sceneAt(run, 25_000_000).instances.map((s) => s.up)).toEqual([false, true]);
});

test('the app server that was given up on no longer speaks for the request', () => {
  const hand = slotted(withApp({ workers: 1, instances: 2 }), 1);
  const r = hand.toHead(0, 0, 0);
  for (const [at, server] of [
    [3_000, 0],
    [1_003_000, 1],
  ] as const)
    hand
      .event(at, 'upstream/chosen', r, server, server)
      .event(at, 'socket/queued', r, NONE, 1)
      .event(at, 'worker/accepted', r, server, 0)
      .event(at, 'worker/received', r, server)
      .event(at, 'view/entered', r, server);
  hand.event(1_002_000, 'upstream/retried', r, 0, 1);
  hand.event(1_500_000, 'view/left', r, 0, 200).event(1_500_000, 'worker/released', r, 0, 0);
  const run = hand.done(3_000_000);
  expect(tokenAt(run, 1_002_500, r)).toMatchObject({ place: 'front', worker: null });
  expect(tokenAt(run, 2_000_000, r)).toMatchObject({ place: 'worker', worker: 1, status: null });
  expect(sceneAt(run, 2_000_000).processes.map((p) => p.busy)).toEqual([0, 1]);
});

test('a kept connection is idle between its requests, in the process that holds it', () => {
  const run = askedTwice();
  const idleAt = (atUs: number) => sceneAt(run, atUs).processes[0]?.idleConnections;
  expect([50_000, 80_000, 120_000, 1_000_000, 2_500_000].map(idleAt)).toEqual([0, 1, 0, 1, 0]);
});
