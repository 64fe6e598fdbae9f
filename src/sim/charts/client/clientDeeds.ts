import { EVENT, FAILURES } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import type { ClientConnection } from './client.ts';

/** How a request ends, as its client sees it. */

/** Nobody listens, or the socket is full. nginx without a free connection accepts and closes at once. */
export function refused(me: ClientConnection): void {
  const { world, request, populationIndex } = me;
  const isReset = world.frontOf(me)?.isDown === false;
  if (isReset) world.failed++;
  else world.refused++;
  world.record(EVENT['connection/refused'], request, populationIndex, 0);
  const failure = FAILURES.indexOf(isReset ? 'reset' : 'refused');
  world.record(EVENT['request/failed'], request, populationIndex, failure);
  leave(me);
  world.clientEnded(me);
}

export function answered(me: ClientConnection): void {
  const { world } = me;
  world.answered++;
  world.record(EVENT['request/answered'], me.request, me.populationIndex, me.status);
  world.clientIsAnswered(me);
  world.clientEnded(me);
  if (me.population.keepAlive) closeUnfinished(me);
}

/** @param failure index in FAILURES */
export function failed(me: ClientConnection, failure: number): void {
  const { world } = me;
  world.failed++;
  world.record(EVENT['request/failed'], me.request, me.populationIndex, failure);
  leave(me);
  tellPeer(me);
  world.clientEnded(me);
}

export function abandoned(me: ClientConnection): void {
  const { world } = me;
  world.abandoned++;
  const waitedUs = world.queue.nowUs - me.startUs;
  world.record(EVENT['request/abandoned'], me.request, me.populationIndex, waitedUs);
  leave(me);
  tellPeer(me);
  world.clientEnded(me);
}

/** The client's socket is closed. */
function leave(me: ClientConnection): void {
  me.isGone = true;
  me.goneAtUs = me.world.queue.nowUs;
  if (me.handshake !== null) me.world.kernel.send(me.handshake.cell, MESSAGE.halt, 0);
  if (me.hasAnswer) me.errand?.visitor.line?.leave(me);
}

/** It has the whole answer, yet the worker is not done with sending, and so has not kept the connection: it is not kept. */
function closeUnfinished(me: ClientConnection): void {
  if (me.front === null && me.slot !== null && me.kept === null && me.population.closes) leave(me);
}

/** Whoever it spoke to hears of it. What it sent over a kept connection may still be on its way: then the news follows it there. */
function tellPeer(me: ClientConnection): void {
  const { world, kept } = me;
  world.clientLeaves(me);
  if (kept === null || !kept.isUnread(me)) return;
  if (kept.latencyUs === 0) world.kernel.send(kept.cell, MESSAGE.clientGone, me.request);
  else
    world.pushThrough(
      world.outageOf(me),
      world.queue.nowUs + kept.latencyUs,
      kept.cell,
      MESSAGE.clientGone,
      me.request,
    );
}
