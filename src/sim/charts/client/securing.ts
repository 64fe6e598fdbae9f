import { EVENT } from '../../../recording/vocabulary.ts';
import type { Tls } from '../../../scenario/scenario.ts';
import { MESSAGE } from '../../messages.ts';
import { handshakeKind } from '../../resources/tls.ts';
import type { FrontKeeper } from '../front/frontKeeper.ts';
import { Kept } from '../kept.ts';
import type { ClientConnection } from './client.ts';
import { Handshake } from './handshake.ts';

/** How a new connection is secured, and how an HTTP/2 connection comes about. */

/** Its request will go along with its first words. Changes nothing. */
export function sendsEarly(me: ClientConnection): boolean {
  const { tls } = me.world;
  return tls !== null && kindOf(me, tls) === 'early';
}

/** Only what does no harm when somebody plays it again goes along with the first words (RFC 8470). */
function kindOf(me: ClientConnection, tls: Tls) {
  const isKnown = me.population.resumes || me.errand?.visitor.hasTicket === true;
  return handshakeKind(tls, isKnown, me.route.method === 'GET' && me.bodyBytes === 0);
}

/** The front server has its connection, which is secured first. */
export function beginHandshake(me: ClientConnection, keeper: FrontKeeper, tls: Tls): void {
  const { world, request, populationIndex } = me;
  const handshake = new Handshake(me, keeper, tls, kindOf(me, tls));
  me.handshake = handshake;
  world.record(EVENT['tls/handshaking'], request, populationIndex, handshake.kindIndex);
  if (me.errand?.visitor.multiplexes) {
    me.kept = new Kept(world, keeper, me.link.rttUs);
    me.kept.streams = new Map([[request, me]]);
    me.kept.front = keeper.index;
    me.kept.onIdle = me.errand.visitor.closeIfDone;
    me.errand.visitor.line?.renewWindow();
  }
  keeper.secure(me);
  if (handshake.kind === 'early') begin(me);
  world.kernel.send(handshake.cell, MESSAGE.start, 0);
}

/** The client may send. Whoever else of it waits for this connection may too. */
export function secured({ client, kind }: Handshake): void {
  const { world, errand } = client;
  if (kind !== 'early') {
    client.sendsFromUs = world.queue.nowUs;
    begin(client);
    client.front?.keeper.secured(client);
    world.kernel.send(client.cell, MESSAGE.secured, 0);
  }
  errand?.visitor.secured(client);
}

function begin(me: ClientConnection): void {
  const { world, kept } = me;
  if (kept?.streams) openStream(me, kept);
  world.noteSending(me);
}

/** One more request over an HTTP/2 connection. */
export function openStream(me: ClientConnection, kept: Kept): void {
  me.world.record(EVENT['stream/opened'], me.request, me.populationIndex, kept.carried);
  kept.carried++;
  kept.lastRequest = me.request;
  kept.streams?.set(me.request, me);
}
