import type { WrittenScenario } from '../../scenario/writeScenario.ts';

/** A report that takes longer than nginx waits, and visitors beside it. */
export const LATE_ANSWER: WrittenScenario = {
  title: 'An answer that comes too late',
  duration: '5s',
  clients: [
    { name: 'analyst', asks: 'report', arrivals: [{ at: '500ms' }] },
    { name: 'visitors', asks: 'home', arrivals: { every: '120ms' } },
  ],
  front: { proxy_read_timeout: '1s' },
  app: { workers: 2 },
  database: 'none',
  routes: [
    { name: 'home', response: '20kB', wait: '40ms' },
    { name: 'report', path: '/report', wait: '3s' },
  ],
};

/** A page that kills whichever worker serves it, tried at one app server and then at the other. */
export const NO_LIVE_UPSTREAM: WrittenScenario = {
  title: 'One bad page and two app servers',
  seed: 6,
  duration: '8s',
  clients: [
    { name: 'visitors', asks: 'home', arrivals: { rate: '40/s' } },
    { name: 'unlucky', asks: 'crash', arrivals: [{ at: '2s' }] },
  ],
  front: { upstream: { max_fails: 1, fail_timeout: '2s' } },
  app: { instances: 2, workers: 2 },
  database: 'none',
  routes: [
    { name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' },
    { name: 'crash', path: '/crash', cpu: '1ms', effect: 'crash' },
  ],
};

/** More than any stage can draw one by one: 400 a second, each of whom waits a second for something outside. */
export const MANY_IN_FLIGHT: WrittenScenario = {
  title: 'Four hundred a second who wait',
  duration: '6s',
  clients: [
    { name: 'visitors', link: '4g', asks: 'home', arrivals: { rate: '400/s' } },
    { name: 'uploaders', link: '4g', asks: 'upload', arrivals: { rate: '20/s' } },
  ],
  front: { worker_connections: 4096 },
  app: { worker_class: 'gevent', workers: 4 },
  database: 'none',
  routes: [
    { name: 'home', response: '20kB', wait: '1s', waitIs: 'exponential', cpu: '1ms' },
    { name: 'upload', method: 'POST', path: '/photo', body: '400kB', wait: '100ms' },
  ],
};
