import { EVENT } from '../../../recording/vocabulary.ts';
import type { Call } from '../../compile.ts';
import { MESSAGE } from '../../messages.ts';
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
  takeConnection,
} from './slotDeeds.ts';
import {
  afterViewUs,
  begin,
  DEATHS,
  endTransaction,
  firstTimeUs,
  leaveSpans,
  leaveThread,
  noteSpans,
  waitOf,
} from './slotProgram.ts';
import { takeOrWait, waitAtSocket } from './workerDeeds.ts';
import { noteSlotIdle } from './workerEnd.ts';

type Of = Call<Slot>;

/** Longer than any run: the work of a view that computes for ever. */
const FOR_EVER_US = 1e14;

/** What a slot does at each step of a connection. */
export const slotActions = {
  /** Asks for the next connection; with one waiting, the slot is taken again within this very moment. */
  wait: ({ context: { me } }: Of) => {
    const { worker } = me;
    me.heartbeatUs = me.world.queue.nowUs;
    if (worker.app.traits.acceptsInLoop) takeOrWait(worker, me);
    else if (!worker.isStopping) waitAtSocket(worker, me);
    if (worker.isStopping && me.current === null) noteSlotIdle(worker, me);
  },
  take: ({ context: { me } }: Of) => takeConnection(me),
  /** It has waited for longer than `queue-timeout`: whoever asked is told so. */
  turnAway: ({ context: { me } }: Of) => {
    me.status = 504;
    me.compute(COST.readToEndUs);
  },
  /** The rest of the request has not come in time. */
  answerSilence: ({ context: { me } }: Of) => {
    me.status = readingLimit(me).status;
    me.serve(me.worker.app.afterViewUs);
  },
  serveFile: ({ context: { me } }: Of) => serveFile(me),
  stay: ({ context: { me } }: Of) => stay(me),
  letGo: ({ context: { me } }: Of) => letGo(me),
  /** The process is gone, and its connections with it. */
  forgetClient: ({ context: { me } }: Of) => {
    if (me.staysFor !== null) me.staysFor.holder = null;
    me.staysFor = null;
  },
  received: ({ context: { me } }: Of) => receivedRequest(me),
  startView: ({ context: { me } }: Of) => {
    const { syncThread } = me.worker;
    if (syncThread !== null && !me.isAsync) syncThread.holder = me;
    const closingUs = me.closesUntilUs - me.world.queue.nowUs;
    const workUs = me.worker.app.beforeViewUs + firstTimeUs(me.worker);
    me.serve(closingUs > 0 ? workUs + closingUs : workUs);
  },
  queueForThread: ({ context: { me } }: Of) => {
    me.worker.syncThread?.waiting.push(me);
  },
  /** The client has left: an async view is stopped some time later. */
  promiseCancel: ({ context: { me }, event }: Of) => {
    const { queue } = me.world;
    const { cancelsAsyncAfterUs } = me.worker.app.traits;
    queue.push(queue.nowUs + cancelsAsyncAfterUs, me.cell, MESSAGE.cancel, event.arg);
  },
  cancelView: ({ context: { me } }: Of) => {
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
  enterView: ({ context: { me } }: Of) => callApp(me),
  connectDatabase: ({ context: { me } }: Of) => {
    const session = me.session as Session;
    me.world.record(EVENT['session/connecting'], me.world.requestOf(me), session.index, 0);
    me.world.kernel.send(session.cell, MESSAGE.connectDatabase, 0);
  },
  startQuery: ({ context: { me } }: Of) => {
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
  compute: ({ context: { me } }: Of) => {
    const workUs = me.program.args[me.pc];
    begin(me);
    me.compute(workUs);
  },
  hang: ({ context: { me } }: Of) => noteSpans(me, me.pc),
  spin: ({ context: { me } }: Of) => {
    noteSpans(me, me.pc);
    me.compute(FOR_EVER_US);
  },
  sleep: ({ context: { me } }: Of) => {
    me.sleepsUs = waitOf(me) + COST.oversleepUs;
    begin(me);
  },
  fail: ({ context: { me } }: Of) => {
    me.status = 500;
  },
  leaveView: ({ context: { me } }: Of) => {
    leaveSpans(me);
    endTransaction(me);
    leaveThread(me);
    me.world.record(EVENT['view/left'], me.world.requestOf(me), me.index, me.status);
    me.serve(afterViewUs(me));
  },
  answer: ({ context: { me } }: Of) => {
    beginAnswer(me);
    me.world.kernel.send(me.cell, MESSAGE.proceed, 0);
  },
  readToEnd: ({ context: { me } }: Of) => me.compute(COST.readToEndUs),
  breakOff: ({ context: { me } }: Of) => {
    me.diesAtUs = breakOffAnswer(me);
  },
  noteWritten: ({ context: { me } }: Of) => {
    const { world } = me;
    const blockedUs = world.queue.nowUs - me.writesFromUs;
    world.record(EVENT['response/written'], world.requestOf(me), me.index, blockedUs);
    finishRequest(me);
  },
  noteLinger: ({ context: { me } }: Of) =>
    me.world.record(EVENT['linger/started'], me.world.requestOf(me), me.index, 0),
  release: ({ context: { me } }: Of) => release(me),
  dieByView: ({ context: { me } }: Of) => {
    noteSpans(me, me.pc);
    me.world.kernel.send(me.worker.cell, MESSAGE.end, DEATHS[me.program.ops[me.pc]]);
  },
  loseView: ({ context: { me } }: Of) => {
    me.status = 500;
    leaveSpans(me);
    endTransaction(me);
    leaveThread(me);
    loseView(me);
  },
  abort: ({ context: { me } }: Of) => me.world.kernel.send(me.worker.cell, MESSAGE.end, 1),
  /** handle_abort raises SystemExit inside the view; the handler above it answers 500, then the process ends. */
  abortWithAnswer: ({ context: { me } }: Of) => {
    me.cores.stop(me);
    me.status = 500;
    beginAnswer(me);
    me.world.kernel.send(me.worker.cell, MESSAGE.end, 1);
  },
  giveBack: ({ context: { me } }: Of) => giveBack(me),
  /** The process is gone. Its client hears of it from elsewhere. */
  drop: ({ context: { me } }: Of) => {
    me.cores.stop(me);
    me.isInRequest = false;
    me.current = null;
  },
};
