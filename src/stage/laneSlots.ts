import type { WorkerView } from '../insight/scene/scene.ts';

/** How long a dead worker, and the news of its death, stay to be seen, µs of the run. */
export const MOURNED_US = 1_500_000;

/**
 * The workers that have a lane. A worker keeps its place for life and so does the one forked in its stead, so lanes never change
 * places; one that nobody replaces leaves after it has been seen dead for a while.
 */
export function laneSlots(workers: readonly WorkerView[], atUs: number): WorkerView[] {
  return workers.filter((w) => w.state !== 'dead' || atUs - w.sinceUs < MOURNED_US);
}

export type Density = 'roomy' | 'medium' | 'compact' | 'tiles';

/** How closely lanes are packed for a number of workers. */
export function densityOf(lanes: number): Density {
  if (lanes <= 3) return 'roomy';
  if (lanes <= 6) return 'medium';
  return lanes <= 14 ? 'compact' : 'tiles';
}
