import { parseScenario } from './parseScenario.ts';
import type { Scenario } from './scenario.ts';
import type { WrittenScenario } from './writeScenario.ts';

/** Two workers, two uploads that trickle in over five seconds, and someone in a hurry one second later. */
const SLOW_CLIENTS = {
  duration: '7s',
  clients: [
    {
      name: 'slow',
      link: '4g',
      asks: 'upload',
      pace: { bodyOver: '5s' },
      arrivals: [{ at: '0s' }, { at: '2ms' }],
    },
    { name: 'fast', arrivals: [{ at: '1s' }, { at: '2s' }] },
  ],
  app: { workers: 2 },
  routes: [
    { name: 'home', cpu: '4ms', wait: '16ms', response: '20kB' },
    {
      name: 'upload',
      method: 'POST',
      path: '/profile/photo',
      body: '900kB',
      cpu: '4ms',
      wait: '16ms',
      response: '2kB',
    },
  ],
} as const;

/** Eight pictures of the same size. */
const PHOTOS = Array<'photo'>(8).fill('photo');

/** Scenarios by name, as people would write them. */
export const PRESETS = {
  'one-request': {
    title: 'One request, there and back',
    duration: '1s',
    clients: [{ name: 'visitor', arrivals: [{ at: '20ms' }] }],
    app: { workers: 1 },
  },
  'slow-clients-buffered': { title: 'Slow uploads, collected by nginx', ...SLOW_CLIENTS },
  'slow-clients-unbuffered': {
    title: 'Slow uploads, passed on as they come',
    ...SLOW_CLIENTS,
    front: { proxy_request_buffering: 'off', proxy_buffering: 'off' },
  },
  'slow-clients-no-nginx': {
    title: 'Slow uploads, straight to Gunicorn',
    ...SLOW_CLIENTS,
    front: 'none',
  },
  'slow-clients-gthread': {
    title: 'Slow uploads, straight to threads',
    ...SLOW_CLIENTS,
    front: 'none',
    app: { worker_class: 'gthread', workers: 2, threads: 4 },
  },
  'slow-clients-gevent': {
    title: 'Slow uploads, straight to greenlets',
    ...SLOW_CLIENTS,
    front: 'none',
    app: { worker_class: 'gevent', workers: 2 },
  },
  'slow-clients-asgi': {
    title: 'Slow uploads, straight to an event loop',
    ...SLOW_CLIENTS,
    front: 'none',
    app: { worker_class: 'asgi', workers: 2 },
  },
  'page-with-files': {
    title: 'A page and its files over kept connections',
    duration: '6s',
    clients: [
      {
        name: 'browsers',
        link: '4g',
        asks: 'home',
        assets: ['css', 'script', ...PHOTOS],
        keepAlive: true,
        connections: 6,
        arrivals: { count: 2, think: '1s', requestsEach: 3 },
      },
    ],
    routes: [
      { name: 'home', response: '20kB', queries: 2 },
      { name: 'css', path: '/static/app.css', static: true, response: '20kB' },
      { name: 'script', path: '/static/app.js', static: true, response: '90kB' },
      { name: 'photo', path: '/static/photo.jpg', static: true, response: '60kB' },
    ],
  },
  // Four who want the same row fill four workers: one works, three wait in the database.
  'one-row-for-all': {
    title: 'Everybody wants the same row',
    duration: '4s',
    clients: [
      {
        name: 'buyers',
        asks: 'buy',
        arrivals: [{ at: '20ms' }, { at: '22ms' }, { at: '24ms' }, { at: '26ms' }],
      },
      { name: 'visitors', asks: 'home', arrivals: { every: '250ms', from: '100ms' } },
    ],
    app: { workers: 4 },
    routes: [
      { name: 'home', response: '20kB', queries: 1 },
      {
        name: 'buy',
        method: 'POST',
        path: '/buy',
        response: '2kB',
        wait: '500ms',
        queries: 2,
        locks: 'the last ticket',
        writes: true,
      },
    ],
  },
  'reload-under-load': {
    title: 'A new release under load',
    duration: '8s',
    clients: [{ name: 'visitors', arrivals: { rate: '40/s' } }],
    app: { workers: 3, boot: '800ms' },
    routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '30ms', queries: 2 }],
    script: [{ at: '3s', 'reload-app': true }],
  },
  // A request holds its worker for about 12 ms: 200/s on four workers is 60 % of them.
  'busy-minute': {
    title: 'A busy minute',
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

export type PresetName = keyof typeof PRESETS;

/** What there is to see in each, in one line. */
export const PRESET_WORDS: Readonly<Record<PresetName, string>> = {
  'one-request': 'Every hop of one request, with nothing else in the way.',
  'slow-clients-buffered':
    'nginx collects two slow uploads; a worker hears of them once they are complete.',
  'slow-clients-unbuffered': 'Two slow uploads hold both workers for as long as they trickle in.',
  'slow-clients-no-nginx': 'The same without nginx: whoever is slow holds a worker.',
  'slow-clients-gthread': 'The same for threads: each slow upload holds one of eight.',
  'slow-clients-gevent': 'The same for greenlets: a slow upload holds next to nothing.',
  'slow-clients-asgi': 'The same for an event loop: it reads all of them side by side.',
  'page-with-files':
    'A browser asks for ten files behind each page, over six connections that it keeps.',
  'one-row-for-all':
    'Four purchases wait for one row and fill all workers; visitors who want nothing of it wait too.',
  'reload-under-load': 'HUP at 3 s: new workers start, old ones finish; does anybody notice?',
  'busy-minute': 'Twelve thousand requests on four workers, which are busy 60 % of the time.',
};

/** A preset, resolved. A test reads every one of them, so the result is never a list of problems. */
export function presetScenario(name: PresetName): Scenario {
  return parseScenario(PRESETS[name]) as Scenario;
}
