import { expect, test } from 'vitest';
import { processNameOf } from '../../src/insight/state/slotTable.ts';
import { failuresInWords } from '../../src/stage/StageHeader.tsx';
import { badgeOf, clock, tokenName } from '../../src/stage/wording.ts';
import { GUNICORN, token, upload } from './scenes.ts';

const NAMES = {
  front: 'nginx',
  processOf: (process: number) => processNameOf(GUNICORN, process),
};

test('the clock is finer at the start', () => {
  expect(clock(4_200_000)).toBe('4.20 s');
  expect(clock(12_345)).toBe('12.3 ms');
  expect(clock(0)).toBe('0.00 s');
});

test('a name says number, kind, place, what goes on, how it fares and for how long', () => {
  expect(tokenName(upload(3, 0, 180_000, { worker: 0 }), 4_200_000, NAMES)).toBe(
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
  expect(tokenName(bad, 4_000_000, NAMES)).toContain('failed (504)');
});

test('failures are told by kind, the most frequent first, the rest together', () => {
  expect(failuresInWords([])).toBeNull();
  const two = [
    { words: '502', count: 2 },
    { words: '504', count: 1 },
  ];
  expect(failuresInWords(two)).toBe('3 failed: 2 × 502, 1 × 504');
  const more = [...two, { words: 'refused', count: 1 }, { words: 'reset', count: 1_200 }];
  expect(failuresInWords(more)).toBe('1,204 failed: 2 × 502, 1 × 504, 1 × refused, 1,200 other');
});
