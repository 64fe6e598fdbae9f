import { setup } from 'xstate';
import { EVENT, type EventName } from '../../recording/vocabulary.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor } from '../kernel.ts';
import { MESSAGE, type Message } from '../messages.ts';
import type { Cores } from '../resources/cores.ts';
import type { World } from '../world.ts';
import type { Worker } from './worker.ts';

/** A worker's connection to the database, seen from the database: one server process of PostgreSQL. */
export class Session extends Actor {
  declare readonly world: World;
  declare readonly index: number;
  declare readonly worker: Worker;
  declare readonly cores: Cores;
  declare openedAtUs: number;
  /** Counts against max_connections. */
  declare holdsSlot: boolean;
  declare queryNumber: number;

  constructor(world: World, index: number, worker: Worker, cores: Cores) {
    super(compiled as Compiled<never>);
    this.world = world;
    this.index = index;
    this.worker = worker;
    this.cores = cores;
    this.openedAtUs = 0;
    this.holdsSlot = false;
    this.queryNumber = 0;
  }

  /** Django has no connection and knows it; one whose server has gone away it still believes in. */
  get isClosed(): boolean {
    return this.state === CLOSED;
  }
}

/**
 * Database session. Connecting and every query are work on the cores of the database's host; the network in between is the round trip.
 */
export const sessionMachine = setup({
  types: {} as { context: { me: Session }; input: Session; events: Message },
  guards: {
    isDown: ({ context: { me } }) => me.world.queue.nowUs < me.world.databaseAwayUntilUs,
    isFull: ({ context: { me } }) => me.world.sessionsOpen >= me.world.sessionsUsable,
    isNear: ({ context: { me } }) => me.world.databaseRttUs === 0,
  },
  actions: {
    refuse: ({ context: { me } }) => refuse(me),
    beginConnect: ({ context: { me } }) => {
      me.holdsSlot = true;
      me.world.sessionsOpen++;
    },
    startProcess: ({ context: { me } }) => me.cores.start(me, me.world.connectUs),
    stopProcess: ({ context: { me } }) => me.cores.stop(me),
    connected: ({ context: { me } }) => {
      me.openedAtUs = me.world.queue.nowUs;
      record(me, 'session/connected', me.world.sessionsOpen);
      me.world.kernel.send(me.worker, MESSAGE.sessionReady, 0);
    },
    execute: ({ context: { me } }) => me.cores.start(me, me.world.queryUs(me.worker)),
    finished: ({ context: { me } }) => {
      record(me, 'query/finished', me.queryNumber);
      me.world.kernel.send(me.worker, MESSAGE.queryDone, 0);
    },
    lost: ({ context: { me } }) => {
      end(me);
      failQuery(me);
    },
    /** Nobody is told: Django finds out with its next query. */
    lostIdle: ({ context: { me } }) => {
      end(me);
      me.world.record(EVENT['session/closed'], -1, me.index, me.world.sessionsOpen);
    },
    lostConnecting: ({ context: { me } }) => {
      end(me);
      refuse(me);
    },
    failStale: ({ context: { me } }) => failQuery(me),
    close: ({ context: { me } }) => {
      end(me);
      record(me, 'session/closed', me.world.sessionsOpen);
    },
  },
  delays: {
    roundTrip: ({ context: { me } }) => me.world.databaseRttUs,
  },
}).createMachine({
  id: 'session',
  context: ({ input }) => ({ me: input }),
  initial: 'closed',
  states: {
    closed: {
      on: {
        connectDatabase: [
          { guard: 'isDown', actions: ['refuse'] },
          { guard: 'isFull', target: 'refusing' },
          { guard: 'isNear', target: 'starting', actions: ['beginConnect', 'startProcess'] },
          { target: 'connecting', actions: ['beginConnect'] },
        ],
      },
    },
    /** Full: it says so only to a process it has forked, whose password it has checked. */
    refusing: {
      initial: 'reached',
      on: {
        closeSession: { target: 'closed', actions: ['stopProcess'] },
        serverStopped: { target: 'closed', actions: ['stopProcess', 'refuse'] },
      },
      states: {
        reached: {
          after: { roundTrip: { target: 'checking' } },
        },
        checking: {
          entry: ['startProcess'],
          on: { cpuDone: { target: '#session.closed', actions: ['refuse'] } },
        },
      },
    },
    connecting: {
      after: { roundTrip: { target: 'starting', actions: ['startProcess'] } },
      on: {
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lostConnecting'] },
      },
    },
    /** PostgreSQL forks a process for the connection and checks the password. */
    starting: {
      on: {
        cpuDone: { target: 'idle', actions: ['connected'] },
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lostConnecting'] },
      },
    },
    idle: {
      on: {
        query: [
          { guard: 'isNear', target: 'executing', actions: ['execute'] },
          { target: 'onTheWire' },
        ],
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'broken', actions: ['lostIdle'] },
      },
    },
    /** Half of the round trip out, half of it back; both are waited for here. */
    onTheWire: {
      after: { roundTrip: { target: 'executing', actions: ['execute'] } },
      on: {
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lost'] },
      },
    },
    executing: {
      on: {
        cpuDone: { target: 'idle', actions: ['finished'] },
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lost'] },
      },
    },
    /** The server is gone but Django does not know: its next query finds out. */
    broken: { on: { query: { target: 'closed', actions: ['failStale'] }, closeSession: 'closed' } },
  },
});

const compiled = compileChart<Session>(sessionMachine as never);
const CLOSED = compiled.states.indexOf('closed');

function record(me: Session, word: EventName, arg: number): void {
  me.world.record(EVENT[word], me.world.requestOf(me.worker), me.index, arg);
}

function refuse(me: Session): void {
  record(me, 'session/refused', me.world.sessionsOpen);
  me.world.kernel.send(me.worker, MESSAGE.sessionRefused, 0);
}

function failQuery(me: Session): void {
  record(me, 'query/failed', me.queryNumber);
  me.world.kernel.send(me.worker, MESSAGE.queryFailed, 0);
}

/** The server process ends: its work stops, its slot is free. */
function end(me: Session): void {
  me.cores.stop(me);
  if (!me.holdsSlot) return;
  me.holdsSlot = false;
  me.world.sessionsOpen--;
}
