import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sceneAfter } from '../../src/insight/scene/sceneAt.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';

const SEED = 20;
const STEPS = 300;

/** Numbers from 0 to 1 that are the same each time. */
function* chance(seed: number): Generator<number, never> {
  for (let state = seed; ; state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0)
    yield state / 2 ** 32;
}

test('stepped back from the end of a run of 100,000 events to its start, and forward again: the same frames', () => {
  const run = simulate(presetScenario('busy-minute'));
  expect(run.length).toBeGreaterThan(100_000);
  const draw = chance(SEED);
  const counts = [0, run.length];
  for (let i = 0; i < STEPS; i++) counts.push(Math.floor(draw.next().value * run.length));
  counts.sort((a, b) => b - a);
  const frame = (count: number): string =>
    createHash('sha1')
      .update(JSON.stringify(sceneAfter(run, count)))
      .digest('hex');
  const back = counts.map(frame);
  expect(new Set(back).size).toBeGreaterThan(STEPS / 2);
  expect(counts.toReversed().map(frame)).toEqual(back.toReversed());
}, 60_000);
