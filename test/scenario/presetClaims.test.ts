import { describe, expect, test } from 'vitest';
import type { EventName } from '../../src/recording/vocabulary.ts';
import {
  PRESET_GROUPS,
  PRESETS,
  type PresetName,
  presetScenario,
} from '../../src/scenario/presets.ts';
import { traitsOf } from '../../src/scenario/servers/appServers.ts';
import { type Ran, ran, tally } from '../sim/runs.ts';

// What PRESET_WORDS says of each is true of its run.

const runs = new Map<PresetName, Ran>();
function run(name: PresetName): Ran {
  let found = runs.get(name);
  if (found === undefined) {
    found = ran({}, PRESETS[name]);
    runs.set(name, found);
  }
  return found;
}
const population = (of: Ran, request: number) =>
  of.scenario.clients[of.recording.seed(request).population]?.name;
/** Requests of a group, in the order in which they came. */
const rowsOf = (of: Ran, name: string) => of.rows.filter(({ id }) => population(of, id) === name);
const tookUs = ({ startUs, endUs }: Ran['rows'][number]) => (endUs ?? Infinity) - startUs;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const S = 1_000_000;

test('every preset stands in one group', () => {
  const grouped = PRESET_GROUPS.flatMap(({ names }) => names);
  expect(grouped.toSorted()).toEqual(Object.keys(PRESETS).toSorted());
  expect(grouped.length).toBeGreaterThanOrEqual(30);
  expect(new Set(Object.values(PRESETS).map(({ title }) => title)).size).toBe(grouped.length);
});

describe('one request', () => {
  test('gunicorn-alone: the worker is held until the client has its answer', () => {
    for (const row of run('gunicorn-alone').rows)
      expect(row.releasedUs ?? 0).toBeGreaterThanOrEqual(row.endUs ?? Infinity);
  });

  test('static-door: files are answered while both workers are held, a page is not', () => {
    const of = run('static-door');
    const freeUs = Math.min(...rowsOf(of, 'reports').map((row) => row.releasedUs ?? 0));
    expect(freeUs).toBeGreaterThan(2 * S);
    for (const row of rowsOf(of, 'visitors')) {
      expect(row.worker).toBe(null);
      expect(tookUs(row)).toBeLessThan(100_000);
    }
    expect(rowsOf(of, 'readers')[0]?.endUs).toBeGreaterThan(freeUs);
  });

  test('keep-alive: one connection, ten requests, the first is slower', () => {
    const of = run('keep-alive');
    expect(of.of('connection/established').length).toBe(1);
    expect(of.of('connection/reused').length).toBe(9);
    const [first, ...others] = of.rows.map(tookUs);
    expect(first).toBeGreaterThan(Math.max(...others) + 50_000);
  });
});

describe('waiting for the database', () => {
  test('mysql-lock-wait: in their order, until one waits for 2 s', () => {
    const of = run('mysql-lock-wait');
    const taken = of.of('lock/taken').map(({ request }) => request);
    expect(taken).toEqual(taken.toSorted((a, b) => a - b));
    const late = of.of('lock/timedOut').map(({ arg }) => arg);
    expect(late.length).toBeGreaterThan(0);
    expect(late.every((us) => us >= 2 * S)).toBe(true);
    expect(tally(of.statuses)[500]).toBe(late.length);
  });

  test('sqlite-writers: one at a time, some too late', () => {
    const of = run('sqlite-writers');
    let holders = 0;
    for (let i = 0; i < of.recording.length; i++) {
      const { name } = of.recording.event(i);
      if (name === 'lock/taken') holders++;
      if (name === 'lock/released') holders--;
      expect(holders).toBeLessThanOrEqual(1);
    }
    expect(of.of('lock/timedOut').length).toBeGreaterThan(0);
    expect(tally(of.statuses)[200]).toBeGreaterThan(1);
  });

  test('connections-starve: ten connections, the rest get 500', () => {
    const of = run('connections-starve');
    expect(of.recording.slots.length).toBe(16);
    expect(Math.max(...of.of('session/connected').map(({ arg }) => arg))).toBe(10);
    expect(of.of('session/refused').length).toBeGreaterThan(5);
    expect(tally(of.statuses)[500]).toBe(of.of('session/refused').length);
  });

  test('slow-database: a queue that is still there when it is over', () => {
    const of = run('slow-database');
    const longest = (fromUs: number, untilUs: number) =>
      Math.max(
        0,
        ...of
          .of('socket/queued')
          .filter(({ at }) => at >= fromUs && at < untilUs)
          .map(({ arg }) => arg),
      );
    expect(longest(0, 2 * S)).toBeLessThan(10);
    expect(longest(4 * S, 4.2 * S)).toBeGreaterThan(30);
    expect(longest(9 * S, 10 * S)).toBeLessThan(10);
  });

  test('many-queries: 101 take far longer than their work', () => {
    const of = run('many-queries');
    const [joined = 0, looped = 0] = of.rows.map(tookUs);
    expect(looped - joined).toBeGreaterThan(101 * 1_500 - 10_000);
    expect(joined).toBeLessThan(80_000);
  });
});

describe('things that break', () => {
  test('hang-and-timeout: only --timeout ends it', () => {
    const of = run('hang-and-timeout');
    const [killed] = of.of('worker/killed');
    expect(killed?.arg).toBe(9);
    expect(killed?.at).toBeGreaterThan(5 * S);
    const [timedOut] = of.of('worker/timedOut');
    expect(timedOut?.arg).toBeGreaterThan(3 * S);
    const [paused] = of.of('worker/paused');
    expect(paused?.request).toBeGreaterThanOrEqual(0);
    expect(of.rows[paused?.request ?? 0]?.status).toBe(502);
    expect(of.rows.some((row) => (row.endUs ?? 0) > 9 * S)).toBe(true);
  });

  test('database-restarts: errors while it is away, then at most one from each worker', () => {
    const of = run('database-restarts');
    const failed = of.rows.filter(({ status }) => status === 500);
    const away = failed.filter(({ endUs }) => (endUs ?? 0) < 4 * S);
    const after = failed.length - away.length;
    expect(away.length).toBeGreaterThan(20);
    expect(after).toBeLessThanOrEqual(traitsOf(of.scenario.app).processes);
    const dead = of.of('query/failed').length;
    expect(dead).toBeGreaterThan(0);
    expect(dead).toBeLessThanOrEqual(traitsOf(of.scenario.app).processes);
  });

  test('database-unplugged: no error, only waiting', () => {
    const of = run('database-unplugged');
    const over = of.rows.filter(({ outcome }) => outcome !== 'in-flight');
    expect(tally(over.map(({ status }) => status))).toEqual({ 200: over.length });
    expect(over.length).toBeGreaterThan(300);
    expect(Math.max(...over.map(tookUs))).toBeGreaterThan(2 * S);
    expect(of.of('view/left').filter(({ at }) => at > 2.2 * S && at < 4 * S)).toEqual([]);
  });

  test('site-unplugged: no error, and those within it wait for longer than it lasts', () => {
    const of = run('site-unplugged');
    expect(
      tally(of.rows.filter(({ startUs }) => startUs < 6 * S).map((row) => row.status)),
    ).toEqual({
      200: of.rows.filter(({ startUs }) => startUs < 6 * S).length,
    });
    const early = of.rows.filter(({ startUs }) => startUs > 2 * S && startUs < 2.4 * S);
    expect(early.every((row) => tookUs(row) > 1.1 * S)).toBe(true);
    expect(of.of('request/answered').filter(({ at }) => at > 2.02 * S && at < 3.5 * S)).toEqual([]);
  });

  test('nginx-restarts: cut off, refused, and not a worker less', () => {
    const of = run('nginx-restarts');
    const refused = of.rows.filter(({ outcome }) => outcome === 'refused');
    expect(refused.length).toBeGreaterThan(20);
    for (const { startUs } of refused) expect(startUs).toBeGreaterThan(1.95 * S);
    expect(of.rows.filter(({ outcome }) => outcome === 'failed').length).toBeGreaterThan(0);
    expect(of.of('worker/exited')).toEqual([]);
  });

  test('full-backlog: a unix socket says no at once, TCP knocks again', () => {
    const unix = run('full-backlog-unix');
    const failed = unix.rows.filter(({ status }) => status === 502);
    expect(failed.length).toBeGreaterThan(10);
    for (const row of failed) expect(tookUs(row)).toBeLessThan(100_000);
    const tcp = run('full-backlog-tcp');
    expect(tally(tcp.statuses)).toEqual({ 200: 30 });
    expect(tcp.of('connection/retried').length).toBeGreaterThan(10);
    expect(tcp.of('connection/retried')[0]?.arg).toBe(S);
  });

  test('memory-exhausted: one worker is killed, with its request', () => {
    const of = run('memory-exhausted');
    expect(of.of('memory/exhausted').length).toBeGreaterThan(0);
    expect(of.of('worker/killed').map(({ arg }) => arg)).toContain(9);
    expect(rowsOf(of, 'analysts').some(({ status }) => status === 502)).toBe(true);
  });

  test('retry-storm: far more requests than people', () => {
    const of = run('retry-storm');
    const retried = of.of('request/retried').length;
    expect(retried).toBeGreaterThan(0.4 * (of.rows.length - retried));
    expect(of.of('request/abandoned').length).toBeGreaterThan(50);
  });

  test('noisy-neighbour: slower while it computes, then as before', () => {
    const of = run('noisy-neighbour');
    const within = (fromUs: number, untilUs: number) =>
      mean(of.rows.filter(({ startUs }) => startUs >= fromUs && startUs < untilUs).map(tookUs));
    expect(within(2 * S, 4 * S)).toBeGreaterThan(2 * within(0, 1.9 * S));
    expect(within(5.3 * S, 5.8 * S)).toBeLessThan(1.5 * within(0, 1.9 * S));
  });

  test('line-slows-down: its uploads hold the workers, and visitors wait', () => {
    const of = run('line-slows-down');
    const held = rowsOf(of, 'uploaders').map(
      (row) => (row.releasedUs ?? 0) - (row.acceptedUs ?? 0),
    );
    expect(Math.max(...held)).toBeGreaterThan(5 * (held[0] ?? Infinity));
    const visitors = rowsOf(of, 'visitors');
    const early = visitors.filter(({ startUs }) => startUs < 2 * S).map(tookUs);
    const late = visitors.filter(({ startUs }) => startUs > 3 * S && startUs < 5 * S).map(tookUs);
    expect(mean(late)).toBeGreaterThan(2 * mean(early));
  });
});

describe('many servers', () => {
  test('two-app-servers: in turns', () => {
    const of = run('two-app-servers');
    const chosen = of.of('upstream/chosen').map(({ actor }) => actor);
    expect(chosen.length).toBeGreaterThan(50);
    expect(chosen.every((actor, k) => k === 0 || actor !== chosen[k - 1])).toBe(true);
  });

  test('one-of-two-stops: no error, and it is asked again later', () => {
    const of = run('one-of-two-stops');
    expect(
      Object.keys(tally(of.rows.filter(({ endUs }) => endUs !== null).map((row) => row.status))),
    ).toEqual(['200']);
    expect(of.of('upstream/down').length).toBeGreaterThan(0);
    const second = of.of('upstream/chosen').filter(({ actor, at }) => actor === 1 && at > 13 * S);
    expect(second.length).toBeGreaterThan(10);
  });

  test('app-far-away: two round trips, one where connections are kept', () => {
    const usual = (name: PresetName) => {
      const took = run(name)
        .rows.map(tookUs)
        .toSorted((a, b) => a - b);
      return took[Math.floor(took.length / 2)] ?? 0;
    };
    const saved = usual('app-far-away') - usual('app-far-away-pooled');
    expect(saved).toBeGreaterThan(38_000);
    expect(saved).toBeLessThan(42_000);
  });
});

describe('worker classes', () => {
  test.each([
    ['waiting-sync', 20, 21],
    ['waiting-gthread', 5, 5.5],
    ['waiting-gevent', 1, 1.5],
    ['waiting-asgi', 1, 1.5],
  ] as const)('%s: the last of forty after %d to %d s', (name, atLeast, atMost) => {
    const longest = Math.max(...run(name).rows.map(tookUs)) / S;
    expect(longest).toBeGreaterThan(atLeast);
    expect(longest).toBeLessThan(atMost);
  });

  test('computing-gthread: four halves of a second take two, on four cores', () => {
    const of = run('computing-gthread');
    expect(of.scenario.hosts[0]?.cores).toBe(4);
    const ends = rowsOf(of, 'crowd').map(tookUs);
    expect(Math.max(...ends)).toBeGreaterThan(2 * S);
    expect(Math.max(...ends)).toBeLessThan(2.2 * S);
  });

  test('computing-gevent: a tiny request waits behind all of them', () => {
    const of = run('computing-gevent');
    const last = Math.max(...rowsOf(of, 'crowd').map(({ viewEndUs }) => viewEndUs ?? 0));
    expect(rowsOf(of, 'late')[0]?.viewEndUs).toBeGreaterThan(last);
    expect(tookUs(rowsOf(run('computing-gthread'), 'late')[0] as never)).toBeLessThan(0.2 * S);
  });

  test('max-requests: replaced at fifty to seventy, without an error', () => {
    const of = run('max-requests');
    const served = of.of('worker/recycling').map(({ arg }) => arg);
    expect(served.length).toBeGreaterThan(3);
    for (const count of served) {
      expect(count).toBeGreaterThanOrEqual(50);
      expect(count).toBeLessThanOrEqual(71);
    }
    expect(of.rows.every(({ outcome }) => outcome === 'answered' || outcome === 'in-flight')).toBe(
      true,
    );
  });
});

test.each([
  ['reload-under-load', 'arbiter/signalled'],
  ['page-with-files', 'page/loaded'],
  ['one-row-for-all', 'lock/waiting'],
  ['busy-minute', 'request/answered'],
] as [PresetName, EventName][])('%s: what it is about happens', (name, event) => {
  expect(presetScenario(name).title.length).toBeGreaterThan(0);
  expect(run(name).of(event).length).toBeGreaterThan(0);
});
