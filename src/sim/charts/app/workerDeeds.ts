import { EVENT } from '../../../recording/vocabulary.ts';
import { STREAMS, uniform } from '../../chance.ts';
import { MESSAGE } from '../../messages.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Slot } from './slot.ts';
import type { Worker } from './worker.ts';
import { loopIsHeld, noteLoopEvent, queueInLoop } from './workerLoop.ts';

/** The app is imported: its slots open, or its loop begins to accept. */
export function bootWorker(me: Worker): void {
  const { world, app } = me;
  world.record(EVENT['worker/booted'], -1, me.index, me.pid);
  me.served = 0;
  me.connections = 0;
  me.mainBusyUntilUs = 0;
  me.turnUs = world.queue.nowUs;
  const { maxRequests, maxRequestsJitter } = app.traits;
  me.mostRequests =
    maxRequests === 0
      ? Number.POSITIVE_INFINITY
      : maxRequests +
        Math.floor(
          uniform(world.scenario.seed, STREAMS.jitter, me.index, me.pid) * (maxRequestsJitter + 1),
        );
  me.freeSlots.length = 0;
  me.idleThreads = 0;
  if (app.traits.bindsLate && app.arbiter.hasSocket) app.listener.isOpen = true;
  for (const slot of me.slots) {
    slot.wasHeld = false;
    world.kernel.send(slot.cell, MESSAGE.open, 0);
  }
  mayAccept(me);
}

/** A worker with a loop of its own goes back to the listening socket, unless it is full, busy or about to end, and takes all who wait there. */
export function mayAccept(me: Worker): void {
  const { app } = me;
  if (!app.traits.acceptsInLoop || me.isAccepting) return;
  const { listener } = app;
  if (listener.idle.includes(me)) return;
  if (loopIsHeld(me)) {
    if (!canAccept(me)) return;
    listener.idle.push(me);
    if (listener.backlog.length > 0) queueInLoop(me);
  } else takeAll(me);
}

/** Whether its loop is held or not. */
export function takeAll(me: Worker): void {
  const { listener } = me.app;
  me.isAccepting = true;
  while (canAccept(me) && !listener.idle.includes(me)) listener.wait(me);
  me.isAccepting = false;
}

function canAccept(me: Worker): boolean {
  if (me.isStopping || !me.isAlive || me.isLingering) return false;
  if (me.connections >= me.app.traits.connectionsPerProcess) return false;
  return me.mainBusyUntilUs <= me.world.queue.nowUs;
}

/** accept() in the worker's loop: the connection goes to a slot, or waits inside the process for one. */
export function acceptIncoming(me: Worker): void {
  me.connections++;
  giveToSlot(me, me.incoming as ClientConnection);
  noteLoopEvent(me);
  mayAccept(me);
}

/** A connection has something to read (or is new): to a free slot, a new one where there is no limit, or into the queue for threads. */
export function giveToSlot(me: Worker, client: ClientConnection): void {
  const { world } = me;
  if (me.freeSlots.length === 0 && me.app.traits.slotsPerProcess === 0)
    world.kernel.send(world.addSlot(me).cell, MESSAGE.open, 0);
  const slot = freeSlot(me);
  if (slot === undefined) {
    me.pooled.push(client);
    world.record(EVENT['connection/pooled'], client.request, me.index, me.pooled.length);
    return;
  }
  slot.hold(client);
}

/**
 * Of a pool's threads the one that has been idle longest gets the next connection; another thread is begun only where none of them is
 * idle (ThreadPoolExecutor). Greenlets and tasks are new each time: any place will do.
 */
function freeSlot(me: Worker): Slot | undefined {
  if (me.app.traits.slotsPerProcess === 0) return me.freeSlots.pop();
  if (me.idleThreads > 0) me.idleThreads--;
  return me.freeSlots.shift();
}

/** A slot has nothing to do: it takes the connection that has waited longest, or waits itself. Threads that have begun stand before others. */
export function takeOrWait(me: Worker, slot: Slot): void {
  const next = me.pooled.shift();
  if (next !== undefined) slot.hold(next);
  else if (slot.wasHeld) me.freeSlots.splice(me.idleThreads++, 0, slot);
  else me.freeSlots.push(slot);
}

/** A slot that accepts for itself has nothing to do: what has come over connections of its process goes first. */
export function waitAtSocket(me: Worker, slot: Slot): void {
  const next = me.app.slotsKeep ? me.pooled.shift() : undefined;
  if (next !== undefined) slot.hold(next);
  else me.app.listener.wait(slot);
}

/** A request has come over a kept connection of a process whose slots accept for themselves. */
export function giveToWaiting(me: Worker, client: ClientConnection): void {
  const { world, app } = me;
  const slot = me.slots.find((one) => app.listener.idle.includes(one));
  if (slot === undefined) {
    me.pooled.push(client);
    world.record(EVENT['connection/pooled'], client.request, me.index, me.pooled.length);
    return;
  }
  app.listener.forget(slot);
  slot.hold(client);
}

/** Hands out what came while the main thread was busy. */
export function dispatch(me: Worker): void {
  while (me.pooled.length > 0 && me.freeSlots.length > 0)
    (freeSlot(me) as Slot).hold(me.pooled.shift() as ClientConnection);
}
