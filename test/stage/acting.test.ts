import { expect, test } from 'vitest';
import { targetKey, targetOf } from '../../src/stage/acting.ts';
import type { StageTarget } from '../../src/stage/target.ts';

const TARGETS: StageTarget[] = [
  { kind: 'client', population: 2, client: 0 },
  { kind: 'client', population: 1, client: null },
  { kind: 'front' },
  { kind: 'app', instance: 3 },
  { kind: 'worker', process: 12 },
  { kind: 'database' },
  { kind: 'host', host: 0 },
  { kind: 'request', request: 41 },
];

test('every target comes back from the key that stands in the page', () => {
  for (const target of TARGETS) expect(targetOf(targetKey(target))).toEqual(target);
});

test('what is no target is none', () => {
  for (const key of [undefined, '', 'worker', 'worker:', 'worker:x', 'moon:1'])
    expect(targetOf(key)).toBeNull();
});
