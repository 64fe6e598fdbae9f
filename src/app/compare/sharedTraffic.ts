import type { WrittenScenario } from '../../scenario/writeScenario.ts';

/** Uploads that trickle in from bad phones, and people in a hurry who ask for a page that takes 20 ms. */
export const SLOW_UPLOADS: WrittenScenario = {
  seed: 7,
  duration: '12s',
  clients: [
    {
      name: 'slow',
      link: '4g',
      asks: 'upload',
      pace: { bodyOver: '4s' },
      arrivals: { every: '1s', from: '200ms', until: '8s' },
    },
    { name: 'fast', asks: 'home', arrivals: { rate: '12/s', until: '8s' } },
  ],
  routes: [
    { name: 'home', response: '20kB', cpu: '4ms', wait: '16ms' },
    {
      name: 'upload',
      method: 'POST',
      path: '/profile/photo',
      body: '900kB',
      response: '2kB',
      cpu: '4ms',
      wait: '16ms',
    },
  ],
};

export const NO_DATABASE = { database: 'none' } as const;
export const TWO_WORKERS = { app: { workers: 2 } } as const;
