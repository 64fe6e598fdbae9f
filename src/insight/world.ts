import { EVENT, NONE } from '../recording/vocabulary.ts';
import type { Run, WorkerState } from './shapes.ts';

/** A worker process as the events so far leave it. */
export interface WorkerFold {
  readonly worker: number;
  pid: number;
  state: WorkerState;
  sinceUs: number;
  /** Request that holds it, or NONE. */
  request: number;
  heldSinceUs: number;
  served: number;
  /** Database session of the present request, or NONE. */
  session: number;
  /** Told to end after the present request. */
  stopping: boolean;
  /** When the arbiter found it silent for longer than --timeout, or NONE. */
  timedOutUs: number;
}

export interface SessionFold {
  readonly session: number;
  state: 'connecting' | 'idle' | 'querying';
  request: number;
  sinceUs: number;
}

/** What is shared by all requests, as the events so far leave it. Small: the requests themselves are not in it. */
export interface World {
  readonly workers: WorkerFold[];
  readonly sessions: SessionFold[];
  readonly populations: { inFlight: number; answered: number; failed: number }[];
  connections: number;
  staticServed: number;
  matchLocation: number;
  matchRequest: number;
  matchUs: number;
  overflowed: number;
  databaseUp: boolean;
  /** Work of a query is multiplied by this. */
  databaseFactor: number;
  arrived: number;
  answered: number;
  refused: number;
  failed: number;
  abandoned: number;
}

export function newWorld(run: Run): World {
  return {
    workers: [],
    sessions: [],
    populations: run.scenario.clients.map(() => ({ inFlight: 0, answered: 0, failed: 0 })),
    connections: 0,
    staticServed: 0,
    matchLocation: NONE,
    matchRequest: NONE,
    matchUs: 0,
    overflowed: 0,
    databaseUp: true,
    databaseFactor: 1,
    arrived: 0,
    answered: 0,
    refused: 0,
    failed: 0,
    abandoned: 0,
  };
}

export function copyWorld(world: World): World {
  return {
    ...world,
    workers: world.workers.map((w) => ({ ...w })),
    sessions: world.sessions.map((s) => ({ ...s })),
    populations: world.populations.map((p) => ({ ...p })),
  };
}

/** Lets event `i` happen to the world. `workerOf[r]` is the worker that takes request r at some time, or NONE. */
export function step(world: World, run: Run, i: number, workerOf: Int32Array): void {
  const type = run.type(i);
  const at = run.at(i);
  const request = run.request(i);
  const arg = run.arg(i);
  switch (type) {
    case EVENT['request/started']:
      world.arrived++;
      populationOf(world, run, request).inFlight++;
      return;
    case EVENT['request/answered']:
      world.answered++;
      populationOf(world, run, request).inFlight--;
      populationOf(world, run, request).answered++;
      return;
    case EVENT['request/failed']:
    case EVENT['request/abandoned']:
      if (type === EVENT['request/abandoned']) world.abandoned++;
      else if (arg === 0) world.refused++;
      else world.failed++;
      populationOf(world, run, request).inFlight--;
      populationOf(world, run, request).failed++;
      return;
    case EVENT['front/accepted']:
      world.connections = arg;
      return;
    case EVENT['front/closed']:
      world.connections = Math.max(0, world.connections - 1);
      return;
    case EVENT['head/received']:
      world.matchLocation = arg;
      world.matchRequest = request;
      world.matchUs = at;
      return;
    case EVENT['static/served']:
      world.staticServed++;
      return;
    case EVENT['socket/overflowed']:
      world.overflowed++;
      return;
    case EVENT['database/stopped']:
      world.databaseUp = false;
      return;
    case EVENT['database/started']:
      world.databaseUp = true;
      return;
    case EVENT['database/slowed']:
      world.databaseFactor = arg / 1000;
      return;
  }
  if (type >= EVENT['session/connecting'] && type <= EVENT['query/failed'])
    stepSession(
      world,
      type,
      at,
      request,
      run.actor(i),
      request === NONE ? NONE : (workerOf[request] as number),
    );
  else if (type >= EVENT['worker/forked'] && type <= EVENT['worker/stopping'])
    stepWorker(
      world,
      type,
      at,
      request,
      run.actor(i) !== NONE
        ? run.actor(i)
        : request === NONE
          ? NONE
          : (workerOf[request] as number),
      arg,
    );
}

function stepWorker(
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

function stepSession(
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

function populationOf(world: World, run: Run, request: number): World['populations'][number] {
  return world.populations[run.seed(request).population] as World['populations'][number];
}
