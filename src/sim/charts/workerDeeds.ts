import { EVENT, FAILURES } from '../../recording/vocabulary.ts';
import { STREAMS, uniform } from '../chance.ts';
import { MESSAGE } from '../messages.ts';
import { COST } from '../versions.ts';
import type { ClientConnection } from './client.ts';
import type { Slot } from './slot.ts';
import { leaveAnswer } from './slotDeeds.ts';
import type { Worker } from './worker.ts';

/** The app is imported: its slots open, or its loop begins to accept. */
export function bootWorker(me: Worker): void {
  const { world, app } = me;
  world.record(EVENT['worker/booted'], -1, me.index, me.pid);
  me.served = 0;
  me.connections = 0;
  me.mainBusyUntilUs = 0;
  const { max_requests, max_requests_jitter } = app.settings;
  me.mostRequests =
    max_requests === 0
      ? Number.POSITIVE_INFINITY
      : max_requests +
        Math.floor(
          uniform(world.scenario.seed, STREAMS.jitter, me.index, me.pid) *
            (max_requests_jitter + 1),
        );
  me.freeSlots.length = 0;
  for (const slot of me.slots) world.kernel.send(slot, MESSAGE.open, 0);
  mayAccept(me);
}

/** A worker with a loop of its own goes back to the listening socket, unless it is full, busy or about to end. */
export function mayAccept(me: Worker): void {
  const { app, world } = me;
  if (!app.traits.acceptsInLoop || me.isStopping || !me.isAlive) return;
  if (me.connections >= app.settings.worker_connections) return;
  if (me.mainBusyUntilUs > world.queue.nowUs) return;
  if (!app.listener.idle.includes(me)) app.listener.wait(me);
}

/** accept() in the worker's loop: the connection goes to a slot, or waits inside the process for one. */
export function acceptIncoming(me: Worker): void {
  me.connections++;
  giveToSlot(me, me.incoming as ClientConnection);
  mayAccept(me);
}

/** A connection has something to read (or is new): to a free slot, a new one where there is no limit, or into the queue for threads. */
export function giveToSlot(me: Worker, client: ClientConnection): void {
  const { world } = me;
  if (me.freeSlots.length === 0 && me.app.slotsPerWorker === 0)
    world.kernel.send(world.addSlot(me), MESSAGE.open, 0);
  const slot = me.freeSlots.pop();
  if (slot === undefined) {
    me.pooled.push(client);
    world.record(EVENT['connection/pooled'], client.request, me.index, me.pooled.length);
    return;
  }
  slot.hold(client);
}

/** A slot has nothing to do: it takes the connection that has waited longest, or waits itself. */
export function takeOrWait(me: Worker, slot: Slot): void {
  const next = me.pooled.shift();
  if (next !== undefined) slot.hold(next);
  else me.freeSlots.push(slot);
}

/** Hands out what came while the main thread was busy. */
export function dispatch(me: Worker): void {
  while (me.pooled.length > 0 && me.freeSlots.length > 0)
    (me.freeSlots.pop() as Slot).hold(me.pooled.shift() as ClientConnection);
}

/** It takes no more connections; what it has under way it finishes. */
export function promiseStop(me: Worker): void {
  me.isStopping = true;
  me.app.listener.forget(me);
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
  app.listener.forget(me);
  const goneAtUs = world.queue.nowUs + COST.dyingUs;
  for (const slot of me.slots) {
    const client = slot.current;
    if (!app.traits.acceptsInLoop) app.listener.forget(slot);
    world.kernel.send(slot, MESSAGE.halt, 0);
    if (slot.session !== null) world.kernel.send(slot.session, MESSAGE.closeSession, 0);
    if (client === null) continue;
    client.slot = null;
    if (client.hasAnswer) leaveAnswer(slot, client);
    else dropUnanswered(me, client, goneAtUs);
  }
  for (const client of me.pooled) dropUnanswered(me, client, goneAtUs);
  for (const client of me.unread) dropUnanswered(me, client, goneAtUs);
  me.pooled.length = 0;
  me.unread.length = 0;
  me.freeSlots.length = 0;
  if (me.syncThread !== null) {
    me.syncThread.holder = null;
    me.syncThread.waiting.length = 0;
  }
  for (const kept of me.parked) world.kernel.send(kept, MESSAGE.expire, 0);
  me.parked.clear();
  world.freeMemory(me);
  world.queue.push(goneAtUs, app.arbiter, MESSAGE.childGone, me.index);
}

/** Its connection is closed without a byte: an empty reply, or 502 from nginx. */
function dropUnanswered(me: Worker, client: ClientConnection, atUs: number): void {
  const { queue } = me.world;
  if (client.front === null) queue.push(atUs, client, MESSAGE.cut, FAILURES.indexOf('empty-reply'));
  else if (!client.upstreamGone) client.front.closedByApp(atUs);
}
