import { expect, test } from 'vitest';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import {
  PRESET_WORDS,
  PRESETS,
  type PresetName,
  presetScenario,
} from '../../src/scenario/presets.ts';
import type { Gunicorn, Nginx } from '../../src/scenario/scenario.ts';
import { traitsOf } from '../../src/scenario/servers/appServers.ts';

test.each(Object.keys(PRESETS) as PresetName[])('%s is a scenario', (name) => {
  const scenario = parseScenario(PRESETS[name]);
  expect(isProblems(scenario) ? scenario : []).toEqual([]);
});

test('each says in one line what there is to see', () => {
  expect(Object.keys(PRESET_WORDS).sort()).toEqual(Object.keys(PRESETS).sort());
  for (const words of Object.values(PRESET_WORDS)) {
    expect(words.length).toBeLessThanOrEqual(100);
    expect(words).toMatch(/[.?]$/);
  }
});

test.each(['gthread', 'gevent', 'asgi'] as const)(
  'slow clients meet %s as they meet sync',
  (worker_class) => {
    const split = (name: PresetName) => {
      const { title, app, ...rest } = presetScenario(name);
      const { worker_class, threads, ...settings } = app as Gunicorn;
      return { worker_class, rest: { ...rest, app: settings } };
    };
    const sync = split('slow-clients-no-nginx');
    const other = split(`slow-clients-${worker_class}`);
    expect([sync.worker_class, other.worker_class]).toEqual(['sync', worker_class]);
    expect(other.rest).toEqual(sync.rest);
  },
);

test('the page has files, the row is locked, the release is a reload', () => {
  const [browsers] = presetScenario('page-with-files').clients;
  expect(browsers).toMatchObject({ keepAlive: true, connections: 6 });
  expect(browsers?.assets).toHaveLength(10);
  const { routes, app, clients } = presetScenario('one-row-for-all');
  expect(routes.map((route) => route.locks)).toEqual(['', 'the last ticket']);
  expect(clients[0]?.arrivals).toMatchObject({ items: { length: traitsOf(app).processes } });
  expect(presetScenario('reload-under-load').script).toEqual([
    { atUs: 3_000_000, do: 'reload-app', instance: 0 },
  ]);
});

test('the three of the slow clients differ in their front only', () => {
  const [buffered, unbuffered, bare] = (
    ['slow-clients-buffered', 'slow-clients-unbuffered', 'slow-clients-no-nginx'] as const
  ).map((name) => {
    const { title, front, ...rest } = presetScenario(name);
    return { front, rest };
  });
  expect(unbuffered?.rest).toEqual(buffered?.rest);
  expect(bare?.rest).toEqual(buffered?.rest);
  expect(
    [buffered, unbuffered, bare].map(
      (scenario) => (scenario?.front as Nginx | null | undefined)?.proxy_request_buffering,
    ),
  ).toEqual([true, false, undefined]);
});

test('the busy minute leaves its workers about 40 % idle', () => {
  const { clients, routes, app, database } = presetScenario('busy-minute');
  const [route] = routes;
  const arrivals = clients[0]?.arrivals;
  if (!route || database?.kind !== 'postgresql' || arrivals?.kind !== 'poisson')
    throw new Error('not the traffic this test knows');
  // 1.2 ms: what Gunicorn itself adds to each request.
  const heldUs =
    route.cpuUs + route.waitUs + route.queries * (route.queryUs + database.rttUs) + 1_200;
  const utilisation = (arrivals.perSecond * heldUs) / 1e6 / traitsOf(app).processes;
  expect(utilisation).toBeGreaterThan(0.5);
  expect(utilisation).toBeLessThan(0.65);
});
