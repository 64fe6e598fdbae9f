import { expect, test } from 'vitest';
import type { FidelityCase } from '../../src/app/truth/fidelityTable.ts';
import { ALL_CASES, casesOf, pressHeader } from '../../src/app/truth/truthRows.ts';

const one = (name: string, version: FidelityCase['version'], offMs: number): FidelityCase => ({
  name,
  title: `in words ${name}`,
  family: name[0] ?? '',
  version,
  requests: 2,
  right: Math.abs(offMs) > 10 ? 1 : 2,
  worst: { kind: 'fast', measuredMs: 100, simulatedMs: 100 + offMs, limitMs: 10 },
});
const cases = [
  one('A_calm', 'classic', 1),
  one('F_crash', 'current', -30),
  one('F_hang', 'classic', 5),
];
const names = (view: Partial<typeof ALL_CASES>) =>
  casesOf(cases, { ...ALL_CASES, ...view }).map((each) => each.name);

test('all cases stand there, worst first, whether early or late', () => {
  expect(names({})).toEqual(['F_crash', 'F_hang', 'A_calm']);
});

test('family, version and words narrow the list together', () => {
  expect(names({ family: 'F' })).toEqual(['F_crash', 'F_hang']);
  expect(names({ family: 'F', version: 'classic' })).toEqual(['F_hang']);
  expect(names({ text: 'CRASH words' })).toEqual(['F_crash']);
  expect(names({ text: 'crash hang' })).toEqual([]);
});

test('a header begins at its usual end and turns round when pressed again', () => {
  const byName = pressHeader(ALL_CASES, 'title');
  expect(names(byName)).toEqual(['A_calm', 'F_crash', 'F_hang']);
  expect(names(pressHeader(byName, 'title'))).toEqual(['F_hang', 'F_crash', 'A_calm']);
  expect(names(pressHeader(ALL_CASES, 'right'))[0]).toBe('F_crash');
});
