import { EVENT } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import { OP } from '../../program.ts';
import { COST } from '../../versions.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Slot } from './slot.ts';
import type { Worker } from './worker.ts';
/** How a view ends its own process: exit code, or a signal as a negative number. */
export const DEATHS: Readonly<Record<number, number>> = {
  [OP.crash]: 1,
  [OP.segv]: -11,
  [OP.sigkill]: -9,
};

export function isDeadly(op: number): boolean {
  return op === OP.crash || op === OP.segv || op === OP.sigkill;
}

/** Length of the wait that stands next in the program. */
export function waitOf(me: Slot): number {
  const us = me.program.args[me.pc];
  return us < 0 ? (me.current as ClientConnection).waitUs : us;
}

/** The next op begins: spans that end or start before it are noted. */
export function begin(me: Slot): void {
  if (me.program.marks[me.pc] !== null) noteSpans(me, me.pc);
  me.pc++;
}

export function noteSpans(me: Slot, pc: number): void {
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
export function leaveSpans(me: Slot): void {
  if (me.status === 200) {
    for (let pc = me.pc; pc < me.program.ops.length; pc++) noteSpans(me, pc);
  } else if (me.openSpan >= 0)
    me.world.record(EVENT['span/left'], me.world.requestOf(me), me.index, me.openSpan);
  me.openSpan = -1;
}

/** All sync code of the process runs in one thread, and it is this slot's turn. */
export function hasThread(me: Slot): boolean {
  const { syncThread } = me.worker;
  return syncThread === null || me.isAsync || syncThread.holder === null;
}

/** The view is over: the one thread for sync code goes to whoever has waited longest. */
export function leaveThread(me: Slot): void {
  const { syncThread } = me.worker;
  if (syncThread === null || syncThread.holder !== me) return;
  syncThread.holder = null;
  const next = syncThread.waiting.shift();
  if (next !== undefined) me.world.kernel.send(next.cell, MESSAGE.threadGranted, 0);
}

/** Locks are released with the view's transaction. */
export function endTransaction(me: Slot): void {
  const { route } = me.current as ClientConnection;
  if (me.session !== null && (route.locks !== '' || route.writes))
    me.world.kernel.send(me.session.cell, MESSAGE.endTransaction, 0);
}

/** What the first request of a process that was forked during the run takes longer. */
export function firstTimeUs(worker: Worker): number {
  if (!worker.isFresh) return 0;
  worker.isFresh = false;
  return worker.app.traits.firstAfterForkUs;
}

/** What is left to do once the view is over. The first of a process's threads to wake finds the caches cold, the others do not. */
export function afterViewUs(me: Slot): number {
  const { worker, world } = me;
  const idleUs = world.queue.nowUs - worker.ranUs;
  worker.ranUs = world.queue.nowUs;
  const { afterViewUs } = worker.app;
  if (me.status !== 200) return afterViewUs + COST.exceptionUs;
  return me.sleepsUs > 0 && idleUs > COST.warmUs ? afterViewUs + COST.afterSleepUs : afterViewUs;
}
