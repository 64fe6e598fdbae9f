import { expect, test } from 'vitest';
import { lanes } from '../../src/insight/lanes.ts';
import { lanesInOrder } from '../../src/panels/lanesInOrder.ts';
import { presetScenario } from '../../src/scenario/presets.ts';
import { simulate } from '../../src/sim/simulate.ts';

const all = lanes(simulate(presetScenario('reload-under-load')));
const workersAt = (atUs: number): string[] =>
  lanesInOrder(all, atUs)
    .filter((lane) => lane.kind === 'worker')
    .map((lane) => lane.label);

test('workers stand in order as long as they live, and behind the others once they are gone', () => {
  const before = workersAt(1_000_000);
  expect(before.slice(0, 3)).toEqual(['worker 1', 'worker 2', 'worker 3']);
  const after = workersAt(4_000_000);
  expect(after.slice(-3)).toEqual(['worker 1', 'worker 2', 'worker 3']);
  expect([...after].sort()).toEqual([...before].sort());
});

test('what is before the workers stays before them', () => {
  const kinds = lanesInOrder(all, 4_000_000).map((lane) => lane.kind);
  expect(kinds.indexOf('backlog')).toBeLessThan(kinds.indexOf('worker'));
  expect(kinds.lastIndexOf('worker')).toBeLessThan(kinds.indexOf('session'));
});
