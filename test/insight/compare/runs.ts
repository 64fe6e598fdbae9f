import type { Run } from '../../../src/insight/shapes.ts';
import { parseScenario } from '../../../src/scenario/parseScenario.ts';
import { isProblems } from '../../../src/scenario/problems.ts';
import type { WrittenScenario } from '../../../src/scenario/writeScenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** The run of a scenario as written; refuses one with problems. */
export function runOf(written: WrittenScenario): Run {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return simulate(scenario);
}

/** Twenty a second for two seconds on two workers. */
export const STEADY: WrittenScenario = {
  seed: 1,
  duration: '4s',
  clients: [{ name: 'visitors', arrivals: { rate: '20/s', until: '2s' } }],
  app: { workers: 2 },
  routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' }],
  database: 'none',
};

/** Uploads that trickle in, and a page in between; two workers. */
export const SLOW: WrittenScenario = {
  seed: 1,
  duration: '7s',
  clients: [
    {
      name: 'slow',
      link: '4g',
      asks: 'upload',
      pace: { bodyOver: '5s' },
      arrivals: [{ at: '0s' }, { at: '2ms' }],
    },
    { name: 'fast', asks: 'home', arrivals: [{ at: '1s' }] },
  ],
  app: { workers: 2 },
  routes: [
    { name: 'home', response: '20kB', cpu: '4ms', wait: '16ms' },
    { name: 'upload', method: 'POST', path: '/up', body: '900kB', cpu: '4ms', response: '2kB' },
  ],
  database: 'none',
};
