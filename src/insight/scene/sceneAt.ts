import { msg, t } from '../../language/t.ts';
import { EVENT, FAILURES, NONE } from '../../recording/vocabulary.ts';
import { linkLabel } from '../../scenario/linkPresets.ts';
import type { Database } from '../../scenario/scenario.ts';
import { frontTraitsOf } from '../../scenario/servers/fronts.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import type { Run } from '../shapes.ts';
import { frontConnections } from '../state/frontConnections.ts';
import { type Life, lifeOf, NOT_YET } from '../state/life.ts';
import {
  checkpointBefore,
  queuedEvent,
  type RunIndex,
  runIndex,
  underWay,
  waiting,
} from '../state/runIndex.ts';
import { slotTable } from '../state/slotTable.ts';
import { bytesReceived } from '../state/transfer.ts';
import type { WorkerFold, World } from '../state/world.ts';
import { worldAfter } from '../state/worldAfter.ts';
import { hostViews } from './hostViews.ts';
import { instanceView, lockView, processView } from './processView.ts';
import type { BadEnding, BufferView, FrontView, Scene, Token } from './scene.ts';
import { queuedToken, tokenOf } from './tokenOf.ts';
import { sessionView, workerView } from './workerView.ts';

/** A request that has ended stays on stage for this long, so that its end can be seen. */
const ENDED_SHOWN_US = 250_000;
/** At most this many of them. */
const ENDED_SHOWN = 64;

/**
 * Everything the stage draws at a moment: all events at or before `atUs` have happened. Any moment is as quick as any
 * other (a few hundred µs; with ten thousand requests in flight a few ms) once the recording has been indexed.
 */
export function sceneAt(run: Run, atUs: number): Scene {
  return sceneFor(run, run.countUntil(atUs), atUs);
}

/**
 * The scene after exactly `eventCount` events, for stepping event by event: several events can share one moment.
 * Its moment is that of the last event, unless another one is given.
 */
export function sceneAfter(run: Run, eventCount: number, atUs?: number): Scene {
  const count = Math.max(0, Math.min(run.length, Math.trunc(eventCount)));
  return sceneFor(run, count, atUs ?? (count === 0 ? 0 : run.at(count - 1)));
}

/** The last scene of each recording: several views ask for the same moment. */
const latest = new WeakMap<Run, Scene>();

function sceneFor(run: Run, count: number, atUs: number): Scene {
  const known = latest.get(run);
  if (known && known.eventCount === count && known.atUs === atUs) return known;
  const scene = build(run, runIndex(run), count, atUs);
  latest.set(run, scene);
  return scene;
}

function build(run: Run, index: RunIndex, count: number, atUs: number): Scene {
  const from = checkpointBefore(index, count);
  const world = worldAfter(run, count);
  const inFlight = underWay(run, index, from, count);
  const backlog = waiting(run, index, from, count);
  const { position } = index;
  for (let p = 0; p < backlog.length; p++) position[backlog[p] as number] = p;

  const tokens: Token[] = [];
  const requestBuffers: BufferView[] = [];
  const responseBuffers: BufferView[] = [];
  const { front, app } = run.scenario;
  const traits = front === null ? null : frontTraitsOf(front, app);
  const memoryBytes = traits?.answerMemoryBytes ?? 0;
  const collects = traits?.requestBufferBytes ?? 0;
  const draw = (r: number): void => {
    const life = lifeOf(run, index, r, count);
    const token = tokenOf(run, index, life, atUs, position[r] as number);
    tokens.push(token);
    if (
      collects >= run.seed(r).bodyBytes &&
      life.bodyUs !== NOT_YET &&
      life.receivedUs === NOT_YET &&
      life.endUs === NOT_YET
    )
      // SIMPLIFIED: where nginx puts a request's body (client_body_buffer_size) is not modelled.
      requestBuffers.push({ request: r, bytes: token.bytesSent, total: token.bytesTotal });
    if (life.heldByFrontUs !== NOT_YET && life.endUs === NOT_YET) {
      const bytes = token.responseBytes - bytesReceived(life, run.seed(r), atUs);
      responseBuffers.push({
        request: r,
        bytes,
        total: token.responseBytes,
        inFileBytes: Math.max(0, bytes - memoryBytes),
      });
    }
  };
  for (const r of inFlight) {
    const waits = position[r] as number;
    const queued = waits === NONE ? null : queuedToken(run, index, r, waits, count);
    if (queued) tokens.push(queued);
    else draw(r);
  }
  for (const r of lingering(run, index, world, backlog, count, atUs)) draw(r);
  for (const r of backlog) position[r] = NONE;

  const { database, socket } = run.scenario;
  const frontOf = index.fronts;
  const fronts = world.fronts.map(
    (fold, f): FrontView => ({
      up: fold.up,
      connections: frontConnections(run, count, f),
      worker_connections: traits?.connections ?? 0,
      requestBuffers: requestBuffers.filter(({ request }) => frontOf[request] === f),
      responseBuffers: responseBuffers.filter(({ request }) => frontOf[request] === f),
      lastMatch:
        fold.matchRequest === NONE
          ? null
          : { location: fold.matchLocation, request: fold.matchRequest, atUs: fold.matchUs },
      staticServed: fold.staticServed,
      keptConnections: fold.kept,
      pool: f === 0 ? poolOf(run, world) : null,
      oldConnections: fold.oldConnections,
      cacheHits: fold.cacheHits,
      cacheStored: fold.cacheStored,
      cacheFreshUntilUs: fold.cacheFreshUntilUs === NONE ? null : fold.cacheFreshUntilUs,
      refusedByLimit: fold.refusedByLimit,
    }),
  );
  const hosts = hostViews(run, index, world, (r) => lifeOf(run, index, r, count), atUs);
  return {
    atUs,
    eventCount: count,
    tokens,
    populations: run.scenario.clients.map((p, i) => ({
      population: i,
      name: p.name,
      linkName: linkLabel(p.link),
      ...slowedOf(world, i),
      ...(world.populations[i] as World['populations'][number]),
    })),
    front: fronts[0] ?? null,
    fronts,
    backlog: {
      ...lineOf(backlog),
      limit: socket.backlog,
      overflowed: world.overflowed,
    },
    workers: slotsShown(run, world).map((w) =>
      workerView(run, w, held(w.request), atUs, world.locks),
    ),
    processes: world.processes.filter((p) => p.pid !== 0).map((p) => processView(run, p, atUs)),
    instances: world.instances.map((s) =>
      instanceView(
        s,
        world.instances.length === 1 ? lineOf(backlog) : lineOf(backlogOf(s.instance)),
        atUs,
      ),
    ),
    database: database && {
      up: world.databaseUp,
      sessions: world.sessions.map((s) => sessionView(run, s)),
      usable: usableConnections(database),
      locks: world.locks.map(lockView),
      slowedBy: world.databaseFactor,
    },
    hosts,
    pages: run.scenario.clients.some((p) => p.assets?.length > 0)
      ? { loaded: world.pagesLoaded, lastUs: world.pagesLoaded > 0 ? world.lastPageUs : null }
      : null,
    retried: world.retried,
    memory: hosts[hostOf(run.scenario.app)]?.memory ?? null,
    counts: {
      arrived: world.arrived,
      inFlight: world.arrived - world.answered - world.refused - world.failed - world.abandoned,
      answered: world.answered,
      refused: world.refused,
      failed: world.failed,
      abandoned: world.abandoned,
    },
    badEndings: badEndings(world),
  };

  function lineOf(requests: Int32Array) {
    const oldest = requests[0];
    return {
      requests: listOf(requests),
      oldestSinceUs: oldest === undefined ? null : run.at(queuedEvent(index, oldest, count)),
    };
  }

  function backlogOf(instance: number): Int32Array {
    return backlog.filter((r) => lifeOf(run, index, r, count).instance === instance);
  }

  function held(r: number): Life | null {
    return r === NONE ? null : lifeOf(run, index, r, count);
  }
}

/** Slots that are listed: all where their number is fixed, else those that hold a request. */
function slotsShown(run: Run, world: World): WorkerFold[] {
  return slotTable(run).fixed
    ? world.workers.filter((w) => w.pid !== 0)
    : world.workers.filter((w) => w.request !== NONE);
}

/** A failure as its client would put it, in a word or two. */
const FAILURE_NAMES: Record<(typeof FAILURES)[number], string> = {
  refused: msg('refused##how a request ended'),
  'empty-reply': msg('empty reply##how a request ended'),
  truncated: msg('cut off##how a request ended'),
  reset: msg('reset##how a request ended'),
  'client-abort': msg('gave up##how a request ended'),
  'eof-in-request': msg('cut off while sending##how a request ended'),
};

/** How requests ended badly so far, most frequent first. */
function badEndings(world: World): BadEnding[] {
  const found = new Map<string, number>();
  const add = (words: string, n: number) => found.set(words, (found.get(words) ?? 0) + n);
  for (const [status, n] of world.badStatuses) add(String(status), n);
  for (const [failure, n] of world.failures) {
    const name = FAILURES[failure];
    add(name ? t(FAILURE_NAMES[name]) : t('no answer'), n);
  }
  if (world.abandoned > 0) add(t(FAILURE_NAMES['client-abort']), world.abandoned);
  return [...found]
    .map(([words, n]) => ({ words, count: n }))
    .sort((a, b) => b.count - a.count || (a.words < b.words ? -1 : 1));
}

/** How much slower a population's line was made, where it was. */
function slowedOf(world: World, population: number): { slowedBy?: number } {
  const factor = world.slowed.get(population) ?? 1;
  return factor === 1 ? {} : { slowedBy: factor };
}

/** nginx's pool of idle connections to the app servers. */
function poolOf(run: Run, world: World): { idle: number; most: number } | null {
  const { front, app } = run.scenario;
  const most = front === null ? 0 : frontTraitsOf(front, app).upstreamPool;
  const idle = world.instances.reduce((sum, s) => sum + s.pool, 0);
  return most > 0 || idle > 0 ? { idle, most } : null;
}

/** Connections that Django can have. */
function usableConnections(database: Database): number {
  if (database.kind === 'sqlite') return Infinity;
  return database.kind === 'postgresql'
    ? database.max_connections - database.superuser_reserved_connections
    : database.max_connections;
}

/** Requests that are over for their clients but still seen: ended a moment ago, still queued, or still executed. */
function lingering(
  run: Run,
  index: RunIndex,
  world: World,
  backlog: Int32Array,
  count: number,
  atUs: number,
): Set<number> {
  const found = new Set<number>();
  const over = (r: number): boolean => (index.endedAt[r] as number) < count;
  for (const r of backlog) if (over(r)) found.add(r);
  for (const w of world.workers) if (w.request !== NONE && over(w.request)) found.add(w.request);
  for (const p of world.processes) for (const r of p.pooled) if (over(r)) found.add(r);
  let ended = 0;
  for (
    let i = count - 1;
    i >= 0 && ended < ENDED_SHOWN && run.at(i) >= atUs - ENDED_SHOWN_US;
    i--
  ) {
    const type = run.type(i);
    if (
      type !== EVENT['request/answered'] &&
      type !== EVENT['request/failed'] &&
      type !== EVENT['request/abandoned']
    )
      continue;
    found.add(run.request(i));
    ended++;
  }
  return found;
}

/** As a plain list. Several times as quick as Array.from, which asks an iterator. */
function listOf(numbers: Int32Array): number[] {
  const list: number[] = [];
  for (let i = 0; i < numbers.length; i++) list.push(numbers[i] as number);
  return list;
}
