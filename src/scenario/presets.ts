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

/** A preset, resolved. A test reads every one of them, so the result is never a list of problems. */
export function presetScenario(name: PresetName): Scenario {
  return parseScenario(PRESETS[name]) as Scenario;
}
