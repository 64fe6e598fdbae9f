import { EVENT, NONE } from '../recording/vocabulary.ts';
import type { WorkerState } from './shapes.ts';
import type { WorkerFold, World } from './world.ts';

/** What an event does to the worker it speaks of. */
export function stepWorker(
  world: World,
  type: number,
  at: number,
  request: number,
  actor: number,
  arg: number,
): void {
  if (type === EVENT['worker/forked']) {
    const served = world.workers[actor]?.served ?? 0;
    world.workers[actor] = {
      worker: actor,
      pid: arg,
      state: 'booting',
      sinceUs: at,
      request: NONE,
      heldSinceUs: 0,
      served,
      session: NONE,
      stopping: false,
      timedOutUs: NONE,
    };
    return;
  }
  const w = world.workers[actor];
  if (!w) return;
  const turn = (state: WorkerState): void => {
    if (w.state === 'dead') return;
    w.state = state;
    w.sinceUs = at;
  };
  switch (type) {
    case EVENT['worker/booted']:
      turn(w.stopping ? 'stopping' : 'idle');
      return;
    case EVENT['worker/accepted']:
      turn('reading');
      w.request = request;
      w.heldSinceUs = at;
      return;
    case EVENT['worker/received']:
    case EVENT['view/entered']:
      turn('running');
      return;
    case EVENT['response/writing']:
      turn('writing');
      return;
    case EVENT['linger/started']:
      turn('lingering');
      return;
    case EVENT['worker/released']:
      turn(w.stopping ? 'stopping' : 'idle');
      w.served++;
      letGo(world, w);
      return;
    case EVENT['worker/timedOut']:
      w.timedOutUs = at;
      return;
    case EVENT['worker/stopping']:
      w.stopping = true;
      if (w.state === 'idle') turn('stopping');
      return;
    case EVENT['worker/killed']:
    case EVENT['worker/exited']:
      turn('dead');
      letGo(world, w);
      return;
  }
}

function letGo(world: World, w: WorkerFold): void {
  for (const s of world.sessions)
    if (s.request !== NONE && s.request === w.request) s.request = NONE;
  w.request = NONE;
  w.session = NONE;
}

/** What an event does to a database session, and to the worker that waits for it. */
export function stepSession(
  world: World,
  type: number,
  at: number,
  request: number,
  session: number,
  worker: number,
): void {
  const w = worker === NONE ? undefined : world.workers[worker];
  const holder = w && w.request === request ? w : undefined;
  const turn = (state: WorkerState): void => {
    if (!holder || holder.state === 'dead') return;
    holder.state = state;
    holder.sinceUs = at;
  };
  const slot = world.sessions.findIndex((s) => s.session === session);
  const s = world.sessions[slot];
  switch (type) {
    case EVENT['session/connecting']:
    case EVENT['query/started']: {
      // A session keeps to one state per call; connecting and querying make the worker wait alike.
      if (holder?.state !== 'database') turn('database');
      if (session === NONE) return;
      if (holder) holder.session = session;
      const state = type === EVENT['query/started'] ? 'querying' : 'connecting';
      if (s) Object.assign(s, { state, request, sinceUs: at });
      else world.sessions.push({ session, state, request, sinceUs: at });
      return;
    }
    case EVENT['session/connected']:
    case EVENT['query/finished']:
      if (s) Object.assign(s, { state: 'idle', request, sinceUs: at });
      if (type === EVENT['query/finished']) turn('running');
      return;
    case EVENT['session/refused']:
    case EVENT['query/failed']:
    case EVENT['session/closed']:
      if (type !== EVENT['session/closed']) turn('running');
      if (s) world.sessions.splice(slot, 1);
      return;
  }
}
