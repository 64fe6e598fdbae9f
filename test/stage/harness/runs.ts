import { parseScenario } from '../../../src/scenario/parseScenario.ts';
import { PRESETS, type PresetName, presetScenario } from '../../../src/scenario/presets.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';

/** A shop in trouble: fast visitors, slow uploads, a worker that is killed, a database that goes away. */
const TROUBLE = {
  title: 'A shop in trouble',
  duration: '20s',
  seed: 7,
  clients: [
    { name: 'visitors', arrivals: { rate: '30/s' }, asks: 'home' },
    { name: 'phones', link: 'slow-3g', asks: 'photo', arrivals: { count: 2, think: '500ms' } },
    { name: 'browsers', asks: 'style', arrivals: { rate: '8/s' } },
    { name: 'apps', asks: 'cart', arrivals: { rate: '6/s' } },
  ],
  front: { proxy_request_buffering: 'off' },
  app: { workers: 3, timeout: '4s' },
  routes: [
    {
      name: 'home',
      path: '/',
      cpu: '15ms',
      wait: '30ms',
      queries: 2,
      query: '12ms',
      response: '20kB',
    },
    { name: 'photo', method: 'POST', path: '/photo', body: '400kB', cpu: '10ms', response: '2kB' },
    { name: 'style', path: '/static/style.css', static: true, response: '30kB' },
    {
      name: 'cart',
      path: '/api/cart',
      type: 'application/json',
      cpu: '5ms',
      queries: 1,
      query: '8ms',
    },
  ],
  database: {},
  script: [
    { at: '4s', 'kill-worker': 2 },
    { at: '6s', 'restart-database': '800ms' },
  ],
};

export function scenarioNamed(name: string): Scenario | string {
  if (name in PRESETS) return presetScenario(name as PresetName);
  const read = parseScenario(TROUBLE);
  return Array.isArray(read) ? JSON.stringify(read, null, 1) : (read as Scenario);
}
