import { expect, test } from 'vitest';
import { littleCheck } from '../../src/insight/littleCheck.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';

test('in a run in which everybody who came has left, both sides are the same number', () => {
  // All of its requests have ended long before the run does: the law is then an identity.
  const run = simulate(presetScenario('slow-clients-buffered'));
  const found = littleCheck(run, run.endUs);
  expect(found?.error).toBeCloseTo(0, 6);
});

test('over a busy minute the sides differ by what is under way at its end, and no more', () => {
  const run = simulate(presetScenario('busy-minute'));
  for (const untilUs of [10_000_000, 30_000_000, run.endUs]) {
    const found = littleCheck(run, untilUs);
    expect(Math.abs(found?.error ?? 1)).toBeLessThan(0.01);
    expect(found?.perSecond).toBeGreaterThan(180);
  }
});

test('before anything has ended there is nothing to say', () => {
  const run = simulate(presetScenario('slow-clients-unbuffered'));
  expect(littleCheck(run, 0)).toBeNull();
  expect(littleCheck(run, 100_000)).toBeNull();
});
