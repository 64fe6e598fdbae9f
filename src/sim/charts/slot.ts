import { setup } from 'xstate';
import { EVENT } from '../../recording/vocabulary.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor, Cell } from '../kernel.ts';
import { MESSAGE, type Message } from '../messages.ts';
import { OP, type Program } from '../program.ts';
import type { Cores } from '../resources/cores.ts';
import type { Delivery } from '../resources/delivery.ts';
import { COST } from '../versions.ts';
import type { World } from '../world.ts';
import type { ClientConnection } from './client.ts';
import type { Session } from './session.ts';
import {
  beginAnswer,
  breakOffAnswer,
  callApp,
  finishRequest,
  giveBack,
  loseView,
  receivedRequest,
  release,
  takeConnection,
} from './slotDeeds.ts';
import {
  afterLinger,
  afterLoss,
  afterSleep,
  afterStep,
  afterWriting,
  enterView,
} from './slotSteps.ts';
import { noteSlotIdle, type Worker } from './worker.ts';
import { takeOrWait } from './workerDeeds.ts';
import { LOOP_LANE } from './workerLoop.ts';

/** Longer than any run: the work of a view that computes for ever. */
const FOR_EVER_US = 1e14;

/**
 * Where one request at a time is dealt with: a sync worker itself, a thread of a gthread worker, a greenlet (gevent), a task (asgi).
 */
export class Slot extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly worker: Worker;
  /** Among all slots. */
  declare readonly index: number;
  /** Within its worker. */
  declare readonly nth: number;
  declare readonly cores: Cores;
  declare session: Session | null;
  /** The connection it holds: from accept to close, whatever it waits for meanwhile. */
  declare current: ClientConnection | null;
  declare heldSinceUs: number;
  /** It has had a connection since its process began: a thread that has been started. */
  declare wasHeld: boolean;
  /** Last time a sync worker touched its heartbeat file: it does so only between requests. */
  declare heartbeatUs: number;
  declare program: Program;
  /** Position in the program: the next op. */
  declare pc: number;
  declare status: number;
  /** Django is between request_started and request_finished. */
  declare isInRequest: boolean;
  /** Its answer says that the connection will be kept. */
  declare promisesKeep: boolean;
  /** Until when it waits for the last peer, who closes at once, to do so. SIMPLIFIED: it takes the next connection meanwhile, but goes no further. */
  declare closesUntilUs: number;
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
  /** Length of the sleep that goes on, or of the last one of this request; 0 = none yet. */
  declare sleepsUs: number;
  /** Span that has begun and not ended, -1 = none. */
  declare openSpan: number;

  constructor(world: World, worker: Worker, index: number, nth: number, cores: Cores) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = world;
    this.worker = worker;
    this.index = index;
    this.nth = nth;
    this.cores = cores;
    this.session = null;
    this.current = null;
    this.heldSinceUs = 0;
    this.wasHeld = false;
    this.heartbeatUs = 0;
    this.program = world.programs[0];
    this.pc = 0;
    this.status = 200;
    this.isInRequest = false;
    this.promisesKeep = false;
    this.closesUntilUs = 0;
    this.delivery = null;
    this.abortedBytes = -1;
    this.diesAtUs = 0;
    this.writesFromUs = 0;
    this.writeReturnsUs = 0;
    this.peerClosesUs = 0;
    this.sleepsUs = 0;
    this.openSpan = -1;
  }

  /** What it runs is a coroutine, not a thread. */
  get isAsync(): boolean {
    return this.current?.route.isAsync === true;
  }

  get isHeld(): boolean {
    return this.current !== null;
  }

  /** Gives it a connection with a request to read. */
  hold(client: ClientConnection): void {
    const { world } = this;
    this.current = client;
    this.heldSinceUs = world.queue.nowUs;
    this.wasHeld = true;
    client.slot = this;
    world.kernel.send(this.cell, MESSAGE.take, 0);
  }

  /** One that waits at the listening socket is always free to take a connection. */
  knock(): void {}

  /** Work of Python: in a process with one interpreter lock its slots share one core. */
  compute(workUs: number): void {
    const { group } = this.worker;
    if (group === null) this.cores.start(this, workUs);
    else this.cores.start(this, workUs, group, this.worker.app.traits.laneOf(this));
  }

  /** The same before and after the view: there the loop works itself, where there is one. */
  serve(workUs: number): void {
    const { group, app } = this.worker;
    const { serializesInLoop, laneOf, handOverUs } = app.traits;
    if (group === null) this.cores.start(this, workUs);
    else if (!serializesInLoop) this.cores.start(this, workUs, group, laneOf(this));
    else this.cores.start(this, this.isAsync ? workUs : workUs + handOverUs, group, LOOP_LANE);
  }
}

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
      me.writeReturnsUs <= me.world.queue.nowUs &&
      !(me.worker.app.traits.slotLingersUs > 0 && me.peerClosesUs > me.world.queue.nowUs),
    blocks: ({ context: { me } }) => me.writeReturnsUs > me.world.queue.nowUs,
    lingers: ({ context: { me } }) =>
      me.worker.app.traits.slotLingersUs > 0 && me.peerClosesUs > me.world.queue.nowUs,
    isAsync: ({ context: { me } }) => me.isAsync && me.worker.app.traits.cancelsAsync,
    isNotMine: ({ context: { me }, event }) => me.current?.request !== event.arg,
    isGreenlet: ({ context: { me } }) => me.worker.app.traits.abortEnds === 'greenlet',
    abortIsAnswered: ({ context: { me } }) => me.worker.app.gunicorn.timeoutAnswers,
    ignoresAbort: ({ context: { me } }) => me.current?.route.effect === 'hang-hard',
    abortEndsSend: ({ context: { me } }) => me.worker.app.gunicorn.abortEndsSend,
  },
  actions: {
    /** Asks for the next connection; with one waiting, the slot is taken again within this very moment. */
    wait: ({ context: { me } }) => {
      const { worker } = me;
      me.heartbeatUs = me.world.queue.nowUs;
      if (worker.app.traits.acceptsInLoop) takeOrWait(worker, me);
      else if (!worker.isStopping) worker.app.listener.wait(me);
      if (worker.isStopping && me.current === null) noteSlotIdle(worker, me);
    },
    take: ({ context: { me } }) => takeConnection(me),
    received: ({ context: { me } }) => receivedRequest(me),
    startView: ({ context: { me } }) => {
      const { syncThread } = me.worker;
      if (syncThread !== null && !me.isAsync) syncThread.holder = me;
      const closingUs = me.closesUntilUs - me.world.queue.nowUs;
      me.serve(closingUs > 0 ? COST.beforeViewUs + closingUs : COST.beforeViewUs);
    },
    queueForThread: ({ context: { me } }) => {
      me.worker.syncThread?.waiting.push(me);
    },
    /** The client has left: an async view is stopped some time later. */
    promiseCancel: ({ context: { me }, event }) => {
      const { queue } = me.world;
      const { asgi_disconnect_grace_periodUs } = me.worker.app.settings;
      queue.push(queue.nowUs + asgi_disconnect_grace_periodUs, me.cell, MESSAGE.cancel, event.arg);
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
      me.serve(afterViewUs(me) + firstTimeUs(me.worker));
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
    /** How long it waits for what is not there yet: the first byte (gthread), the whole head (gevent). */
    idleLimit: ({ context: { me } }) => idleLimitUs(me),
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
        take: [
          { guard: 'requestIsHere', target: 'held.preparing', actions: ['take', 'received'] },
          {
            guard: 'requestWaits',
            target: 'held.waitingForThread',
            actions: ['take', 'received', 'queueForThread'],
          },
          { guard: 'isCutShort', target: 'held.cut', actions: ['take'] },
          { target: 'held.reading', actions: ['take'] },
        ],
        halt: 'off',
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
            idleLimit: { target: '#slot.idle', actions: ['giveBack'] },
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

const compiled = compileChart<Slot>(slotMachine as never);

/** How a view ends its own process: exit code, or a signal as a negative number. */
const DEATHS: Readonly<Record<number, number>> = {
  [OP.crash]: 1,
  [OP.segv]: -11,
  [OP.sigkill]: -9,
};

function isDeadly(op: number): boolean {
  return op === OP.crash || op === OP.segv || op === OP.sigkill;
}

/** Length of the wait that stands next in the program. */
function waitOf(me: Slot): number {
  const us = me.program.args[me.pc];
  return us < 0 ? (me.current as ClientConnection).waitUs : us;
}

/** The next op begins: spans that end or start before it are noted. */
function begin(me: Slot): void {
  if (me.program.marks[me.pc] !== null) noteSpans(me, me.pc);
  me.pc++;
}

function noteSpans(me: Slot, pc: number): void {
  const marks = me.program.marks[pc];
  if (marks === null) return;
  for (const { span, begins } of marks) {
    me.openSpan = begins ? span : -1;
    me.world.record(
      begins ? EVENT['span/entered'] : EVENT['span/left'],
      me.world.requestOf(me),
      me.index,
      span,
    );
  }
}

/** The view is over: in order where it came to its end, else the span that was open breaks off. */
function leaveSpans(me: Slot): void {
  if (me.status === 200) {
    for (let pc = me.pc; pc < me.program.ops.length; pc++) noteSpans(me, pc);
  } else if (me.openSpan >= 0)
    me.world.record(EVENT['span/left'], me.world.requestOf(me), me.index, me.openSpan);
  me.openSpan = -1;
}

/** All sync code of the process runs in one thread, and it is this slot's turn. */
function hasThread(me: Slot): boolean {
  const { syncThread } = me.worker;
  return syncThread === null || me.isAsync || syncThread.holder === null;
}

/** The view is over: the one thread for sync code goes to whoever has waited longest. */
function leaveThread(me: Slot): void {
  const { syncThread } = me.worker;
  if (syncThread === null || syncThread.holder !== me) return;
  syncThread.holder = null;
  const next = syncThread.waiting.shift();
  if (next !== undefined) me.world.kernel.send(next.cell, MESSAGE.threadGranted, 0);
}

/** Locks are released with the view's transaction. */
function endTransaction(me: Slot): void {
  const { route } = me.current as ClientConnection;
  if (me.session !== null && (route.locks !== '' || route.writes))
    me.world.kernel.send(me.session.cell, MESSAGE.endTransaction, 0);
}

/** Until when it waits for what is not there yet, from accept on; Infinity where it has no such limit. */
function idleLimitUs(me: Slot): number {
  const { firstByteUs, headUs } = me.worker.app.limits;
  const client = me.current as ClientConnection;
  if (
    firstByteUs < Number.POSITIVE_INFINITY &&
    client.firstByteArrivesUs - me.heldSinceUs > firstByteUs
  )
    return firstByteUs;
  if (headUs < Number.POSITIVE_INFINITY && client.headArrivesUs - me.heldSinceUs > headUs)
    return headUs;
  return Number.POSITIVE_INFINITY;
}

/** What the first request of a process that was forked during the run takes longer. */
function firstTimeUs(worker: Worker): number {
  if (!worker.isFresh) return 0;
  worker.isFresh = false;
  return worker.app.settings.preload_app ? COST.firstAfterForkUs : 0;
}

/** What is left to do once the view is over. The first of a process's threads to wake finds the caches cold, the others do not. */
function afterViewUs(me: Slot): number {
  const { worker, world } = me;
  const idleUs = world.queue.nowUs - worker.ranUs;
  worker.ranUs = world.queue.nowUs;
  if (me.status !== 200) return COST.afterViewUs + COST.exceptionUs;
  return me.sleepsUs > 0 && idleUs > COST.warmUs
    ? COST.afterViewUs + COST.afterSleepUs
    : COST.afterViewUs;
}
