import type { ProcessView, WorkerView } from '../insight/scene/scene.ts';
import type { AppServer } from '../scenario/scenario.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';

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

/**
 * How an app server is drawn. `lanes`: one lane per process that deals with one request at a time. `threads`: a box per process with a lane per thread. `boxes`: a box per process with
 * room for the requests it has in hand, whichever thread, greenlet or task has them. `one`: one such box for all processes of a server.
 */
export type AppLook = 'lanes' | 'threads' | 'boxes' | 'one';

const MOST_BOXES = 8;
/** In each of several app servers. */
const MOST_BOXES_OF_MANY = 1;
const MOST_BOXES_OF_THREADS = 4;
const MOST_THREADS = 24;

export function appLook(app: AppServer): AppLook {
  const { processes, slotsPerProcess } = traitsOf(app);
  if (slotsPerProcess === 1) return 'lanes';
  const isAlone = app.instances <= 1;
  if (processes > (isAlone ? MOST_BOXES : MOST_BOXES_OF_MANY)) return 'one';
  const isFew =
    isAlone && processes <= MOST_BOXES_OF_THREADS && processes * slotsPerProcess <= MOST_THREADS;
  return slotsPerProcess > 0 && isFew ? 'threads' : 'boxes';
}
