import { EVENT, NONE } from '../recording/vocabulary.ts';
import type { Run, WorkerState } from './shapes.ts';
import { stepSession, stepWorker } from './worldWorkers.ts';

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

function populationOf(world: World, run: Run, request: number): World['populations'][number] {
  return world.populations[run.seed(request).population] as World['populations'][number];
}
