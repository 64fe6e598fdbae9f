import { EVENT } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import { COST } from '../../versions.ts';
import type { ClientConnection } from '../client/client.ts';
import { Kept } from '../kept.ts';
import { letGo } from './slotDeeds.ts';
import type { Worker } from './worker.ts';
import { giveToSlot, giveToWaiting, mayAccept } from './workerDeeds.ts';
import { dropUnanswered, noteSlotIdle } from './workerEnd.ts';
import { noteLoopEvent } from './workerLoop.ts';

/**
 * A worker with a loop of its own is done with a request: the connection is kept for the next one, or closed. Where closing waits for
 * the client (gthread of current versions), it is the main thread that waits.
 * @param promised the answer said that the connection would be kept
 * @param peerClosesUs when the client will have closed
 */
export function afterAnswer(
  me: Worker,
  client: ClientConnection,
  promised: boolean,
  peerClosesUs: number,
): void {
  if (me.app.traits.wakesWhenDone) noteLoopEvent(me);
  if (promised && mayKeep(me, client)) keep(me, client);
  else {
    if (client.front === null) client.kept = null;
    close(me, client, peerClosesUs);
  }
}

/** The same where slots accept for themselves: there is nobody whom an open connection could keep from accepting. */
export function keepOrClose(me: Worker, client: ClientConnection, promised: boolean): void {
  if (promised && mayKeep(me, client)) keep(me, client);
  else if (client.front === null) client.kept = null;
}

/** SIMPLIFIED: nginx sees a promise broken before it puts the connection back. */
export function mayKeep(me: Worker, client: ClientConnection): boolean {
  if (!client.hasAnswer || me.isLeaving) return false;
  if (me.parked.size >= me.app.limits.keptConnections) return false;
  if (client.front !== null)
    return client.front.keepsUpstream && !client.upstreamGone && !breaksPromise(me);
  return client.population.keepAlive && !client.isGone;
}

function breaksPromise({ app, isEnding }: Worker): boolean {
  return app.traits.closesUnsaid || (isEnding && app.traits.breaksPromise);
}

export function keep(me: Worker, client: ClientConnection): Kept {
  const { world } = me;
  const isUpstream = client.front !== null;
  const known = isUpstream ? client.upstreamKept : client.kept;
  const kept =
    known ?? new Kept(world, me, isUpstream ? (client.front?.rttUs ?? 0) : client.link.rttUs);
  kept.carried++;
  kept.lastRequest = client.request;
  kept.limitUs = me.app.limits.keepaliveUs;
  if (breaksPromise(me)) {
    kept.limitUs = COST.closingUs;
    me.closing.add(kept);
  }
  me.parked.add(kept);
  world.kernel.send(kept.cell, MESSAGE.keep, 0);
  if (isUpstream) client.front?.putBack(kept);
  else client.kept = kept;
  return kept;
}

/** A connection has been idle for as long as it may: the gthread main loop sees that at its next turn only. */
export function stayUs(me: Worker, kept: Kept): number {
  const { tickUs } = me.app.limits;
  if (tickUs === 0 || me.closing.has(kept)) return 0;
  const passedUs = me.world.queue.nowUs - me.turnUs;
  return Math.ceil(passedUs / tickUs) * tickUs - passedUs;
}

/** Closes a connection; a lingering main thread is blocked until its client has closed too, one client after another. */
function close(me: Worker, client: ClientConnection, peerClosesUs: number): void {
  const { world, app } = me;
  me.connections--;
  const { nowUs } = world.queue;
  const { mainLingersUs } = app.traits;
  if (mainLingersUs > 0 && peerClosesUs > nowUs && !me.isStopping) {
    const fromUs = Math.max(nowUs, me.mainBusyUntilUs);
    me.mainBusyUntilUs = fromUs + Math.max(0, Math.min(mainLingersUs, peerClosesUs - fromUs));
    if (me.mainBusyUntilUs > nowUs) {
      const blockedUs = me.mainBusyUntilUs - fromUs;
      world.record(EVENT['worker/blocked'], client.request, me.index, blockedUs);
      app.listener.forget(me);
      world.kernel.send(me.cell, MESSAGE.mainBusy, 0);
      return;
    }
  }
  if (me.isAlive) mayAccept(me);
}

/** A new connection over which nothing has come: the worker's poller watches it, as long as it would a kept one. */
export function parkUnread(me: Worker, client: ClientConnection): void {
  const { world } = me;
  const kept = new Kept(world, me, client.link.rttUs);
  kept.limitUs = me.app.limits.keepaliveUs;
  kept.pending = client;
  kept.lastRequest = client.request;
  client.kept = kept;
  me.parked.add(kept);
  world.kernel.send(kept.cell, MESSAGE.keep, 0);
  const inUs = client.firstByteArrivesUs - world.queue.nowUs;
  if (inUs < Number.POSITIVE_INFINITY)
    world.queue.push(world.queue.nowUs + Math.max(0, inUs), kept.cell, MESSAGE.readable, 0);
}

/** A kept connection's request has come to the worker: to a slot, or, where the worker no longer looks, into nothing. */
export function readKept(me: Worker, kept: Kept, client: ClientConnection): void {
  me.parked.delete(kept);
  if (me.closing.has(kept)) {
    me.world.kernel.send(kept.cell, MESSAGE.expire, 0);
    dropUnanswered(me, client, me.world.queue.nowUs + COST.closingUs);
    return;
  }
  const reads = me.isAlive && !me.isLeaving && (!me.isStopping || me.app.traits.drainsIdle);
  if (!reads) me.unread.push(client);
  else if (kept.holder !== null) {
    const slot = kept.holder;
    letGo(slot);
    slot.hold(client);
  } else if (me.app.traits.acceptsInLoop) {
    giveToSlot(me, client);
    noteLoopEvent(me);
  } else giveToWaiting(me, client);
}

/** The worker has closed a connection that was idle. One that had yet to send anything loses its client too. */
export function forgetKept(me: Worker, kept: Kept): void {
  me.parked.delete(kept);
  me.closing.delete(kept);
  if (me.app.traits.acceptsInLoop) me.connections--;
  if (kept.holder !== null) me.world.kernel.send(kept.holder.cell, MESSAGE.expire, 0);
  const client = kept.pending;
  if (client !== null && client.firstByteArrivesUs > me.world.queue.nowUs) {
    kept.pending = null;
    client.closedByPeer(kept.latencyUs);
  }
  if (!me.isAlive) return;
  mayAccept(me);
  noteSlotIdle(me, null);
}
