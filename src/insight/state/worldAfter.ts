import type { Run } from '../shapes.ts';
import { checkpointBefore, runIndex, waiting } from './runIndex.ts';
import { copyWorld, step, type World } from './world.ts';

/** The world after `count` events. */
export function worldAfter(run: Run, count: number): World {
  const index = runIndex(run);
  const from = checkpointBefore(index, count);
  const world = copyWorld(from.world);
  for (let i = from.count; i < count; i++) step(world, run, i, index);
  return world;
}

/** Requests in the backlog after `count` events, oldest first. */
export function backlogAfter(run: Run, count: number): Int32Array {
  const index = runIndex(run);
  return waiting(run, index, checkpointBefore(index, count), count);
}
