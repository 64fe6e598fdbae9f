import { EVENT, FAILURES } from '../../../recording/vocabulary.ts';
import { type FrontTraits, UNBUFFERED_BYTES } from '../../../scenario/servers/frontTraits.ts';
import { MESSAGE } from '../../messages.ts';
import type { Delivery } from '../../resources/delivery.ts';
import { LOOPBACK_SEGMENT_BYTES, ROUTER_HOP_BYTES, SEGMENT_BYTES } from '../../versions.ts';
import type { ClientConnection } from '../client/client.ts';
import type { FrontConnection } from '../front/front.ts';
import { takeForNobody } from '../front/frontDeeds.ts';
import { compressed, gzipUs } from '../front/gzip.ts';
import { afterAnswer, keep, keepOrClose, mayKeep, parkUnread } from './connections.ts';
import type { Slot } from './slot.ts';
import { dropUnanswered } from './workerEnd.ts';
import { giveMemory, takeMemory } from './workerMemory.ts';

/** The worker has accepted a connection: from now on it is held. */
export function takeConnection(me: Slot): void {
  const { world } = me;
  const client = me.current as ClientConnection;
  me.heartbeatUs = world.queue.nowUs;
  me.status = 200;
  me.promisesKeep = false;
  me.delivery = null;
  me.abortedBytes = -1;
  me.program = world.programs[client.routeIndex];
  me.pc = 0;
  me.sleepsUs = 0;
  if (me.session !== null) me.session.queryNumber = 0;
  const { backlog } = me.worker.app.listener;
  world.record(EVENT['worker/accepted'], client.request, me.index, backlog.length);
}

/** The whole request has been read: Django's request_started. */
export function receivedRequest(me: Slot): void {
  const client = me.current as ClientConnection;
  me.world.record(EVENT['worker/received'], client.request, me.index, client.bodyBytes);
  me.isInRequest = true;
  const { memoryBytes } = client.route;
  if (memoryBytes > 0) {
    takeMemory(me.worker, memoryBytes);
    me.hasMemory = true;
  }
  if (me.session !== null) me.world.closeObsolete(me.session);
}

/** The app is called: the request counts, and whether its answer will say keep-alive is settled. */
export function callApp(me: Slot): void {
  const { world, worker } = me;
  if (++worker.served >= worker.mostRequests && !worker.isEnding)
    world.kernel.send(worker.cell, MESSAGE.recycle, 0);
  me.promisesKeep = worker.app.keeps && !worker.isEnding;
  world.record(EVENT['view/entered'], world.requestOf(me), me.index, 0);
}

/**
 * First send() of the answer. Sets when the last one returns and when the peer will have closed: with both known in advance, an answer
 * costs the same to simulate whatever its size.
 */
export function beginAnswer(me: Slot): void {
  const { world } = me;
  const client = me.current as ClientConnection;
  const { nowUs } = world.queue;
  const bytes = client.answerBytes(me.status);
  me.writesFromUs = nowUs;
  me.writeReturnsUs = nowUs;
  me.peerClosesUs = nowUs;
  world.record(EVENT['response/writing'], client.request, me.index, bytes);
  const { front } = client;
  if (front === null) {
    if (client.isGone) return;
    const { app } = me.worker;
    const laterUs = app.writesTwice ? bodyWaitsUs(me, client, bytes) : 0;
    const delivery = client.receive(me.status, bytes, app.writer, 0, laterUs);
    me.delivery = delivery;
    me.writeReturnsUs =
      app.traits.routesForUs > 0
        ? delivery.takenUs(bytes - ROUTER_HOP_BYTES)
        : laterUs > 0
          ? nowUs
          : delivery.takenUs(bytes);
    me.peerClosesUs = client.population.closes
      ? client.lastByteUs + Math.round(client.link.rttUs / 2)
      : Number.POSITIVE_INFINITY;
    return;
  }
  if (client.upstreamGone) return;
  if (client.isGone) {
    takeForNobody(front, me.status);
    return;
  }
  if (front.isCut) {
    holdAnswer(me, front, bytes);
    return;
  }
  const { traits, latencyUs } = front;
  const holds = holdsBytes(traits);
  const fitsNginx = bytes <= holds;
  const sentBytes = traits.compresses ? compressed(front, me.status, bytes) : bytes;
  // Of what the worker writes, so much reaches the client.
  const share = sentBytes / bytes;
  const delivery = client.receive(
    me.status,
    sentBytes,
    traits.answerMemoryBytes > UNBUFFERED_BYTES && !fitsNginx
      ? traits.writingFromMemory
      : traits.writing,
    latencyUs + (share < 1 ? gzipUs(bytes) : 0),
  );
  me.delivery = delivery;
  // SIMPLIFIED: from a far app server nginx is told of the answer when it leaves there; only the client gets it in time.
  const reachesUs = nowUs + latencyUs;
  const isTakenUs = delivery.takenUs((bytes - holds) * share);
  const returnsUs = delivery.takenUs((bytes - holds - traits.hopBytes) * share);
  me.peerClosesUs = isTakenUs + latencyUs;
  me.writeReturnsUs = returnsUs <= reachesUs ? nowUs : returnsUs;
  front.status = me.status;
  front.stallUs = delivery.stallUs(sentBytes);
  front.delivery = delivery;
  front.answerBytes = sentBytes;
  world.kernel.send(front.cell, MESSAGE.upstreamAnswer, fitsNginx ? 1 : 0);
  if (isTakenUs <= reachesUs)
    world.record(EVENT['response/buffered'], client.request, front.keeper.actor, bytes);
}

/**
 * The network between the app server and nginx is cut: the worker has written its answer, nginx has it when the network is back.
 * SIMPLIFIED: an answer of any size fits the sockets then, and nginx takes all of it.
 */
function holdAnswer(me: Slot, front: FrontConnection, bytes: number): void {
  const { world } = me;
  front.held = { status: me.status, bytes };
  world.pushThrough(
    front.outage,
    world.queue.nowUs,
    front.cell,
    MESSAGE.answerArrives,
    front.attempt,
  );
}

/** How much of one answer the front server takes before it has to pass some of it on. */
function holdsBytes({ answerMemoryBytes, answerFileBytes }: FrontTraits): number {
  return answerMemoryBytes + answerFileBytes;
}

/** How much of its answer a worker has got rid of: what the socket towards the client has taken, what nginx has, and the sockets to it. */
function writtenBytes(delivery: Delivery, client: ClientConnection, atUs: number): number {
  const bytes = client.answerBytes(client.status);
  const taken = delivery.takenBytes(bytes, atUs);
  if (client.front === null) return taken;
  return Math.min(bytes, taken + holdsBytes(client.front.traits) + client.front.traits.hopBytes);
}

/**
 * How long a body waits in the kernel behind a head that was sent apart from it: Nagle holds back what does not fill a segment until the head
 * is acknowledged, which takes a round trip, and longer where the client delays its acknowledgements: not at the beginning of a connection.
 * One that is closed behind the answer lets everything out at once.
 */
function bodyWaitsUs(me: Slot, client: ClientConnection, bytes: number): number {
  if (!me.promisesKeep || !client.population.keepAlive) return 0;
  const { rttUs } = client.link;
  if (bytes > (rttUs === 0 ? LOOPBACK_SEGMENT_BYTES : SEGMENT_BYTES)) return 0;
  const isReused = client.kept !== null && client.kept.carried > 0;
  return isReused ? rttUs + me.worker.app.traits.delayedAckUs : rttUs;
}

/** Django's request_finished: after the last send, before Gunicorn waits for the client. */
export function finishRequest(me: Slot): void {
  if (!me.isInRequest) return;
  me.isInRequest = false;
  if (me.session !== null) me.world.closeObsolete(me.session);
}

/** The slot is free of the connection: it has been closed, or is kept for another request. */
export function release(me: Slot): void {
  const { world, worker } = me;
  const client = me.current as ClientConnection;
  finishRequest(me);
  if (me.hasMemory) {
    giveMemory(worker, client.route.memoryBytes);
    me.hasMemory = false;
  }
  const heldUs = world.queue.nowUs - me.heldSinceUs;
  world.record(EVENT['worker/released'], client.request, me.index, heldUs);
  client.slot = null;
  me.current = null;
  if (worker.app.traits.acceptsInLoop)
    afterAnswer(worker, client, me.promisesKeep, me.peerClosesUs);
  else {
    if (worker.app.slotsKeep) keepOrClose(worker, client, me.promisesKeep);
    me.closesUntilUs = world.queue.nowUs + worker.app.traits.closingTogetherUs;
  }
}

/** A file goes out with no view at all; its connection may be kept like any other. */
export function serveFile(me: Slot): void {
  const { world, worker } = me;
  const client = me.current as ClientConnection;
  me.promisesKeep = worker.app.keeps && !worker.isEnding;
  world.record(EVENT['static/served'], client.request, -1, client.route.responseBytes);
}

/** Its answer is out, its connection stays, and with it the slot. */
export function staysWithClient(me: Slot): boolean {
  return me.promisesKeep && mayKeep(me.worker, me.current as ClientConnection);
}

/** It waits for the next request of its client, and is not free before the connection is closed. */
export function stay(me: Slot): void {
  const { world, worker } = me;
  const client = me.current as ClientConnection;
  finishRequest(me);
  if (me.hasMemory) {
    giveMemory(worker, client.route.memoryBytes);
    me.hasMemory = false;
  }
  me.lastRequest = client.request;
  client.slot = null;
  me.current = null;
  const kept = keep(worker, client);
  kept.holder = me;
  me.staysFor = kept;
  const waitsUs = kept.limitUs === Number.POSITIVE_INFINITY ? -1 : kept.limitUs;
  world.record(EVENT['connection/awaited'], client.request, me.index, waitsUs);
}

/** The connection that it waited for has been closed, or has brought another request. */
export function letGo(me: Slot): void {
  if (me.staysFor === null) return;
  me.staysFor.holder = null;
  me.staysFor = null;
  const heldUs = me.world.queue.nowUs - me.heldSinceUs;
  me.world.record(EVENT['worker/released'], me.lastRequest, me.index, heldUs);
}

/** The greenlet it runs in is ended by SIGABRT: its connection is closed without a byte. */
export function loseView(me: Slot): void {
  const { world, worker } = me;
  const client = me.current as ClientConnection;
  me.cores.stop(me);
  me.status = 500;
  if (me.session?.isBusy) world.kernel.send(me.session.cell, MESSAGE.closeSession, 0);
  if (!client.hasAnswer) dropUnanswered(worker, client, world.queue.nowUs);
  release(me);
}

/** Nothing came within the limit: a thread hands the connection back to the worker's poller, a greenlet closes it. */
export function giveBack(me: Slot): void {
  const { world, worker } = me;
  const client = me.current as ClientConnection;
  const heldUs = world.queue.nowUs - me.heldSinceUs;
  client.slot = null;
  me.current = null;
  if (worker.app.limits.parksIdle) {
    world.record(EVENT['connection/parked'], client.request, worker.index, heldUs);
    parkUnread(worker, client);
  } else {
    if (worker.app.traits.acceptsInLoop) worker.connections--;
    client.cutOff('empty-reply');
  }
  world.record(EVENT['worker/released'], client.request, me.index, heldUs);
}

/**
 * SIGABRT within send(), Gunicorn 26: the answer is broken off and the 500 page is to follow, but the socket is full; it takes
 * more only once a third of its buffer has drained (Linux: `sk_stream_is_writeable`).
 * @returns when that will be
 */
export function breakOffAnswer(me: Slot): number {
  const { nowUs } = me.world.queue;
  const { delivery } = me;
  if (delivery === null) return nowUs;
  const client = me.current as ClientConnection;
  me.abortedBytes = writtenBytes(delivery, client, nowUs);
  const fullBytes = client.front === null ? delivery.bufferBytes : client.front.traits.hopBytes;
  const taken = delivery.takenBytes(client.answerBytes(me.status), nowUs);
  return delivery.takenUs(taken + fullBytes / 3);
}

/** The writer is gone: what the sockets and nginx hold still reaches the reader, then the connection ends. */
export function leaveAnswer(me: Slot, client: ClientConnection): void {
  const { nowUs } = me.world.queue;
  if (me.delivery === null) return;
  const isBrokenOff = me.abortedBytes >= 0;
  if (!isBrokenOff && me.writeReturnsUs <= nowUs) return;
  const got = isBrokenOff ? me.abortedBytes : writtenBytes(me.delivery, client, nowUs);
  const atUs = me.delivery.readUs(got);
  if (atUs <= nowUs) client.cutAt(nowUs, 'truncated');
  else if (atUs < Number.POSITIVE_INFINITY)
    me.world.queue.push(atUs, client.cell, MESSAGE.cut, FAILURES.indexOf('truncated'));
}
