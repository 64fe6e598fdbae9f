import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

/** Forty who wait a second each for something outside, at two workers behind nginx. */
const WAITING = {
  duration: '24s',
  clients: [
    { name: 'crowd', asks: 'home', arrivals: Array.from({ length: 40 }, () => ({ at: '100ms' })) },
  ],
  database: 'none',
  routes: [{ name: 'home', response: '20kB', wait: '1s', async: true }],
} as const;

/** Four who compute for half a second, at one process. */
const COMPUTING = {
  duration: '5s',
  hosts: { web: { cores: 4 } },
  clients: [
    { name: 'crowd', asks: 'home', arrivals: Array.from({ length: 4 }, () => ({ at: '100ms' })) },
    { name: 'late', asks: 'ping', arrivals: [{ at: '300ms' }] },
  ],
  database: 'none',
  routes: [
    { name: 'home', response: '20kB', cpu: '500ms' },
    { name: 'ping', path: '/ping', response: '6B', cpu: '1ms' },
  ],
} as const;

/** The same load before workers of each class. */
export const WORKER_CLASSES = {
  'waiting-sync': { title: msg('Forty who wait: sync'), ...WAITING, app: { workers: 2 } },
  'waiting-gthread': {
    title: msg('Forty who wait: gthread'),
    ...WAITING,
    app: { worker_class: 'gthread', workers: 2, threads: 4 },
  },
  'waiting-gevent': {
    title: msg('Forty who wait: gevent'),
    ...WAITING,
    app: { worker_class: 'gevent', workers: 2 },
  },
  'waiting-asgi': {
    title: msg('Forty who wait: asgi'),
    ...WAITING,
    app: { worker_class: 'asgi', workers: 2 },
  },
  'computing-gthread': {
    title: msg('Four who compute: threads of one process'),
    ...COMPUTING,
    app: { worker_class: 'gthread', workers: 1, threads: 8 },
  },
  'computing-gevent': {
    title: msg('Four who compute: greenlets'),
    ...COMPUTING,
    app: { worker_class: 'gevent', workers: 1 },
  },
  'max-requests': {
    title: msg('Workers that are replaced after fifty requests'),
    duration: '8s',
    clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '60/s' } }],
    app: { workers: 3, max_requests: 50, max_requests_jitter: 20, boot: '400ms' },
    database: 'none',
    routes: [{ name: 'home', response: '20kB', wait: '15ms' }],
  },
  // A request holds its worker for about 12 ms: 200/s on four workers is 60 % of them.
  'busy-minute': {
    title: msg('A busy minute'),
    duration: '60s',
    clients: [{ name: 'visitors', arrivals: { rate: '200/s' } }],
    app: { workers: 4 },
    routes: [
      {
        name: 'home',
        response: '20kB',
        cpu: '4ms',
        wait: '4ms',
        waitIs: 'exponential',
        queries: 1,
        query: '2ms',
      },
    ],
    database: { CONN_MAX_AGE: '60s' },
  },
} as const satisfies Record<string, WrittenScenario>;
