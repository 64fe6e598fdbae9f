import { EVENT, FAILURES } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import { bodyArrivesUs } from '../../resources/sending.ts';
import { ERROR_PAGE_BYTES, WRITERS } from '../../versions.ts';
import type { FrontConnection } from './front.ts';

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
  if (world.clientOutage !== null) me.bodyArrivesUs = client.reachesUs(me.bodyArrivesUs);
  const plannedUs = inUs === Number.POSITIVE_INFINITY ? -1 : Math.max(0, inUs);
  world.record(EVENT['body/receiving'], client.request, -1, plannedUs);
}

/** nginx sends an answer of its own, or a file: no worker is involved any more. */
export function answer(me: FrontConnection, status: number, bytes = ERROR_PAGE_BYTES): void {
  me.status = status;
  me.delivery = me.client.receive(status, bytes, WRITERS.nginx);
  me.answerBytes = bytes;
  me.stallUs = me.delivery.stallUs(bytes);
}

/** The network to the app server is back, and with it an answer that was due. */
export function passOnHeld(me: FrontConnection): void {
  const { held, client, world } = me;
  if (held === null || client.isGone) return;
  me.held = null;
  answer(me, held.status, held.bytes);
  world.record(EVENT['response/buffered'], client.request, -1, held.bytes);
  world.kernel.send(me.cell, MESSAGE.upstreamAnswer, 1);
}

/** Until nginx has had nothing of a body for `client_body_timeout`: a client that stops in its middle, or a cut of the network. */
export function bodyTimeoutUs({ client, traits, world, bodyArrivesUs }: FrontConnection): number {
  const { bodySilenceUs } = traits;
  const stopsUs =
    client.pace.stops === null || bodyArrivesUs < Number.POSITIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : Math.round(client.pace.bodyOverUs / 2) + bodySilenceUs;
  const outage = world.clientOutage === null ? null : world.outageOf(client);
  if (outage === null || client.bodyBytes === 0) return stopsUs;
  const { nowUs } = world.queue;
  const { stallUs, sinceUs } = outage.longest(nowUs, bodyArrivesUs);
  return stallUs > bodySilenceUs ? Math.min(stopsUs, sinceUs - nowUs + bodySilenceUs) : stopsUs;
}

/**
 * Until the client has taken nothing for `send_timeout`: a reader that pauses, or a cut of the network. SIMPLIFIED: an answer that is in
 * the sockets already keeps nginx as well; really the kernel goes on alone.
 */
export function sendTimeoutUs({ client, traits, world, stallUs }: FrontConnection): number {
  const { sendSilenceUs } = traits;
  const pausesUs = stallUs > sendSilenceUs ? sendSilenceUs : Number.POSITIVE_INFINITY;
  const outage = world.clientOutage === null ? null : world.outageOf(client);
  if (outage === null) return pausesUs;
  const { nowUs } = world.queue;
  const cut = outage.longest(nowUs, client.lastByteUs);
  return cut.stallUs > sendSilenceUs
    ? Math.min(pausesUs, cut.sinceUs - nowUs + sendSilenceUs)
    : pausesUs;
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
  me.world.record(EVENT['front/answered'], me.client.request, -1, status);
  answerBadly(me, status);
}

/** An answer that nginx makes up itself: after some of them it trusts nothing further that comes over the connection. */
export function answerBadly(me: FrontConnection, status: number): void {
  me.closesAfter = CLOSES_AFTER.includes(status);
  answer(me, status);
}

/** Statuses of its own after which nginx closes (ngx_http_special_response_handler). */
const CLOSES_AFTER: readonly number[] = [400, 413, 414, 500, 501];

/** The whole answer is in nginx: the connection to the app server goes into the pool, or is closed. */
export function freeUpstream(me: FrontConnection): void {
  if (!me.hasUpstream) return;
  me.hasUpstream = false;
  me.keeper.connections--;
  if (!me.keeper.isPlain) me.keeper.upstreams.worked(me.instance);
  if (me.isReturned) me.pooled?.world.kernel.send(me.pooled.cell, MESSAGE.keep, 0);
}

/** nginx is done with the client's request, and with what it had open for it. The client's own connection may stay. */
export function closeFront(me: FrontConnection, keepsClient = false): void {
  if (me.isFree) return;
  me.isFree = true;
  me.keeper.live?.delete(me);
  me.keeper.forgetSilent(me);
  freeUpstream(me);
  if (!keepsClient) me.keeper.connections--;
  me.world.record(EVENT['front/closed'], me.client.request, -1, me.status);
}

/** The client has the whole answer: its connection is kept for another request, or closed. */
export function finish(me: FrontConnection): void {
  const { client, keeper } = me;
  const keeps = client.population.keepAlive && keepsClient(me);
  closeFront(me, keeps);
  if (keeps) keeper.keepClient(client);
  else client.kept = null;
}

/** nginx closes where it is told to, where the status forbids more, and where part of the body has not come. */
function keepsClient({ client, keeper, traits, closesAfter }: FrontConnection): boolean {
  const carried = (client.kept?.carried ?? 0) + 1;
  return (
    !keeper.isExiting &&
    !closesAfter &&
    traits.keepaliveUs > 0 &&
    carried < traits.keepaliveRequests &&
    (client.bodyBytes === 0 ||
      client.bodyLeavesAtUs + Math.round(client.link.rttUs / 2) <= client.world.queue.nowUs)
  );
}
