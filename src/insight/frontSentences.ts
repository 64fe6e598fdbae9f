import { numberText } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import { type EventName, NONE } from '../recording/vocabulary.ts';
import { bytesText, durationText } from './plainWords.ts';
import { takerOf } from './programs.ts';
import {
  appOf,
  collects,
  frontName,
  holderOf,
  locationText,
  plain,
  type Sentences,
  serverNumber,
  timeOf,
} from './told.ts';

const CACHE_HITS = ['hit', 'stale', 'updating'] as const;
const CACHE_MISSES = [
  msg('the cache has no answer (MISS): an app server is asked.'),
  msg('the answer in the cache is too old (EXPIRED): an app server is asked.'),
  msg(
    'it has waited long enough for another’s answer (proxy_cache_lock_timeout), and nothing of its own will be kept: an app server is asked.',
  ),
] as const;
/** What is said of the front server: what it takes, asks, keeps and gives. */
export const FRONT_SENTENCES = {
  'front/accepted': (e) =>
    t(
      '{front} accepts the connection; {open, plural, one {# connection} other {# connections}} open.',
      { front: frontName(e), open: e.arg },
    ),
  'head/received': (e) =>
    e.arg === NONE
      ? t('{front} has the request head; no location matches.', { front: frontName(e) })
      : t('{front} has the request head; it matches {location}.', {
          front: frontName(e),
          location: locationText(e),
        }),
  'body/receiving': (e) =>
    t(
      '{front} {does, select, collect {starts to collect} other {starts to pass on}} the body{time, select, never {, which will never be complete} none {, all at once} other {, over {time}}}.',
      {
        front: frontName(e),
        does: collects(e) ? 'collect' : 'pass',
        time: timeOf(e.arg),
      },
    ),
  'body/buffered': (e) =>
    t('{front} has the whole body ({size}); only now does it call {taker}.', {
      front: frontName(e),
      size: bytesText(e.arg),
      taker: takerOf(appOf(e)),
    }),
  'static/served': (e) =>
    t('{front} takes the file from disk ({size}); no {holder} is needed.', {
      front: frontName(e),
      size: bytesText(e.arg),
      holder: holderOf(e),
    }),
  'upstream/connected': (e) =>
    t('{front} has a connection to the app server.', { front: frontName(e) }),
  'upstream/failed': (e) =>
    t('{front} gets no usable answer from the app server and tells the client {status}.', {
      front: frontName(e),
      status: plain(e.arg),
    }),
  'upstream/timedOut': (e) =>
    t('{front} has waited too long for the app server and tells the client {status}.', {
      front: frontName(e),
      status: plain(e.arg),
    }),
  'response/buffered': (e) =>
    t('{front} holds the whole answer ({size}); the {holder} is free of the client.', {
      front: frontName(e),
      size: bytesText(e.arg),
      holder: holderOf(e),
    }),
  'front/answered': (e) =>
    t('{front} answers by itself: {status}.', { front: frontName(e), status: plain(e.arg) }),
  'front/closed': (e) =>
    e.arg === 0
      ? t('{front} is done with this client and logs nothing.', { front: frontName(e) })
      : t('{front} is done with this client and logs {status}.', {
          front: frontName(e),
          status: plain(e.arg),
        }),
  'upstream/chosen': (e) =>
    t(
      '{front} chooses app server {number}{failed, select, none {} other {, after {failed} that failed}}.',
      {
        front: frontName(e),
        number: plain(e.actor + 1),
        failed: e.arg > 0 ? plain(e.arg) : 'none',
      },
    ),
  'upstream/reused': (e) =>
    t(
      '{front} sends it over a connection from its pool that has carried {count, plural, one {# request} other {# requests}}.',
      { front: frontName(e), count: e.arg },
    ),
  'upstream/kept': (e) =>
    t('{front} puts the connection into its pool; {idle} idle there.', {
      front: frontName(e),
      idle: plain(e.arg),
    }),
  'upstream/expired': (e) =>
    t(
      'an idle connection of {front}’s pool{server, select, none {} other { of app server {server}}} is closed; {left} left.',
      { front: frontName(e), server: serverNumber(e.actor, e), left: plain(e.arg) },
    ),
  'upstream/retried': (e) =>
    t(
      '{server, select, none {the app server} other {app server {server}}} {why, select, slow {has not answered in time} other {has failed}}; {front} sends the request again.',
      {
        server: serverNumber(e.actor, e),
        why: e.arg === 1 ? 'slow' : 'failed',
        front: frontName(e),
      },
    ),
  'limit/delayed': (e) =>
    t('its address asks too often: {front} lets it wait {time} for its turn (limit_req).', {
      front: frontName(e),
      time: durationText(e.arg),
    }),
  'limit/refused': (e) =>
    t(
      'its address asks too often, {requests} requests ahead of the rate: {front} refuses it (limit_req).',
      { requests: numberText(Number((e.arg / 1000).toFixed(1)), 1), front: frontName(e) },
    ),
  'cache/hit': (e) =>
    t(
      '{front} {how, select, stale {cannot get a new answer and gives the old one from its cache (STALE)} updating {gives the old answer from its cache while another request fetches a new one (UPDATING)} other {has the answer in its cache (HIT)}}; no {holder} is needed.',
      { front: frontName(e), how: CACHE_HITS[e.arg] ?? 'hit', holder: holderOf(e) },
    ),
  'cache/missed': (e) => t(CACHE_MISSES[e.arg] ?? CACHE_MISSES[0]),
  'cache/waiting': (e) =>
    t(
      'another request fetches the same answer; {front} looks again in {time} (proxy_cache_lock).',
      { front: frontName(e), time: durationText(e.arg) },
    ),
  'cache/stored': (e) =>
    t('{front} keeps the answer in its cache, fresh for {time}.', {
      front: frontName(e),
      time: durationText(e.arg),
    }),
  'response/compressed': (e) =>
    t('{front} compresses the answer to {size} (gzip).', {
      front: frontName(e),
      size: bytesText(e.arg),
    }),
  'upstream/down': (e) =>
    t('app server {number} has failed too often; {front} leaves it alone for {time}.', {
      number: plain(Math.max(0, e.actor) + 1),
      front: frontName(e),
      time: durationText(e.arg),
    }),
  'front/reloaded': (e) =>
    t(
      'new workers of {front} take over; the old ones finish {count, plural, one {# connection} other {# connections}}.',
      { front: frontName(e), count: e.arg },
    ),
  'front/stopped': (e) =>
    t(
      '{front} stops (TERM) and closes {count, plural, one {# connection} other {# connections}}; who comes now is refused.',
      { front: frontName(e), count: e.arg },
    ),
  'front/started': (e) => t('{front} starts and listens again.', { front: frontName(e) }),
} satisfies Partial<Sentences<EventName>>;
