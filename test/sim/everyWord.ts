import type { Written } from './runs.ts';

/** Scenarios that between them pass through every chart, every draw of chance and every word. */
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

export const EVERY_WORD: Readonly<Record<string, Written>> = {
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
  'a script of what breaks': {
    ...base,
    seed: 18,
    clients: [visitors({ asks: { home: 9, upload: 1 } })],
    app: { workers: 4, timeout: '1s' },
    script: [
      { at: '500ms', 'busy-host': { host: 'web', processes: 3, for: '500ms' } },
      { at: '1s', 'hang-worker': { worker: 1, for: '600ms' } },
      { at: '1.2s', 'slow-client': { factor: 20, for: '1s' } },
      { at: '2s', 'unplug-host': { host: 'db', for: '700ms' } },
      { at: '3.5s', 'stop-front': true },
      { at: '3.8s', 'start-front': true },
      { at: '5s', 'unplug-host': { host: 'web', for: '1s' } },
      { at: '6.1s', 'hang-worker': 2 },
    ],
  },
  'threads behind a pool': {
    ...base,
    seed: 16,
    front: { upstream: true },
    socket: { rtt: '10ms' },
    app: {
      worker_class: 'gthread',
      workers: 2,
      threads: 2,
      max_requests: 40,
      keepalive: '150ms',
    },
    clients: [visitors()],
    script: [{ at: '3s', 'reload-front': true }],
  },
  'careless and silent clients of threads': {
    ...direct,
    seed: 12,
    app: { worker_class: 'gthread', workers: 1, threads: 2 },
    clients: [
      visitors({ asks: 'home', closes: false, arrivals: { rate: '1/s' } }),
      visitors({
        name: 'silent',
        asks: 'home',
        pace: { stops: 'before-head' },
        arrivals: { rate: '1/s', until: '1s' },
      }),
      visitors({ name: 'others', asks: 'home', patience: '3s', retries: 2, backoff: '200ms' }),
    ],
  },
  'pages with files, greenlets, a stop and a start': {
    ...base,
    seed: 13,
    app: { worker_class: 'gevent', workers: 1, graceful_timeout: '4s' },
    front: { keepalive_timeout: '150ms' },
    clients: [
      visitors({
        asks: 'home',
        keepAlive: true,
        connections: 3,
        assets: ['css', 'css', 'css', 'css'],
        arrivals: { count: 10, think: '200ms', requestsEach: 20 },
      }),
    ],
    script: [
      { at: '2s', 'stop-app': true },
      { at: '7s', 'start-app': true },
    ],
  },
  'tasks and their clients': {
    ...direct,
    seed: 14,
    app: { worker_class: 'asgi', workers: 1 },
    routes: [
      ...routes,
      {
        name: 'slow',
        path: '/slow',
        async: true,
        spans: [
          { kind: 'middleware', cpu: '1ms' },
          { kind: 'view', wait: '6s' },
        ],
      },
    ],
    clients: [
      visitors({ asks: 'home' }),
      visitors({ name: 'leaving', asks: 'slow', patience: '500ms', arrivals: { rate: '4/s' } }),
    ],
  },
  'two app servers, crashes, a reload': {
    ...base,
    seed: 15,
    app: { workers: 1, instances: 2 },
    clients: [visitors({ asks: { home: 60, crash: 1 } })],
    script: [{ at: '5s', 'reload-app': 2 }],
  },
  'one row, little patience for it': {
    ...base,
    seed: 16,
    app: { workers: 8 },
    database: { lock_timeout: '150ms' },
    routes: [
      { name: 'stock', path: '/stock', queries: 2, wait: '200ms', locks: 'stock', writes: true },
    ],
    clients: [visitors({ asks: 'stock', arrivals: { rate: '30/s' } })],
  },
  'three Apaches by name, one of them down for a while': {
    ...base,
    seed: 19,
    front: { server: 'apache', instances: 3, MaxRequestWorkers: 6 },
    app: { workers: 3, instances: 2 },
    clients: [visitors({ asks: { home: 9, upload: 1 } })],
    script: [
      { at: '1s', 'stop-front': 2 },
      { at: '3s', 'start-front': 2 },
      { at: '4s', 'reload-front': true },
    ],
  },
  'browsers over TLS, some with HTTP/2': {
    ...base,
    seed: 20,
    front: { tls: { http2: true, ssl_early_data: true } },
    clients: [
      visitors({ asks: { home: 3, export: 1 }, assets: ['css', 'css'], arrivals: { count: 6 } }),
      visitors({
        name: 'older',
        http2: false,
        connections: 6,
        resumes: true,
        assets: ['css', 'export'],
        arrivals: { rate: '1/s' },
      }),
      visitors({
        name: 'greedy',
        connections: 2,
        http2: false,
        asks: 'export',
        arrivals: [
          { at: '1s', client: 1 },
          { at: '1.5s', client: 1 },
        ],
      }),
    ],
  },
  'within Apache’s own children': {
    ...direct,
    seed: 18,
    app: { server: 'mod_wsgi', mode: 'embedded', mpm: 'prefork', processes: 4 },
    clients: [
      visitors({
        keepAlive: true,
        asks: { home: 3, css: 1, crash: 0.05 },
        arrivals: { count: 6, think: '200ms' },
      }),
    ],
    script: [
      { at: '1s', 'add-worker': true },
      { at: '2s', 'reload-app': true },
    ],
  },
  'limited, cached and compressed': {
    ...base,
    seed: 19,
    front: {
      gzip: true,
      limit_req: { rate: '15/s', burst: 2 },
      proxy_cache: { proxy_cache_lock: true, proxy_cache_valid: '1s' },
    },
    routes: [{ name: 'home', path: '/', wait: '200ms' }],
    clients: [visitors({ addresses: 'one', asks: 'home', arrivals: { rate: '20/s' } })],
    script: [{ at: '2ms', burst: { route: 'home', count: 3 } }],
  },
  'too little memory': {
    ...base,
    seed: 17,
    hosts: { web: { cores: 2, memory: '400MB' }, db: { cores: 2 } },
    routes: [{ name: 'report', path: '/report', wait: '80ms', queries: 1, memory: '90MB' }],
    app: { workers: 4, memory: '60MB' },
    clients: [visitors({ asks: 'report' })],
  },
};
