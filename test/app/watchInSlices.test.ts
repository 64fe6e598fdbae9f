import { expect, test } from 'vitest';
import { watchInSlices } from '../../src/app/statechart/watchInSlices.ts';
import type { Watched } from '../../src/panels/statechart/useChart.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import { watchActor } from '../../src/sim/watch.ts';

const scenario = presetScenario('busy-minute');
const actor = { kind: 'slot', index: 0 } as const;

test('a long run is watched in slices, with progress, and comes out as if in one go', async () => {
  const watch = watchInSlices(scenario);
  const told: Watched[] = [];
  await new Promise<void>((done) => {
    watch(actor, (watched) => {
      told.push(watched);
      if (watched.steps !== null || watched.failure !== null) done();
    });
  });
  const last = told.at(-1);
  expect(last?.steps).toEqual(watchActor(scenario, actor));
  expect(told.some(({ progress, steps }) => steps === null && progress > 0 && progress < 1)).toBe(
    true,
  );

  // What was watched once is there at once.
  let again: Watched | null = null;
  watch(actor, (watched) => {
    again = watched;
  });
  expect(again).toBe(last);
});

test('whoever stops watching is told nothing more', async () => {
  let told = 0;
  const stop = watchInSlices(scenario)(actor, () => {
    told++;
    stop();
  });
  await new Promise((done) => setTimeout(done, 120));
  expect(told).toBeLessThanOrEqual(1);
});
