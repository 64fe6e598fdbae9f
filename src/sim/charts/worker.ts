import { setup } from 'xstate';
import { EVENT } from '../../recording/vocabulary.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor } from '../kernel.ts';
import { MESSAGE, type Message } from '../messages.ts';
import type { Cores } from '../resources/cores.ts';
import type { Delivery } from '../resources/delivery.ts';
import { COST } from '../versions.ts';
import type { World } from '../world.ts';
import type { ClientConnection } from './client.ts';
import type { Session } from './session.ts';
import {
  beginAnswer,
  breakOffAnswer,
  die,
  finishRequest,
  receivedRequest,
  release,
  takeConnection,
} from './workerDeeds.ts';
import {
  afterLinger,
  afterLoss,
  afterQuery,
  afterWork,
  afterWriting,
  enterView,
} from './workerSteps.ts';

/** One slot of Gunicorn's pool: a sync worker process, and after its death the next one in its place. */
export class Worker extends Actor {
  declare readonly world: World;
  declare readonly index: number;
  declare readonly cores: Cores;
  declare session: Session | null;
  declare pid: number;
  declare isAlive: boolean;
  /** The connection it holds: from accept to close, whatever it waits for meanwhile. */
  declare current: ClientConnection | null;
  declare heldSinceUs: number;
  /** Last time it touched its heartbeat file: a sync worker does so only between requests. */
  declare heartbeatUs: number;
  declare wasAborted: boolean;
  declare stopsAfterRequest: boolean;
  declare queriesLeft: number;
  declare cpuIsDue: boolean;
  declare waitIsDue: boolean;
  declare status: number;
  /** Django is between request_started and request_finished. */
  declare isInRequest: boolean;
  /** The answer now being written, or null. */
  declare delivery: Delivery | null;
  /** Bytes of an answer broken off by SIGABRT that were handed over, -1 = not broken off. */
  declare abortedBytes: number;
  /** When the page that SIGABRT wants to send will fit the socket. */
  declare diesAtUs: number;
  /** First send(), last send() returned, client's close expected: absolute moments of the answer now being written. */
  declare writesFromUs: number;
  declare writeReturnsUs: number;
  declare peerClosesUs: number;

  constructor(world: World, index: number, cores: Cores) {
    super(compiled as Compiled<never>);
    this.world = world;
    this.index = index;
    this.cores = cores;
    this.session = null;
    this.pid = 0;
    this.isAlive = false;
    this.current = null;
    this.heldSinceUs = 0;
    this.heartbeatUs = 0;
    this.wasAborted = false;
    this.stopsAfterRequest = false;
    this.queriesLeft = 0;
    this.cpuIsDue = false;
    this.waitIsDue = false;
    this.status = 200;
    this.isInRequest = false;
    this.delivery = null;
    this.abortedBytes = -1;
    this.diesAtUs = 0;
    this.writesFromUs = 0;
    this.writeReturnsUs = 0;
    this.peerClosesUs = 0;
  }

  get isHeld(): boolean {
    return this.current !== null;
  }
}

/** Sync worker: one connection at a time, from accept to close. */
export const workerMachine = setup({
  types: {} as { context: { me: Worker }; input: Worker; events: Message },
  guards: {
    requestIsHere: ({ context: { me } }) => {
      const { world } = me;
      const availableUs = world.requestAvailableUs(me);
      return availableUs <= world.queue.nowUs && !world.requestIsCutShort(me, availableUs);
    },
    isCutShort: ({ context: { me } }) =>
      me.world.requestIsCutShort(me, me.world.requestAvailableUs(me)),
    asksAtOnce: ({ context: { me } }) =>
      me.queriesLeft > 0 &&
      me.session !== null &&
      !me.session.isClosed &&
      me.current?.route.effect === 'none',
    crashes: ({ context: { me } }) => me.current?.route.effect === 'crash',
    hangs: ({ context: { me } }) => me.current?.route.effect === 'hang',
    needsSession: ({ context: { me } }) =>
      me.queriesLeft > 0 && me.session !== null && me.session.isClosed,
    hasQuery: ({ context: { me } }) => me.queriesLeft > 0 && me.session !== null,
    hasWork: ({ context: { me } }) => me.cpuIsDue,
    hasWait: ({ context: { me } }) => me.waitIsDue,
    isDone: ({ context: { me } }) =>
      me.writeReturnsUs <= me.world.queue.nowUs &&
      !me.stopsAfterRequest &&
      !(me.world.gunicorn.lingerUs > 0 && me.peerClosesUs > me.world.queue.nowUs),
    blocks: ({ context: { me } }) => me.writeReturnsUs > me.world.queue.nowUs,
    lingers: ({ context: { me } }) =>
      me.world.gunicorn.lingerUs > 0 && me.peerClosesUs > me.world.queue.nowUs,
    mustStop: ({ context: { me } }) => me.stopsAfterRequest,
    isNotMine: ({ context: { me }, event }) => me.current?.request !== event.arg,
    abortIsAnswered: ({ context: { me } }) => me.world.gunicorn.timeoutAnswers,
    abortEndsSend: ({ context: { me } }) => me.world.gunicorn.abortEndsSend,
  },
  actions: {
    fork: ({ context: { me }, event }) => {
      me.pid = event.arg;
      me.isAlive = true;
      me.wasAborted = false;
      me.stopsAfterRequest = false;
      me.world.record(EVENT['worker/forked'], -1, me.index, me.pid);
    },
    booted: ({ context: { me } }) => me.world.record(EVENT['worker/booted'], -1, me.index, me.pid),
    /** Asks the socket for the next connection; with one waiting, the worker is taken again within this very moment. */
    wait: ({ context: { me } }) => {
      me.heartbeatUs = me.world.queue.nowUs;
      me.world.kernel.send(me.world.listener, MESSAGE.workerIdle, me.index);
    },
    leaveIdle: ({ context: { me } }) => me.world.listener.forget(me.index),
    take: ({ context: { me } }) => takeConnection(me),
    received: ({ context: { me } }) => receivedRequest(me),
    startView: ({ context: { me } }) => me.cores.start(me, COST.beforeViewUs),
    enterView: ({ context: { me } }) =>
      me.world.record(EVENT['view/entered'], me.world.requestOf(me), me.index, 0),
    connectDatabase: ({ context: { me } }) => {
      const session = me.session as Session;
      me.world.record(EVENT['session/connecting'], me.world.requestOf(me), session.index, 0);
      me.world.kernel.send(session, MESSAGE.connectDatabase, 0);
    },
    startQuery: ({ context: { me } }) => {
      const session = me.session as Session;
      me.queriesLeft--;
      session.queryNumber = (me.current as ClientConnection).route.queries - me.queriesLeft;
      me.world.record(
        EVENT['query/started'],
        me.world.requestOf(me),
        session.index,
        session.queryNumber,
      );
      me.world.kernel.send(session, MESSAGE.query, 0);
    },
    compute: ({ context: { me } }) => {
      me.cpuIsDue = false;
      me.cores.start(me, (me.current as ClientConnection).route.cpuUs);
    },
    sleep: ({ context: { me } }) => {
      me.waitIsDue = false;
    },
    fail: ({ context: { me } }) => {
      me.status = 500;
    },
    leaveView: ({ context: { me } }) => {
      me.world.record(EVENT['view/left'], me.world.requestOf(me), me.index, me.status);
      me.cores.start(me, afterViewUs(me));
    },
    answer: ({ context: { me } }) => {
      beginAnswer(me);
      me.world.kernel.send(me, MESSAGE.proceed, 0);
    },
    readToEnd: ({ context: { me } }) => me.cores.start(me, COST.readToEndUs),
    breakOff: ({ context: { me } }) => {
      me.diesAtUs = breakOffAnswer(me);
    },
    noteWritten: ({ context: { me } }) => {
      const { world } = me;
      const blockedUs = world.queue.nowUs - me.writesFromUs;
      world.record(EVENT['response/written'], world.requestOf(me), me.index, blockedUs);
      finishRequest(me);
    },
    noteLinger: ({ context: { me } }) =>
      me.world.record(EVENT['linger/started'], me.world.requestOf(me), me.index, 0),
    release: ({ context: { me } }) => release(me),
    crash: ({ context: { me } }) => die(me, 0, 1),
    kill: ({ context: { me }, event }) => die(me, event.arg, 0),
    abort: ({ context: { me } }) => die(me, 0, 1),
    /** handle_abort raises SystemExit inside the view; the handler above it answers 500, then the process ends. */
    abortWithAnswer: ({ context: { me } }) => {
      me.cores.stop(me);
      me.status = 500;
      beginAnswer(me);
      die(me, 0, 1);
    },
    promiseStop: ({ context: { me }, event }) => {
      me.stopsAfterRequest = true;
      me.world.record(EVENT['worker/stopping'], me.world.requestOf(me), me.index, event.arg);
    },
    exit: ({ context: { me } }) => die(me, 0, 0),
  },
  delays: {
    boot: ({ context: { me } }) => me.world.scenario.app.bootUs,
    requestRead: ({ context: { me } }) =>
      Math.max(0, me.world.requestAvailableUs(me) - me.world.queue.nowUs),
    viewWait: ({ context: { me } }) => (me.current as ClientConnection).waitUs + COST.oversleepUs,
    writeReturns: ({ context: { me } }) => me.writeReturnsUs - me.world.queue.nowUs,
    errorPageFits: ({ context: { me } }) => Math.max(0, me.diesAtUs - me.world.queue.nowUs),
    linger: ({ context: { me } }) =>
      Math.min(me.world.gunicorn.lingerUs, me.peerClosesUs - me.world.queue.nowUs),
  },
}).createMachine({
  id: 'worker',
  context: ({ input }) => ({ me: input }),
  initial: 'unborn',
  states: {
    unborn: {
      on: {
        fork: { target: 'booting', actions: ['fork'] },
        start: { target: 'idle', actions: ['booted'] },
      },
    },
    booting: {
      after: { boot: { target: 'idle', actions: ['booted'] } },
      on: {
        sigkill: { target: 'dead', actions: ['kill'] },
        sigterm: { target: 'dead', actions: ['exit'] },
      },
    },
    idle: {
      entry: ['wait'],
      on: {
        take: [
          { guard: 'requestIsHere', target: 'held.preparing', actions: ['take', 'received'] },
          { guard: 'isCutShort', target: 'held.cut', actions: ['take'] },
          { target: 'held.reading', actions: ['take'] },
        ],
        sigkill: { target: 'dead', actions: ['leaveIdle', 'kill'] },
        sigterm: { target: 'dead', actions: ['leaveIdle', 'exit'] },
      },
    },
    held: {
      initial: 'reading',
      on: {
        sigkill: { target: 'dead', actions: ['kill'] },
        sigabrt: [
          { guard: 'abortIsAnswered', target: 'dead', actions: ['abortWithAnswer'] },
          { target: 'dead', actions: ['abort'] },
        ],
        sigterm: { actions: ['promiseStop'] },
      },
      states: {
        /** The client has left half a request behind: read, found at its end, closed. */
        cut: { entry: ['readToEnd'], on: { cpuDone: afterLinger } },
        reading: {
          after: { requestRead: { target: 'preparing', actions: ['received'] } },
          on: { clientGone: afterLoss },
        },
        preparing: { entry: ['startView'], on: { cpuDone: enterView } },
        connecting: {
          on: {
            sessionReady: { target: 'querying', actions: ['startQuery'] },
            sessionRefused: { target: 'responding', actions: ['fail', 'leaveView'] },
          },
        },
        querying: {
          on: {
            queryDone: afterQuery,
            queryFailed: { target: 'responding', actions: ['fail', 'leaveView'] },
          },
        },
        computing: { on: { cpuDone: afterWork } },
        sleeping: { after: { viewWait: { target: 'responding', actions: ['leaveView'] } } },
        hanging: {},
        responding: { on: { cpuDone: 'answering' } },
        answering: {
          entry: ['answer'],
          on: {
            proceed: [
              { guard: 'isDone', target: '#worker.idle', actions: ['noteWritten', 'release'] },
              { guard: 'blocks', target: 'writing' },
              ...afterWriting,
            ],
          },
        },
        writing: {
          after: { writeReturns: afterWriting },
          on: {
            clientGone: afterLoss,
            sigabrt: [
              { guard: 'abortEndsSend', target: '#worker.dead', actions: ['abort'] },
              { target: 'brokenOff', actions: ['breakOff'] },
            ],
          },
        },
        /** SystemExit was raised within send(): the 500 page waits for room in the socket. */
        brokenOff: {
          after: { errorPageFits: { target: '#worker.dead', actions: ['abort'] } },
          on: { clientGone: { target: '#worker.dead', actions: ['abort'] }, sigabrt: {} },
        },
        lingering: {
          after: { linger: afterLinger },
          on: { clientGone: afterLoss, sigabrt: { target: '#worker.dead', actions: ['abort'] } },
        },
      },
    },
    dead: { on: { fork: { target: 'booting', actions: ['fork'] } } },
  },
});

const compiled = compileChart<Worker>(workerMachine as never);

/** What is left to do once the view is over. */
function afterViewUs(me: Worker): number {
  if (me.status !== 200) return COST.afterViewUs + COST.exceptionUs;
  const hasSlept = (me.current as ClientConnection).waitUs > 0;
  return hasSlept ? COST.afterViewUs + COST.afterSleepUs : COST.afterViewUs;
}
