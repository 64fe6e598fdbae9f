import type { Run } from '../../../src/insight/shapes.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** Simulates a scenario as people write it. */
export function runOf(written: Record<string, unknown>): Run {
  const scenario = parseScenario({ duration: '8s', app: { workers: 1 }, ...written });
  if (isProblems(scenario))
    throw new Error(scenario.map((p) => `${p.at}: ${p.message}`).join('\n'));
  return simulate(scenario) as Run;
}

/** One client that comes at 300 ms. */
export const ONE = [{ name: 'visitor', arrivals: [{ at: '300ms' }] }];

/** One route that is like `settings`. */
export function route(settings: Record<string, unknown> = {}): Record<string, unknown>[] {
  return [{ name: 'page', path: '/ping', response: '5kB', type: 'text/plain', ...settings }];
}

/** Several clients at 300 ms, in order. */
export function crowd(count: number): Record<string, unknown>[] {
  return [{ name: 'visitor', arrivals: Array.from({ length: count }, () => ({ at: '300ms' })) }];
}
