import { recordingHash } from '../../src/recording/recording.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { EVERY_WORD } from './everyWord.ts';
import { scenarioOf } from './runs.ts';

/** Hashes of the recordings as Node makes them, for the browser to compare its own with. */
const hashes = Object.entries(EVERY_WORD).map(([name, written]) => [
  name,
  recordingHash(simulate(scenarioOf(written))),
]);
process.stdout.write(JSON.stringify(Object.fromEntries(hashes)));
