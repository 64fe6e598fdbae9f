import { describe, expect, test } from 'vitest';
import { LATE_ANSWER } from '../../../src/app/gallery/writtenSituations.ts';
import type { Scene, Token } from '../../../src/insight/scene/scene.ts';
import { sceneAfter, sceneAt } from '../../../src/insight/scene/sceneAt.ts';
import { EVENT, NONE } from '../../../src/recording/vocabulary.ts';
import { parseScenario } from '../../../src/scenario/parseScenario.ts';
import { presetScenario } from '../../../src/scenario/presets.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import {
  busy,
  Hand,
  population,
  postgresql,
  prompt,
  scenario,
  threeHeldByUploads,
} from '../handmade.ts';

const tokenIn = (scene: Scene, request: number): Token => {
  const found = scene.tokens.filter((t) => t.request === request);
  expect(found).toHaveLength(1);
  return found[0] as Token;
};

describe('one request through nginx', () => {
  const hand = new Hand();
  const r = hand.toBacklog(1_000_000);
  const run = hand.served(r, 0, 1_004_000, 1_104_000).done();

  test.each([
    [1_000_500, 'to-front', 'moving'],
    [1_003_500, 'backlog', 'waiting'],
    [1_050_000, 'worker', 'moving'],
    [1_104_500, 'to-client', 'moving'],
    [1_105_000, 'ended', 'answered'],
  ])('at %i µs it is in %s, %s', (at, place, fare) => {
    expect(tokenIn(sceneAt(run, at), r)).toMatchObject({ place, fare });
  });

  test('is nowhere before it starts and long after its end', () => {
    expect(sceneAt(run, 999_999).tokens).toEqual([]);
    expect(sceneAt(run, 2_000_000).tokens).toEqual([]);
  });

  test('progress grows from 0 to 1 on the wire and in the view', () => {
    expect(tokenIn(sceneAt(run, 1_001_500), r).progress).toBeCloseTo(0.5);
    expect(tokenIn(sceneAt(run, 1_054_000), r).progress).toBeCloseTo(0.5);
    expect(tokenIn(sceneAt(run, 1_104_500), r).progress).toBeCloseTo(0.5);
  });

  test('its worker is held from accept to release', () => {
    expect(sceneAt(run, 1_003_999).workers[0]).toMatchObject({ state: 'idle', request: null });
    expect(sceneAt(run, 1_004_000).workers[0]).toMatchObject({
      state: 'running',
      request: r,
      heldSinceUs: 1_004_000,
      heldByClient: false,
    });
    expect(sceneAt(run, 1_104_000).workers[0]).toMatchObject({
      state: 'idle',
      request: null,
      served: 1,
    });
  });

  test('stepping goes event by event through one moment', () => {
    const before = run.countUntil(1_003_999);
    const accepted = sceneAfter(run, before + 1);
    expect(accepted.workers[0]?.state).toBe('reading');
    expect(accepted.atUs).toBe(1_004_000);
    expect(sceneAfter(run, before + 3).workers[0]?.state).toBe('running');
    expect(sceneAfter(run, 0)).toMatchObject({ atUs: 0, eventCount: 0, tokens: [] });
  });
});

describe('three slow uploads with proxy_request_buffering off', () => {
  const run = threeHeldByUploads();
  const scene = sceneAt(run, 4_100_000);

  test('all workers are held by their clients', () => {
    expect(scene.workers.map((w) => [w.state, w.heldByClient, w.request])).toEqual([
      ['reading', true, 0],
      ['reading', true, 1],
      ['reading', true, 2],
    ]);
    expect(scene.workers[0]?.words).toBe('held 4 s by a slow upload');
  });

  test('the upload trickles', () => {
    const token = tokenIn(scene, 0);
    expect(token).toMatchObject({
      place: 'worker',
      fare: 'held',
      kind: 'upload',
      bytesTotal: 900_000,
      worker: 0,
    });
    expect(token.bytesSent).toBe(Math.round((900_000 * 3_998_000) / 20_000_000));
    expect(token.words).toBe('uploading 180 of 900 kB');
  });

  test('the pages wait in order', () => {
    expect(scene.backlog).toMatchObject({
      requests: [3, 4, 5, 6, 7],
      oldestSinceUs: 3_180_000,
      limit: 2048,
    });
    expect(tokenIn(scene, 5)).toMatchObject({
      place: 'backlog',
      fare: 'waiting',
      queuePosition: 2,
      worker: null,
    });
    expect(scene.counts).toEqual({
      arrived: 8,
      inFlight: 8,
      answered: 0,
      refused: 0,
      failed: 0,
      abandoned: 0,
    });
    expect(scene.populations).toEqual([
      { population: 0, name: 'visitors', linkName: 'LAN', inFlight: 5, answered: 0, failed: 0 },
      {
        population: 1,
        name: 'slow uploaders',
        linkName: 'LAN',
        inFlight: 3,
        answered: 0,
        failed: 0,
      },
    ]);
  });
});

test('with proxy_request_buffering on, nginx collects the body and no worker is held', () => {
  const hand = new Hand();
  const r = hand.toHead(0, 1, 1, 20_000_000);
  const run = hand.event(3_000, 'body/receiving', r, NONE, 20_000_000).done();
  const scene = sceneAt(run, 10_002_000);
  expect(tokenIn(scene, r)).toMatchObject({
    place: 'front',
    fare: 'slow',
    bytesSent: 450_000,
    words: 'uploading 450 of 900 kB',
  });
  expect(scene.front?.requestBuffers).toEqual([{ request: r, bytes: 450_000, total: 900_000 }]);
  expect(scene.workers.every((w) => w.state === 'idle')).toBe(true);
});

test('a file is turned round at the door', () => {
  const hand = new Hand();
  const r = hand.toHead(0, 0, 2);
  const run = hand
    .event(3_000, 'static/served', r, NONE, 4_000)
    .event(4_000, 'response/begun', r)
    .event(4_000, 'request/answered', r, NONE, 200)
    .done();
  expect(tokenIn(sceneAt(run, 3_000), r)).toMatchObject({
    place: 'door',
    kind: 'static',
    worker: null,
  });
  expect(tokenIn(sceneAt(run, 3_800), r)).toMatchObject({ place: 'to-client' });
  expect(sceneAt(run, 3_800).front).toMatchObject({
    staticServed: 1,
    lastMatch: { location: 0, request: r, atUs: 3_000 },
  });
});

test('a worker waits for the database through its session', () => {
  const hand = new Hand(scenario({ database: postgresql }));
  const r = hand.toBacklog(0, 0, 3);
  hand.taken(r, 1, 4_000).event(4_000, 'worker/received', r, 1).event(4_000, 'view/entered', r, 1);
  hand
    .event(4_000, 'session/connecting', r, 0)
    .event(9_000, 'session/connected', r, 0, 1)
    .event(9_000, 'query/started', r, 0, 1);
  hand
    .event(19_000, 'query/finished', r, 0, 1)
    .event(20_000, 'session/closed', r, 0, 0)
    .answered(r, 1, 20_000);
  const run = hand.done();
  expect(tokenIn(sceneAt(run, 5_000), r)).toMatchObject({
    place: 'database',
    session: 0,
    words: 'connecting to the database',
  });
  expect(sceneAt(run, 10_000).database?.sessions).toEqual([
    { session: 0, state: 'querying', request: r, sinceUs: 9_000, words: 'query runs for #1' },
  ]);
  expect(sceneAt(run, 10_000).workers[1]).toMatchObject({ state: 'database', sinceUs: 4_000 });
  expect(sceneAt(run, 19_500).workers[1]).toMatchObject({ state: 'running' });
  expect(sceneAt(run, 20_000).database).toMatchObject({ up: true, sessions: [], usable: 97 });
});

test('a killed worker fails its request and comes back with another pid', () => {
  const hand = new Hand();
  const r = hand.toBacklog(0);
  hand.taken(r, 0, 4_000).event(4_000, 'worker/received', r, 0).event(4_000, 'view/entered', r, 0);
  hand.event(50_000, 'worker/killed', r, 0, 9).event(50_000, 'worker/exited', r, 0, -9);
  hand
    .event(50_000, 'request/failed', r, NONE, 1)
    .event(50_000, 'worker/forked', NONE, 0, 104)
    .event(550_000, 'worker/booted', NONE, 0, 104);
  const run = hand.done();
  const killed = run.countUntil(49_999) + 3;
  expect(sceneAfter(run, killed).workers[0]).toMatchObject({
    state: 'dead',
    request: null,
    pid: 101,
  });
  expect(sceneAt(run, 60_000).workers[0]).toMatchObject({ state: 'booting', pid: 104 });
  expect(sceneAt(run, 600_000).workers[0]?.state).toBe('idle');
  expect(tokenIn(sceneAt(run, 60_000), r)).toMatchObject({
    place: 'ended',
    fare: 'failed',
    outcome: 'failed',
    worker: null,
  });
});

test('an abandoned request stays in the backlog and is executed', () => {
  const hand = new Hand();
  const r = hand.toBacklog(0);
  hand.event(1_000_000, 'request/abandoned', r, NONE, 1_000_000);
  const run = hand
    .taken(r, 0, 2_000_000)
    .event(2_000_000, 'worker/received', r, 0)
    .event(2_000_000, 'view/entered', r, 0)
    .done();
  expect(tokenIn(sceneAt(run, 1_900_000), r)).toMatchObject({
    place: 'backlog',
    fare: 'abandoned',
    endUs: 1_000_000,
  });
  expect(tokenIn(sceneAt(run, 2_500_000), r)).toMatchObject({
    place: 'worker',
    fare: 'abandoned',
    worker: 0,
  });
  expect(sceneAt(run, 2_500_000).counts).toMatchObject({ abandoned: 1, inFlight: 0 });
});

test('every seek gives the scene that playing from the start gives', () => {
  const run = busy(4_000);
  const reference = new Map<number, string>();
  const seen: number[] = [];
  for (let n = 0; n <= run.length; n += 1_997) seen.push(n);
  for (const n of seen) reference.set(n, JSON.stringify(sceneAfter(run, n)));
  for (const n of [...seen].reverse())
    expect(JSON.stringify(sceneAfter(run, n))).toBe(reference.get(n));
  // Against a count that knows no checkpoints.
  const n = 20_011;
  const scene = sceneAfter(run, n);
  let queued = 0;
  let arrived = 0;
  for (let i = 0; i < n; i++) {
    if (run.type(i) === EVENT['socket/queued']) queued++;
    if (run.type(i) === EVENT['worker/accepted']) queued--;
    if (run.type(i) === EVENT['request/started']) arrived++;
  }
  expect(scene.backlog.requests).toHaveLength(queued);
  expect(scene.counts.arrived).toBe(arrived);
});

test('the body begins to come when the head has been dribbled out', () => {
  const slow = population({ pace: { ...prompt, headOverUs: 4_000_000, bodyOverUs: 6_000_000 } });
  const hand = new Hand(scenario({ clients: [slow], front: null }));
  const r = hand.request(0, 1);
  hand.event(0, 'request/started', r, 0).event(1_000, 'socket/queued', r, NONE, 1);
  hand
    .event(2_000, 'connection/established', r)
    .event(2_000, 'request/sending', r, NONE, 10_000_000);
  const run = hand.taken(r, 0, 2_000).done();
  expect(tokenIn(sceneAt(run, 3_000_000), r).bytesSent).toBe(0);
  expect(tokenIn(sceneAt(run, 7_002_000), r).bytesSent).toBe(450_000);
  expect(sceneAt(run, 7_002_000).workers[0]?.words).toBe('held 7 s by a slow upload');
});

test('connections turned away at a full backlog are counted', () => {
  const hand = new Hand();
  const r = hand.toHead(0, 0, 0);
  const run = hand.event(3_000, 'socket/overflowed', r, NONE, 4).done();
  expect(sceneAt(run, 2_999).backlog.overflowed).toBe(0);
  expect(sceneAt(run, 3_000).backlog.overflowed).toBe(1);
});

test('an answer that nginx gives for a server carries its status on the way back', () => {
  const run = simulate(presetScenario('full-backlog-unix'));
  const onTheWay = sceneAt(run, 136_000).tokens.filter((token) => token.place === 'to-client');
  expect(onTheWay).toHaveLength(19);
  for (const token of onTheWay) expect(token).toMatchObject({ status: 502, outcome: 'in-flight' });
});

test('a worker says that nobody waits any more for what it runs', () => {
  const run = simulate(parseScenario(LATE_ANSWER) as Scenario);
  const said = (atUs: number) => sceneAt(run, atUs).workers.map((worker) => worker.words);
  expect(said(1_400_000)).toContain('running report');
  expect(said(1_600_000)).toContain('running report for nobody');
});
