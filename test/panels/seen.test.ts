import { expect, test } from 'vitest';
import { seenUntil, unsee } from '../../src/panels/seen.ts';

test('what was watched stays in sight after stepping back; what was not watched is taken back', () => {
  const run = {};
  expect(seenUntil(run, 8)).toBe(8);
  expect(seenUntil(run, 2)).toBe(8);
  unsee(run, 3);
  expect(seenUntil(run, 2)).toBe(3);
  unsee(run, 5); // beyond what is seen there is nothing to take back
  expect(seenUntil(run, 0)).toBe(3);
});
