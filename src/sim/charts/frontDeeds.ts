import { EVENT } from '../../recording/vocabulary.ts';
import { bodyArrivesUs } from '../resources/sending.ts';
import { ERROR_PAGE_BYTES, WRITERS } from '../versions.ts';
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

/** nginx opens a connection to the app server: one more of its own, and one in the backlog there. */
export function openUpstream(me: FrontConnection): void {
  me.hasUpstream = true;
  me.world.frontConnections++;
  me.world.record(EVENT['upstream/connected'], me.client.request, -1, 0);
  me.client.app.listener.connect(me.client);
}

/** nginx sends an answer of its own, or a file: no worker is involved any more. */
export function answer(me: FrontConnection, status: number, bytes = ERROR_PAGE_BYTES): void {
  me.status = status;
  me.stallUs = me.client.receive(status, bytes, WRITERS.nginx).stallUs(bytes);
}

export function answerOwn(me: FrontConnection, status: number): void {
  me.world.record(EVENT['front/answered'], me.client.request, -1, status);
  answer(me, status);
}

/** nginx is done with the client, and with what it had open for it. */
export function closeFront(me: FrontConnection): void {
  if (me.isFree) return;
  me.isFree = true;
  if (me.hasUpstream) {
    me.hasUpstream = false;
    me.world.frontConnections--;
  }
  me.world.frontConnections--;
  me.world.record(EVENT['front/closed'], me.client.request, -1, me.status);
}
