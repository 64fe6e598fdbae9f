import { NONE } from '../../recording/vocabulary.ts';
import { frontProgram } from '../programs.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';

/** A time that a request spends in the front server although nobody is slow: for its turn, for the cache, for a place. */
export interface FrontStay {
  /** `limited`: its address asks too often; `cached`: another request fetches the answer; `door`: every place is taken. */
  readonly kind: 'limited' | 'cached' | 'door';
  readonly fromUs: number;
  /** Null: it goes on. */
  readonly untilUs: number | null;
}

/** Less than this is what taking a request in costs anyway. */
const NOTABLE_US = 2_000;

/** All of them among the first `count` events, in order. */
export function frontStays(run: Run, life: Life, count: number, atUs: number): FrontStay[] {
  const found: FrontStay[] = [];
  const front = frontProgram(run.scenario);
  if (!front) return found;
  const { limit_req, proxy_cache } = run.scenario.front ?? {};
  if (front.traits.waitingRoom > 0) {
    const door = doorStay(run, life, atUs);
    if (door) found.push(door);
  }
  if (!limit_req && !proxy_cache) return found;
  let waitsUs: number | null = null;
  let delayed: { fromUs: number; untilUs: number } | null = null;
  for (const e of ownMoments(run, life.request, count)) {
    if (delayed) {
      found.push({
        kind: 'limited',
        fromUs: delayed.fromUs,
        untilUs: Math.min(e.at, delayed.untilUs),
      });
      delayed = null;
    }
    if (e.name === 'cache/waiting') waitsUs ??= e.at;
    else if (waitsUs !== null) {
      found.push({ kind: 'cached', fromUs: waitsUs, untilUs: e.at });
      waitsUs = null;
    }
    if (e.name === 'limit/delayed') delayed = { fromUs: e.at, untilUs: e.at + e.arg };
  }
  if (delayed && delayed.fromUs <= atUs)
    found.push({
      kind: 'limited',
      fromUs: delayed.fromUs,
      untilUs: delayed.untilUs <= atUs ? delayed.untilUs : null,
    });
  if (waitsUs !== null) found.push({ kind: 'cached', fromUs: waitsUs, untilUs: null });
  return found;
}

/** Its head has arrived, and the front server has no thread for it yet. */
function doorStay(run: Run, life: Life, atUs: number): FrontStay | null {
  const { pace, link } = circumstances(run, life.request);
  if (life.sendUs === NOT_YET || pace.headOverUs > 0 || pace.stops !== null) return null;
  const fromUs = life.sendUs + Math.ceil(link.rttUs / 2);
  const overUs = life.headUs !== NOT_YET ? life.headUs : life.endUs !== NOT_YET ? life.endUs : NONE;
  if ((overUs === NONE ? atUs : overUs) - fromUs <= NOTABLE_US) return null;
  return { kind: 'door', fromUs, untilUs: overUs === NONE ? null : overUs };
}

/** Who fetches, at a moment, the answer that a request waits for in the cache: the last that found it missing and has not got it. */
export function fetcherOf(run: Run, request: number, count: number): number {
  const { route } = run.seed(request);
  for (let r = run.requests - 1; r >= 0; r--) {
    if (r === request || run.seed(r).route !== route) continue;
    const events = ownMoments(run, r, count);
    const missed = events.some((e) => e.name === 'cache/missed' && e.arg < 2);
    const isOver = events.some(
      (e) => e.name === 'cache/stored' || e.name === 'front/closed' || e.name === 'request/failed',
    );
    if (missed && !isOver) return r;
  }
  return NONE;
}

/** Requests for the same that went to an app server at the same time, because nothing was in the cache and none waits for another. */
export function stampedeOf(run: Run, request: number, count: number): number {
  if (!run.scenario.front?.proxy_cache || run.scenario.front.proxy_cache.lock) return 0;
  const { route } = run.seed(request);
  const own = ownMoments(run, request, count);
  const missed = own.find((e) => e.name === 'cache/missed');
  if (!missed) return 0;
  let others = 0;
  for (let r = 0; r < run.requests; r++) {
    if (r === request || run.seed(r).route !== route) continue;
    const events = ownMoments(run, r, count);
    const theirs = events.find((e) => e.name === 'cache/missed');
    if (!theirs || theirs.at > missed.at) continue;
    const stored = events.find((e) => e.name === 'cache/stored' || e.name === 'front/closed');
    if (!stored || stored.at > missed.at) others++;
  }
  return others;
}

/** Which front server has a request, where there are several; else NONE. */
export function frontOfRequest(run: Run, request: number, count: number): number {
  if ((run.scenario.front?.instances ?? 1) < 2) return NONE;
  const own = ownMoments(run, request, count);
  return own.findLast((e) => e.name === 'front/accepted')?.actor ?? NONE;
}
