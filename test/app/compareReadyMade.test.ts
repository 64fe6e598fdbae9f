import { expect, test } from 'vitest';
import { READY_MADE, sidesOf } from '../../src/app/compare/readyMade.ts';
import { problemsOf } from '../../src/app/compare/side.ts';
import { firstParting } from '../../src/insight/compare/firstParting.ts';
import { type Totals, totals } from '../../src/insight/compare/totals.ts';
import { verdict } from '../../src/insight/compare/verdict.ts';
import { sceneAt } from '../../src/insight/scene/sceneAt.ts';
import type { Run } from '../../src/insight/shapes.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import type { WrittenScenario } from '../../src/scenario/writeScenario.ts';
import { runOf } from '../insight/compare/runs.ts';

const runsOf = new Map(
  READY_MADE.map((each) => [
    each.id,
    sidesOf(each).map(({ source }) => runOf((source as { scenario: WrittenScenario }).scenario)),
  ]),
);

const p95Of = (name: string) => (t: Totals) => t.metrics.latencyOf[name]?.p95Us ?? 0;
const p95 = (t: Totals) => t.metrics.latency.p95Us;

/** What each comparison promises to show, as one hard statement about its runs. */
const SURPRISES: Readonly<Record<string, (all: readonly Totals[], runs: readonly Run[]) => void>> =
  {
    'nginx-or-not': ([nginx, alone]) => {
      const fast = p95Of('fast');
      expect(fast(nginx as Totals)).toBeLessThan(fast(alone as Totals) / 10);
      expect(alone?.heldByClients).toBeGreaterThan(0.5);
    },
    'request-buffering': ([on, off]) => {
      const fast = p95Of('fast');
      expect(fast(on as Totals)).toBeLessThan(fast(off as Totals) / 10);
      expect(on?.heldByClients).toBeLessThan(0.01);
    },
    'worker-classes-slow-clients': ([sync, ...others]) => {
      const fast = p95Of('fast');
      for (const other of others) expect(fast(other)).toBeLessThan(fast(sync as Totals) / 10);
    },
    'worker-classes-cpu': ([sync, ...others]) => {
      // No class computes faster than processes do; all get as much done.
      for (const other of others) {
        expect(p95(other)).toBeGreaterThanOrEqual(0.95 * p95(sync as Totals));
        expect(other.served).toBe(sync?.served);
      }
    },
    'worker-classes-database': ([sync, ...others]) => {
      for (const other of others) {
        expect(other.servedShare).toBe(1);
        expect(p95(other)).toBeLessThan(p95(sync as Totals) / 10);
      }
      expect(sync?.servedShare).toBeLessThan(0.6);
    },
    workers: ([one, two, four]) => {
      expect(one?.servedShare).toBeLessThan(0.8);
      expect(p95(two as Totals)).toBeLessThan(p95(one as Totals) / 4);
      expect(p95(four as Totals)).toBeLessThan(p95(two as Totals));
      expect(four?.metrics.workerUtilisation).toBeLessThan(0.5);
    },
    'conn-max-age': ([each, kept]) => {
      expect(each?.servedShare).toBeGreaterThan(0.95);
      expect(kept?.servedShare).toBeLessThan(0.7);
      expect(kept?.count('session/refused')).toBeGreaterThan(100);
      // It does spare connections: that is what makes it tempting.
      expect(kept?.count('session/connected')).toBeLessThan(
        (each?.count('session/connected') ?? 0) / 10,
      );
    },
    'full-backlog': ([unix, tcp], [unixRun, tcpRun]) => {
      expect(unix?.errors.get('answered 502')).toBeGreaterThan(20);
      expect(tcp?.errors.size).toBe(0);
      const longest502Us = Math.max(
        ...requestTable(unixRun as Run)
          .filter(({ status }) => status === 502)
          .map((row) => (row.endUs ?? 0) - row.startUs),
      );
      expect(longest502Us).toBeLessThan(100_000);
      const retriedUs = requestTable(tcpRun as Run)
        .filter((row) => row.outcome === 'answered')
        .map((row) => (row.endUs ?? 0) - row.startUs);
      expect(Math.max(...retriedUs)).toBeGreaterThan(1_000_000);
    },
    preload: ([preloaded, imported]) => {
      expect(preloaded?.served).toBe(imported?.served);
      const visitors = p95Of('visitors');
      expect(visitors(imported as Totals)).toBeGreaterThan(2 * visitors(preloaded as Totals));
    },
    'max-fails': ([one, zero]) => {
      expect(zero?.errors.get('answered 502')).toBe(3); // the bad page itself
      expect(one?.errors.get('answered 502')).toBeGreaterThan(30);
    },
    // Both serve all of it: the number differs by the cores they can use, and nobody would notice.
    'runserver-trivial': ([runserver, gunicorn]) => {
      expect([runserver?.servedShare, gunicorn?.servedShare]).toEqual([1, 1]);
      expect(p95(runserver as Totals)).toBeLessThan(3 * p95(gunicorn as Totals));
      expect(p95(runserver as Totals)).toBeLessThan(30_000);
    },
    'runserver-real': ([runserver, gunicorn]) => {
      expect(gunicorn?.servedShare).toBe(1);
      expect(p95(runserver as Totals)).toBeGreaterThan(10 * p95(gunicorn as Totals));
    },
    'runserver-crash': ([runserver, gunicorn]) => {
      expect(gunicorn?.errors.get('answered 502')).toBe(1); // the bad page itself
      expect(runserver?.servedShare).toBeLessThan(0.3);
      expect(runserver?.errors.get('answered 502')).toBeGreaterThan(50);
    },
    'apache-or-nginx': ([apache, nginx]) => {
      const fast = p95Of('fast');
      expect(fast(nginx as Totals)).toBeLessThan(fast(apache as Totals) / 10);
      expect(apache?.heldByClients).toBeGreaterThan(0.5);
    },
    'uwsgi-or-gunicorn': ([uwsgi, gunicorn]) => {
      const visitors = p95Of('visitors');
      expect(visitors(uwsgi as Totals)).toBeLessThan(1.5 * visitors(gunicorn as Totals));
      expect(uwsgi?.served).toBe(gunicorn?.served);
      expect(uwsgi?.count('worker/killed')).toBe(1);
      expect(gunicorn?.count('worker/timedOut')).toBe(1);
      // A worker of Gunicorn 26 answers before it dies.
      expect([...(uwsgi?.errors.keys() ?? [])]).toEqual(['answered 502']);
      expect([...(gunicorn?.errors.keys() ?? [])]).toEqual(['answered 500']);
    },
    'cherrypy-or-gthread': ([cherrypy, gthread]) => {
      expect(gthread?.servedShare).toBeGreaterThan(0.95);
      expect(cherrypy?.servedShare).toBeLessThan(0.4);
      expect(cherrypy?.errors.get('connection refused')).toBeGreaterThan(100);
    },
    'who-buffers': ([nginx, ...others]) => {
      expect(nginx?.heldByClients).toBeLessThan(0.01);
      for (const other of others) expect(other.heldByClients).toBeGreaterThan(0.5);
    },
    'prefork-or-event': ([prefork, event]) => {
      expect(prefork?.heldByClients).toBeGreaterThan(0.5);
      expect(event?.heldByClients).toBeLessThan(0.05);
      expect(p95(event as Totals)).toBeLessThan(p95(prefork as Totals) / 10);
    },
    http2: ([one, two]) => {
      expect(p95(two as Totals)).toBeLessThan(p95(one as Totals) / 3);
      expect([one, two].map((each) => each?.count('tls/established'))).toEqual([6, 1]);
    },
    'tls-versions': ([two, three]) => {
      const saved = p95(two as Totals) - p95(three as Totals);
      expect(saved).toBeGreaterThan(95_000);
      expect(saved).toBeLessThan(110_000);
    },
    'cache-lock': ([none, lock]) => {
      expect(none?.count('upstream/connected')).toBeGreaterThan(15);
      expect(lock?.count('upstream/connected')).toBe(1);
      expect(p95(lock as Totals)).toBeLessThan(p95(none as Totals) / 4);
    },
    'least-conn': ([turns, least]) => {
      const visitors = p95Of('visitors');
      expect(visitors(least as Totals)).toBeLessThan(visitors(turns as Totals) / 5);
    },
    'front-down': ([dns, balancer]) => {
      expect(dns?.servedShare).toBeGreaterThan(0.99);
      expect(balancer?.servedShare).toBeGreaterThan(0.99);
      // Who knocks at the closed door loses a round trip of 20 ms.
      expect(p95(dns as Totals) - p95(balancer as Totals)).toBeGreaterThan(15_000);
    },
  };

/** Those that show how little differs. */
const EVEN = ['runserver-trivial', 'uwsgi-or-gunicorn'];

test('every comparison has its promise, a name of its own, and sides without fault', () => {
  expect(Object.keys(SURPRISES).sort()).toEqual(READY_MADE.map(({ id }) => id).sort());
  for (const each of READY_MADE) {
    const sides = sidesOf(each);
    expect(problemsOf(sides), each.id).toEqual([]);
    expect(new Set(sides.map(({ title }) => title)).size).toBe(sides.length);
    for (const [index, { source }] of sides.entries())
      expect(source).toMatchObject({ scenario: each.deployments[index]?.is ?? {} });
    expect(sides.length).toBeGreaterThanOrEqual(2);
    expect(sides.length).toBeLessThanOrEqual(4);
    expect(each.id).toMatch(/^[a-z0-9-]+$/);
    expect(each.title).toMatch(/\?$/);
    for (const sentence of each.words) expect(sentence).toMatch(/\.$/);
  }
});

test.each(READY_MADE)('$id: $title', ({ id, look }) => {
  const runs = runsOf.get(id) as readonly Run[];
  SURPRISES[id]?.(runs.map(totals), runs);
  // The same people ask for the same things, whatever is deployed.
  for (const run of runs) expect(run.scenario.clients).toEqual((runs[0] as Run).scenario.clients);
  for (const run of runs.slice(1)) expect(firstParting(runs[0] as Run, run)).not.toBeNull();
  expect(look.atUs).toBeLessThan((runs[0] as Run).endUs);
  // Who is not ahead needs no reason.
  if (!EVEN.includes(id)) expect(verdict(runs, runs.map(String)).why).not.toBeNull();
});

test('what the first look promises is there to be seen', () => {
  const sceneOf = (id: string, side: number) => {
    const { look } = READY_MADE.find((each) => each.id === id) as (typeof READY_MADE)[number];
    return sceneAt((runsOf.get(id) as readonly Run[])[side] as Run, look.atUs);
  };
  const alone = sceneOf('nginx-or-not', 1);
  expect(alone.workers.every((worker) => worker.heldByClient)).toBe(true);
  expect(alone.backlog.requests.length).toBeGreaterThan(5);
  const buffered = sceneOf('request-buffering', 0);
  expect(buffered.front?.requestBuffers.length).toBeGreaterThan(0);
  expect(buffered.workers.some((worker) => worker.request === null)).toBe(true);
  expect(sceneOf('worker-classes-slow-clients', 0).workers.every((w) => w.heldByClient)).toBe(true);
  expect(sceneOf('worker-classes-database', 0).backlog.requests.length).toBeGreaterThan(10);
  expect(sceneOf('workers', 0).backlog.requests.length).toBeGreaterThan(10);
  const sessions = sceneOf('conn-max-age', 1).database?.sessions ?? [];
  expect(sessions.filter(({ state }) => state === 'idle').length).toBeGreaterThanOrEqual(8);
  expect(sceneOf('full-backlog', 0).counts.answered).toBeGreaterThan(20);
  expect(sceneOf('preload', 1).processes.some(({ state }) => state === 'booting')).toBe(true);
  expect(sceneOf('preload', 0).processes.some(({ state }) => state === 'booting')).toBe(false);
});
