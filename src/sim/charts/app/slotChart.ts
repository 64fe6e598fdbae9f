import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import { compileChart } from '../../compile.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import { OP } from '../../program.ts';
import { COST } from '../../versions.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Session } from '../database/session.ts';
import { readingLimit } from './silence.ts';
import type { Slot } from './slot.ts';
import {
  beginAnswer,
  breakOffAnswer,
  callApp,
  finishRequest,
  giveBack,
  letGo,
  loseView,
  receivedRequest,
  release,
  serveFile,
  stay,
  staysWithClient,
  takeConnection,
} from './slotDeeds.ts';
import {
  afterViewUs,
  begin,
  DEATHS,
  endTransaction,
  firstTimeUs,
  hasThread,
  isDeadly,
  leaveSpans,
  leaveThread,
  noteSpans,
  waitOf,
} from './slotProgram.ts';
import {
  afterLinger,
  afterLoss,
  afterSleep,
  afterStep,
  afterTaking,
  afterWriting,
  enterView,
} from './slotSteps.ts';
import { takeOrWait, waitAtSocket } from './workerDeeds.ts';
import { noteSlotIdle } from './workerEnd.ts';

/** Longer than any run: the work of a view that computes for ever. */
const FOR_EVER_US = 1e14;

/** One connection at a time, from accept to close. */
export const slotMachine = setup({
  types: {} as { context: { me: Slot }; input: Slot; events: Message },
  guards: {
    requestIsHere: ({ context: { me } }) => {
      const { world } = me;
      const availableUs = world.requestAvailableUs(me);
      return (
        availableUs <= world.queue.nowUs &&
        hasThread(me) &&
        !world.requestIsCutShort(me, availableUs)
      );
    },
    requestWaits: ({ context: { me } }) => {
      const { world } = me;
      const availableUs = world.requestAvailableUs(me);
      return availableUs <= world.queue.nowUs && !world.requestIsCutShort(me, availableUs);
    },
    hasThread: ({ context: { me } }) => hasThread(me),
    isCutShort: ({ context: { me } }) =>
      me.world.requestIsCutShort(me, me.world.requestAvailableUs(me)),
    asksAtOnce: ({ context: { me } }) =>
      me.program.ops[me.pc] === OP.query && me.session !== null && !me.session.isClosed,
    dies: ({ context: { me } }) => isDeadly(me.program.ops[me.pc]),
    hangs: ({ context: { me } }) => me.program.ops[me.pc] === OP.hang,
    spins: ({ context: { me } }) => me.program.ops[me.pc] === OP.spin,
    isOver: ({ context: { me } }) => me.program.ops[me.pc] === OP.leave,
    needsSession: ({ context: { me } }) =>
      me.program.ops[me.pc] === OP.query && me.session?.isClosed === true,
    hasWork: ({ context: { me } }) => me.program.ops[me.pc] === OP.cpu,
    hasWait: ({ context: { me } }) => me.program.ops[me.pc] === OP.wait && waitOf(me) > 0,
    isDone: ({ context: { me } }) =>
      !me.mayStay &&
      me.writeReturnsUs <= me.world.queue.nowUs &&
      !(me.worker.app.traits.slotLingersUs > 0 && me.peerClosesUs > me.world.queue.nowUs),
    blocks: ({ context: { me } }) => me.writeReturnsUs > me.world.queue.nowUs,
    waitedTooLong: ({ context: { me } }) =>
      me.queueLimitUs < Number.POSITIVE_INFINITY &&
      me.world.queue.nowUs - (me.current as ClientConnection).headArrivesUs > me.queueLimitUs,
    isFile: ({ context: { me } }) => me.program.ops[me.pc] === OP.file,
    saysSo: ({ context: { me } }) => readingLimit(me).status > 0,
    staysWithClient: ({ context: { me } }) => me.mayStay && staysWithClient(me),
    lingers: ({ context: { me } }) =>
      me.worker.app.traits.slotLingersUs > 0 && me.peerClosesUs > me.world.queue.nowUs,
    isAsync: ({ context: { me } }) =>
      me.isAsync && me.worker.app.traits.cancelsAsyncAfterUs < Number.POSITIVE_INFINITY,
    isNotMine: ({ context: { me }, event }) => me.current?.request !== event.arg,
    isGreenlet: ({ context: { me } }) => me.worker.app.traits.abortEnds === 'greenlet',
    abortIsAnswered: ({ context: { me } }) => me.worker.app.traits.timeoutAnswers,
    ignoresAbort: ({ context: { me } }) => me.current?.route.effect === 'hang-hard',
    abortEndsSend: ({ context: { me } }) => me.worker.app.traits.abortEndsSend,
  },
  actions: {
    /** Asks for the next connection; with one waiting, the slot is taken again within this very moment. */
    wait: ({ context: { me } }) => {
      const { worker } = me;
      me.heartbeatUs = me.world.queue.nowUs;
      if (worker.app.traits.acceptsInLoop) takeOrWait(worker, me);
      else if (!worker.isStopping) waitAtSocket(worker, me);
      if (worker.isStopping && me.current === null) noteSlotIdle(worker, me);
    },
    take: ({ context: { me } }) => takeConnection(me),
    /** It has waited for longer than `queue-timeout`: whoever asked is told so. */
    turnAway: ({ context: { me } }) => {
      me.status = 504;
      me.compute(COST.readToEndUs);
    },
    /** The rest of the request has not come in time. */
    answerSilence: ({ context: { me } }) => {
      me.status = readingLimit(me).status;
      me.serve(me.worker.app.afterViewUs);
    },
    serveFile: ({ context: { me } }) => serveFile(me),
    stay: ({ context: { me } }) => stay(me),
    letGo: ({ context: { me } }) => letGo(me),
    /** The process is gone, and its connections with it. */
    forgetClient: ({ context: { me } }) => {
      if (me.staysFor !== null) me.staysFor.holder = null;
      me.staysFor = null;
    },
    received: ({ context: { me } }) => receivedRequest(me),
    startView: ({ context: { me } }) => {
      const { syncThread } = me.worker;
      if (syncThread !== null && !me.isAsync) syncThread.holder = me;
      const closingUs = me.closesUntilUs - me.world.queue.nowUs;
      const workUs = me.worker.app.beforeViewUs + firstTimeUs(me.worker);
      me.serve(closingUs > 0 ? workUs + closingUs : workUs);
    },
    queueForThread: ({ context: { me } }) => {
      me.worker.syncThread?.waiting.push(me);
    },
    /** The client has left: an async view is stopped some time later. */
    promiseCancel: ({ context: { me }, event }) => {
      const { queue } = me.world;
      const { cancelsAsyncAfterUs } = me.worker.app.traits;
      queue.push(queue.nowUs + cancelsAsyncAfterUs, me.cell, MESSAGE.cancel, event.arg);
    },
    cancelView: ({ context: { me } }) => {
      const { world } = me;
      const client = me.current as ClientConnection;
      me.cores.stop(me);
      me.status = 500;
      leaveSpans(me);
      endTransaction(me);
      const sinceUs = world.queue.nowUs - client.goneAtUs;
      world.record(EVENT['view/cancelled'], client.request, me.index, sinceUs);
      // A connection in the middle of something cannot be used again.
      if (me.session?.isBusy) world.kernel.send(me.session.cell, MESSAGE.closeSession, 0);
      release(me);
    },
    enterView: ({ context: { me } }) => callApp(me),
    connectDatabase: ({ context: { me } }) => {
      const session = me.session as Session;
      me.world.record(EVENT['session/connecting'], me.world.requestOf(me), session.index, 0);
      me.world.kernel.send(session.cell, MESSAGE.connectDatabase, 0);
    },
    startQuery: ({ context: { me } }) => {
      const session = me.session as Session;
      const { route } = me.current as ClientConnection;
      session.queryUs = me.program.args[me.pc];
      session.queryNumber++;
      session.locksRow = session.queryNumber === 1 ? me.world.rowOf(me) : -1;
      begin(me);
      me.world.record(
        EVENT['query/started'],
        me.world.requestOf(me),
        session.index,
        session.queryNumber,
      );
      me.world.kernel.send(session.cell, MESSAGE.query, route.writes ? 1 : 0);
    },
    compute: ({ context: { me } }) => {
      const workUs = me.program.args[me.pc];
      begin(me);
      me.compute(workUs);
    },
    hang: ({ context: { me } }) => noteSpans(me, me.pc),
    spin: ({ context: { me } }) => {
      noteSpans(me, me.pc);
      me.compute(FOR_EVER_US);
    },
    sleep: ({ context: { me } }) => {
      me.sleepsUs = waitOf(me) + COST.oversleepUs;
      begin(me);
    },
    fail: ({ context: { me } }) => {
      me.status = 500;
    },
    leaveView: ({ context: { me } }) => {
      leaveSpans(me);
      endTransaction(me);
      leaveThread(me);
      me.world.record(EVENT['view/left'], me.world.requestOf(me), me.index, me.status);
      me.serve(afterViewUs(me));
    },
    answer: ({ context: { me } }) => {
      beginAnswer(me);
      me.world.kernel.send(me.cell, MESSAGE.proceed, 0);
    },
    readToEnd: ({ context: { me } }) => me.compute(COST.readToEndUs),
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
    dieByView: ({ context: { me } }) => {
      noteSpans(me, me.pc);
      me.world.kernel.send(me.worker.cell, MESSAGE.end, DEATHS[me.program.ops[me.pc]]);
    },
    loseView: ({ context: { me } }) => {
      me.status = 500;
      leaveSpans(me);
      endTransaction(me);
      leaveThread(me);
      loseView(me);
    },
    abort: ({ context: { me } }) => me.world.kernel.send(me.worker.cell, MESSAGE.end, 1),
    /** handle_abort raises SystemExit inside the view; the handler above it answers 500, then the process ends. */
    abortWithAnswer: ({ context: { me } }) => {
      me.cores.stop(me);
      me.status = 500;
      beginAnswer(me);
      me.world.kernel.send(me.worker.cell, MESSAGE.end, 1);
    },
    giveBack: ({ context: { me } }) => giveBack(me),
    /** The process is gone. Its client hears of it from elsewhere. */
    drop: ({ context: { me } }) => {
      me.cores.stop(me);
      me.isInRequest = false;
      me.current = null;
    },
  },
  delays: {
    requestRead: ({ context: { me } }) =>
      Math.max(0, me.world.requestAvailableUs(me) - me.world.queue.nowUs),
    /** How long it waits for what is not there yet: the first byte, the whole head, the next byte. */
    idleLimit: ({ context: { me } }) => readingLimit(me).atUs - me.world.queue.nowUs,
    viewWait: ({ context: { me } }) => me.sleepsUs,
    writeReturns: ({ context: { me } }) => me.writeReturnsUs - me.world.queue.nowUs,
    errorPageFits: ({ context: { me } }) => Math.max(0, me.diesAtUs - me.world.queue.nowUs),
    linger: ({ context: { me } }) =>
      Math.min(me.worker.app.traits.slotLingersUs, me.peerClosesUs - me.world.queue.nowUs),
  },
}).createMachine({
  id: 'slot',
  context: ({ input }) => ({ me: input }),
  initial: 'off',
  states: {
    off: { on: { open: 'idle' } },
    idle: {
      entry: ['wait'],
      on: {
        take: afterTaking,
        halt: 'off',
      },
    },
    /** It has answered, and waits for the next request over the same connection: nobody else gets it. */
    keeping: {
      on: {
        take: afterTaking,
        expire: { target: 'idle', actions: ['letGo'] },
        halt: { target: 'off', actions: ['forgetClient'] },
      },
    },
    held: {
      initial: 'reading',
      on: {
        halt: { target: 'off', actions: ['drop'] },
        /** A view that runs does not notice; an async one is told by its worker. */
        clientGone: { guard: 'isAsync', actions: ['promiseCancel'] },
        cancel: [{ guard: 'isNotMine' }, { target: '#slot.idle', actions: ['cancelView'] }],
        sigabrt: [
          { guard: 'ignoresAbort' },
          { guard: 'isGreenlet', target: '#slot.idle', actions: ['loseView'] },
          { guard: 'abortIsAnswered', actions: ['abortWithAnswer'] },
          { actions: ['abort'] },
        ],
      },
      states: {
        /** The client has left half a request behind: read, found at its end, closed. */
        cut: { entry: ['readToEnd'], on: { cpuDone: afterLinger } },
        reading: {
          after: {
            requestRead: [
              { guard: 'hasThread', target: 'preparing', actions: ['received'] },
              { target: 'waitingForThread', actions: ['received', 'queueForThread'] },
            ],
            idleLimit: [
              { guard: 'saysSo', target: 'responding', actions: ['answerSilence'] },
              { target: '#slot.idle', actions: ['giveBack'] },
            ],
          },
          on: { clientGone: afterLoss },
        },
        /** asgi with a Django that runs all sync code of a process in one thread: somebody else has it. */
        waitingForThread: { on: { threadGranted: 'preparing' } },
        preparing: { entry: ['startView'], on: { cpuDone: enterView } },
        connecting: {
          on: {
            sessionReady: { target: 'querying', actions: ['startQuery'] },
            sessionRefused: { target: 'responding', actions: ['fail', 'leaveView'] },
          },
        },
        querying: {
          on: {
            queryDone: afterStep,
            queryFailed: { target: 'responding', actions: ['fail', 'leaveView'] },
          },
        },
        computing: { on: { cpuDone: afterStep } },
        sleeping: { after: { viewWait: afterSleep } },
        hanging: {},
        responding: { on: { cpuDone: 'answering' } },
        answering: {
          entry: ['answer'],
          on: {
            proceed: [
              { guard: 'isDone', target: '#slot.idle', actions: ['noteWritten', 'release'] },
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
              { guard: 'abortEndsSend', actions: ['abort'] },
              { target: 'brokenOff', actions: ['breakOff'] },
            ],
          },
        },
        /** SystemExit was raised within send(): the 500 page waits for room in the socket. */
        brokenOff: {
          after: { errorPageFits: { actions: ['abort'] } },
          on: { clientGone: { actions: ['abort'] }, sigabrt: {} },
        },
        lingering: {
          after: { linger: afterLinger },
          on: { clientGone: afterLoss, sigabrt: { actions: ['abort'] } },
        },
      },
    },
  },
});

export const compiled = compileChart<Slot>(slotMachine as never);
