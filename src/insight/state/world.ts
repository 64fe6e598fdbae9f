import { EVENT, EVENTS, type EventName, NONE } from '../../recording/vocabulary.ts';
import type { WorkerState } from '../scene/scene.ts';
import type { Run } from '../shapes.ts';
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

/** The world before the first event. */
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

/** A world that can be taken on without changing the one it comes from, as a checkpoint must be. */
export function copyWorld(world: World): World {
  return {
    ...world,
    workers: world.workers.map((w) => ({ ...w })),
    sessions: world.sessions.map((s) => ({ ...s })),
    populations: world.populations.map((p) => ({ ...p })),
  };
}

/** What never changes about requests, by request. */
export interface Belonging {
  /** The worker that takes it at some time, or NONE. */
  readonly worker: Int32Array;
  readonly population: Int32Array;
}

const FIRST_OF_WORKERS = EVENT['worker/forked'];
const LAST_OF_WORKERS = EVENT['worker/stopping'];
const FIRST_OF_SESSIONS = EVENT['session/connecting'];
const LAST_OF_SESSIONS = EVENT['query/failed'];

/** Words that change nothing shared: skipped at a glance, because a seek replays thousands of events. */
const IS_PRIVATE = EVENTS.map((name) =>
  /^(connection|body|upstream)\/|^request\/sending|^response\/(begun|buffered|written)|^front\/answered|^socket\/queued|^view\/left|^intervention/.test(
    name,
  ),
);

/** Lets event `i` happen to the world. */
export function step(world: World, run: Run, i: number, of: Belonging): void {
  const type = run.type(i);
  if (IS_PRIVATE[type]) return;
  const at = run.at(i);
  const request = run.request(i);
  const arg = run.arg(i);
  const name = EVENTS[type] as EventName;
  switch (name) {
    case 'request/started':
      world.arrived++;
      populationOf(world, of, request).inFlight++;
      return;
    case 'request/answered':
      world.answered++;
      populationOf(world, of, request).inFlight--;
      populationOf(world, of, request).answered++;
      return;
    case 'request/failed':
    case 'request/abandoned':
      if (name === 'request/abandoned') world.abandoned++;
      else if (arg === 0) world.refused++;
      else world.failed++;
      populationOf(world, of, request).inFlight--;
      populationOf(world, of, request).failed++;
      return;
    case 'front/accepted':
      world.connections = arg;
      return;
    case 'front/closed':
      world.connections = Math.max(0, world.connections - 1);
      return;
    case 'head/received':
      world.matchLocation = arg;
      world.matchRequest = request;
      world.matchUs = at;
      return;
    case 'static/served':
      world.staticServed++;
      return;
    case 'socket/overflowed':
      world.overflowed++;
      return;
    case 'database/stopped':
      world.databaseUp = false;
      return;
    case 'database/started':
      world.databaseUp = true;
      return;
    case 'database/slowed':
      world.databaseFactor = arg / 1000;
      return;
  }
  const isOfWorker = type >= FIRST_OF_WORKERS && type <= LAST_OF_WORKERS;
  const isOfSession = type >= FIRST_OF_SESSIONS && type <= LAST_OF_SESSIONS;
  if (!isOfWorker && !isOfSession) return;
  const actor = run.actor(i);
  const taker = request === NONE ? NONE : (of.worker[request] as number);
  if (isOfSession) stepSession(world, name, at, request, actor, taker);
  else stepWorker(world, name, at, request, actor === NONE ? taker : actor, arg);
}

function populationOf(world: World, of: Belonging, request: number): World['populations'][number] {
  return world.populations[of.population[request] as number] as World['populations'][number];
}
