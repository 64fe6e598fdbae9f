import { type EventName, NONE } from '../../recording/vocabulary.ts';
import type { WorkerState } from '../scene/scene.ts';
import type { Run } from '../shapes.ts';
import type { LockFold, World } from './worldFolds.ts';
import { turn as turnSlot } from './worldWorkers.ts';

/** What an event does to a database session, to the rows it locks, and to the slot that waits for it. */
export function stepSession(
  world: World,
  run: Run,
  name: EventName,
  at: number,
  request: number,
  session: number,
  worker: number,
): void {
  const w = worker === NONE ? undefined : world.workers[worker];
  const holder = w && w.request === request ? w : undefined;
  const turn = (state: WorkerState): void => {
    if (holder) turnSlot(holder, state, at);
  };
  const place = world.sessions.findIndex((s) => s.session === session);
  const s = world.sessions[place];
  switch (name) {
    case 'session/connecting':
    case 'query/started': {
      // A session keeps to one state per call; connecting and querying make the worker wait alike.
      if (holder?.state !== 'database') turn('database');
      if (session === NONE) return;
      if (holder) holder.session = session;
      const state = name === 'query/started' ? 'querying' : 'connecting';
      if (s) Object.assign(s, { state, request, sinceUs: at });
      else world.sessions.push({ session, state, request, sinceUs: at });
      return;
    }
    case 'session/connected':
    case 'query/finished':
      if (s) Object.assign(s, { state: 'idle', request, sinceUs: at });
      if (name === 'query/finished') turn('running');
      return;
    case 'session/refused':
    case 'query/failed':
    case 'session/closed':
      if (name !== 'session/closed') turn('running');
      if (holder) holder.isLocked = false;
      if (s) world.sessions.splice(place, 1);
      forgetLocks(world, session);
      return;
    case 'lock/waiting':
      if (holder?.state !== 'database') turn('database');
      if (holder) Object.assign(holder, { session, isLocked: true });
      if (s) Object.assign(s, { state: 'locked', request, sinceUs: at });
      else world.sessions.push({ session, state: 'locked', request, sinceUs: at });
      lockOf(world, rowName(run, request)).waiting.push({ session, request, sinceUs: at });
      return;
    case 'lock/taken': {
      if (holder) holder.isLocked = false;
      if (s?.state === 'locked') Object.assign(s, { state: 'querying', sinceUs: at });
      const lock = lockOf(world, rowName(run, request));
      stopWaiting(lock, session);
      Object.assign(lock, { session, request, sinceUs: at });
      return;
    }
    case 'lock/timedOut':
      if (holder) holder.isLocked = false;
      if (s?.state === 'locked') Object.assign(s, { state: 'idle', sinceUs: at });
      forgetWaiting(world, session);
      return;
    case 'lock/released':
      forgetHolding(world, session);
      return;
  }
}

/** What the requests of a route lock: a named row, or the whole file of SQLite. */
export function rowName(run: Run, request: number): string {
  const route = request === NONE ? undefined : run.scenario.routes[run.seed(request).route];
  if (route?.locks) return route.locks;
  return run.scenario.database?.kind === 'sqlite' ? 'the database file' : 'a row';
}

function lockOf(world: World, row: string): LockFold {
  const known = world.locks.find((l) => l.row === row);
  if (known) return known;
  const made = { row, session: NONE as number, request: NONE as number, sinceUs: 0, waiting: [] };
  world.locks.push(made);
  return made;
}

function forgetLocks(world: World, session: number): void {
  forgetHolding(world, session);
  forgetWaiting(world, session);
}

function forgetHolding(world: World, session: number): void {
  for (const lock of world.locks)
    if (lock.session === session) Object.assign(lock, { session: NONE, request: NONE });
  dropFree(world);
}

function forgetWaiting(world: World, session: number): void {
  for (const lock of world.locks) stopWaiting(lock, session);
  dropFree(world);
}

function stopWaiting(lock: LockFold, session: number): void {
  const at = lock.waiting.findIndex((x) => x.session === session);
  if (at !== -1) lock.waiting.splice(at, 1);
}

/** Rows that nobody holds or wants are not spoken of. */
function dropFree(world: World): void {
  for (let k = world.locks.length - 1; k >= 0; k--) {
    const lock = world.locks[k] as LockFold;
    if (lock.session === NONE && lock.waiting.length === 0) world.locks.splice(k, 1);
  }
}
