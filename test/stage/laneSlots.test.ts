import { expect, test } from 'vitest';
import { laneSlots } from '../../src/stage/laneSlots.ts';
import { worker } from './scenes.ts';

const busyAt = (busy: number, of: number) =>
  Array.from({ length: of }, (_, i) =>
    worker(i, i === busy ? { request: 7, state: 'reading', served: 0 } : { served: 0 }),
  );

test('a few workers keep the order of their numbers', () => {
  expect(laneSlots(busyAt(3, 6), 0).map((w) => w.worker)).toEqual([0, 1, 2, 3, 4, 5]);
});

test('of hundreds the one that has a request is in sight', () => {
  const lanes = laneSlots(busyAt(300, 512), 0);
  expect(lanes).toHaveLength(512);
  expect(lanes[0]?.worker).toBe(300);
});

test('one that ended as it was told to gives its place up soon, a killed one is mourned longer', () => {
  const dead = { state: 'dead' as const, sinceUs: 1_000_000 };
  const workers = [worker(0, { ...dead, hasEnded: true }), worker(1, dead), worker(2)];
  const shownAt = (atUs: number) => laneSlots(workers, atUs).map((w) => w.worker);
  expect(shownAt(1_100_000)).toEqual([0, 1, 2]);
  expect(shownAt(1_500_000)).toEqual([1, 2]);
  expect(shownAt(3_000_000)).toEqual([2]);
});
