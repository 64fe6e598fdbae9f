import { EVENT } from '../../../recording/vocabulary.ts';
import type { Call } from '../../compile.ts';
import { MESSAGE } from '../../messages.ts';
import { synRetryUs } from '../../versions.ts';
import type { FrontConnection } from './front.ts';
import {
  answer,
  answerBadly,
  answerOwn,
  closeFront,
  expectBody,
  finish,
  freeUpstream,
  holdPlace,
  passOnHeld,
  stopFront,
} from './frontDeeds.ts';
import {
  chooseUpstream,
  dropUpstream,
  goOn,
  noteFailure,
  openUpstream,
  reuseUpstream,
} from './frontTries.ts';
import {
  answerFromCache,
  answerLimited,
  answersStale,
  keepAnswer,
  limitRequest,
  lookIntoCache,
} from './passage.ts';

type Of = Call<FrontConnection>;

/** What a front server does at each step of a request. */
export const frontActions = {
  noteHead: ({ context: { me } }: Of) => {
    me.location = me.world.locationIndex(me.client.routeIndex);
    me.world.record(EVENT['head/received'], me.client.request, me.keeper.actor, me.location);
  },
  noteBody: ({ context: { me } }: Of) => expectBody(me),
  /** The whole of it; one that collects only the beginning says nothing and asks for a worker. */
  bodyBuffered: ({ context: { me } }: Of) => {
    const { client, traits, world, keeper } = me;
    if (traits.requestBufferBytes >= client.bodyBytes)
      world.record(EVENT['body/buffered'], client.request, keeper.actor, client.bodyBytes);
  },
  takePlace: ({ context: { me } }: Of) => me.keeper.places?.take(me),
  joinQueue: ({ context: { me } }: Of) => me.keeper.places?.join(me),
  leavePlace: ({ context: { me } }: Of) => me.keeper.places?.leave(me),
  answerFull: ({ context: { me } }: Of) => answerOwn(me, me.traits.fullStatus),
  answerSilentHead: ({ context: { me } }: Of) => answerOwn(me, me.traits.headStatus),
  answerSilentBody: ({ context: { me } }: Of) => {
    dropUpstream(me);
    answerOwn(me, me.traits.bodyStatus);
  },
  giveUp: ({ context: { me } }: Of) => closeFront(me),
  choose: ({ context: { me } }: Of) => chooseUpstream(me),
  proceed: ({ context: { me } }: Of) => me.world.kernel.send(me.cell, MESSAGE.proceed, me.attempt),
  limit: ({ context: { me } }: Of) => limitRequest(me),
  answerLimited: ({ context: { me } }: Of) => answerLimited(me),
  lookIntoCache: ({ context: { me } }: Of) => lookIntoCache(me),
  answerFromCache: ({ context: { me } }: Of) => answerFromCache(me),
  noteLeft: ({ context: { me } }: Of) => {
    if (me.passage !== null) me.passage.isLeft = true;
  },
  reuseUpstream: ({ context: { me } }: Of) => reuseUpstream(me),
  connectUpstream: ({ context: { me } }: Of) => openUpstream(me),
  /** The last third of the handshake, and the request right behind it. */
  reachApp: ({ context: { me } }: Of) => me.client.app.listener.connect(me.client),
  /** Others were quicker: the backlog has filled while the connection was on its way. */
  disconnect: ({ context: { me } }: Of) => {
    me.hasUpstream = false;
    me.keeper.connections--;
  },
  goOn: ({ context: { me } }: Of) => goOn(me, false),
  goOnInTime: ({ context: { me } }: Of) => goOn(me, true),
  noteRetry: ({ context: { me } }: Of) => {
    me.keeper.starts.start(me.client.app);
    if (me.connectsFromUs === 0) me.connectsFromUs = me.world.queue.nowUs;
    const waitUs = me.traits.reconnectsInUs?.(me.synTries) ?? synRetryUs(me.synTries);
    me.synTries++;
    me.world.record(EVENT['connection/retried'], me.client.request, -1, waitUs);
  },
  /** A backlog without room. A socket that nobody listens on has none. */
  noteUpstreamRefused: ({ context: { me } }: Of) => {
    const { isOpen, backlog } = me.client.app.listener;
    if (isOpen) me.world.record(EVENT['socket/overflowed'], me.client.request, -1, backlog.length);
  },
  serveStatic: ({ context: { me } }: Of) => {
    const { client, world, keeper } = me;
    const bytes = client.route.responseBytes;
    world.record(EVENT['static/served'], client.request, keeper.actor, bytes);
    answer(me, 200, me.client.answerBytes(200));
  },
  answerReturn: ({ context: { me } }: Of) => {
    const location = me.world.locationOf(me.client.routeIndex);
    answerOwn(me, location?.does === 'return' ? location.status : 404);
  },
  answerTooLarge: ({ context: { me } }: Of) => answerOwn(me, 413),
  answerBadGateway: ({ context: { me } }: Of) => failUpstream(me, me.traits.closedStatus),
  answerRefused: ({ context: { me } }: Of) => failUpstream(me, me.traits.refusedStatus),
  answerTimeout: ({ context: { me } }: Of) => {
    noteFailure(me, true);
    if (me.passage !== null && staleInstead(me)) return;
    const { unreachedStatus, lateStatus } = me.traits;
    const status = me.hasUpstream ? lateStatus : unreachedStatus;
    me.world.record(EVENT['upstream/timedOut'], me.client.request, me.keeper.actor, status);
    dropUpstream(me);
    answerBadly(me, status);
  },
  /** nginx closes a connection that was silent for too long without an answer, and logs 408. */
  closeSilent: ({ context: { me } }: Of) => {
    me.status = 408;
    closeFront(me);
    me.client.cutOff('empty-reply');
  },
  closeUnsecured: ({ context: { me } }: Of) => {
    if (me.client.kept !== null) me.client.kept = null;
    me.status = 0;
    closeFront(me);
  },
  cutUnsecured: ({ context: { me } }: Of) => me.client.cutOff('empty-reply'),
  /** Nothing has come over it, and a new connection needs its place: there is no request to answer or to log. */
  makeRoom: ({ context: { me } }: Of) => {
    closeFront(me);
    me.client.cutOff('empty-reply');
  },
  /** The client has taken nothing for too long: whatever it has got by then is all it gets. */
  closeStalled: ({ context: { me } }: Of) => {
    dropUpstream(me);
    closeFront(me);
    me.client.cutOff('truncated');
  },
  /** The whole answer is in nginx: the upstream connection is free. */
  freeUpstream: ({ context: { me }, event }: Of) => {
    if (me.hasPlace) holdPlace(me);
    if (event.arg === 1) freeUpstream(me);
    if (me.passage !== null) keepAnswer(me);
  },
  closeSilentUpload: ({ context: { me } }: Of) => {
    dropUpstream(me);
    me.status = 408;
    closeFront(me);
    me.client.cutOff('empty-reply');
  },
  answerNoConnection: ({ context: { me } }: Of) => {
    me.world.record(EVENT['upstream/failed'], me.client.request, me.keeper.actor, 500);
    answerBadly(me, 500);
  },
  logLeft: ({ context: { me } }: Of) => {
    me.status = 499;
    if (me.hasUpstream && !me.keeper.isPlain) me.keeper.upstreams.worked(me.instance);
    dropUpstream(me);
    closeFront(me);
  },
  finish: ({ context: { me } }: Of) => finish(me),
  passOnHeld: ({ context: { me } }: Of) => passOnHeld(me),
  /** The process ends, and with it all it has open. */
  stop: ({ context: { me } }: Of) => {
    dropUpstream(me);
    stopFront(me);
  },
};

/** The app server was too slow, but the cache has something: the try is given up without a word of it to the client. */
function staleInstead(me: FrontConnection): boolean {
  dropUpstream(me);
  return answersStale(me);
}

/** Nothing came of the present try, and there is no other. */
function failUpstream(me: FrontConnection, status: number): void {
  dropUpstream(me);
  noteFailure(me, false);
  if (answersStale(me)) return;
  me.world.record(EVENT['upstream/failed'], me.client.request, me.keeper.actor, status);
  answerBadly(me, status);
}
