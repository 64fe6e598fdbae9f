import { EVENT } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import type { ClientConnection } from '../client/client.ts';
import type { FrontConnection } from './front.ts';
import { takePooled } from './frontPool.ts';
import { enterInstance, leaveInstance } from './passage.ts';

/** nginx opens a connection to the app server: one more of its own, and, a journey later, one in the backlog there. */
export function openUpstream(me: FrontConnection): void {
  const { world, client, keeper } = me;
  me.hasUpstream = true;
  me.isSent = true;
  keeper.take();
  world.record(EVENT['upstream/connected'], client.request, keeper.actor, 0);
  if (me.rttUs === 0) client.app.listener.connect(client);
  else
    world.pushThrough(
      me.outage,
      world.queue.nowUs + me.latencyUs,
      me.cell,
      MESSAGE.proceed,
      me.attempt,
    );
}

/** Whose turn it is, and whether there is an idle connection to it. */
export function chooseUpstream(me: FrontConnection): void {
  const { world, client, keeper } = me;
  const { nowUs } = world.queue;
  me.instance = keeper.upstreams.choose(me.tried, nowUs, me.passage ?? undefined);
  if (me.instance < 0 && me.tried === 0 && me.traits.recoversAll) {
    keeper.upstreams.forgive();
    me.instance = keeper.upstreams.choose(me.tried, nowUs, me.passage ?? undefined);
  }
  me.pooled = null;
  me.isReturned = false;
  me.isSent = false;
  me.synTries = 0;
  me.connectsFromUs = nowUs;
  if (me.instance < 0) return;
  me.tried |= 1 << me.instance;
  if (me.passage !== null) enterInstance(me);
  client.app = world.apps[me.instance];
  client.upstreamGone = false;
  client.upstreamKept = null;
  if (!keeper.upstreams.isSingle)
    world.record(EVENT['upstream/chosen'], client.request, me.instance, me.attempt);
  me.pooled = takePooled(keeper, me.instance);
}

/** The request goes over an idle connection of the pool. */
export function reuseUpstream(me: FrontConnection): void {
  const { world, client, pooled } = me;
  if (pooled === null) return;
  const { kept } = pooled;
  me.hasUpstream = true;
  me.isSent = true;
  pooled.front = me;
  client.upstreamKept = kept;
  kept.pending = client;
  world.record(EVENT['upstream/reused'], client.request, me.instance, kept.carried);
  if (kept.latencyUs === 0 && !me.isCut) world.kernel.send(kept.cell, MESSAGE.readable, 0);
  else
    world.pushThrough(
      me.outage,
      world.queue.nowUs + kept.latencyUs,
      kept.cell,
      MESSAGE.readable,
      0,
    );
}

/**
 * Whether a failed request goes to the next app server (ngx_http_upstream_next): never twice to one, unless what failed was a kept
 * connection; not where proxy_next_upstream says off; not a POST that has been sent; not a body that has been passed on.
 */
export function triesAgain(me: FrontConnection, isTimeout: boolean): boolean {
  const { keeper, traits, client } = me;
  if (keeper.isPlain || !traits.triesNext || triesLeft(me, isTimeout) === 0) return false;
  if (!me.isSent) return true;
  return (
    traits.resendsSent &&
    client.route.method !== 'POST' &&
    traits.requestBufferBytes >= client.bodyBytes
  );
}

function triesLeft(me: FrontConnection, isTimeout: boolean): number {
  const { upstreams } = me.keeper;
  const left = upstreams.isSingle
    ? 0
    : Math.max(0, upstreams.count + me.extraTries - me.attempt - 1);
  return isStale(me, isTimeout) ? left + 1 : left;
}

/** What failed was a connection out of the pool: that says nothing of the server, so it costs no try. */
function isStale(me: FrontConnection, isTimeout: boolean): boolean {
  return me.pooled !== null && me.client.upstreamKept !== null && !isTimeout;
}

/** The present try has failed. */
export function noteFailure(me: FrontConnection, isTimeout: boolean): void {
  const { world, keeper, client } = me;
  if (keeper.isPlain || me.instance < 0) return;
  if (me.passage !== null) leaveInstance(me);
  // One that has taken the request and then fails is not held to be down where no such request is sent again.
  if (me.isSent && !me.traits.resendsSent) return;
  const aloneUs = keeper.upstreams.failed(me.instance, world.queue.nowUs);
  if (aloneUs > 0) world.record(EVENT['upstream/down'], client.request, me.instance, aloneUs);
  if (isStale(me, isTimeout)) me.extraTries++;
}

/** On to the next app server. */
export function goOn(me: FrontConnection, isTimeout: boolean): void {
  const { world, client } = me;
  noteFailure(me, isTimeout);
  world.record(EVENT['upstream/retried'], client.request, me.instance, isTimeout ? 1 : 0);
  if (me.hasUpstream) leaveBehind(me);
  me.attempt++;
}

/** nginx closes its upstream connection. A worker at work does not notice; one that reads or lingers does; a queued one stays queued. */
export function dropUpstream(me: FrontConnection): void {
  if (!me.hasUpstream) return;
  me.hasUpstream = false;
  me.keeper.connections--;
  abandon(me, me.client);
}

/**
 * nginx gives this try up and goes on to another app server. Whoever still has the request there goes on with it for nobody: with a
 * stand-in for the client, of which nginx has closed the connection.
 */
function leaveBehind(me: FrontConnection): void {
  const { client } = me;
  me.hasUpstream = false;
  me.keeper.connections--;
  const ghost: ClientConnection = Object.create(client);
  ghost.slot = client.slot;
  ghost.app = client.app;
  ghost.upstreamKept = client.upstreamKept;
  ghost.hasAnswer = false;
  replace(client, ghost);
  client.slot = null;
  abandon(me, ghost);
}

function abandon(me: FrontConnection, client: ClientConnection): void {
  const { world } = me;
  client.upstreamGone = true;
  client.goneAtUs = world.queue.nowUs;
  if (me.pooled !== null) world.kernel.send(me.pooled.cell, MESSAGE.expire, 0);
  if (client.slot === null) return;
  if (me.rttUs === 0 && !me.isCut)
    world.kernel.send(client.slot.cell, MESSAGE.clientGone, client.request);
  else
    world.pushThrough(
      me.outage,
      world.queue.nowUs + me.latencyUs,
      client.slot.cell,
      MESSAGE.clientGone,
      client.request,
    );
}

/** Puts a stand-in wherever the app server has a client. */
function replace(client: ClientConnection, ghost: ClientConnection): void {
  const { app, slot, upstreamKept } = client;
  if (slot !== null) {
    slot.current = ghost;
    return;
  }
  if (upstreamKept?.pending === client) upstreamKept.pending = ghost;
  app.listener.backlog.replace(client, ghost);
  for (const { pooled, unread } of app.workers)
    for (const waiting of [pooled, unread]) {
      const index = waiting.indexOf(client);
      if (index >= 0) waiting[index] = ghost;
    }
}
