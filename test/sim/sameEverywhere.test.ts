import { expect, test } from 'vitest';
import { recordingHash } from '../../src/recording/recording.ts';
import { EVENTS } from '../../src/recording/vocabulary.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { scenarioOf } from './runs.ts';
import { HASHES, TEN_SCENARIOS } from './tenScenarios.ts';

test.each(Object.keys(TEN_SCENARIOS))('T2 in Node: %s', (name) => {
  const recording = simulate(scenarioOf(TEN_SCENARIOS[name] ?? {}));
  expect(recording.length).toBeGreaterThan(400);
  expect(recordingHash(recording)).toBe(HASHES[name]);
});

test('T2 the ten scenarios between them say every word there is', () => {
  const said = new Set<number>();
  for (const written of Object.values(TEN_SCENARIOS)) {
    const recording = simulate(scenarioOf(written));
    for (let i = 0; i < recording.length; i++) said.add(recording.type(i));
  }
  const unsaid = EVENTS.filter((_, code) => !said.has(code));
  expect(unsaid).toEqual([]);
});
