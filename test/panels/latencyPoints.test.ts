import { expect, test } from 'vitest';
import {
  readBookmarks,
  renamedBookmark,
  withBookmark,
} from '../../src/panels/bookmarks/bookmarks.ts';
import { binsOf } from '../../src/panels/load/drawHistogram.ts';
import { timeScale } from '../../src/panels/load/latencyPoints.ts';

test.each([
  [true, 53_000, 66_000],
  [true, 1, 1],
  [true, 900, 7_200_000_000],
  [false, 10, 4_870_000],
  [false, 1, 1],
])(
  'a scale (log: %s) holds every time from %d to %d µs, and finds the way back',
  (isLog, least, most) => {
    const scale = timeScale(least, most, isLog);
    expect(scale.leastUs).toBeLessThanOrEqual(least);
    expect(scale.mostUs).toBeGreaterThanOrEqual(most);
    for (const us of [least, (least + most) / 2, most]) {
      const place = scale.placeOf(us);
      expect(place).toBeGreaterThanOrEqual(0);
      expect(place).toBeLessThanOrEqual(1);
      expect(scale.timeAt(place) / us).toBeCloseTo(1, 6);
    }
    for (const us of scale.ticks) expect(scale.timeAt(scale.placeOf(us)) - us).toBeCloseTo(0, 3);
    expect(binsOf([least, most], scale).reduce((a, b) => a + b, 0)).toBe(2);
  },
);

test('a moment has one bookmark; names are never empty', () => {
  const one = withBookmark([], { atUs: 5, name: '' });
  expect(one).toEqual([{ atUs: 5, name: 'bookmark 1' }]);
  expect(withBookmark(one, { atUs: 5, name: 'again' })).toBe(one);
  expect(withBookmark(one, { atUs: 2, name: ' early ' })[0]).toEqual({ atUs: 2, name: 'early' });
  expect(renamedBookmark(one, 5, '  ')).toBe(one);
});

test('of what a device kept, only bookmarks are taken', () => {
  const kept = [
    { atUs: 7, name: 'b' },
    null,
    { atUs: -1, name: 'x' },
    { atUs: Number.NaN, name: 'x' },
    3,
    { atUs: 1.4, name: 'a' },
  ];
  expect(readBookmarks(kept)).toEqual([
    { atUs: 1, name: 'a' },
    { atUs: 7, name: 'b' },
  ]);
  for (const other of [null, 'text', { length: 2 }]) expect(readBookmarks(other)).toEqual([]);
});
