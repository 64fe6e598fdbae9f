import { expect, test } from 'vitest';
import { badgeOf, clock, tokenName } from '../../src/stage/wording.ts';
import { token, upload } from './scenes.ts';

test('the clock is finer at the start', () => {
  expect(clock(4_200_000)).toBe('4.20 s');
  expect(clock(12_345)).toBe('12.3 ms');
  expect(clock(0)).toBe('0.00 s');
});

test('a name says number, kind, place, what goes on, how it fares and for how long', () => {
  expect(tokenName(upload(3, 0, 180_000, { worker: 0 }), 4_200_000)).toBe(
    'Request 4, upload, with worker 1: uploading 180 of 900 kB, held, 3.9 s',
  );
});

test('an error answer is a failure to the person who asked', () => {
  const bad = token(9, {
    place: 'to-client',
    fare: 'moving',
    status: 504,
    words: 'answer on its way',
  });
  expect(badgeOf(bad)).toBe('504');
  expect(tokenName(bad, 4_000_000)).toContain('failed (504)');
});
