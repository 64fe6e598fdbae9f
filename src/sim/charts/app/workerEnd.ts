import { EVENT } from '../../../recording/vocabulary.ts';
import type { Sight } from '../../../scenario/servers/appTraits.ts';
import { MESSAGE } from '../../messages.ts';
import { COST } from '../../versions.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Slot } from './slot.ts';
import { leaveAnswer } from './slotDeeds.ts';
import type { Worker } from './worker.ts';
import { LOOP_LANE, nextTurnUs } from './workerLoop.ts';
import { freeMemory } from './workerMemory.ts';

/** It is to end, but may not know yet: `alive = False` in Gunicorn. Answers begun from now on say that their connection is closed. */
export function promiseStop(me: Worker, sight: Sight): void {
  me.isEnding = true;
  if (sight !== 'at-once') me.world.queue.push(nextTurnUs(me), me.cell, MESSAGE.proceed, me.pid);
}

/** It sees that it is to end: it takes no more connections; what it has under way it finishes. */
export function seeStop(me: Worker): void {
  const { app } = me;
  const { traits, listener } = app;
  me.isStopping = true;
  listener.forget(me);
  if (!traits.acceptsInLoop) for (const slot of me.slots) listener.forget(slot);
  if (traits.closesSocketOnStop) app.socketClosedBy(me);
  me.idleUntilUs = me.world.queue.nowUs + app.traits.gracefulUs;
  if (traits.drainTurnUs > 0) lookAgain(me);
  else if (traits.drainsIdle && me.parked.size > 0)
    me.world.queue.push(me.idleUntilUs, me.cell, MESSAGE.proceed, me.pid);
}

/** gevent and asgi look every now and then whether anything is left to do. */
export function lookAgain(me: Worker): void {
  const { queue } = me.world;
  if (me.app.traits.drainTurnUs > 0)
    queue.push(queue.nowUs + me.app.traits.drainTurnUs, me.cell, MESSAGE.proceed, me.pid);
}

/** Nothing is left to do for a worker that is to end. Idle connections it waits for no longer than graceful_timeout. */
export function hasDrained(me: Worker): boolean {
  if (!me.isEmpty) return false;
  if (me.parked.size === 0 || !me.app.traits.drainsIdle) return true;
  return me.isStopping && me.world.queue.nowUs >= me.idleUntilUs;
}

/** The interpreter ends by itself, which is work too. */
export function leave(me: Worker): void {
  me.isLeaving = true;
  if (me.waitsForLoop) me.cores.stop(me);
  me.waitsForLoop = false;
  me.cores.start(me, COST.exitUs);
}

/** Gives up all it has under way: its clients hear of it at `atUs`. */
export function dropAll(me: Worker, atUs: number): void {
  const { world, app } = me;
  for (const slot of me.slots) {
    const client = slot.current;
    if (!app.traits.acceptsInLoop) app.listener.forget(slot);
    world.kernel.send(slot.cell, MESSAGE.halt, 0);
    if (slot.session !== null) world.kernel.send(slot.session.cell, MESSAGE.closeSession, 0);
    if (client === null) continue;
    client.slot = null;
    if (client.hasAnswer) leaveAnswer(slot, client);
    else dropUnanswered(me, client, atUs);
  }
  for (const client of me.pooled) dropUnanswered(me, client, atUs);
  for (const client of me.unread) dropUnanswered(me, client, atUs);
  me.pooled.length = 0;
  me.unread.length = 0;
  me.freeSlots.length = 0;
  me.idleThreads = 0;
  if (me.syncThread !== null) {
    me.syncThread.holder = null;
    me.syncThread.waiting.length = 0;
  }
  for (const kept of me.parked) world.kernel.send(kept.cell, MESSAGE.expire, 0);
  me.parked.clear();
}

/**
 * The process ends: by a signal, or by itself with an exit code. The kernel first takes back its memory, then closes its sockets and
 * tells the arbiter: clients, nginx and arbiter hear of it a little later. SIMPLIFIED: its database sessions end at once.
 */
export function die(me: Worker, signal: number, exitCode: number): void {
  const { world, app } = me;
  const holder = me.slots.find((slot) => slot.current !== null);
  const request = holder?.current?.request ?? -1;
  if (signal > 0) world.record(EVENT['worker/killed'], request, me.index, signal);
  world.record(EVENT['worker/exited'], request, me.index, exitCode);
  me.isAlive = false;
  me.cores.stop(me);
  me.waitsForLoop = false;
  app.listener.forget(me);
  const goneAtUs = world.queue.nowUs + COST.dyingUs;
  dropAll(me, goneAtUs);
  app.socketClosedBy(me);
  freeMemory(me);
  world.queue.push(goneAtUs, app.arbiter.cell, MESSAGE.childGone, me.index);
}

/** Its connection is closed without a byte: an empty reply, or 502 from nginx. */
export function dropUnanswered(_me: Worker, client: ClientConnection, atUs: number): void {
  if (client.front === null) client.cutAt(atUs, 'empty-reply');
  else if (!client.upstreamGone) client.front.closedByApp(atUs);
}

/** SIGABRT raises SystemExit in the greenlet that has the loop; Gunicorn swallows it there, and the worker knows that it is to end. */
export function abortGreenlet(me: Worker): void {
  const { world } = me;
  me.turnUs = world.queue.nowUs;
  me.isEnding = true;
  // Whether anything is left it looks at its next turn: the greenlet that ends is still counted at this one.
  seeStop(me);
  const running = me.group === null ? null : me.cores.runningIn(me.group, LOOP_LANE);
  if (running !== null && running !== me) world.kernel.send(running.cell, MESSAGE.sigabrt, 6);
}

/** Tells a worker that one of its slots, or a connection, is done with; only one that is to stop cares. */
export function noteSlotIdle(me: Worker, slot: Slot | null): void {
  if (me.isStopping && me.isAlive)
    me.world.kernel.send(me.cell, MESSAGE.slotIdle, slot === null ? -1 : slot.index);
}
