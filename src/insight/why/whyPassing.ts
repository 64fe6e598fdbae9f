import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { formatRate } from '../../scenario/units.ts';
import { type FrontStay, fetcherOf, frontStays } from '../causes/frontStays.ts';
import { nounText } from '../nouns.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
import type { Life } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { type Fault, lastOf, linkTo } from './whyFault.ts';
import type { Moment } from './whyHeld.ts';
import { type Explanation, named, settingLink } from './whyParts.ts';

/** In the front server, and waiting there: for its turn, for the cache, for a place. Whether it is. */
export function explainPassing(say: Explanation, m: Moment, life: Life): boolean {
  const stay = frontStays(m.run, life, m.count, m.atUs).at(-1);
  const front = frontProgram(m.run.scenario);
  if (!stay || stay.untilUs !== null || !front) return false;
  const at = { request: life.request, atUs: stay.fromUs };
  const time = durationText(m.atUs - stay.fromUs);
  const request = { text: requestName(life.request), request: life.request, atUs: life.startUs };
  switch (stay.kind) {
    case 'limited': {
      const { limit_req } = m.run.scenario.front ?? {};
      say.tell(
        msg(
          '{request}<waits> waits for its turn in {front}, for {time}:</waits> {setting} lets {rate} of one address through, and what comes earlier waits ({burst} {number}).##rate: 30/s; burst is a setting',
        ),
        {
          request,
          waits: at,
          front: front.name,
          time,
          setting: { text: 'limit_req', setting: 'rate' },
          rate: formatRate(limit_req?.ratePerSecond ?? 0),
          burst: settingLink('burst'),
          number: String(limit_req?.burst ?? 0),
        },
      );
      return true;
    }
    case 'cached':
      sayCacheWait(say, m, life, stay);
      return true;
    case 'door':
      say.tell(
        front.called('connections')
          ? msg(
              '{request}<waits> waits for a thread of {front}, for {time}: all are taken,</waits> {setting} is {number}.##setting: MaxRequestWorkers is 150',
            )
          : msg(
              '{request}<waits> waits for a thread of {front}, for {time}: all are taken,</waits> of which there are {number}.',
            ),
        {
          request,
          waits: at,
          front: front.name,
          time,
          setting: named(front.called('connections'), ''),
          number: String(front.traits.connections),
        },
      );
      return true;
  }
}

function sayCacheWait(say: Explanation, m: Moment, life: Life, stay: FrontStay): void {
  const cache = m.run.scenario.front?.proxy_cache;
  const fetcher = fetcherOf(m.run, life.request, m.count);
  const looked = ownMoments(m.run, life.request, m.count).findLast(
    (e) => e.name === 'cache/waiting',
  );
  const places = {
    request: { text: requestName(life.request), request: life.request, atUs: life.startUs },
    waits: { request: life.request, atUs: stay.fromUs },
    front: frontProgram(m.run.scenario)?.name ?? '',
    time: durationText(m.atUs - stay.fromUs),
    setting: settingLink('proxy_cache_lock'),
  };
  if (fetcher !== NONE)
    say.tell(
      msg(
        '{request}<waits> waits in {front} for the cache, for</waits> {time}: {other} fetches the answer, and {setting} lets only one do so.##other: another request, #3',
      ),
      { ...places, other: { text: requestName(fetcher), request: fetcher } },
    );
  else
    say.tell(
      msg(
        '{request}<waits> waits in {front} for the cache, for</waits> {time}: another request fetched the answer, and {setting} lets only one do so.',
      ),
      places,
    );
  const nextUs = looked ? looked.at + looked.arg - m.atUs : 0;
  if (nextUs > 0)
    say.tell(msg('It is not told when the answer is there: it looks again in {time}.'), {
      time: durationText(nextUs),
    });
  if (cache)
    say.tell(msg('After {setting} ({time}) it goes to the app server itself.'), {
      setting: settingLink('proxy_cache_lock_timeout'),
      time: durationText(cache.lock_timeoutUs),
    });
}

/** limit_req has turned it away. */
export function sayLimited(f: Fault): boolean {
  const refused = lastOf(f, 'limit/refused');
  const limit = f.m.run.scenario.front?.limit_req;
  if (!refused || !limit) return false;
  f.say.tell(
    msg(
      '<lets>{front} lets only {rate} of one address through (</lets>{setting}), and {early, select, none {none early} other {no more than {early} early}} ({burst}).##rate: 30/s; burst is a setting',
    ),
    {
      lets: linkTo(f, refused),
      front: frontProgram(f.m.run.scenario)?.name ?? '',
      rate: formatRate(limit.ratePerSecond),
      setting: { text: 'limit_req', setting: 'rate' },
      early: limit.burst === 0 ? 'none' : String(limit.burst),
      burst: settingLink('burst'),
    },
  );
  return true;
}

/** That an answer came out of the cache. */
export function sayFromCache(say: Explanation, m: Moment, life: Life): void {
  const name = frontProgram(m.run.scenario)?.name;
  if (!m.run.scenario.front?.proxy_cache) return;
  const hit = ownMoments(m.run, life.request, m.count).find((e) => e.name === 'cache/hit');
  if (hit)
    say.tell(
      msg(
        '{front} had the answer in its cache{how, select, failed {, too old, but the app server had failed} updating {, too old, and gives it while another request fetches a new one} other {}}; no {noun} was needed.##noun: worker, process',
      ),
      {
        front: name ?? '',
        how: HOW[hit.arg] ?? 'fresh',
        noun: nounText(appProgram(m.run.scenario).traits.processWord),
      },
      { atUs: hit.at },
    );
}

const HOW: Readonly<Record<number, string>> = { 1: 'failed', 2: 'updating' };

/** What its times in the front server are called where they are the longest of its life. */
export function passingLabel(run: Moment['run'], kind: FrontStay['kind']): string {
  if (kind === 'limited') return t('waiting for its turn (limit_req)');
  if (kind === 'cached') return t('waiting until another had brought the answer into the cache');
  return t('waiting for a thread of {process}', {
    process: frontProgram(run.scenario)?.name ?? '',
  });
}
