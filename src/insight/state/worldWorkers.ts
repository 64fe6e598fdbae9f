import { type EventName, NONE } from '../../recording/vocabulary.ts';
import type { WorkerState } from '../scene/scene.ts';
import type { WorkerFold, World } from './world.ts';

/** What an event does to the worker it speaks of. */
export function stepWorker(
  world: World,
  name: EventName,
  at: number,
  request: number,
  actor: number,
  arg: number,
): void {
  if (name === 'worker/forked') {
    world.workers[actor] = {
      worker: actor,
      pid: arg,
      state: 'booting',
      sinceUs: at,
      request: NONE,
      heldSinceUs: 0,
      served: 0,
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
  switch (name) {
    case 'worker/booted':
      turn(w.stopping ? 'stopping' : 'idle');
      return;
    case 'worker/accepted':
      turn('reading');
      w.request = request;
      w.heldSinceUs = at;
      return;
    case 'worker/received':
    case 'view/entered':
      turn('running');
      return;
    case 'response/writing':
      turn('writing');
      return;
    case 'linger/started':
      turn('lingering');
      return;
    case 'worker/released':
      turn(w.stopping ? 'stopping' : 'idle');
      w.served++;
      letGo(world, w);
      return;
    case 'worker/timedOut':
      w.timedOutUs = at;
      return;
    case 'worker/stopping':
      w.stopping = true;
      if (w.state === 'idle') turn('stopping');
      return;
    case 'worker/killed':
    case 'worker/exited':
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
  name: EventName,
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
      if (s) world.sessions.splice(slot, 1);
      return;
  }
}
