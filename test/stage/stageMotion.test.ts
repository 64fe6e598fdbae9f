import { expect, test } from 'vitest';
import { StageMotion } from '../../src/stage/stageMotion.ts';
import { busyScene, token } from './scenes.ts';

const FRAME_MS = 16;

/** Where a token is after some frames on its way from one place to another. */
function onItsWay(from: [number, number], to: [number, number], frames: number) {
  const motion = new StageMotion();
  const walker = token(0);
  const { x, y } = motion.token(0, ...from);
  for (let i = 0; i < frames; i++)
    motion.step(busyScene(), [{ token: walker, x: to[0], y: to[1] }], FRAME_MS);
  return { x: x.get(), y: y.get() };
}

test('towards a worker a token goes along the queue first, and back out of the card first', () => {
  const inward = onItsWay([0, 0], [300, 300], 5);
  expect(inward.y).toBeGreaterThan(2 * inward.x);
  const outward = onItsWay([300, 300], [0, 0], 5);
  expect(300 - outward.x).toBeGreaterThan(2 * (300 - outward.y));
});

test('it arrives, and then stands still', () => {
  const there = onItsWay([0, 0], [100, 200], 200);
  expect(there.x).toBeCloseTo(100, 0);
  expect(there.y).toBeCloseTo(200, 0);
});
