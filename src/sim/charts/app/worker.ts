import type { AppServer } from '../../appServer.ts';
import type { Compiled } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE } from '../../messages.ts';
import { type Cores, CpuGroup } from '../../resources/cores.ts';
import type { Suspension } from '../../suspension.ts';
import type { World } from '../../world.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Kept } from '../kept.ts';
import { forgetKept, readKept, stayUs } from './connections.ts';
import type { Slot } from './slot.ts';
import { compiled, LINGERING } from './workerChart.ts';
import { LOOP_LANE, lastTurnUs, loopIsHeld, queueInLoop } from './workerLoop.ts';

/** One place in Gunicorn's pool: a worker process, and after its death the next one there. */
export class Worker extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly app: AppServer;
  /** Among all workers of all app servers. */
  declare readonly index: number;
  declare readonly cores: Cores;
  /** One interpreter lock; null for sync workers, whose only thread never waits for it. */
  declare readonly group: CpuGroup | null;
  /** asgi with Django 3.2: the one thread in which all of its sync code runs; null elsewhere. */
  declare readonly syncThread: { holder: Slot | null; readonly waiting: Slot[] } | null;
  declare pid: number;
  declare isAlive: boolean;
  declare forkedUs: number;
  declare wasAborted: boolean;
  /** It has been told to stop, or has served its max_requests, but may not have seen that yet. */
  declare isEnding: boolean;
  /** It has: it takes no more connections. */
  declare isStopping: boolean;
  /** Its interpreter ends: it reads nothing any more. */
  declare isLeaving: boolean;
  /** Its copy of the listening socket is open. */
  declare hasSocket: boolean;
  declare readonly slots: Slot[];
  /** Slots that wait for work; a sync worker's waits at the listening socket itself. */
  declare readonly freeSlots: Slot[];
  /** How many of them, at the front, are threads that have begun. */
  declare idleThreads: number;
  /** Accepted connections that wait for a thread, oldest first. */
  declare readonly pooled: ClientConnection[];
  /** Connections accepted and not closed. */
  declare connections: number;
  /** Idle kept connections. */
  declare readonly parked: Set<Kept>;
  /** Idle connections that it is about to close though its answer said otherwise. */
  declare readonly closing: Set<Kept>;
  /** Sent over a kept connection to a worker that no longer reads. */
  declare readonly unread: ClientConnection[];
  /** It is taking all who wait at the listening socket. */
  declare isAccepting: boolean;
  /** The connection that `take` hands over. */
  declare incoming: ClientConnection | null;
  /** Until when the main thread waits for clients to close, and cannot accept (gthread of current versions). */
  declare mainBusyUntilUs: number;
  declare served: number;
  /** It ends after this many requests. */
  declare mostRequests: number;
  /** A turn of its loop (gthread: the last event of its poller); the others follow at one second each. */
  declare turnUs: number;
  /** It has asked to be let into its own loop, which somebody holds. */
  declare waitsForLoop: boolean;
  /** There it is to see that it is to end. */
  declare stopIsDue: boolean;
  /** Until when a worker that is to end waits for requests over idle connections. */
  declare idleUntilUs: number;
  /** It was forked during the run and has answered nobody yet. */
  declare isFresh: boolean;
  /** When a view in it ended last: its caches are warm for a moment. */
  declare ranUs: number;
  /** It stands still under SIGSTOP; until when the script wants that, Infinity = for good. */
  declare suspension: Suspension | null;
  declare stoppedUntilUs: number;

  constructor(world: World, app: AppServer, index: number) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = world;
    this.app = app;
    this.index = index;
    this.cores = world.cores[app.host];
    this.group = app.traits.sharesInterpreter ? new CpuGroup() : null;
    this.syncThread = app.traits.hasOneSyncThread ? { holder: null, waiting: [] } : null;
    this.pid = 0;
    this.isAlive = false;
    this.forkedUs = 0;
    this.wasAborted = false;
    this.isEnding = false;
    this.isStopping = false;
    this.isLeaving = false;
    this.hasSocket = false;
    this.slots = [];
    this.freeSlots = [];
    this.idleThreads = 0;
    this.pooled = [];
    this.connections = 0;
    this.parked = new Set();
    this.closing = new Set();
    this.unread = [];
    this.isAccepting = false;
    this.incoming = null;
    this.mainBusyUntilUs = 0;
    this.served = 0;
    this.mostRequests = Number.POSITIVE_INFINITY;
    this.turnUs = 0;
    this.waitsForLoop = false;
    this.stopIsDue = false;
    this.idleUntilUs = 0;
    this.isFresh = false;
    this.ranUs = Number.NEGATIVE_INFINITY;
    this.suspension = null;
    this.stoppedUntilUs = 0;
  }

  get processIndex(): number {
    return this.index;
  }

  /** accept() in its loop. */
  hold(client: ClientConnection): void {
    this.incoming = client;
    this.world.kernel.send(this.cell, MESSAGE.take, 0);
  }

  forgetKept(kept: Kept): void {
    forgetKept(this, kept);
  }

  stayUs(kept: Kept): number {
    return stayUs(this, kept);
  }

  readKept(kept: Kept, client: ClientConnection): void {
    readKept(this, kept, client);
  }

  /** Its loop is held by a greenlet or a coroutine. */
  get isHeld(): boolean {
    return loopIsHeld(this);
  }

  knock(): void {
    queueInLoop(this);
  }

  /**
   * When the arbiter last saw it alive. A sync worker shows itself between requests only; a loop of its own once a second, unless a greenlet
   * or a coroutine does not let go of it.
   */
  get heartbeatUs(): number {
    if (this.suspension !== null) return this.suspension.heartbeatUs;
    const { nowUs } = this.world.queue;
    if (this.stateName === 'booting') return this.forkedUs;
    const { traits } = this.app;
    if (!traits.acceptsInLoop) {
      const slot = this.slots[0];
      return slot.isHeld ? slot.heartbeatUs : nowUs;
    }
    if (!traits.loopRunsViews || this.group === null) return nowUs;
    const { cores } = this;
    return lastTurnUs(this, Math.min(nowUs, cores.laneSinceUs(this.group, LOOP_LANE)));
  }

  /** Its place is free for another process. */
  get isGone(): boolean {
    return this.stateName === 'dead';
  }

  /** Its main thread waits for a client to close; it may be over this very moment and not have heard of it yet. */
  get isLingering(): boolean {
    return this.state === LINGERING;
  }

  private get stateName(): string {
    return this.chart.states[this.state];
  }

  /** Nothing is under way in it. */
  get isEmpty(): boolean {
    for (const slot of this.slots) if (slot.current !== null) return false;
    return this.pooled.length === 0;
  }
}
