import { describe, expect, test } from 'vitest';
import { expectedQueue } from '../../../src/insight/theory/expectedQueue.ts';
import { requestTable } from '../../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { presetScenario } from '../../../src/scenario/presets.ts';
import type { Gunicorn, Scenario } from '../../../src/scenario/scenario.ts';
import { run } from './replications.ts';

const random = (seed = 1, seconds = 400, workers = 3): Scenario =>
  run({
    seed,
    workers,
    arrivals: { rate: '20/s' },
    waitIs: 'exponential',
    seconds: Math.min(seconds, 2),
  }).scenario;

const changed = (over: Partial<Scenario>): Scenario => ({ ...random(), ...over });
const whyNot = (scenario: Scenario): string => {
  const found = expectedQueue(scenario);
  return found.applies ? 'it applies' : found.why;
};

test('random arrivals, one exponential time and sync workers are M/M/c', () => {
  const found = expectedQueue(random());
  expect(found).toMatchObject({ applies: true, model: 'M/M/3', servers: 3, serviceUs: 100_000 });
});

test('threads of one worker are servers too; with several workers each has a queue of its own', () => {
  const app = random().app as Gunicorn;
  const threads = { ...app, worker_class: 'gthread' as const, workers: 1, threads: 5 };
  expect(expectedQueue(changed({ app: threads }))).toMatchObject({ applies: true, model: 'M/M/5' });
  expect(whyNot(changed({ app: { ...threads, workers: 2 } }))).toMatch(/queue of its own/);
  expect(whyNot(changed({ app: { ...app, worker_class: 'gevent' } }))).toMatch(/as many requests/);
});

test('of other servers, all places that the socket feeds are servers of one queue, and so is a pool of threads', () => {
  const { instances, django, memoryBytes, bootUs, hosts } = random().app;
  const of = (written: object): Scenario => {
    const parsed = parseScenario({
      clients: [{ arrivals: { rate: '1/s' } }],
      front: 'none',
      app: written,
    });
    if (isProblems(parsed)) throw new Error(JSON.stringify(parsed));
    return changed({
      app: { ...parsed.app, instances, django, memoryBytes, bootUs, hosts } as Scenario['app'],
    });
  };
  expect(expectedQueue(of({ server: 'uwsgi', processes: 2, threads: 3 }))).toMatchObject({
    model: 'M/M/6',
  });
  expect(expectedQueue(of({ server: 'cherrypy', numthreads: 4 }))).toMatchObject({
    model: 'M/M/4',
  });
  expect(whyNot(of({ server: 'runserver' }))).toMatch(/^runserver takes as many requests as come/);
  expect(whyNot(of({ server: 'runserver', threading: false }))).toMatch(/more work comes than 1/);
});

describe('where it does not apply, one sentence says why', () => {
  const [client] = random().clients as [Scenario['clients'][number]];
  const [route] = random().routes as [Scenario['routes'][number]];
  test.each<[string, Partial<Scenario>, RegExp]>([
    ['fixed times', { routes: [{ ...route, waitIs: 'fixed' }] }, /always the same/],
    ['much fixed work', { routes: [{ ...route, cpuUs: 50_000 }] }, /only 100 ms of it vary/],
    [
      'slow clients',
      { clients: [{ ...client, pace: { ...client.pace, bodyOverUs: 5e6 } }] },
      /slow/,
    ],
    ['patience', { clients: [{ ...client, patienceUs: 5e6 }] }, /give up after 5 s/],
    ['a script', { script: [{ atUs: 1, do: 'add-worker' }] }, /script/],
    ['too much work', { app: { ...(random().app as Gunicorn), workers: 1 } }, /200 %.*without end/],
  ])('%s', (_, over, why) => {
    expect(whyNot(changed(over))).toMatch(why);
  });

  test('presets', () => {
    expect(whyNot(presetScenario('busy-minute'))).toMatch(/only 4 ms of it vary/);
    expect(whyNot(presetScenario('one-row-for-all'))).not.toBe('it applies');
  });
});

test('the share of stays beyond a time is what the simulator shows', () => {
  // 400 s of 24/s on three servers: some 9,600 stays; a share of them is known to about two points.
  const recording = run({
    seed: 7,
    workers: 3,
    arrivals: { rate: '24/s' },
    waitIs: 'exponential',
    seconds: 400,
  });
  const found = expectedQueue(recording.scenario);
  if (!found.applies) throw new Error(found.why);
  const stays = requestTable(recording).flatMap((row) =>
    row.releasedUs === null ? [] : [row.releasedUs - row.startUs],
  );
  for (const us of [20_000, 100_000, 200_000, 400_000, 800_000]) {
    const share = stays.filter((stay) => stay > us).length / stays.length;
    expect(Math.abs(found.stayBeyond(us) - share), `${us} µs`).toBeLessThan(0.05);
  }
  expect(found.stayBeyond(0)).toBe(1);
});

test('the mean of the stays is the area under their shares', () => {
  for (const servers of [1, 2, 4]) {
    const found = expectedQueue(random(1, 2, servers + 2));
    if (!found.applies) throw new Error(found.why);
    let area = 0;
    for (let us = 500; us < 5_000_000; us += 1000) area += found.stayBeyond(us) * 1000;
    expect(area / found.queue.meanStayUs).toBeCloseTo(1, 2);
  }
});
