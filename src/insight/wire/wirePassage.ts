/** What a request meets in the front server besides the app server, in words beside its bytes. */
import { msg, t } from '../../language/t.ts';
import { durationText } from '../plainWords.ts';
import type { Events } from './wireEvents.ts';
import { grouped } from './wireProgress.ts';

/** `$upstream_cache_status`, as `cache/hit` and `cache/missed` count them. */
export const CACHE_HITS = ['HIT', 'STALE', 'UPDATING'] as const;
export const CACHE_MISSES = ['MISS', 'EXPIRED', 'MISS'] as const;

const TOLD = [
  msg('out of {front}’s cache ({status}): no app server was asked'),
  msg('out of {front}’s cache ({status}), although it is too old: no app server was asked'),
  msg(
    'out of {front}’s cache ({status}), although it is too old: another request fetches it anew: no app server was asked',
  ),
] as const;

export function cacheNote(how: number, front: string): string {
  return t(TOLD[how] ?? TOLD[0], { front, status: CACHE_HITS[how] ?? 'HIT' });
}

export function gzipNote(gzipBytes: number | null, plainBytes: number): string | undefined {
  return gzipBytes === null
    ? undefined
    : t(
        'compressed: {left} of {all} bytes are left; the length is not known beforehand, so there is no Content-Length',
        { left: grouped(gzipBytes), all: grouped(plainBytes) },
      );
}

/** `5.840`: thousandths, as nginx writes what is too much. */
export function excessText(thousandths: number): string {
  const whole = Math.floor(thousandths / 1000);
  return `${whole}.${String(Math.round(thousandths) % 1000).padStart(3, '0')}`;
}

export function limitNote(part: Events): string | undefined {
  const refused = part.first('limit/refused');
  return refused
    ? t('turned away by limit_req: its address is {excess} requests ahead', {
        excess: excessText(refused.arg),
      })
    : undefined;
}

/** What held the request up before an app server was asked, as far as that has happened. */
export function heldNote(journey: Events, atUs: number): string | undefined {
  const held = journey.events.flatMap((e) => {
    if (e.at > atUs) return [];
    if (e.name === 'limit/delayed')
      return [t('limit_req lets it wait for {time} until its turn', { time: durationText(e.arg) })];
    return e.name === 'cache/waiting'
      ? [t('it waits for another request that fetches the same (proxy_cache_lock)')]
      : [];
  });
  return [...new Set(held)].join('; ') || undefined;
}
