import type { Run } from '../../src/insight/shapes.ts';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

/** Runs of the real engine with every worker class, several app servers, kept connections, locks, pages and retries. */

const ROUTES = [
  { name: 'home', cpu: '5ms', wait: '120ms', queries: 2, query: '8ms', response: '20kB' },
  { name: 'slow', path: '/slow', wait: '3s' },
  { name: 'buy', path: '/buy', queries: 2, query: '20ms', wait: '60ms', locks: 'stock' },
  {
    name: 'parts',
    path: '/parts',
    spans: [
      { kind: 'middleware', cpu: '1ms' },
      { kind: 'orm', queries: 2, query: '5ms' },
      { kind: 'template', name: 'shop.html', cpu: '9ms' },
    ],
  },
  { name: 'crash', path: '/crash', effect: 'crash' },
  { name: 'style', path: '/static/style.css', static: true, response: '10kB' },
  { name: 'photo', path: '/photo', method: 'POST', body: '300kB' },
  { name: 'soon', path: '/soon', async: true, wait: '2s' },
];
const CROWD = [
  { name: 'visitors', arrivals: { rate: '40/s' }, asks: 'home' },
  { name: 'buyers', arrivals: { rate: '6/s' }, asks: 'buy' },
  { name: 'readers', arrivals: { rate: '6/s' }, asks: 'parts' },
  { name: 'unlucky', arrivals: { rate: '1/s' }, asks: 'crash' },
  { name: 'phones', link: 'slow-3g', asks: 'photo', arrivals: { rate: '1/s' } },
  { name: 'hasty', asks: 'slow', arrivals: { rate: '2/s' }, patience: '1s', retries: 2 },
];
const KEEPERS = [
  { name: 'keepers', keepAlive: true, asks: 'home', arrivals: { count: 12, think: '300ms' } },
  { name: 'careless', closes: false, asks: 'home', arrivals: { rate: '4/s' } },
];

const WRITTEN: Record<string, object> = {
  threads: { clients: CROWD, app: { worker_class: 'gthread', workers: 2, threads: 3 } },
  threadsDirect: {
    clients: [...CROWD, ...KEEPERS],
    front: null,
    app: { worker_class: 'gthread', workers: 2, threads: 3 },
  },
  greenlets: { clients: CROWD, app: { worker_class: 'gevent', workers: 2 } },
  greenletsDirect: {
    clients: [...CROWD, ...KEEPERS],
    front: null,
    app: { worker_class: 'gevent', workers: 2 },
    database: { server: 'mysql' },
  },
  tasks: {
    clients: [
      ...CROWD,
      { name: 'fickle', asks: 'soon', arrivals: { rate: '3/s' }, patience: '1s' },
    ],
    front: null,
    app: { worker_class: 'asgi', workers: 2 },
  },
  keptOnBothSides: {
    clients: [...KEEPERS, ...CROWD],
    front: { upstream: { keepalive: 4 } },
    app: { worker_class: 'gthread', workers: 2, threads: 4, keepalive: '1s' },
  },
  servers: {
    clients: CROWD,
    front: { upstream: { keepalive: 4 } },
    app: { workers: 2, instances: 3 },
    script: [
      { at: '2s', 'stop-app': 2 },
      { at: '4s', 'start-app': 2 },
      { at: '5s', 'reload-front': true },
    ],
  },
  stopped: {
    clients: CROWD,
    app: { worker_class: 'gthread', workers: 2, threads: 2 },
    script: [{ at: '2s', 'stop-app': true }],
  },
  reloaded: {
    clients: CROWD,
    app: { workers: 3, max_requests: 20, max_requests_jitter: 5 },
    script: [{ at: '3s', 'reload-app': true }],
  },
  pages: {
    clients: [
      {
        name: 'browsers',
        keepAlive: true,
        asks: 'home',
        assets: ['style', 'style'],
        arrivals: { rate: '5/s' },
      },
    ],
    app: { workers: 3 },
  },
  sqlite: {
    clients: CROWD,
    routes: ROUTES.map(({ locks, ...r }) => (locks ? { ...r, writes: true } : r)),
    app: { workers: 3 },
    database: { server: 'sqlite' },
  },
};

function read(name: string): Scenario {
  const written = {
    title: name,
    duration: '8s',
    seed: 3,
    routes: ROUTES,
    database: {},
    ...WRITTEN[name],
  };
  const scenario = parseScenario(written);
  if (Array.isArray(scenario)) throw new Error(`${name}: ${JSON.stringify(scenario)}`);
  return scenario as Scenario;
}

export const SLOT_NAMES = Object.keys(WRITTEN);

const runs = new Map<string, Run>();

/** The run of one of them, simulated once per test file. */
export function slotRunOf(name: string): Run {
  const known = runs.get(name) ?? simulate(read(name));
  runs.set(name, known);
  return known;
}
