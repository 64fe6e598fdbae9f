import { expect, test } from 'vitest';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { PRESETS, type PresetName, presetScenario } from '../../src/scenario/presets.ts';

test.each(Object.keys(PRESETS) as PresetName[])('%s is a scenario', (name) => {
  const scenario = parseScenario(PRESETS[name]);
  expect(isProblems(scenario) ? scenario : []).toEqual([]);
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
    [buffered, unbuffered, bare].map((scenario) => scenario?.front?.proxy_request_buffering),
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
  const utilisation = (arrivals.perSecond * heldUs) / 1e6 / app.workers;
  expect(utilisation).toBeGreaterThan(0.5);
  expect(utilisation).toBeLessThan(0.65);
});
