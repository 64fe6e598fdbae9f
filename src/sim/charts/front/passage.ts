import { EVENT } from '../../../recording/vocabulary.ts';
import { clientAddress } from '../../../scenario/clientAddress.ts';
import { MESSAGE } from '../../messages.ts';
import type { CacheVisit, Found } from '../../resources/proxyCache.ts';
import { type Asker, FIRST_HASH } from '../../resources/upstreams.ts';
import type { ClientConnection } from '../client/client.ts';
import type { FrontConnection } from './front.ts';
import { answer, answerOwn } from './frontDeeds.ts';

/**
 * What one request meets in nginx besides the app server: its turn at limit_req, its place in the cache, the hash of its client's
 * address. Only where one of them is configured; the plain road has none.
 */
export class Passage implements Asker, CacheVisit {
  readonly address: number;
  hash: number;
  hashes: number;
  /** By limit_req. */
  isRefused: boolean;
  delayUs: number;
  /** What the cache said last; null = it was not asked. */
  found: Found | null;
  /** The answer is to be kept. */
  stores: boolean;
  isUpdating: boolean;
  lockedUntilUs: number;
  waitsUntilUs: number;
  hasWaited: boolean;
  /** It is among the requests that an app server has now. */
  isCounted: boolean;
  /** The client has left while its answer was fetched for the cache. */
  isLeft: boolean;

  constructor({ populationIndex, client, population }: ClientConnection) {
    this.address = clientAddress(populationIndex, client, population.addresses);
    this.hash = FIRST_HASH;
    this.hashes = 0;
    this.isRefused = false;
    this.delayUs = 0;
    this.found = null;
    this.stores = false;
    this.isUpdating = false;
    this.lockedUntilUs = 0;
    this.waitsUntilUs = 0;
    this.hasWaited = false;
    this.isCounted = false;
    this.isLeft = false;
  }
}

/** Numbers of what the cache may answer with, as `cache/hit` and `cache/missed` have them. */
const HITS = { HIT: 0, STALE: 1, UPDATING: 2 } as const;
const MISSES = { missing: 0, expired: 1, waitedInVain: 2 } as const;

/** limit_req looks at the request. */
export function limitRequest(me: FrontConnection): void {
  const { world, client, keeper, passage } = me;
  if (passage === null || keeper.limit === null) return;
  const { isRefused, delayUs, excess } = keeper.limit.enter(passage.address, world.queue.nowUs);
  passage.isRefused = isRefused;
  passage.delayUs = delayUs;
  if (isRefused) world.record(EVENT['limit/refused'], client.request, keeper.actor, excess);
  else if (delayUs > 0) world.record(EVENT['limit/delayed'], client.request, keeper.actor, delayUs);
}

export function answerLimited(me: FrontConnection): void {
  answerOwn(me, me.keeper.limit?.status ?? 503);
}

/** nginx asks its cache only for what it may keep: GET (a route is never HEAD) of what says nothing private. */
export function usesCache({ keeper, client }: FrontConnection): boolean {
  return keeper.cache !== null && client.route.method === 'GET';
}

/** The request looks into the cache, or looks again. */
export function lookIntoCache(me: FrontConnection): void {
  const { world, client, keeper, passage } = me;
  if (passage === null || keeper.cache === null) return;
  const found = keeper.cache.find(client.routeIndex, passage, world.queue.nowUs);
  passage.found = found;
  const say = (event: number, arg: number) =>
    world.record(event, client.request, keeper.actor, arg);
  if (found.does === 'wait') say(EVENT['cache/waiting'], found.forUs);
  else if (found.does === 'fetch') {
    say(
      EVENT['cache/missed'],
      found.isExpired ? MISSES.expired : found.keeps ? MISSES.missing : MISSES.waitedInVain,
    );
    passage.stores = found.keeps && keeper.keepsWhole;
    // What is to be kept goes into a file whole, whatever proxy_max_temp_file_size says.
    if (passage.stores) me.traits = keeper.storingTraits;
  }
}

/** From the cache: no worker is needed. */
export function answerFromCache(me: FrontConnection): void {
  const found = me.passage?.found;
  giveCached(me, found?.does === 'answer' ? HITS[found.how] : HITS.HIT);
}

/** The app server has failed, and proxy_cache_use_stale allows what is too old. Returns whether there is such an answer. */
export function answersStale(me: FrontConnection): boolean {
  const { passage, keeper, client } = me;
  if (passage === null || keeper.cache === null) return false;
  const { found } = passage;
  if (found?.does !== 'fetch' || !found.isExpired || !keeper.cache.hasStale(client.routeIndex))
    return false;
  leaveCache(me);
  giveCached(me, HITS.STALE);
  return true;
}

function giveCached(me: FrontConnection, how: number): void {
  me.world.record(EVENT['cache/hit'], me.client.request, me.keeper.actor, how);
  answer(me, 200, me.client.answerBytes(200));
}

/** nginx has the whole answer of the app server, or all it will ever get. */
export function keepAnswer(me: FrontConnection): void {
  const { world, client, keeper, passage, status } = me;
  if (passage === null || keeper.cache === null) return;
  if (passage.isLeft) endForNobody(me);
  else if (!passage.stores || status !== 200 || !client.route.isCacheable) leaveCache(me);
  else {
    passage.stores = false;
    const freshUs = keeper.cache.store(client.routeIndex, passage, world.queue.nowUs);
    world.record(EVENT['cache/stored'], client.request, keeper.actor, freshUs);
  }
}

/** It fetches nothing for the cache any more: whoever looks next may. */
export function leaveCache({ keeper, client, passage }: FrontConnection): void {
  if (passage === null || keeper.cache === null) return;
  passage.stores = false;
  keeper.cache.release(client.routeIndex, passage);
}

/** A try at an app server begins, and is over. */
export function enterInstance({ keeper, passage, instance }: FrontConnection): void {
  if (passage === null) return;
  passage.isCounted = true;
  keeper.upstreams.enter(instance);
}

export function leaveInstance({ keeper, passage, instance }: FrontConnection): void {
  if (passage === null || !passage.isCounted) return;
  passage.isCounted = false;
  keeper.upstreams.leave(instance);
}

/**
 * An answer is there for a client that has left: nginx went on because it wanted it for the cache, and keeps it no more than the client
 * does (measured with nginx 1.22.1: logged with the status and 0 bytes, and the next request is a MISS again).
 */
export function endForNobody(me: FrontConnection): void {
  leaveCache(me);
  me.closesAfter = true;
  me.world.kernel.send(me.cell, MESSAGE.clientDone, 0);
}
