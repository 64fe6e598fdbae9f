import { expect, test } from 'vitest';
import {
  fitted,
  isTooSmall,
  LEAST_SCALE,
  offersZoom,
  panned,
  streetSize,
  zoomed,
} from '../../src/stage/view.ts';

const PANE = { w: 1000, h: 400 };
const STREET = streetSize({ w: 1600, h: 500 }, PANE);

test('a street that fits is as large as its pane, and there is nothing to pan', () => {
  expect(isTooSmall({ w: 900, h: 400 }, PANE)).toBe(false);
  expect(streetSize({ w: 900, h: 300 }, PANE)).toEqual(PANE);
});

test('a large street has the shape of its pane, so that it fills it when it is seen whole', () => {
  expect(isTooSmall({ w: 1600, h: 500 }, PANE)).toBe(true);
  expect(STREET).toEqual({ w: 1600, h: 640 });
  expect(fitted(STREET, PANE)).toEqual({ scale: 0.625, x: 0, y: 0 });
});

test('it is never reduced so far that it cannot be read', () => {
  expect(fitted({ w: 9_000, h: 900 }, PANE).scale).toBe(LEAST_SCALE);
});

test('zooming keeps what is under the pointer where it is', () => {
  const before = zoomed(fitted(STREET, PANE), 1.6, { x: 500, y: 200 }, STREET, PANE);
  const at = { x: 620, y: 130 };
  const point = { x: (at.x - before.x) / before.scale, y: (at.y - before.y) / before.scale };
  const after = zoomed(before, 1.25, at, STREET, PANE);
  expect(point.x * after.scale + after.x).toBeCloseTo(at.x);
  expect(point.y * after.scale + after.y).toBeCloseTo(at.y);
});

test('nobody pans past the end of the street', () => {
  const view = zoomed(fitted(STREET, PANE), 2, { x: 0, y: 0 }, STREET, PANE);
  expect(panned(view, 99_999, 99_999, STREET, PANE)).toMatchObject({ x: 0, y: 0 });
  const end = panned(view, -99_999, -99_999, STREET, PANE);
  expect(end.x + STREET.w * end.scale).toBeCloseTo(PANE.w);
  expect(end.y + STREET.h * end.scale).toBeCloseTo(PANE.h);
});

test('handles are offered for what is larger than usual, not for a usual street in a low pane', () => {
  expect(offersZoom({ w: 1600, h: 340 }, PANE)).toBe(true);
  expect(offersZoom({ w: 900, h: 342 }, { w: 1000, h: 262 })).toBe(false);
  expect(offersZoom({ w: 900, h: 342 }, { w: 1000, h: 200 })).toBe(true);
  expect(offersZoom({ w: 900, h: 342 }, PANE)).toBe(false);
});
