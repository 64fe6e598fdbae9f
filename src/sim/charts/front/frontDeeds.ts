import { EVENT, FAILURES } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import { bodyArrivesUs } from '../../resources/sending.ts';
import { ERROR_PAGE_BYTES } from '../../versions.ts';
import type { FrontConnection } from './front.ts';
import { compressed, gzipUs } from './gzip.ts';
import { endForNobody, leaveCache, leaveInstance } from './passage.ts';

/** nginx starts on the body: it reads as fast as the client sends, whether it keeps the body or passes it on. */
export function expectBody(me: FrontConnection): void {
  const { client, world } = me;
  if (client.bodyBytes === 0) return;
  const holdsBytes = Number.POSITIVE_INFINITY;
  me.bodyArrivesUs = bodyArrivesUs(
    client.bodyLeavesAtUs,
    client.bodyBytes,
    client.link,
    0,
    holdsBytes,
  );
  const inUs = me.bodyArrivesUs - world.queue.nowUs;
  if (world.clientOutages !== null) me.bodyArrivesUs = client.reachesUs(me.bodyArrivesUs);
  const plannedUs = inUs === Number.POSITIVE_INFINITY ? -1 : Math.max(0, inUs);
  world.record(EVENT['body/receiving'], client.request, me.keeper.actor, plannedUs);
}

/** nginx sends an answer of its own, or a file: no worker is involved any more. */
export function answer(me: FrontConnection, status: number, bytes = ERROR_PAGE_BYTES): void {
  me.status = status;
  if (me.passage?.isLeft) {
    endForNobody(me);
    return;
  }
  if (me.client.isGone) {
    me.world.kernel.send(me.cell, MESSAGE.clientDone, 0);
    return;
  }
  const sentBytes = me.traits.compresses ? compressed(me, status, bytes) : bytes;
  const workUs = sentBytes < bytes ? gzipUs(bytes) : 0;
  me.delivery = me.client.receive(status, sentBytes, me.traits.writing, workUs);
  me.answerBytes = sentBytes;
  me.stallUs = me.delivery.stallUs(sentBytes);
  if (me.hasPlace) me.keeper.places?.leave(me);
}

/** The answer of an app server comes in: the thread is needed until no more of it is unsent than goes out by itself. */
export function holdPlace(me: FrontConnection): void {
  const { delivery, world, traits, answerBytes } = me;
  if (!me.hasPlace || delivery === null) return;
  const untilUs = delivery.takenUs(answerBytes - traits.unsentBytes);
  if (untilUs <= world.queue.nowUs) me.keeper.places?.leave(me);
  else if (untilUs < Number.POSITIVE_INFINITY)
    world.queue.push(untilUs, me.cell, MESSAGE.written, 0);
}

/** The client left and nobody noticed: the answer is taken off the app server's hands, logged, and thrown away. */
export function takeForNobody(me: FrontConnection, status: number): void {
  const { kernel } = me.world;
  me.status = status;
  kernel.send(me.cell, MESSAGE.upstreamAnswer, 1);
  kernel.send(me.cell, MESSAGE.clientDone, 0);
}

/** The client has gone, and it has sent all it had to: a front server that waits for an app server or a thread does not see that. */
export function overlooksLeaving(me: FrontConnection): boolean {
  const { traits, client, hasUpstream, hasPlace } = me;
  if (traits.seesLeaving || client.hasAnswer) return false;
  return (hasUpstream || !hasPlace) && hasSentAll(me);
}

/** All of its request had left the client before it left itself. */
export function hasSentAll({ client }: FrontConnection): boolean {
  return client.bodyLeavesAtUs <= client.goneAtUs;
}

/** The network to the app server is back, and with it an answer that was due. */
export function passOnHeld(me: FrontConnection): void {
  const { held, client, world } = me;
  if (held === null || client.isGone) return;
  me.held = null;
  answer(me, held.status, held.bytes);
  world.record(EVENT['response/buffered'], client.request, me.keeper.actor, held.bytes);
  world.kernel.send(me.cell, MESSAGE.upstreamAnswer, 1);
}

/** nginx is told to end at once. What its kernel has taken of an answer still reaches the client; who has none gets a FIN, or a reset while it sends. */
export function stopFront(me: FrontConnection): void {
  const { client, delivery, answerBytes, world } = me;
  const { nowUs } = world.queue;
  me.status = 0;
  closeFront(me);
  if (client.kept !== null) world.kernel.send(client.kept.cell, MESSAGE.expire, 0);
  if (client.isGone) return;
  const travelsUs = Math.round(client.link.rttUs / 2);
  if (delivery === null)
    client.cutAt(nowUs + travelsUs, client.bodyLeavesAtUs > nowUs ? 'reset' : 'empty-reply');
  else if (delivery.takenUs(answerBytes) > nowUs) {
    const atUs = delivery.readUs(delivery.takenBytes(answerBytes, nowUs));
    if (atUs <= nowUs) client.cutAt(nowUs + travelsUs, 'truncated');
    else if (atUs < Number.POSITIVE_INFINITY)
      world.queue.push(atUs, client.cell, MESSAGE.cut, FAILURES.indexOf('truncated'));
  }
}

export function answerOwn(me: FrontConnection, status: number): void {
  me.world.record(EVENT['front/answered'], me.client.request, me.keeper.actor, status);
  answerBadly(me, status);
}

/** An answer that nginx makes up itself: after some of them it trusts nothing further that comes over the connection. */
export function answerBadly(me: FrontConnection, status: number): void {
  me.closesAfter = me.traits.closesAfter.includes(status);
  answer(me, status);
}

/** The whole answer is in nginx: the connection to the app server goes into the pool, or is closed. */
export function freeUpstream(me: FrontConnection): void {
  if (!me.hasUpstream) return;
  me.hasUpstream = false;
  me.keeper.connections--;
  if (me.passage !== null) leaveInstance(me);
  if (!me.keeper.isPlain) me.keeper.upstreams.worked(me.instance);
  if (me.isReturned) me.pooled?.world.kernel.send(me.pooled.cell, MESSAGE.keep, 0);
}

/** nginx is done with the client's request, and with what it had open for it. The client's own connection may stay. */
export function closeFront(me: FrontConnection, keepsClient = false): void {
  if (me.isFree) return;
  me.isFree = true;
  me.keeper.live?.delete(me);
  me.keeper.forgetSilent(me);
  me.keeper.places?.leave(me);
  freeUpstream(me);
  if (me.passage !== null) {
    leaveInstance(me);
    leaveCache(me);
  }
  const { kept, request } = me.client;
  if (kept !== null && kept.streams !== null) me.keeper.endStream(kept, request);
  else if (!keepsClient) me.keeper.connections--;
  me.world.record(EVENT['front/closed'], me.client.request, me.keeper.actor, me.status);
}

/** The client has the whole answer: its connection is kept for another request, or closed. */
export function finish(me: FrontConnection): void {
  const { client, keeper } = me;
  const isShared = client.kept !== null && client.kept.streams !== null;
  const keeps = !isShared && client.population.keepAlive && !client.isGone && keepsClient(me);
  closeFront(me, keeps);
  if (keeps) keeper.keepClient(client);
  else if (!isShared) client.kept = null;
}

/** nginx closes where it is told to, where the status forbids more, and where part of the body has not come. */
function keepsClient({ client, keeper, traits, closesAfter, status }: FrontConnection): boolean {
  const carried = (client.kept?.carried ?? 0) + 1;
  return (
    !keeper.isExiting &&
    !closesAfter &&
    !(traits.closesAfterAny && traits.closesAfter.includes(status)) &&
    traits.keepaliveUs > 0 &&
    carried < traits.keepaliveRequests &&
    (client.bodyBytes === 0 ||
      client.bodyLeavesAtUs + Math.round(client.link.rttUs / 2) <= client.world.queue.nowUs)
  );
}
