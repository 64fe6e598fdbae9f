import { expect, test } from 'vitest';
import { recordingHash } from '../../src/recording/recording.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { scenarioOf } from './runs.ts';
import { HASHES, TEN_SCENARIOS } from './tenScenarios.ts';

test.each(Object.keys(TEN_SCENARIOS))('T2 in a browser: %s', (name) => {
  expect(recordingHash(simulate(scenarioOf(TEN_SCENARIOS[name] ?? {})))).toBe(HASHES[name]);
});
