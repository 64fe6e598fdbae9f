import { expect, test } from 'vitest';
import { stopsOf, walk } from '../../src/stage/walk.ts';
import { busyScene } from './scenes.ts';

const spots = busyScene().tokens.map((token, i) => ({ token, x: 0, y: i * 30 }));
const stops = stopsOf(spots);
const goes = (from: number | null, key: string) => walk(stops, from, key)?.request ?? null;

test('up and down stay within a tier, the backlog oldest first', () => {
  expect(goes(15, 'ArrowDown')).toBe(16);
  expect(goes(16, 'ArrowUp')).toBe(15);
  expect(goes(17, 'ArrowDown')).toBeNull();
});

test('left and right go to the next tier that holds a request', () => {
  expect(goes(11, 'ArrowRight')).toBe(12);
  expect(goes(15, 'ArrowRight')).toBe(3);
  expect(goes(3, 'ArrowRight')).toBe(7);
  expect(goes(7, 'ArrowRight')).toBeNull();
});

test('Home, End and a start from nowhere', () => {
  expect(goes(7, 'Home')).toBe(11);
  expect(goes(11, 'End')).toBe(7);
  expect(goes(null, 'ArrowDown')).toBe(11);
});

test('other keys are left alone', () => {
  expect(walk(stops, 15, 'Enter')).toBeUndefined();
});
