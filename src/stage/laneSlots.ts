import type { ProcessView, WorkerView } from '../insight/scene/scene.ts';
import type { Gunicorn } from '../scenario/scenario.ts';

/** How long a dead worker, and the news of its death, stay to be seen, µs of the run. */
export const MOURNED_US = 1_500_000;
/** One that ended as it was told to gives its place up sooner. */
const ENDED_US = 300_000;

function isShown(dead: WorkerView | ProcessView, atUs: number): boolean {
  if (dead.state !== 'dead') return true;
  return atUs - dead.sinceUs < (dead.hasEnded ? ENDED_US : MOURNED_US);
}

/** Tiles that fit into the card; of more, those that never had a request go last: what happens must be in sight. */
const TILES_IN_SIGHT = 56;

/**
 * The workers that have a lane. A worker keeps its place for life and so does the one forked in its stead, so lanes do not change
 * places; one that nobody replaces leaves after it has been seen dead for a while.
 */
export function laneSlots(workers: readonly WorkerView[], atUs: number): WorkerView[] {
  const shown = workers.filter((w) => isShown(w, atUs));
  if (shown.length <= TILES_IN_SIGHT) return shown;
  const isUsed = (w: WorkerView): boolean => w.served > 0 || w.request !== null;
  return [...shown.filter(isUsed), ...shown.filter((w) => !isUsed(w))];
}

/** Processes that are drawn: the living, and the dead as long as they are mourned. */
export function processesShown(processes: readonly ProcessView[], atUs: number): ProcessView[] {
  return processes.filter((p) => isShown(p, atUs));
}

/** `line` and `cells`: within a process, one above the other with words, or two in a row without. */
export type Density = 'roomy' | 'medium' | 'compact' | 'tiles' | 'line' | 'cells';

/** How closely lanes are packed for a number of workers. */
export function densityOf(lanes: number): Density {
  if (lanes <= 3) return 'roomy';
  if (lanes <= 6) return 'medium';
  return lanes <= 14 ? 'compact' : 'tiles';
}

/**
 * How Gunicorn is drawn. `lanes`: one lane per sync worker. `threads`: a box per process with a lane per thread. `boxes`: a box per process with
 * room for the requests it has in hand, whichever thread, greenlet or task has them. `one`: one such box for all processes.
 */
export type AppLook = 'lanes' | 'threads' | 'boxes' | 'one';

const MOST_BOXES = 8;
const MOST_BOXES_OF_THREADS = 4;
const MOST_THREADS = 24;

export function appLook(gunicorn: Gunicorn): AppLook {
  const processes = gunicorn.workers * gunicorn.instances;
  if (gunicorn.worker_class === 'sync') return 'lanes';
  if (processes > MOST_BOXES) return 'one';
  const isFew = processes <= MOST_BOXES_OF_THREADS && processes * gunicorn.threads <= MOST_THREADS;
  return gunicorn.worker_class === 'gthread' && isFew ? 'threads' : 'boxes';
}
