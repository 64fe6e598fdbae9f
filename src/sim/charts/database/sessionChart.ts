import { setup } from 'xstate';
import { NONE } from '../../../recording/vocabulary.ts';
import { compileChart } from '../../compile.ts';
import { busySleepUs } from '../../databases.ts';
import type { Message } from '../../messages.ts';
import type { Session } from './session.ts';
import {
  close,
  connected,
  end,
  endRefusal,
  execute,
  failQuery,
  finish,
  refuse,
  startRefusal,
  takeSlot,
} from './sessionDeeds.ts';

/** The server hears of a new connection. */
const arriving = [
  { guard: 'hasRoom', target: '#session.starting', actions: ['takeSlot'] },
  { guard: 'isDown', target: '#session.closed', actions: ['refuse'] },
  { target: '#session.refusing', actions: ['startRefusal'] },
] as const;

/** The server has read a query. */
const serving = [
  { guard: 'needsNoLock', target: '#session.executing', actions: ['execute'] },
  { guard: 'rowIsFree', target: '#session.executing', actions: ['takeRow', 'execute'] },
  { guard: 'looksForItself', target: '#session.polling', actions: ['queueUp'] },
  { target: '#session.waiting', actions: ['queueUp'] },
] as const;

/** The same without a network in between. */
const asking = [
  { guard: 'needsNoLock', target: '#session.executing', actions: ['ask', 'execute'] },
  { guard: 'rowIsFree', target: '#session.executing', actions: ['ask', 'takeRow', 'execute'] },
  { guard: 'looksForItself', target: '#session.polling', actions: ['ask', 'queueUp'] },
  { target: '#session.waiting', actions: ['ask', 'queueUp'] },
] as const;

/**
 * Database session. Connecting and every query are work on the cores of the database's host; the network in between is round trips.
 */
export const sessionMachine = setup({
  types: {} as { context: { me: Session }; input: Session; events: Message },
  guards: {
    hasRoom: ({ context: { me } }) =>
      me.database.sessionsOpen < me.database.sessionsUsable && !me.database.isAway,
    isDown: ({ context: { me } }) => me.database.isAway,
    isFar: ({ context: { me } }) => me.database.rttUs > 0 || (me.outage !== null && me.isCut),
    isCut: ({ context: { me } }) => me.outage !== null && me.isCut,
    needsNoLock: ({ context: { me } }) => me.locksRow < 0 || me.holdsRow === me.locksRow,
    rowIsFree: ({ context: { me } }) => me.database.locks.isFree(me.locksRow),
    looksForItself: ({ context: { me } }) => me.database.traits.lockOrder === 'polling',
    staysPatient: ({ context: { me } }) => busySleepUs(me.tries + 1, me.database.lockTimeoutUs) > 0,
  },
  actions: {
    refuse: ({ context: { me } }) => refuse(me),
    takeSlot: ({ context: { me } }) => takeSlot(me),
    startRefusal: ({ context: { me } }) => startRefusal(me),
    endRefusal: ({ context: { me } }) => endRefusal(me),
    connected: ({ context: { me } }) => connected(me),
    /** The message's number says whether the query changes what it locks. */
    ask: ({ context: { me }, event }) => {
      me.hasWritten = event.arg === 1;
    },
    execute: ({ context: { me } }) => execute(me),
    finished: ({ context: { me } }) => finish(me),
    takeRow: ({ context: { me } }) => me.database.locks.take(me),
    queueUp: ({ context: { me } }) => {
      me.tries = 0;
      me.database.locks.queueUp(me);
    },
    takeAfterWait: ({ context: { me } }) => me.database.locks.takeAfterWait(me),
    lookAgain: ({ context: { me } }) => {
      me.tries++;
    },
    giveUp: ({ context: { me } }) => {
      me.database.locks.timedOut(me);
      failQuery(me);
    },
    releaseRow: ({ context: { me } }) => me.database.locks.release(me, me.hasWritten),
    lost: ({ context: { me } }) => {
      end(me);
      failQuery(me);
    },
    /** Nobody is told: Django finds out with its next query. */
    lostIdle: ({ context: { me } }) => close(me, NONE),
    lostConnecting: ({ context: { me } }) => {
      end(me);
      refuse(me);
    },
    failStale: ({ context: { me } }) => failQuery(me),
    close: ({ context: { me } }) => close(me, me.request),
  },
  delays: {
    /** A host whose server is away says so to the first packet. */
    reach: ({ context: { me } }) =>
      me.throughUs(me.database.isAway ? me.database.rttUs : me.database.reachUs),
    roundTrip: ({ context: { me } }) => me.throughUs(me.database.rttUs),
    back: ({ context: { me } }) => me.throughUs(0),
    lockTimeout: ({ context: { me } }) => me.database.lockTimeoutUs,
    busySleep: ({ context: { me } }) => busySleepUs(me.tries, me.database.lockTimeoutUs),
  },
}).createMachine({
  id: 'session',
  context: ({ input }) => ({ me: input }),
  initial: 'closed',
  states: {
    closed: {
      on: { connectDatabase: [{ guard: 'isFar', target: 'reaching' }, ...arriving] },
    },
    /** SIMPLIFIED: all round trips of connecting come first, then all of the server's work. */
    reaching: {
      after: { reach: arriving },
      on: {
        closeSession: 'closed',
        serverStopped: { target: 'closed', actions: ['refuse'] },
      },
    },
    /** No slot is free: it is said to those whom a process has been started for. */
    refusing: {
      on: {
        cpuDone: { target: 'closed', actions: ['endRefusal', 'refuse'] },
        closeSession: { target: 'closed', actions: ['endRefusal'] },
        serverStopped: { target: 'closed', actions: ['endRefusal', 'refuse'] },
      },
    },
    /** PostgreSQL forks a process for the connection and checks the password; MySQL takes a thread. */
    starting: {
      on: {
        cpuDone: { target: 'idle', actions: ['connected'] },
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lostConnecting'] },
      },
    },
    idle: {
      on: {
        query: [{ guard: 'isFar', target: 'onTheWire', actions: ['ask'] }, ...asking],
        endTransaction: { actions: ['releaseRow'] },
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'broken', actions: ['lostIdle'] },
      },
    },
    /** Half of the round trip out, half of it back; both are waited for here. */
    onTheWire: {
      after: { roundTrip: serving },
      on: {
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lost'] },
      },
    },
    /** Another transaction has the row. `proceed` begins another wait, with a clock of its own. */
    waiting: {
      after: { lockTimeout: { target: 'idle', actions: ['giveUp'] } },
      on: {
        lockGranted: { target: 'executing', actions: ['execute'] },
        proceed: { target: 'waiting', reenter: true },
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lost'] },
      },
    },
    /** SQLite: nobody will tell; its busy handler sleeps and looks again. */
    polling: {
      after: {
        busySleep: [
          { guard: 'rowIsFree', target: 'executing', actions: ['takeAfterWait', 'execute'] },
          { guard: 'staysPatient', target: 'polling', reenter: true, actions: ['lookAgain'] },
          { target: 'idle', actions: ['giveUp'] },
        ],
      },
      on: { closeSession: { target: 'closed', actions: ['close'] } },
    },
    executing: {
      on: {
        cpuDone: [
          { guard: 'isCut', target: 'returning' },
          { target: 'idle', actions: ['finished'] },
        ],
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lost'] },
      },
    },
    /** The network is cut: the result waits in the server's socket. */
    returning: {
      after: { back: { target: 'idle', actions: ['finished'] } },
      on: {
        closeSession: { target: 'closed', actions: ['close'] },
        serverStopped: { target: 'closed', actions: ['lost'] },
      },
    },
    /** The server is gone but Django does not know: its next query finds out. */
    broken: { on: { query: { target: 'closed', actions: ['failStale'] }, closeSession: 'closed' } },
  },
});

export const compiled = compileChart<Session>(sessionMachine as never);
export const CLOSED = compiled.states.indexOf('closed');
export const IDLE = compiled.states.indexOf('idle');
export const BROKEN = compiled.states.indexOf('broken');
