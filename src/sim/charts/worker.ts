import { setup } from 'xstate';
import { EVENT } from '../../recording/vocabulary.ts';
import type { AppServer } from '../appServer.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor } from '../kernel.ts';
import { MESSAGE, type Message } from '../messages.ts';
import { CpuGroup } from '../resources/cores.ts';
import type { World } from '../world.ts';
import type { ClientConnection } from './client.ts';
import { forgetKept, readKept } from './connections.ts';
import type { Kept } from './kept.ts';
import type { Slot } from './slot.ts';
import {
  acceptIncoming,
  bootWorker,
  die,
  dispatch,
  mayAccept,
  promiseStop,
} from './workerDeeds.ts';

/** Lane of greenlets and coroutines. */
const LOOP_LANE = 0;

/** One place in Gunicorn's pool: a worker process, and after its death the next one there. */
export class Worker extends Actor {
  declare readonly world: World;
  declare readonly app: AppServer;
  /** Among all workers of all app servers. */
  declare readonly index: number;
  /** One interpreter lock; null for sync workers, whose only thread never waits for it. */
  declare readonly group: CpuGroup | null;
  /** asgi with Django 3.2: the one thread in which all of its sync code runs; null elsewhere. */
  declare readonly syncThread: { holder: Slot | null; readonly waiting: Slot[] } | null;
  declare pid: number;
  declare isAlive: boolean;
  declare forkedUs: number;
  declare wasAborted: boolean;
  /** It has been told to stop, or has served its max_requests: it takes no more connections. */
  declare isStopping: boolean;
  declare readonly slots: Slot[];
  /** Slots that wait for work; a sync worker's waits at the listening socket itself. */
  declare readonly freeSlots: Slot[];
  /** Accepted connections that wait for a thread, oldest first. */
  declare readonly pooled: ClientConnection[];
  /** Connections accepted and not closed. */
  declare connections: number;
  /** Idle kept connections. */
  declare readonly parked: Set<Kept>;
  /** Sent over a kept connection to a worker that no longer reads. */
  declare readonly unread: ClientConnection[];
  /** The connection that `take` hands over. */
  declare incoming: ClientConnection | null;
  /** Until when the main thread waits for clients to close, and cannot accept (gthread of current versions). */
  declare mainBusyUntilUs: number;
  declare served: number;
  /** It ends after this many requests. */
  declare mostRequests: number;
  /** When the last signal to stop came, and whether it must be over within graceful_timeout. */
  declare stopsAtUs: number;

  constructor(world: World, app: AppServer, index: number) {
    super(compiled as Compiled<never>);
    this.world = world;
    this.app = app;
    this.index = index;
    this.group = app.traits.sharesInterpreter ? new CpuGroup() : null;
    this.syncThread = app.traits.hasOneSyncThread ? { holder: null, waiting: [] } : null;
    this.pid = 0;
    this.isAlive = false;
    this.forkedUs = 0;
    this.wasAborted = false;
    this.isStopping = false;
    this.slots = [];
    this.freeSlots = [];
    this.pooled = [];
    this.connections = 0;
    this.parked = new Set();
    this.unread = [];
    this.incoming = null;
    this.mainBusyUntilUs = 0;
    this.served = 0;
    this.mostRequests = Number.POSITIVE_INFINITY;
    this.stopsAtUs = Number.POSITIVE_INFINITY;
  }

  get processIndex(): number {
    return this.index;
  }

  /** accept() in its loop. */
  hold(client: ClientConnection): void {
    this.incoming = client;
    this.world.kernel.send(this, MESSAGE.take, 0);
  }

  forgetKept(kept: Kept): void {
    forgetKept(this, kept);
  }

  readKept(kept: Kept, client: ClientConnection): void {
    readKept(this, kept, client);
  }

  /**
   * When the arbiter last saw it alive. A sync worker shows itself between requests only; a loop of its own does so all the time, unless
   * a greenlet or a coroutine does not let go of it.
   */
  get heartbeatUs(): number {
    const { nowUs } = this.world.queue;
    if (this.stateName === 'booting') return this.forkedUs;
    const { traits } = this.app;
    if (!traits.acceptsInLoop) {
      const slot = this.slots[0];
      return slot.isHeld ? slot.heartbeatUs : nowUs;
    }
    if (!traits.loopRunsViews || this.group === null) return nowUs;
    const cores = this.world.cores[this.app.settings.host];
    return Math.min(nowUs, cores.laneSinceUs(this.group, LOOP_LANE));
  }

  /** Its place is free for another process. */
  get isGone(): boolean {
    return this.stateName === 'dead';
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

/** A worker process: boots, serves, stops. What it does with a connection is its slots' business. */
export const workerMachine = setup({
  types: {} as { context: { me: Worker }; input: Worker; events: Message },
  guards: {
    isEmpty: ({ context: { me } }) => me.isEmpty,
    heedsAbort: ({ context: { me } }) => me.app.traits.heedsAbort,
    mainIsBusy: ({ context: { me } }) => me.mainBusyUntilUs > me.world.queue.nowUs,
  },
  actions: {
    fork: ({ context: { me }, event }) => {
      me.pid = event.arg;
      me.isAlive = true;
      me.forkedUs = me.world.queue.nowUs;
      me.wasAborted = false;
      me.isStopping = false;
      me.world.record(EVENT['worker/forked'], -1, me.index, me.pid);
      me.world.takeMemory(me, me.app.settings.memoryBytes);
    },
    boot: ({ context: { me } }) => bootWorker(me),
    accept: ({ context: { me } }) => acceptIncoming(me),
    /** The main thread is back in its loop: what came meanwhile is dealt with. */
    resume: ({ context: { me } }) => {
      dispatch(me);
      mayAccept(me);
    },
    promiseStop: ({ context: { me }, event }) => {
      me.world.record(EVENT['worker/stopping'], requestOf(me), me.index, event.arg);
      promiseStop(me);
    },
    recycle: ({ context: { me } }) => {
      me.world.record(EVENT['worker/recycling'], -1, me.index, me.served);
      promiseStop(me);
    },
    kill: ({ context: { me }, event }) => die(me, event.arg, 0),
    abort: ({ context: { me } }) => die(me, 0, 1),
    exit: ({ context: { me } }) => die(me, 0, 0),
    /** By itself: an exit code, or a signal as a negative number. */
    end: ({ context: { me }, event }) =>
      event.arg < 0 ? die(me, -event.arg, 0) : die(me, 0, event.arg),
  },
  delays: {
    boot: ({ context: { me } }) => me.app.bootUs,
    mainIsFree: ({ context: { me } }) => me.mainBusyUntilUs - me.world.queue.nowUs,
    graceful_timeout: ({ context: { me } }) =>
      me.app.traits.cutsAtGracefulTimeout
        ? me.app.settings.graceful_timeoutUs
        : Number.POSITIVE_INFINITY,
  },
}).createMachine({
  id: 'worker',
  context: ({ input }) => ({ me: input }),
  initial: 'unborn',
  states: {
    unborn: {
      on: {
        fork: { target: 'booting', actions: ['fork'] },
        start: { target: 'serving', actions: ['boot'] },
      },
    },
    booting: {
      after: { boot: { target: 'serving', actions: ['boot'] } },
      on: {
        sigkill: { target: 'dead', actions: ['kill'] },
        sigabrt: { target: 'dead', actions: ['abort'] },
        sigterm: { target: 'dead', actions: ['exit'] },
      },
    },
    serving: {
      initial: 'looping',
      on: {
        sigkill: { target: 'dead', actions: ['kill'] },
        sigabrt: { guard: 'heedsAbort', target: 'dead', actions: ['abort'] },
        sigterm: [
          { guard: 'isEmpty', target: 'dead', actions: ['exit'] },
          { target: 'stopping', actions: ['promiseStop'] },
        ],
        recycle: { target: 'stopping', actions: ['recycle'] },
        end: { target: 'dead', actions: ['end'] },
      },
      states: {
        looping: {
          on: {
            take: { actions: ['accept'] },
            mainBusy: { guard: 'mainIsBusy', target: 'lingering' },
          },
        },
        /** gthread of current versions: its main thread waits for a client to close, and accepts nobody meanwhile. */
        lingering: {
          after: { mainIsFree: { target: 'looping', actions: ['resume'] } },
          on: { mainBusy: { target: 'lingering', reenter: true } },
        },
      },
    },
    stopping: {
      after: { graceful_timeout: { target: 'dead', actions: ['exit'] } },
      on: {
        slotIdle: { guard: 'isEmpty', target: 'dead', actions: ['exit'] },
        sigkill: { target: 'dead', actions: ['kill'] },
        sigabrt: { guard: 'heedsAbort', target: 'dead', actions: ['abort'] },
        end: { target: 'dead', actions: ['end'] },
      },
    },
    dead: { on: { fork: { target: 'booting', actions: ['fork'] } } },
  },
});

const compiled = compileChart<Worker>(workerMachine as never);

/** The request that a worker with one slot holds. */
function requestOf(me: Worker): number {
  for (const slot of me.slots) if (slot.current !== null) return slot.current.request;
  return -1;
}

/** Tells a worker that one of its slots has nothing to do; only one that is to stop cares. */
export function noteSlotIdle(me: Worker, slot: Slot): void {
  if (me.isStopping) me.world.kernel.send(me, MESSAGE.slotIdle, slot.index);
}
