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

const ROUTES = [
  { name: 'home', cpu: '15ms', wait: '300ms', queries: 2, query: '12ms', response: '20kB' },
  { name: 'report', path: '/report', cpu: '40ms', wait: '2s', response: '20kB' },
];
const CROWD = [
  { name: 'visitors', arrivals: { rate: '30/s' }, asks: 'home' },
  { name: 'bosses', link: '4g', arrivals: { rate: '8/s' }, asks: 'report' },
];

/** Shapes of app servers that no preset shows. */
const MORE: Record<string, object> = {
  'threads-full': {
    clients: CROWD,
    app: { worker_class: 'gthread', workers: 2, threads: 2 },
    routes: ROUTES,
    database: {},
  },
  'many-threads': {
    clients: CROWD,
    app: { worker_class: 'gthread', workers: 6, threads: 8 },
    routes: ROUTES,
    database: { server: 'mysql' },
  },
  greenlets: {
    clients: [{ name: 'visitors', arrivals: { rate: '90/s' }, asks: 'home' }, CROWD[1]],
    app: { worker_class: 'gevent', workers: 3 },
    routes: ROUTES,
    database: { server: 'mysql' },
  },
  tasks: {
    clients: CROWD,
    app: { worker_class: 'asgi', workers: 12 },
    routes: ROUTES,
    database: { server: 'sqlite' },
  },
  servers: {
    clients: [{ name: 'visitors', arrivals: { rate: '30/s' }, asks: 'home' }],
    front: { upstream: { keepalive: 8 } },
    app: { workers: 4, instances: 2 },
    routes: ROUTES,
    database: {},
    script: [{ at: '2s', 'stop-app': 2 }],
  },
  'three-servers': {
    clients: [{ name: 'visitors', arrivals: { rate: '60/s' }, asks: 'home' }],
    front: { upstream: { keepalive: 8 } },
    app: { workers: 4, instances: 3 },
    routes: ROUTES,
    database: {},
  },
  'eight-servers': {
    clients: [{ name: 'visitors', arrivals: { rate: '160/s' }, asks: 'home' }],
    front: { upstream: { keepalive: 8 } },
    app: { workers: 8, instances: 8, timeout: '4s' },
    routes: ROUTES,
    database: {},
    script: [{ at: '2s', 'stop-app': 3 }],
  },
  'eight-greenlet-servers': {
    clients: [{ name: 'visitors', arrivals: { rate: '160/s' }, asks: 'home' }],
    front: {},
    app: { worker_class: 'gevent', workers: 2, instances: 8 },
    routes: ROUTES,
    database: {},
  },
  'sixty-four': {
    clients: [{ name: 'visitors', arrivals: { rate: '150/s' }, asks: 'home' }],
    front: {},
    app: { workers: 64 },
    routes: ROUTES,
    database: {},
  },
  'hundred-threads': {
    clients: [{ name: 'visitors', arrivals: { rate: '90/s' }, asks: 'home' }, CROWD[1]],
    app: { worker_class: 'gthread', workers: 4, threads: 25 },
    routes: ROUTES,
    database: {},
  },
  'greenlets-full': {
    clients: [{ name: 'visitors', arrivals: { rate: '250/s' }, asks: 'report' }],
    front: { worker_connections: 4096 },
    app: { worker_class: 'gevent', workers: 1 },
    routes: [ROUTES[0], { ...ROUTES[1], cpu: '1ms' }],
  },
  bare: {
    front: null,
    database: null,
    clients: [{ name: 'visitors', arrivals: { count: 3, think: '200ms' }, asks: 'home' }],
    app: { workers: 1 },
    routes: [{ name: 'home', cpu: '15ms', wait: '200ms', response: '20kB' }],
  },
  'full-backlog': {
    clients: [{ name: 'visitors', arrivals: { rate: '200/s' }, asks: 'home' }],
    front: {},
    socket: { backlog: 128 },
    app: { workers: 2 },
    routes: ROUTES,
    database: {},
  },
  killed: {
    clients: [
      { name: 'visitors', arrivals: { rate: '10/s' }, asks: 'home' },
      { name: 'doomed', arrivals: { rate: '1/s' }, asks: 'stuck' },
    ],
    front: {},
    app: { workers: 3, timeout: '2s' },
    routes: [ROUTES[0], { name: 'stuck', path: '/stuck', effect: 'hang' }],
    database: { server: 'sqlite' },
  },
  stopped: {
    clients: [{ name: 'visitors', arrivals: { rate: '20/s' }, asks: 'home' }],
    front: {},
    app: { workers: 3 },
    routes: ROUTES,
    script: [{ at: '1s', 'stop-app': true }],
  },
};

export function scenarioNamed(name: string): Scenario | string {
  if (name in PRESETS) return presetScenario(name as PresetName);
  const more = MORE[name];
  const read = parseScenario(more ? { title: name, duration: '20s', seed: 7, ...more } : TROUBLE);
  return Array.isArray(read) ? JSON.stringify(read, null, 1) : (read as Scenario);
}
