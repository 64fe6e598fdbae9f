import { recordingHash } from '../../src/recording/recording.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { scenarioOf } from './runs.ts';
import { TEN_SCENARIOS } from './tenScenarios.ts';

/** Hashes of the ten recordings as Node makes them, for the browser to compare its own with. */
const hashes = Object.entries(TEN_SCENARIOS).map(([name, written]) => [
  name,
  recordingHash(simulate(scenarioOf(written))),
]);
process.stdout.write(JSON.stringify(Object.fromEntries(hashes)));
