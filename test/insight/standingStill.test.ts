import { expect, test } from 'vitest';
import { lanes } from '../../src/insight/lanes.ts';
import { sceneAt } from '../../src/insight/scene/sceneAt.ts';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

const run = simulate(parseScenario(PRESETS['hang-and-timeout']) as Scenario);

/** SIGSTOP at 2 s, `--timeout` 3 s: the arbiter ends it between 5 s and 6 s. */
test('G20 a worker that stands still looks neither at work nor gone, on the stage and in its lane', () => {
  const before = sceneAt(run, 1_900_000).workers[0];
  const still = sceneAt(run, 4_000_000).workers[0];
  expect(before?.isPaused).toBe(false);
  expect(still?.isPaused).toBe(true);
  const lane = lanes(run).find(({ kind, actor }) => kind === 'worker' && actor === 0);
  const paused = lane?.spans.filter(({ state }) => state === 'paused') ?? [];
  expect(paused).toHaveLength(1);
  expect(paused[0]?.fromUs).toBe(2_000_000);
  expect(paused[0]?.untilUs).toBeGreaterThan(5_000_000);
  expect(paused[0]?.request).toBe(still?.request);
  expect(sceneAt(run, 9_000_000).workers.some(({ isPaused }) => isPaused)).toBe(false);
});
