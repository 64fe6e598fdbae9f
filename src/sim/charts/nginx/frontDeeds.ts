import { EVENT } from '../../../recording/vocabulary.ts';
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
  const plannedUs = inUs === Number.POSITIVE_INFINITY ? -1 : Math.max(0, inUs);
  world.record(EVENT['body/receiving'], client.request, -1, plannedUs);
}

/** nginx sends an answer of its own, or a file: no worker is involved any more. */
export function answer(me: FrontConnection, status: number, bytes = ERROR_PAGE_BYTES): void {
  me.status = status;
  me.stallUs = me.client.receive(status, bytes, WRITERS.nginx).stallUs(bytes);
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
function keepsClient({ client, keeper, nginx, closesAfter }: FrontConnection): boolean {
  const carried = (client.kept?.carried ?? 0) + 1;
  return (
    !keeper.isExiting &&
    !closesAfter &&
    nginx.keepalive_timeoutUs > 0 &&
    carried < nginx.keepalive_requests &&
    (client.bodyBytes === 0 ||
      client.bodyLeavesAtUs + Math.round(client.link.rttUs / 2) <= client.world.queue.nowUs)
  );
}
