import { expect, test } from 'vitest';
import { besideEachOther, binsOf } from '../../src/panels/load/drawHistogram.ts';
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

test('labels beside each other stay apart and within the plot, as near to their places as that allows', () => {
  expect(besideEachOther([50, 100, 150], [20, 20, 20], 300)).toEqual([40, 90, 140]);
  expect(besideEachOther([5, 8, 290], [20, 20, 20], 300)).toEqual([0, 20, 280]);
  expect(besideEachOther([100, 295, 299], [20, 20, 20], 300)).toEqual([90, 260, 280]);
});
