import type { Written } from './runs.ts';

/** Ten scenarios that between them pass through every chart and every draw of chance. */
const routes = [
  { name: 'home', path: '/', cpu: '4ms', wait: '20ms', waitIs: 'exponential', queries: 2 },
  { name: 'upload', path: '/up', method: 'POST', body: '900kB', cpu: '2ms', response: '2kB' },
  { name: 'export', path: '/export', response: '6MB' },
  { name: 'large', path: '/large', method: 'POST', body: '3MB' },
  { name: 'css', path: '/static/a.css', static: true, response: '20kB' },
  { name: 'crash', path: '/crash', effect: 'crash' },
  { name: 'hang', path: '/hang', effect: 'hang' },
];
const base: Written = { duration: '8s', routes, database: { CONN_MAX_AGE: '1s' } };
const visitors = (over: Written = {}): Written => ({
  name: 'visitors',
  link: '4g',
  asks: { home: 3, css: 1 },
  arrivals: { rate: '60/s' },
  ...over,
});
const direct: Written = { ...base, front: 'none' };

export const TEN_SCENARIOS: Readonly<Record<string, Written>> = {
  poisson: { ...base, seed: 1, clients: [visitors({ asks: { home: 9, css: 3, large: 1 } })] },
  'closed loop': {
    ...base,
    seed: 2,
    clients: [
      visitors({
        asks: { home: 9, upload: 1 },
        arrivals: { count: 40, think: '200ms', thinkIs: 'exponential', requestsEach: 30 },
      }),
    ],
  },
  'slow senders, direct': {
    ...direct,
    seed: 3,
    clients: [
      visitors({
        name: 'slow',
        asks: 'upload',
        pace: { bodyOver: '3s' },
        arrivals: { rate: '2/s' },
      }),
      visitors({ asks: 'home' }),
    ],
  },
  'slow readers, unbuffered': {
    ...base,
    seed: 4,
    front: { proxy_buffering: 'off' },
    clients: [
      visitors({
        name: 'slow',
        asks: 'export',
        pace: { readRate: '900kB/s' },
        arrivals: { rate: '2/s' },
      }),
      visitors(),
    ],
  },
  'full TCP backlog': {
    ...direct,
    seed: 5,
    socket: { backlog: 3 },
    app: { workers: 1 },
    clients: [visitors({ asks: 'home' })],
  },
  'full unix backlog': {
    ...base,
    seed: 6,
    socket: { kind: 'unix', backlog: 2 },
    front: { worker_connections: 12 },
    app: { workers: 1 },
    clients: [visitors()],
  },
  'crashes and hangs': {
    ...base,
    seed: 7,
    front: { proxy_read_timeout: '1s' },
    app: { workers: 4, timeout: '2s' },
    clients: [visitors({ asks: { home: 30, crash: 1, hang: 1 } })],
  },
  'crashes and hangs, classic': {
    ...direct,
    seed: 7,
    version: 'classic',
    app: { workers: 4, timeout: '2s' },
    clients: [visitors({ asks: { home: 30, crash: 1, hang: 1 }, patience: '1s' })],
  },
  'few connections': {
    ...base,
    seed: 4_294_967_295,
    app: { workers: 9 },
    database: { max_connections: 6, CONN_MAX_AGE: 'none' },
    clients: [visitors()],
  },
  'a script': {
    ...base,
    seed: 10,
    clients: [visitors()],
    script: [
      { at: '1s', 'kill-worker': 2 },
      { at: '2s', 'add-worker': true },
      { at: '3s', 'restart-database': '500ms' },
      { at: '4s', 'slow-database': { factor: 15.5, for: '1s' } },
      { at: '5s', burst: { clients: 'visitors', count: 30 } },
      { at: '5.5s', 'abort-client': 300 },
      { at: '5.12s', 'remove-worker': true },
      { at: '5.15s', 'remove-worker': true },
    ],
  },
};

/** By name of the scenario. Whoever changes the model on purpose runs the test and writes the new ones here. */
