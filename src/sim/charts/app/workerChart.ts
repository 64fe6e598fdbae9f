import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import { compileChart } from '../../compile.ts';
import type { Message } from '../../messages.ts';
import type { Worker } from './worker.ts';
import { acceptIncoming, bootWorker, dispatch, mayAccept } from './workerDeeds.ts';
import {
  abortGreenlet,
  die,
  dropAll,
  hasDrained,
  leave,
  lookAgain,
  promiseStop,
  seeStop,
} from './workerEnd.ts';
import { ageTurn, goOnInLoop, loopIsHeld, queueInLoop } from './workerLoop.ts';
import { takeMemory } from './workerMemory.ts';

/** A worker process: boots, serves, stops. What it does with a connection is its slots' business. */
export const workerMachine = setup({
  types: {} as { context: { me: Worker }; input: Worker; events: Message },
  guards: {
    /** Meant for the process that was here before. */
    isStale: ({ context: { me }, event }) => event.arg !== me.pid,
    loopIsHeld: ({ context: { me } }) => loopIsHeld(me),
    hasDrained: ({ context: { me } }) => hasDrained(me),
    hearsAndHasDrained: ({ context: { me } }) => me.app.traits.drainTurnUs === 0 && hasDrained(me),
    mayLeaveAtOnce: ({ context: { me } }) => me.app.traits.seesTerm === 'at-once' && hasDrained(me),
    seesTermAtOnce: ({ context: { me } }) => me.app.traits.seesTerm === 'at-once',
    seesQuotaAtOnce: ({ context: { me } }) => me.app.traits.seesQuota === 'at-once',
    isEndedByAbort: ({ context: { me } }) => me.app.traits.abortEnds === 'process',
    losesGreenlet: ({ context: { me } }) => me.app.traits.abortEnds === 'greenlet',
    stopIsDue: ({ context: { me } }) => me.stopIsDue,
    isToEnd: ({ context: { me } }) => me.isEnding,
    mainIsBusy: ({ context: { me } }) => me.mainBusyUntilUs > me.world.queue.nowUs,
  },
  actions: {
    fork: ({ context: { me }, event }) => {
      me.pid = event.arg;
      me.isAlive = true;
      me.forkedUs = me.world.queue.nowUs;
      me.wasAborted = false;
      me.isEnding = false;
      me.isStopping = false;
      me.isLeaving = false;
      me.stopIsDue = false;
      me.hasSocket = true;
      me.isFresh = true;
      me.stoppedUntilUs = 0;
      me.world.record(EVENT['worker/forked'], -1, me.index, me.pid);
      takeMemory(me, me.app.settings.memoryBytes);
      me.cores.start(me, me.app.traits.bootUs);
    },
    begin: ({ context: { me } }) => {
      me.hasSocket = true;
      bootWorker(me);
      ageTurn(me);
    },
    boot: ({ context: { me } }) => bootWorker(me),
    accept: ({ context: { me } }) => acceptIncoming(me),
    /** The main thread is back in its loop: what came meanwhile is dealt with. */
    resume: ({ context: { me } }) => {
      dispatch(me);
      mayAccept(me);
    },
    noteSignal: ({ context: { me }, event }) =>
      me.world.record(EVENT['worker/stopping'], requestOf(me), me.index, event.arg),
    promiseStop: ({ context: { me } }) => promiseStop(me, me.app.traits.seesTerm),
    recycle: ({ context: { me } }) => {
      me.world.record(EVENT['worker/recycling'], -1, me.index, me.served);
      promiseStop(me, me.app.traits.seesQuota);
    },
    seeStop: ({ context: { me } }) => seeStop(me),
    lookAgain: ({ context: { me } }) => lookAgain(me),
    noteDue: ({ context: { me } }) => {
      me.stopIsDue = true;
    },
    queueInLoop: ({ context: { me } }) => queueInLoop(me),
    goOnInLoop: ({ context: { me } }) => goOnInLoop(me),
    abortGreenlet: ({ context: { me } }) => abortGreenlet(me),
    dropAll: ({ context: { me } }) => dropAll(me, me.world.queue.nowUs),
    leave: ({ context: { me } }) => leave(me),
    kill: ({ context: { me }, event }) => die(me, event.arg, 0),
    abort: ({ context: { me } }) => die(me, 0, 1),
    exit: ({ context: { me } }) => die(me, 0, 0),
    /** By itself: an exit code, or a signal as a negative number. */
    end: ({ context: { me }, event }) =>
      event.arg < 0 ? die(me, -event.arg, 0) : die(me, 0, event.arg),
  },
  delays: {
    mainIsFree: ({ context: { me } }) => me.mainBusyUntilUs - me.world.queue.nowUs,
    graceful_timeout: ({ context: { me } }) => me.app.traits.gracefulUs + me.app.traits.cutsAfterUs,
  },
}).createMachine({
  id: 'worker',
  context: ({ input }) => ({ me: input }),
  initial: 'unborn',
  states: {
    unborn: {
      on: {
        fork: { target: 'booting', actions: ['fork'] },
        start: { target: 'serving', actions: ['begin'] },
      },
    },
    /** Importing the app is work on its host's cores like any other. */
    booting: {
      on: {
        cpuDone: { target: 'serving', actions: ['boot'] },
        sigkill: { target: 'dead', actions: ['kill'] },
        sigabrt: { target: 'dead', actions: ['abort'] },
        sigterm: { target: 'dead', actions: ['exit'] },
        end: { target: 'dead', actions: ['end'] },
      },
    },
    serving: {
      initial: 'looping',
      on: {
        sigkill: { target: 'dead', actions: ['kill'] },
        sigabrt: [
          { guard: 'isEndedByAbort', target: 'dead', actions: ['abort'] },
          { guard: 'losesGreenlet', target: 'stopping', actions: ['abortGreenlet'] },
        ],
        sigterm: [
          { guard: 'isToEnd' },
          {
            guard: 'mayLeaveAtOnce',
            target: 'leaving',
            actions: ['noteSignal', 'seeStop', 'leave'],
          },
          {
            guard: 'seesTermAtOnce',
            target: 'stopping',
            actions: ['noteSignal', 'promiseStop', 'seeStop'],
          },
          { actions: ['noteSignal', 'promiseStop'] },
        ],
        recycle: [
          { guard: 'isToEnd' },
          { guard: 'seesQuotaAtOnce', target: 'stopping', actions: ['recycle', 'seeStop'] },
          { actions: ['recycle'] },
        ],
        /** An event or a turn of its loop, in which it sees that it is to end. */
        proceed: [
          { guard: 'isStale' },
          { guard: 'loopIsHeld', actions: ['noteDue', 'queueInLoop'] },
          { guard: 'hasDrained', target: 'leaving', actions: ['seeStop', 'leave'] },
          { target: 'stopping', actions: ['seeStop'] },
        ],
        /** The loop was held, and is its own again. */
        cpuDone: [
          { guard: 'stopIsDue', target: 'stopping', actions: ['seeStop'] },
          { actions: ['goOnInLoop'] },
        ],
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
      after: { graceful_timeout: { target: 'leaving', actions: ['dropAll', 'leave'] } },
      on: {
        slotIdle: { guard: 'hearsAndHasDrained', target: 'leaving', actions: ['leave'] },
        proceed: [
          { guard: 'isStale' },
          { guard: 'hasDrained', target: 'leaving', actions: ['leave'] },
          { actions: ['lookAgain'] },
        ],
        sigkill: { target: 'dead', actions: ['kill'] },
        sigabrt: { guard: 'isEndedByAbort', target: 'dead', actions: ['abort'] },
        end: { target: 'dead', actions: ['end'] },
      },
    },
    /** Nothing is left to do but the end of the interpreter. */
    leaving: {
      on: {
        cpuDone: { target: 'dead', actions: ['exit'] },
        sigkill: { target: 'dead', actions: ['kill'] },
        sigabrt: { target: 'dead', actions: ['abort'] },
        end: { target: 'dead', actions: ['end'] },
      },
    },
    dead: { on: { fork: { target: 'booting', actions: ['fork'] } } },
  },
});

export const compiled = compileChart<Worker>(workerMachine as never);
export const LINGERING = compiled.states.indexOf('serving.lingering');

/** The request that a worker with one slot holds. */
function requestOf(me: Worker): number {
  for (const slot of me.slots) if (slot.current !== null) return slot.current.request;
  return -1;
}
