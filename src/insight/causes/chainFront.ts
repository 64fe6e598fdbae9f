import { t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { formatRate } from '../../scenario/units.ts';
import { durationText } from '../plainWords.ts';
import { appProgram, frontProgram } from '../programs.ts';
import type { Life } from '../state/life.ts';
import type { Chain } from './chain.ts';
import type { Fault } from './chainFaults.ts';
import { followQueue } from './chainQueue.ts';
import { staysOf } from './chainStay.ts';
import { fetcherOf, stampedeOf } from './frontStays.ts';

/** limit_req makes those wait who ask too often. */
export function followLimited(chain: Chain, fromUs: number, untilUs: number): void {
  const limit = chain.run.scenario.front?.limit_req;
  chain.blame('rate-limit').link(
    t('limit_req lets {rate} of one address through, and makes up to {burst} more wait (burst)', {
      rate: formatRate(limit?.ratePerSecond ?? 0),
      burst: String(limit?.burst ?? 0),
    }),
    { tier: 'front', fromUs, untilUs, request: chain.request, setting: 'burst' },
  );
}

/** limit_req turned it away. */
export function followRefused(f: Fault): boolean {
  const { chain } = f;
  const refused = f.events.findLast((e) => e.name === 'limit/refused');
  const limit = chain.run.scenario.front?.limit_req;
  if (!refused || !limit) return false;
  chain.blame('rate-limit').link(
    t('limit_req lets {rate} of one address through, and {burst} more early (burst)', {
      rate: formatRate(limit.ratePerSecond),
      burst: String(limit.burst),
    }),
    {
      tier: 'front',
      fromUs: refused.at,
      untilUs: refused.at,
      request: chain.request,
      setting: 'rate',
    },
  );
  return true;
}

/** Somebody else fetches the answer: on from what that one waits for. */
export function followCached(chain: Chain, fromUs: number, untilUs: number): void {
  const { run } = chain;
  const m = chain.moment((fromUs + Math.min(untilUs, chain.atUs)) / 2);
  const fetcher = fetcherOf(run, chain.request, m.count);
  chain.blame('cache-wait');
  chain.link(
    fetcher === NONE
      ? t(
          'proxy_cache_lock lets one request fetch an answer; who waits looks again only every 500 ms',
        )
      : t(
          'proxy_cache_lock lets {request} alone fetch it; who waits looks again only every 500 ms',
          { request: chain.name(fetcher) },
        ),
    { tier: 'front', fromUs, untilUs, request: fetcher, setting: 'proxy_cache_lock' },
  );
  if (fetcher === NONE) return;
  const stay = staysOf(chain, fetcher).find((s) => s.fromUs <= m.atUs && s.untilUs > m.atUs);
  if (stay) followQueue(chain, stay);
}

/** Every thread of the front server was taken. */
export function followDoor(chain: Chain, fromUs: number, untilUs: number): void {
  const front = frontProgram(chain.run.scenario);
  if (!front) return;
  const name = front.called('connections');
  chain.blame('front-full').link(
    t('every thread of {front} was taken ({limit})', {
      front: front.name,
      limit: `${name ? `${name.spoken} ` : ''}${front.traits.connections}`,
    }),
    { tier: 'front', fromUs, untilUs, request: chain.request, setting: name?.key ?? null },
  );
  // Whoever has a thread there mostly waits for the app server: the oldest tells why.
  const { world } = chain.moment((fromUs + Math.min(untilUs, chain.atUs)) / 2);
  const oldest = world.workers
    .filter((w) => w.request !== NONE && w.request !== chain.request)
    .sort((a, b) => a.heldSinceUs - b.heldSinceUs)[0];
  if (!oldest) return;
  chain.link(
    t('{request} and others have them, and wait for the app server', {
      request: chain.name(oldest.request),
    }),
    {
      tier: 'app',
      fromUs: oldest.heldSinceUs,
      untilUs,
      request: oldest.request,
      worker: oldest.worker,
    },
  );
}

/** What made its queue long from without: the same answer asked for many times at once, or one app server that gets too many. */
export function linkCrowding(chain: Chain, life: Life): void {
  const { run } = chain;
  const others = stampedeOf(run, chain.request, chain.count);
  if (others > 0)
    chain.link(
      t(
        '{count, plural, one {# other request} other {# other requests}} fetched the same at that time: nothing was in the cache, and proxy_cache_lock is off',
        { count: others },
      ),
      {
        tier: 'front',
        fromUs: life.headUs,
        untilUs: life.queuedUs,
        request: chain.request,
        setting: 'proxy_cache_lock',
      },
    );
  const elsewhere = idleElsewhere(chain, life);
  const { upstream } = run.scenario.front ?? {};
  if (elsewhere === null || !upstream) return;
  chain.blame('uneven-share').link(
    upstream.method === 'ip_hash'
      ? t(
          'ip_hash sends all of its network to app server {instance}, while app server {elsewhere} is free',
          { instance: String(life.instance + 1), elsewhere: String(elsewhere + 1) },
        )
      : t('app server {instance} has the larger weight, while app server {elsewhere} is free', {
          instance: String(life.instance + 1),
          elsewhere: String(elsewhere + 1),
        }),
    {
      tier: 'front',
      fromUs: life.queuedUs,
      request: chain.request,
      setting: upstream.method === 'ip_hash' ? 'method' : 'weights',
    },
  );
}

/** Another app server with nobody in it while this one’s queue stood, where addresses or weights decide who goes where. */
function idleElsewhere(chain: Chain, life: Life): number | null {
  const { front, app } = chain.run.scenario;
  const upstream = front?.upstream;
  if (!upstream || app.instances < 2 || life.queuedUs < 0) return null;
  if (upstream.method !== 'ip_hash' && upstream.weights.length === 0) return null;
  const { traits } = appProgram(chain.run.scenario);
  if (traits.slotsPerProcess === 0) return null;
  const { world } = chain.moment(life.queuedUs);
  for (let instance = 0; instance < app.instances; instance++) {
    if (instance === life.instance) continue;
    const own = world.processes.filter((p) => p.instance === instance && p.state === 'ready');
    if (own.length > 0 && own.every((p) => p.busy === 0)) return instance;
  }
  return null;
}

/** Sentence of a wait for the acknowledgement of an answer’s head. */
export function followAck(chain: Chain, life: Life, untilUs: number): void {
  const { name, traits } = appProgram(chain.run.scenario);
  chain
    .blame('delayed-ack')
    .link(
      t(
        '{name} writes head and body apart, and the body waits until the client’s kernel acknowledges the head, after {delayedAck}',
        { name, delayedAck: durationText(traits.delayedAckUs) },
      ),
      {
        tier: 'app',
        fromUs: life.writingUs,
        untilUs,
        request: chain.request,
        worker: life.worker,
      },
    )
    .link(
      t(
        'its connection is used again: it has carried {count, plural, one {# request} other {# requests}} before',
        { count: life.carried },
      ),
      {
        tier: 'internet',
        fromUs: life.startUs,
        untilUs,
        request: chain.request,
        setting: 'keepalive',
      },
    );
}
