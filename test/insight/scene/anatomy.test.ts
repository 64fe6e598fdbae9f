import { expect, test } from 'vitest';
import { sceneAfter, sceneAt } from '../../../src/insight/scene/sceneAt.ts';
import { EVENT } from '../../../src/recording/vocabulary.ts';
import { parseScenario } from '../../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { frontTraitsOf } from '../../../src/scenario/servers/fronts.ts';
import { simulate } from '../../../src/sim/simulate.ts';

function runOf(input: object) {
  const read = parseScenario({ title: 'anatomy', seed: 7, duration: '8s', ...input });
  if (Array.isArray(read)) throw new Error(JSON.stringify(read));
  return simulate(read as Scenario);
}

const after = (run: ReturnType<typeof runOf>, name: keyof typeof EVENT): number => {
  for (let i = 0; i < run.length; i++) if (run.type(i) === EVENT[name]) return i + 1;
  throw new Error(`no ${name}`);
};

const STUCK = {
  clients: [{ name: 'one', arrivals: [{ at: '1s', route: 'stuck' }] }],
  app: { workers: 1, timeout: '2s', boot: '300ms' },
  routes: [{ name: 'stuck', effect: 'hang' }],
};

test('a silent worker has less and less time, then the arbiter sends SIGABRT and the scene says to whom and why', () => {
  const run = runOf(STUCK);
  const left = [1_500_000, 2_500_000].map(
    (atUs) => sceneAt(run, atUs).workers[0]?.timeoutInUs ?? 0,
  );
  expect((left[0] as number) - (left[1] as number)).toBe(1_000_000);
  expect(left[0]).toBeLessThan(2_000_000);
  const scene = sceneAfter(run, after(run, 'worker/timedOut'));
  expect(scene.instances[0]?.lastSignal).toMatchObject({
    name: 'SIGABRT',
    process: 0,
    cause: 'timeout',
  });
  expect(scene.workers[0]?.timeoutInUs).toBeNull();
});

test('a reload shows as HUP to the arbiter and TERM to its workers', () => {
  const run = runOf({
    clients: [{ name: 'none', arrivals: [{ at: '7s', route: 'home' }] }],
    app: { workers: 2 },
    routes: [{ name: 'home' }],
    script: [{ at: '2s', 'reload-app': true }],
  });
  const told = sceneAfter(run, after(run, 'arbiter/signalled')).instances[0]?.lastSignal;
  expect(told).toMatchObject({ name: 'SIGHUP', process: null });
  const passedOn = sceneAfter(run, after(run, 'worker/stopping')).instances[0]?.lastSignal;
  expect(passedOn).toMatchObject({ name: 'SIGTERM', cause: 'reload' });
  expect(passedOn?.process).not.toBeNull();
});

test('what sleeps wants no core, what computes or boots does, and no more cores are busy than there are', () => {
  const run = runOf({
    hosts: { box: { cores: 2 } },
    clients: [
      {
        name: 'four',
        arrivals: [1, 2, 3, 4].map(() => ({ at: '2s', route: 'work' })),
      },
    ],
    front: null,
    app: { workers: 4, boot: '500ms', host: 'box' },
    routes: [{ name: 'work', cpu: '200ms', wait: '1s' }],
    script: [{ at: '5s', 'kill-worker': 1 }],
  });
  expect(sceneAt(run, 1_900_000).hosts[0]?.wanting).toBe(0);
  expect(sceneAt(run, 2_250_000).hosts[0]).toMatchObject({ cores: 2, wanting: 4, busy: 2 });
  expect(sceneAt(run, 3_000_000).hosts[0]?.wanting).toBe(0);
  // The worker that is forked in its stead boots.
  expect(sceneAt(run, 5_300_000).hosts[0]?.wanting).toBe(1);
});

test('of an answer that is larger than nginx keeps in memory, the rest stands in a file', () => {
  const run = runOf({
    clients: [
      {
        name: 'slow',
        link: 'slow-3g',
        arrivals: [{ at: '1s', route: 'big' }],
      },
    ],
    front: {},
    app: { workers: 1 },
    routes: [{ name: 'big', response: '2MB' }],
  });
  const { front: settings, app } = run.scenario;
  if (!settings) throw new Error('no front server');
  const { answerMemoryBytes } = frontTraitsOf(settings, app);
  const { front } = sceneAt(run, 4_000_000);
  const buffer = front?.responseBuffers[0];
  expect(buffer?.inFileBytes).toBe((buffer?.bytes ?? 0) - answerMemoryBytes);
  expect(buffer?.inFileBytes).toBeGreaterThan(0);
});

test('bad endings add up to what was counted', () => {
  const run = runOf({
    clients: [{ name: 'many', arrivals: { rate: '20/s' }, asks: 'home', patience: '1s' }],
    app: { workers: 1 },
    routes: [{ name: 'home', wait: '300ms' }],
    script: [{ at: '4s', 'stop-app': true }],
  });
  const { badEndings, counts } = sceneAfter(run, run.length);
  const answeredBadly = badEndings
    .filter((e) => /^\d+$/.test(e.words))
    .reduce((sum, e) => sum + e.count, 0);
  const all = badEndings.reduce((sum, e) => sum + e.count, 0);
  expect(all - answeredBadly).toBe(counts.failed + counts.refused + counts.abandoned);
  expect(badEndings.find((e) => e.words === 'gave up')?.count).toBe(counts.abandoned);
  expect(badEndings.some((e) => e.words === '502')).toBe(true);
});

test('what is done to hosts, clients and nginx is seen until it is undone', () => {
  const run = runOf({
    hosts: { web: { cores: 2 } },
    clients: [{ name: 'many', arrivals: { rate: '5/s' }, asks: 'home' }],
    front: { host: 'web' },
    app: { workers: 1, host: 'web' },
    routes: [{ name: 'home' }],
    script: [
      { at: '1s', 'unplug-host': { host: 'web', for: '1s' } },
      { at: '3s', 'stop-front': true },
      { at: '4s', 'start-front': true },
    ],
  });
  const at = (seconds: number) => sceneAt(run, seconds * 1e6);
  expect([1.5, 2.5].map((s) => at(s).hosts[0]?.unplugged)).toEqual([true, false]);
  expect([2.5, 3.5].map((s) => at(s).fronts[0]?.up)).toEqual([true, false]);
  expect(at(4.5).fronts[0]?.up).toBe(true);
});
