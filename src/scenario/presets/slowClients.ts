import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

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

/** Slow uploads before nginx, behind it, and before each kind of worker. */
export const SLOW = {
  'slow-clients-buffered': { title: msg('Slow uploads, collected by nginx'), ...SLOW_CLIENTS },
  'slow-clients-unbuffered': {
    title: msg('Slow uploads, passed on as they come'),
    ...SLOW_CLIENTS,
    front: { proxy_request_buffering: 'off', proxy_buffering: 'off' },
  },
  'slow-clients-no-nginx': {
    title: msg('Slow uploads, straight to Gunicorn'),
    ...SLOW_CLIENTS,
    front: 'none',
  },
  'slow-clients-gthread': {
    title: msg('Slow uploads, straight to threads'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { worker_class: 'gthread', workers: 2, threads: 4 },
  },
  'slow-clients-gevent': {
    title: msg('Slow uploads, straight to greenlets'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { worker_class: 'gevent', workers: 2 },
  },
  'slow-clients-asgi': {
    title: msg('Slow uploads, straight to an event loop'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { worker_class: 'asgi', workers: 2 },
  },
} as const satisfies Record<string, WrittenScenario>;
