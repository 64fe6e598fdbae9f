import type { Call } from '../../compile.ts';
import type { Admission } from '../../world.ts';
import type { FrontConnection } from './front.ts';
import { hasSentAll, overlooksLeaving } from './frontDeeds.ts';
import { hasFirstLine } from './frontTimes.ts';
import { triesAgain } from './frontTries.ts';
import { usesCache } from './passage.ts';

type Of = Call<FrontConnection>;

/** What a request in a front server depends on: what is asked for, what its server is like, and how things stand. */
export const frontGuards = {
  goesStraightOn: ({ context: { me } }: Of) =>
    goesUpstream(me) &&
    me.keeper.isPlain &&
    !me.keeper.isPicky &&
    !isTooLarge(me) &&
    !buffersBody(me) &&
    admits(me),
  isTooLarge: ({ context: { me } }: Of) => isTooLarge(me),
  isStatic: ({ context: { me } }: Of) => isFile(me),
  /** Also where no location matches: nginx looks under its own root and finds nothing. */
  isReturn: ({ context: { me } }: Of) => !goesUpstream(me) && !isFile(me),
  isLimited: ({ context: { me } }: Of) => me.keeper.limit !== null,
  isRefused: ({ context: { me } }: Of) => me.passage?.isRefused === true,
  isDelayed: ({ context: { me } }: Of) => (me.passage?.delayUs ?? 0) > 0,
  usesCache: ({ context: { me } }: Of) => usesCache(me),
  isCached: ({ context: { me } }: Of) => me.passage?.found?.does === 'answer',
  waitsForCache: ({ context: { me } }: Of) => me.passage?.found?.does === 'wait',
  /** A client that leaves while its answer is fetched for the cache ends nothing. */
  fetchesOn: ({ context: { me } }: Of) => me.passage?.stores === true,
  buffersBody: ({ context: { me } }: Of) => buffersBody(me),
  mustChoose: ({ context: { me } }: Of) => !me.keeper.isPlain,
  noneLive: ({ context: { me } }: Of) => me.instance < 0,
  isPooled: ({ context: { me } }: Of) => me.pooled !== null,
  isFar: ({ context: { me } }: Of) => me.rttUs > 0,
  isOld: ({ context: { me }, event }: Of) => event.arg !== me.attempt,
  triesNext: ({ context: { me } }: Of) => triesAgain(me, false),
  triesNextInTime: ({ context: { me } }: Of) => triesAgain(me, true),
  noConnectionLeft: ({ context: { me } }: Of) => me.keeper.isFull,
  upstreamAdmits: ({ context: { me } }: Of) => admits(me),
  hasRoom: ({ context: { me } }: Of) => admission(me) === 'admitted',
  upstreamDrops: ({ context: { me } }: Of) =>
    admission(me) === 'dropped' ||
    (me.traits.reconnectsInUs !== null && me.keeper.starts.mayCallAgain(me.client.app)),
  needsPlace: ({ context: { me } }: Of) => me.keeper.places !== null,
  hasFreePlace: ({ context: { me } }: Of) => me.keeper.places?.hasFree === true,
  isTurnedAway: ({ context: { me } }: Of) =>
    me.traits.fullStatus > 0 && me.keeper.places?.isFull === true,
  isLostCause: ({ context: { me } }: Of) => me.client.isGone && !hasSentAll(me),
  overlooksLeaving: ({ context: { me } }: Of) => overlooksLeaving(me),
  hasFirstLine: ({ context: { me } }: Of) => hasFirstLine(me),
  answersSilence: ({ context: { me } }: Of) => me.traits.bodyStatus > 0,
};

function goesUpstream(me: FrontConnection): boolean {
  return me.world.locationOf(me.client.routeIndex)?.does === 'proxy';
}

function isFile(me: FrontConnection): boolean {
  return me.world.locationOf(me.client.routeIndex)?.does === 'static';
}

function isTooLarge(me: FrontConnection): boolean {
  const limit = me.traits.maxBodyBytes;
  return limit > 0 && me.client.bodyBytes > limit;
}

/** All of it, or the beginning. */
function buffersBody(me: FrontConnection): boolean {
  return me.client.bodyBytes > 0 && me.traits.requestBufferBytes > 0;
}

function admits(me: FrontConnection): boolean {
  return !me.keeper.isFull && admission(me) === 'admitted';
}

/** What the socket of the app server that is meant would say. */
function admission(me: FrontConnection): Admission {
  return me.world.upstreamAdmission(me.client.app, me.outage);
}
