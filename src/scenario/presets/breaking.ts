import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

const VISITORS = [
  { name: 'visitors', link: 'fibre', asks: 'home', arrivals: { rate: '40/s' } },
] as const;
const HOME = [{ name: 'home', response: '20kB', cpu: '4ms', wait: '20ms', queries: 2 }] as const;
const CROWD = [
  { name: 'crowd', asks: 'home', arrivals: Array.from({ length: 30 }, () => ({ at: '100ms' })) },
];
const SLOW_HOME = [{ name: 'home', response: '20kB', wait: '300ms' }] as const;

/** What fails, what hangs, and who notices. */
export const BREAKING = {
  'reload-under-load': {
    title: msg('A new release under load'),
    duration: '8s',
    clients: [{ name: 'visitors', arrivals: { rate: '40/s' } }],
    app: { workers: 3, boot: '800ms' },
    routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '30ms', queries: 2 }],
    script: [{ at: '3s', 'reload-app': true }],
  },
  'hang-and-timeout': {
    title: msg('A worker that hangs'),
    duration: '10s',
    clients: VISITORS,
    app: { workers: 2, timeout: '3s' },
    routes: HOME,
    script: [{ at: '2s', 'hang-worker': 1 }],
  },
  'database-restarts': {
    title: msg('The database restarts'),
    duration: '8s',
    clients: VISITORS,
    app: { workers: 4 },
    routes: HOME,
    database: { CONN_MAX_AGE: 'none' },
    script: [{ at: '2s', 'restart-database': '2s' }],
  },
  'database-unplugged': {
    title: msg('The database is unplugged'),
    duration: '10s',
    clients: VISITORS,
    app: { workers: 4 },
    routes: HOME,
    database: { CONN_MAX_AGE: 'none' },
    script: [{ at: '2s', 'unplug-host': { host: 'db', for: '2s' } }],
  },
  'site-unplugged': {
    title: msg('The site is unplugged'),
    duration: '8s',
    clients: VISITORS,
    app: { workers: 4 },
    routes: HOME,
    script: [{ at: '2s', 'unplug-host': { host: 'web', for: '1500ms' } }],
  },
  'nginx-restarts': {
    title: msg('nginx stops and starts'),
    duration: '6s',
    clients: VISITORS,
    app: { workers: 4 },
    routes: HOME,
    script: [
      { at: '2s', 'stop-front': true },
      { at: '3s', 'start-front': true },
    ],
  },
  'full-backlog-unix': {
    title: msg('A full waiting room, unix socket'),
    duration: '8s',
    clients: CROWD,
    socket: { kind: 'unix', backlog: 8 },
    app: { workers: 2 },
    database: 'none',
    routes: SLOW_HOME,
  },
  'full-backlog-tcp': {
    title: msg('A full waiting room, TCP'),
    duration: '8s',
    clients: CROWD,
    socket: { kind: 'tcp', backlog: 8 },
    app: { workers: 2 },
    database: 'none',
    routes: SLOW_HOME,
  },
  'memory-exhausted': {
    title: msg('A report too large for the memory'),
    duration: '6s',
    hosts: { web: { cores: 2, memory: '500MB' } },
    clients: [
      { name: 'visitors', asks: 'home', arrivals: { rate: '20/s' } },
      { name: 'analysts', asks: 'report', arrivals: [{ at: '1s' }, { at: '1.2s' }] },
    ],
    app: { workers: 4, memory: '60MB' },
    database: 'none',
    routes: [
      { name: 'home', response: '20kB' },
      { name: 'report', path: '/report', wait: '2s', memory: '200MB' },
    ],
  },
  // Two workers do 20 requests a second; 15 come, and for a while ten times as many.
  'retry-storm': {
    title: msg('A burst, and everybody asks again'),
    duration: '20s',
    clients: [
      {
        name: 'visitors',
        asks: 'home',
        patience: '2s',
        retries: 3,
        backoff: '500ms',
        arrivals: { rate: '15/s' },
      },
    ],
    app: { workers: 2 },
    database: 'none',
    routes: [{ name: 'home', response: '20kB', wait: '95ms' }],
    script: [{ at: '3s', burst: { clients: 'visitors', count: 120 } }],
  },
  'noisy-neighbour': {
    title: msg('A neighbour computes'),
    duration: '6s',
    clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '40/s' } }],
    app: { workers: 2 },
    database: 'none',
    routes: [{ name: 'home', response: '20kB', cpu: '20ms' }],
    script: [{ at: '2s', 'busy-host': { host: 'web', processes: 6, for: '2s' } }],
  },
  'line-slows-down': {
    title: msg('A line slows down'),
    duration: '8s',
    clients: [
      { name: 'uploaders', link: '4g', asks: 'upload', arrivals: { every: '500ms', until: '6s' } },
      { name: 'visitors', asks: 'home', arrivals: { rate: '10/s' } },
    ],
    front: { proxy_request_buffering: 'off' },
    app: { workers: 3 },
    database: 'none',
    routes: [
      { name: 'home', response: '20kB' },
      { name: 'upload', method: 'POST', path: '/photo', body: '400kB' },
    ],
    script: [{ at: '2s', 'slow-client': { clients: 'uploaders', factor: 8, for: '2s' } }],
  },
} as const satisfies Record<string, WrittenScenario>;
