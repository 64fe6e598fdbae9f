import { describe, expect, test } from 'vitest';
import { recordingHash } from '../../src/recording/recording.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { MACHINES } from '../../src/sim/machines.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { XStateKernel } from '../../src/sim/xstateKernel.ts';
import { randomScenario } from '../scenario/randomScenario.ts';

/** Seeds of the scenarios: 1 … SCENARIOS. */
const SCENARIOS = 400;

function scenarioOf(seed: number): Scenario {
  const scenario = parseScenario(randomScenario(seed));
  if (isProblems(scenario)) throw new Error(`seed ${seed}: ${scenario[0].message}`);
  return scenario;
}

describe('T5 two engines, one truth', () => {
  test(`compiled charts and XState's transition() record the same, event by event, on ${SCENARIOS} random scenarios`, {
    timeout: 120_000,
  }, () => {
    let events = 0;
    for (let seed = 1; seed <= SCENARIOS; seed++) {
      const scenario = scenarioOf(seed);
      const compiled = simulate(scenario);
      const reference = simulate(scenario, {
        engine: (queue) => new XStateKernel(queue, MACHINES),
      });
      events += compiled.length;
      for (let i = 0; i < Math.max(compiled.length, reference.length); i++) {
        const same =
          i < compiled.length &&
          i < reference.length &&
          compiled.at(i) === reference.at(i) &&
          compiled.type(i) === reference.type(i) &&
          compiled.request(i) === reference.request(i) &&
          compiled.actor(i) === reference.actor(i) &&
          compiled.arg(i) === reference.arg(i);
        if (!same)
          expect.fail(
            `seed ${seed}, event ${i}: ${JSON.stringify(i < compiled.length ? compiled.event(i) : null)} against ${JSON.stringify(i < reference.length ? reference.event(i) : null)}`,
          );
      }
    }
    // Worth its name only if the scenarios really do something.
    expect(events).toBeGreaterThan(100 * SCENARIOS);
  });

  test('T2 the same scenario gives the same recording twice', () => {
    for (let seed = 1; seed <= 50; seed++)
      expect(recordingHash(simulate(scenarioOf(seed))), `seed ${seed}`).toBe(
        recordingHash(simulate(scenarioOf(seed))),
      );
  });
});
