import { NONE } from '../../recording/vocabulary.ts';
import { formatRate } from '../../scenario/units.ts';
import { type FrontStay, fetcherOf, frontStays } from '../causes/frontStays.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
import type { Life } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { type Fault, lastOf, linkTo } from './whyFault.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

/** In the front server, and waiting there: for its turn, for the cache, for a place. Whether it is. */
export function explainPassing(say: Explanation, m: Moment, life: Life): boolean {
  const stay = frontStays(m.run, life, m.count, m.atUs).at(-1);
  const front = frontProgram(m.run.scenario);
  if (!stay || stay.untilUs !== null || !front) return false;
  const at = { request: life.request, atUs: stay.fromUs };
  const since = durationText(m.atUs - stay.fromUs);
  switch (stay.kind) {
    case 'limited': {
      const { limit_req } = m.run.scenario.front ?? {};
      say
        .say(` waits for its turn in ${front.name}, for ${since}: `, at)
        .say('limit_req', { setting: 'rate' })
        .say(
          ` lets ${formatRate(limit_req?.ratePerSecond ?? 0)} of one address through, and what comes earlier waits (`,
        )
        .say('burst', { setting: 'burst' })
        .say(` ${limit_req?.burst ?? 0}).`);
      return true;
    }
    case 'cached':
      sayCacheWait(say, m, life, stay);
      return true;
    case 'door':
      say
        .say(` waits for a thread of ${front.name}, for ${since}: all are taken, `, at)
        .named(front.called('connections'), 'of which there')
        .say(` ${front.called('connections') ? 'is' : 'are'} ${front.traits.connections}.`);
      return true;
  }
}

function sayCacheWait(say: Explanation, m: Moment, life: Life, stay: FrontStay): void {
  const cache = m.run.scenario.front?.proxy_cache;
  const fetcher = fetcherOf(m.run, life.request, m.count);
  const looked = ownMoments(m.run, life.request, m.count).findLast(
    (e) => e.name === 'cache/waiting',
  );
  say.say(` waits in ${frontProgram(m.run.scenario)?.name} for the cache, for `, {
    request: life.request,
    atUs: stay.fromUs,
  });
  say.say(`${durationText(m.atUs - stay.fromUs)}: `);
  if (fetcher !== NONE)
    say.say(requestName(fetcher), { request: fetcher }).say(' fetches the answer, and ');
  else say.say('another request fetched the answer, and ');
  say.say('proxy_cache_lock', { setting: 'proxy_cache_lock' }).say(' lets only one do so.');
  const nextUs = looked ? looked.at + looked.arg - m.atUs : 0;
  if (nextUs > 0)
    say.say(` It is not told when the answer is there: it looks again in ${durationText(nextUs)}.`);
  if (cache)
    say
      .say(' After ')
      .say('proxy_cache_lock_timeout', { setting: 'proxy_cache_lock_timeout' })
      .say(` (${durationText(cache.lock_timeoutUs)}) it goes to the app server itself.`);
}

/** limit_req has turned it away. */
export function sayLimited(f: Fault): boolean {
  const refused = lastOf(f, 'limit/refused');
  const limit = f.m.run.scenario.front?.limit_req;
  if (!refused || !limit) return false;
  f.say
    .say(
      `${frontProgram(f.m.run.scenario)?.name} lets only ${formatRate(limit.ratePerSecond)} of one address through (`,
      linkTo(f, refused),
    )
    .say('limit_req', { setting: 'rate' })
    .say('), and ')
    .say(limit.burst === 0 ? 'none early' : `no more than ${limit.burst} early`)
    .say(' (')
    .say('burst', { setting: 'burst' })
    .say(').');
  return true;
}

/** That an answer came out of the cache. */
export function sayFromCache(say: Explanation, m: Moment, life: Life): void {
  const name = frontProgram(m.run.scenario)?.name;
  if (!m.run.scenario.front?.proxy_cache) return;
  const hit = ownMoments(m.run, life.request, m.count).find((e) => e.name === 'cache/hit');
  if (hit)
    say.say(
      ` ${name} had the answer in its cache${HOW[hit.arg] ?? ''}; no ${appProgram(m.run.scenario).traits.processWord} was needed.`,
      { atUs: hit.at },
    );
}

const HOW: Readonly<Record<number, string>> = {
  1: ', too old, but the app server had failed',
  2: ', too old, and gives it while another request fetches a new one',
};

/** What its times in the front server are called where they are the longest of its life. */
export function passingLabel(run: Moment['run'], kind: FrontStay['kind']): string {
  if (kind === 'limited') return 'waiting for its turn (limit_req)';
  if (kind === 'cached') return 'waiting until another had brought the answer into the cache';
  return `waiting for a thread of ${frontProgram(run.scenario)?.name}`;
}
