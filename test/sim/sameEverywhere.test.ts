import { expect, test } from 'vitest';
import { recordingHash } from '../../src/recording/recording.ts';
import { EVENTS } from '../../src/recording/vocabulary.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { EVERY_WORD } from './everyWord.ts';
import { scenarioOf } from './runs.ts';

// sameEverywhere.browser.test.tsx compares the recordings in Node with those in Chromium; here is what makes that worth something.
test('T2 the scenarios between them say every word there is', () => {
  const said = new Set<number>();
  for (const written of Object.values(EVERY_WORD)) {
    const recording = simulate(scenarioOf(written));
    expect(recording.length).toBeGreaterThan(400);
    for (let i = 0; i < recording.length; i++) said.add(recording.type(i));
  }
  const unsaid = EVENTS.filter((_, code) => !said.has(code));
  expect(unsaid).toEqual([]);
});

test('T2 another seed, another recording', () => {
  const { poisson } = EVERY_WORD;
  const hashes = [1, 2, 3].map((seed) => recordingHash(simulate(scenarioOf({ ...poisson, seed }))));
  expect(new Set(hashes).size).toBe(3);
});
