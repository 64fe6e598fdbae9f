import { expect, test } from 'vitest';
import { packSandbox, unpackSandbox } from '../../src/app/sandbox/sandboxLink.ts';
import {
  beginSandbox,
  changeSandbox,
  type SandboxState,
} from '../../src/app/sandbox/sandboxState.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

function begun(written = { app: { workers: 2 } }): SandboxState {
  return beginSandbox(written, parseScenario(written) as Scenario);
}

test('a knob turned changes the scenario and can be taken back and done again', () => {
  const turned = changeSandbox(begun(), { do: 'write', written: { app: { workers: 5 } } });
  expect(turned.scenario.app).toHaveProperty('workers', 5);
  const back = changeSandbox(turned, { do: 'undo' });
  expect(back.scenario.app).toHaveProperty('workers', 2);
  expect(changeSandbox(back, { do: 'redo' }).scenario.app).toHaveProperty('workers', 5);
});

test('a faulty value is kept as written, says where it is wrong, and the last good scenario stays', () => {
  const start = begun();
  const faulty = changeSandbox(start, { do: 'write', written: { app: { workers: 'many' } } });
  expect(faulty.scenario).toBe(start.scenario);
  expect(faulty.written).toEqual({ app: { workers: 'many' } });
  expect(faulty.problems[0]?.at).toBe('app.workers');
  expect(changeSandbox(faulty, { do: 'undo' }).problems).toEqual([]);
});

test('undo and redo at their ends change nothing; a new turn forgets what was taken back', () => {
  const start = begun();
  expect(changeSandbox(start, { do: 'undo' })).toBe(start);
  expect(changeSandbox(start, { do: 'redo' })).toBe(start);
  const one = changeSandbox(start, { do: 'write', written: { app: { workers: 3 } } });
  const other = changeSandbox(changeSandbox(one, { do: 'undo' }), {
    do: 'write',
    written: { app: { workers: 4 } },
  });
  expect(other.future).toEqual([]);
  expect(other.past).toHaveLength(1);
});

test('the address carries the scenario, the moment and the selection, and nothing broken gets through', () => {
  const written = { title: 'Mine', app: { workers: 7 } };
  const packed = packSandbox(written, { atUs: 1_500_000, selected: 3 }) as string;
  expect(unpackSandbox(packed)).toMatchObject({
    written,
    atUs: 1_500_000,
    selected: 3,
    scenario: { app: { workers: 7 } },
  });
  for (const broken of [
    '',
    '1',
    '2.x',
    'nonsense',
    packed.slice(0, -3),
    `${packed.slice(0, 20)}x${packed.slice(21)}`,
  ])
    expect(isProblems(unpackSandbox(broken))).toBe(true);
  const foreign = packSandbox({ app: { workers: -1 } }) as string;
  expect(unpackSandbox(foreign)).toMatchObject([{ at: 'app.workers', value: '-1' }]);
});
