import { EVENT, EVENTS, type EventName, NONE } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import type { Kept } from './kept.ts';
import { stepConnection } from './worldConnections.ts';
import type { FrontFold, World } from './worldFolds.ts';
import { stepSession } from './worldSessions.ts';
import { signalled, stepWorker } from './worldWorkers.ts';

export type {
  FrontFold,
  InstanceFold,
  LockFold,
  ProcessFold,
  SessionFold,
  WorkerFold,
  World,
} from './worldFolds.ts';

/** The world before the first event. */
export function newWorld(run: Run): World {
  return {
    workers: [],
    processes: [],
    instances: Array.from({ length: run.scenario.app.instances ?? 1 }, (_, instance) => ({
      instance,
      up: true,
      sinceUs: 0,
      downUntilUs: NONE,
      pool: 0,
      overflowed: 0,
      signal: 0,
      signalUs: 0,
      signalTo: NONE,
      signalCause: '',
      order: 0,
    })),
    sessions: [],
    locks: [],
    populations: run.scenario.clients.map(() => ({ inFlight: 0, answered: 0, failed: 0 })),
    fronts: Array.from({ length: run.scenario.front?.instances ?? 0 }, () => ({
      up: true,
      kept: 0,
      oldConnections: 0,
      staticServed: 0,
      matchLocation: NONE,
      matchRequest: NONE,
      matchUs: 0,
      cacheHits: 0,
      cacheStored: 0,
      cacheFreshUntilUs: NONE,
      refusedByLimit: 0,
    })),
    overflowed: 0,
    databaseUp: true,
    databaseFactor: 1,
    pagesLoaded: 0,
    lastPageUs: 0,
    retried: 0,
    exhaustedUs: NONE,
    exhaustedHost: NONE,
    unplugged: new Set(),
    others: new Map(),
    slowed: new Map(),
    badStatuses: new Map(),
    failures: new Map(),
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
    processes: world.processes.map((p) => ({
      ...p,
      pooled: p.pooled.slice(),
      parked: p.parked.slice(),
    })),
    instances: world.instances.map((s) => ({ ...s })),
    fronts: world.fronts.map((f) => ({ ...f })),
    sessions: world.sessions.map((s) => ({ ...s })),
    locks: world.locks.map((l) => ({ ...l, waiting: l.waiting.slice() })),
    populations: world.populations.map((p) => ({ ...p })),
    unplugged: new Set(world.unplugged),
    others: new Map(world.others),
    slowed: new Map(world.slowed),
    badStatuses: new Map(world.badStatuses),
    failures: new Map(world.failures),
  };
}

/** What never changes about requests, by request. */
export interface Belonging {
  /** The slot that takes it last, or NONE. */
  readonly worker: Int32Array;
  readonly population: Int32Array;
  /** The front server that it meets. */
  readonly fronts: Int32Array;
  readonly clients: Kept;
  readonly upstream: Kept;
}

type Part = 'all' | 'worker' | 'session' | 'connection';

/** Which part of the world each word changes, by code; null: none, skipped at a glance, because a seek replays thousands of events. */
const PART: readonly (Part | null)[] = EVENTS.map((name) => {
  if (
    /^connection\/(pooled|parked|kept|reused|expired|closed)|^stream\/|^upstream\/(kept|reused|expired|down|connected)/.test(
      name,
    )
  )
    return 'connection';
  if (/^(session|query|lock)\//.test(name)) return 'session';
  if (
    /^(worker|linger|span)\/|^view\/(entered|cancelled)|^response\/writing|^connection\/awaited/.test(
      name,
    )
  )
    return 'worker';
  return /^request\/(started|answered|failed|abandoned|retried)|^front\/(reloaded|stopped|started)|^host|^client\/slowed|^head|^static|^cache\/(hit|stored)|^limit\/refused|^socket\/overflowed|^database|^app|^arbiter|^page|^memory/.test(
    name,
  )
    ? 'all'
    : null;
});

/** Lets event `i` happen to the world. */
export function step(world: World, run: Run, i: number, of: Belonging): void {
  const type = run.type(i);
  const part = PART[type];
  if (part === null || part === undefined) return;
  const name = EVENTS[type] as EventName;
  const at = run.at(i);
  const request = run.request(i);
  const actor = run.actor(i);
  if (part === 'worker') stepWorker(world, run, name, at, request, actor, run.arg(i));
  else if (part === 'session')
    stepSession(world, run, name, at, request, actor, holderOf(world, of, request));
  else if (part === 'connection') stepConnection(world, run, i, name, of);
  else stepAll(world, of, name, at, request, actor, run.arg(i));
}

/** What an event that speaks of a front server does to it. */
function stepFront(
  front: FrontFold,
  name: EventName,
  at: number,
  request: number,
  arg: number,
): void {
  if (name === 'front/reloaded') front.oldConnections = arg;
  else if (name === 'static/served') front.staticServed++;
  else if (name === 'cache/hit') front.cacheHits++;
  else if (name === 'cache/stored') {
    front.cacheStored++;
    front.cacheFreshUntilUs = Math.max(front.cacheFreshUntilUs, at + arg);
  } else if (name === 'limit/refused') front.refusedByLimit++;
  else if (name === 'head/received') {
    front.matchLocation = arg;
    front.matchRequest = request;
    front.matchUs = at;
  } else {
    front.up = name === 'front/started';
    if (!front.up) front.kept = 0;
  }
}

/** The slot that holds a request, or NONE. */
export function holderOf(world: World, of: Belonging, request: number): number {
  if (request === NONE) return NONE;
  const last = of.worker[request] as number;
  if (last === NONE || world.workers[last]?.request === request) return last;
  // Taken again later: another slot may hold it now.
  return world.workers.findIndex((w) => w.request === request);
}

function stepAll(
  world: World,
  of: Belonging,
  name: EventName,
  at: number,
  request: number,
  actor: number,
  arg: number,
): void {
  switch (name) {
    case 'request/started':
      world.arrived++;
      populationOf(world, of, request).inFlight++;
      return;
    case 'request/answered':
      world.answered++;
      populationOf(world, of, request).inFlight--;
      populationOf(world, of, request).answered++;
      if (arg >= 400) count(world.badStatuses, arg);
      return;
    case 'request/failed':
    case 'request/abandoned':
      if (name === 'request/abandoned') world.abandoned++;
      else if (arg === 0) world.refused++;
      else world.failed++;
      if (name === 'request/failed') count(world.failures, arg);
      populationOf(world, of, request).inFlight--;
      populationOf(world, of, request).failed++;
      // Its connection has nothing more to say to the poller.
      for (const p of world.processes)
        if (p.parked.includes(request)) p.parked = p.parked.filter((r) => r !== request);
      return;
    case 'request/retried':
      world.retried++;
      return;
    case 'page/loaded':
      world.pagesLoaded++;
      world.lastPageUs = arg;
      return;
    case 'front/reloaded':
    case 'head/received':
    case 'static/served':
    case 'cache/hit':
    case 'cache/stored':
    case 'limit/refused':
    case 'front/stopped':
    case 'front/started': {
      const front = world.fronts[Math.max(0, actor)];
      if (front) stepFront(front, name, at, request, arg);
      return;
    }
    case 'socket/overflowed':
      world.overflowed++;
      return;
    case 'app/stopped':
    case 'app/started': {
      const instance = world.instances[Math.max(0, actor)];
      if (!instance) return;
      instance.up = name === 'app/started';
      instance.sinceUs = at;
      return;
    }
    case 'arbiter/signalled': {
      const instance = world.instances[Math.max(0, actor)];
      if (!instance) return;
      instance.order = arg;
      signalled(instance, arg, at, NONE, '');
      return;
    }
    case 'host/unplugged':
      world.unplugged.add(actor);
      return;
    case 'host/plugged':
      world.unplugged.delete(actor);
      return;
    case 'host/busied':
      world.others.set(actor, arg);
      return;
    case 'client/slowed':
      world.slowed.set(actor, arg / 1000);
      return;
    case 'memory/exhausted':
      world.exhaustedUs = at;
      world.exhaustedHost = actor;
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
}

function count(into: Map<number, number>, key: number): void {
  into.set(key, (into.get(key) ?? 0) + 1);
}

function populationOf(world: World, of: Belonging, request: number): World['populations'][number] {
  return world.populations[of.population[request] as number] as World['populations'][number];
}

/** Words of a process's life: their actor is a process. All other words of workers have a slot. */
export const OF_PROCESSES: ReadonlySet<number> = new Set([
  EVENT['worker/forked'],
  EVENT['worker/booted'],
  EVENT['worker/timedOut'],
  EVENT['worker/killed'],
  EVENT['worker/exited'],
  EVENT['worker/stopping'],
  EVENT['worker/recycling'],
  EVENT['worker/blocked'],
]);
