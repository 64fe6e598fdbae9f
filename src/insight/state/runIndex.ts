import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { TokenKind } from '../scene/scene.ts';
import type { Run } from '../shapes.ts';
import { kindOf } from './circumstances.ts';
import { frontsOf } from './frontOf.ts';
import { followConnections } from './kept.ts';
import { type BacklogStays, backlogStays, deathsOf, NEVER } from './stays.ts';
import { type Belonging, copyWorld, newWorld, step, type World } from './world.ts';

export { NEVER } from './stays.ts';

/** The least number of events between two checkpoints. */
const SPACING = 2048;
/** The most that checkpoints may keep, per event: 16 bytes where an event itself has 21. */
export const ENTRIES_PER_EVENT = 4;

/** A slot in a checkpoint costs what about so many events do. */
const EVENTS_PER_SLOT = 4;

/** The state of everything shared after the first `count` events, and who was under way then. */
export interface Checkpoint {
  readonly count: number;
  readonly world: World;
  /** Requests in flight, in order of start. */
  readonly inFlight: Int32Array;
  /** Requests in the backlog of any app server, oldest first. */
  readonly backlog: Int32Array;
}

/** Where to find things in a recording without reading all of it. Event numbers; NEVER where it did not happen. */
export interface RunIndex extends Belonging, BacklogStays {
  /**
   * Events of request r: `own[first[r]]` until `own[first[r + 1]]`, in order; with them the death of a process that had it, whosever name that
   * event bears.
   */
  readonly first: Int32Array;
  readonly own: Int32Array;
  readonly startedAt: Int32Array;
  readonly endedAt: Int32Array;
  /** What a request for each route is when it has no body. */
  readonly kinds: readonly TokenKind[];
  readonly checkpoints: readonly Checkpoint[];
  /** Scratch: position in the backlog while a scene is built, NONE otherwise. */
  readonly position: Int32Array;
}

const indexes = new WeakMap<Run, { length: number; index: RunIndex }>();

/** The index of a recording: built at the first question, remembered beside it. */
export function runIndex(run: Run): RunIndex {
  const known = indexes.get(run);
  if (known && known.length === run.length) return known.index;
  const index = build(run);
  indexes.set(run, { length: run.length, index });
  return index;
}

const ENDINGS = [EVENT['request/answered'], EVENT['request/failed'], EVENT['request/abandoned']];

function build(run: Run): RunIndex {
  const n = run.length;
  const requests = run.requests;
  const deaths = deathsOf(run);
  const hasDeaths = deaths.size > 0;
  const first = new Int32Array(requests + 1);
  for (let i = 0; i < n; i++) {
    const r = run.request(i);
    if (r !== NONE) (first[r + 1] as number)++;
    if (hasDeaths) for (const other of deaths.get(i) ?? []) (first[other + 1] as number)++;
  }
  for (let r = 0; r < requests; r++) (first[r + 1] as number) += first[r] as number;

  const fill = first.slice();
  const own = new Int32Array(first[requests] as number);
  const startedAt = new Int32Array(requests).fill(NEVER);
  const endedAt = new Int32Array(requests).fill(NEVER);
  const worker = new Int32Array(requests).fill(NONE);
  const population = new Int32Array(requests);
  for (let r = 0; r < requests; r++) population[r] = run.seed(r).population;
  for (let i = 0; i < n; i++) {
    if (hasDeaths) for (const other of deaths.get(i) ?? []) own[(fill[other] as number)++] = i;
    const r = run.request(i);
    if (r === NONE) continue;
    own[(fill[r] as number)++] = i;
    const type = run.type(i);
    if (type === EVENT['request/started']) startedAt[r] = i;
    else if (type === EVENT['worker/accepted']) worker[r] = run.actor(i);
    else if (ENDINGS.includes(type) && endedAt[r] === NEVER) endedAt[r] = i;
  }
  const connections = followConnections(run);
  const index = {
    first,
    own,
    startedAt,
    endedAt,
    ...backlogStays(run),
    worker,
    population,
    ...connections,
    fronts: frontsOf(run, connections.clients),
    kinds: run.scenario.routes.map((route) => kindOf(route, 0)),
    position: new Int32Array(requests).fill(NONE),
    checkpoints: [] as Checkpoint[],
  };
  placeCheckpoints(run, index);
  return index;
}

/** The stay in a backlog of request r that goes on after `count` events, as [entered, left], or null. */
function stayAt(index: RunIndex, r: number, count: number): readonly [number, number] | null {
  const queued = index.queuedAt[r] as number;
  const left = index.unqueuedAt[r] as number;
  if (queued < count && left >= count) return [queued, left];
  return index.stays.get(r)?.find((stay) => stay[0] < count && stay[1] >= count) ?? null;
}

/** The event with which a request entered the backlog that it stands in after `count` events. */
export function queuedEvent(index: RunIndex, r: number, count: number): number {
  return stayAt(index, r, count)?.[0] ?? (index.queuedAt[r] as number);
}

/**
 * A checkpoint costs what is in flight and what there is of slots, a seek costs the events since the last checkpoint. So the spacing grows with
 * both: all checkpoints together hold at most a few entries per event.
 */
function placeCheckpoints(run: Run, index: RunIndex & { checkpoints: Checkpoint[] }): void {
  const world = newWorld(run);
  let last: Checkpoint = {
    count: 0,
    world: copyWorld(world),
    inFlight: new Int32Array(0),
    backlog: new Int32Array(0),
  };
  index.checkpoints.push(last);
  for (let i = 0; i < run.length; i++) {
    step(world, run, i, index);
    const entries = (last.inFlight.length + last.backlog.length) / ENTRIES_PER_EVENT;
    const spacing = Math.max(SPACING, entries, world.workers.length * EVENTS_PER_SLOT);
    if (i + 1 - last.count < spacing) continue;
    last = {
      count: i + 1,
      world: copyWorld(world),
      inFlight: underWay(run, index, last, i + 1),
      backlog: waiting(run, index, last, i + 1),
    };
    index.checkpoints.push(last);
  }
}

/** The last checkpoint at or before `count` events. */
export function checkpointBefore(index: RunIndex, count: number): Checkpoint {
  let low = 0;
  let high = index.checkpoints.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >>> 1;
    if ((index.checkpoints[mid] as Checkpoint).count <= count) low = mid;
    else high = mid - 1;
  }
  return index.checkpoints[low] as Checkpoint;
}

/** Requests in flight after `count` events, in order of start. */
export function underWay(run: Run, index: RunIndex, from: Checkpoint, count: number): Int32Array {
  return survivors(
    run,
    from.inFlight,
    from.count,
    count,
    EVENT['request/started'],
    (r) => (index.endedAt[r] as number) >= count,
  );
}

/** Requests in a backlog after `count` events, oldest first; clients that have gone stay in it. */
export function waiting(run: Run, index: RunIndex, from: Checkpoint, count: number): Int32Array {
  return survivors(run, from.backlog, from.count, count, EVENT['socket/queued'], (r, entered) => {
    const stay = stayAt(index, r, count);
    // One that has come back later stands where it came back.
    return stay !== null && (entered === NONE ? stay[0] < from.count : stay[0] === entered);
  });
}

function survivors(
  run: Run,
  before: Int32Array,
  from: number,
  until: number,
  entering: number,
  stays: (r: number, entered: number) => boolean,
): Int32Array {
  const kept = new Int32Array(before.length + until - from);
  let k = 0;
  for (let j = 0; j < before.length; j++) {
    const r = before[j] as number;
    if (stays(r, NONE)) kept[k++] = r;
  }
  for (let i = from; i < until; i++) {
    if (run.type(i) !== entering) continue;
    const r = run.request(i);
    if (stays(r, i)) kept[k++] = r;
  }
  return kept.slice(0, k);
}
