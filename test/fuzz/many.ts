/**
 * `npm run fuzz -- [scenarios] [first seed]`: as many random scenarios as one has time for (10,000 unless told), each run twice by the
 * compiled charts and once by XState's own `transition()`: the same recording three times, no event in the past (the queue throws), every
 * law of recordings and of the world kept. Exit code 1 where one is not; each is named by its seed.
 */
import { recordingHash } from '../../src/recording/recording.ts';
import { MACHINES } from '../../src/sim/machines.ts';
import { simulate, startSimulation } from '../../src/sim/simulate.ts';
import { XStateKernel } from '../../src/sim/xstateKernel.ts';
import { randomScenario } from '../scenario/randomScenario.ts';
import { scenarioOf } from '../sim/runs.ts';
import { breachesOf, checkWorld } from './laws.ts';

const [scenarios = 10_000, first = 1] = process.argv.slice(2).map(Number);

/** Everything that is wrong with one scenario's runs. */
function faultsOf(seed: number): { faults: string[]; events: number } {
  const scenario = scenarioOf(randomScenario(seed));
  const simulation = startSimulation(scenario);
  simulation.runUntil(scenario.durationUs);
  const { recording } = simulation;
  const faults = [...breachesOf(simulation), ...checkWorld(simulation)];
  const hash = recordingHash(recording);
  if (recordingHash(simulate(scenario)) !== hash) faults.push('another recording the second time');
  const reference = simulate(scenario, { engine: (queue) => new XStateKernel(queue, MACHINES) });
  if (recordingHash(reference) !== hash) faults.push('XState records something else');
  return { faults, events: recording.length };
}

let faulty = 0;
let events = 0;
for (let seed = first; seed < first + scenarios; seed++) {
  try {
    const result = faultsOf(seed);
    events += result.events;
    if (result.faults.length === 0) continue;
    faulty++;
    console.error(`seed ${seed}: ${result.faults.slice(0, 3).join('; ')}`);
  } catch (error) {
    faulty++;
    console.error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(
  `${scenarios} scenarios from seed ${first}, ${events} events in each of three runs: ${scenarios - faulty} without a fault, ${faulty} with`,
);
process.exitCode = faulty > 0 ? 1 : 0;
