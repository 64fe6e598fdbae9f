import { bytesText } from '../insight/plainWords.ts';
import type { FrontView } from '../insight/scene/scene.ts';
import { msg, t } from '../language/t.ts';
import type { AppServer, Front, Location } from '../scenario/scenario.ts';
import { frontEntryOf, frontTraitsOf } from '../scenario/servers/fronts.ts';
import { UNBUFFERED_BYTES } from '../scenario/servers/frontTraits.ts';
import { figureText } from './secondsText.ts';

/** What programs call what they have: nothing is done differently for it. */
const WORDS: Record<
  Front['kind'],
  {
    /** How many there are of what its limit counts. */
    readonly places: string;
    readonly passes: (app: AppServer) => string;
    readonly sends: string;
    readonly room: string;
    readonly methods: Readonly<Record<string, string>>;
  }
> = {
  nginx: {
    places: msg('{taken}/{most} connections'),
    passes: (app) => ('protocol' in app && app.protocol === 'socket' ? 'uwsgi_pass' : 'proxy_pass'),
    sends: 'root',
    room: '',
    methods: { least_conn: 'least_conn', ip_hash: 'ip_hash' },
  },
  apache: {
    places: msg('{taken} of {most} threads busy'),
    passes: (app) => (app.kind === 'mod_wsgi' ? 'WSGIScriptAlias' : 'ProxyPass'),
    sends: 'Alias',
    room: 'ListenBacklog',
    methods: { least_conn: 'bybusyness' },
  },
  iis: {
    places: msg('{taken} of {most} requests'),
    passes: () => 'httpPlatform',
    sends: 'file',
    room: 'queueLength',
    methods: {},
  },
};

/** `13/512 connections`, `5 of 150 threads busy`. */
export function placesInWords(front: Front, app: AppServer, taken: number, most: number): string {
  const { places } = WORDS[front.kind];
  return t(places, {
    // Those in its waiting room are open, and have no place yet.
    taken: String(frontTraitsOf(front, app).countsUpstream ? taken : Math.min(taken, most)),
    most: String(most),
  });
}

/** What a rule does: `proxy_pass →`, `uwsgi_pass →`, `Alias ↩`, `return 301`. */
export function doesInWords(location: Location, front: Front, app: AppServer): string {
  const { passes, sends } = WORDS[front.kind];
  if (location.does === 'static') return `${sends} ↩`;
  return location.does === 'proxy' ? `${passes(app)} →` : `return ${location.status}`;
}

/** How one of several app servers is chosen: `2 : 1 : 1`, `least_conn`, `in turn`. */
export function choiceInWords(front: Front, servers: number): string {
  const { method = 'round_robin' } = front.upstream ?? {};
  const weights = weightsOf(front, servers);
  const name = WORDS[front.kind].methods[method];
  const shares = weights ? weights.join(' : ') : null;
  if (name === undefined) return shares ?? t('in turn');
  return shares ? `${name} ${shares}` : name;
}

/** Share of each app server; null where all have the same. */
export function weightsOf(front: Front, servers: number): readonly number[] | null {
  const written = front.upstream?.weights ?? [];
  const weights = Array.from({ length: servers }, (_, i) => written[i] ?? 1);
  return weights.every((w) => w === weights[0]) ? null : weights;
}

/** A buffer of a front server: its settings' name, what it takes, and what that is like while it is empty. */
export interface BufferWords {
  readonly setting: string;
  readonly on: boolean;
  /** `on`, `off`, `first 16 kB`. */
  readonly state: string;
  readonly empty: string;
}

/** Its buffer for bodies: all of it, its beginning, or nothing. */
export function requestBufferWords(front: Front, app: AppServer): BufferWords {
  const { requestBufferBytes } = frontTraitsOf(front, app);
  const setting = nameOf(front, 'collects');
  if (requestBufferBytes === 0)
    return { setting, on: false, state: t('off##a buffer'), empty: t('passes straight through') };
  if (requestBufferBytes === Number.POSITIVE_INFINITY)
    return { setting, on: true, state: t('on##a buffer'), empty: t('empty') };
  const state = t('first {bytes}', {
    bytes: bytesText(requestBufferBytes),
  });
  return { setting, on: true, state, empty: t('the rest passes straight on') };
}

/** Its buffer for answers. */
export function answerBufferWords(front: Front, app: AppServer): BufferWords {
  const { answerMemoryBytes, answerFileBytes, compresses } = frontTraitsOf(front, app);
  const on = answerMemoryBytes > UNBUFFERED_BYTES;
  const isShort = on && answerFileBytes === 0;
  return {
    setting: nameOf(front, 'takesAnswers'),
    on,
    state: `${compresses ? 'gzip · ' : ''}${isShort ? `≤ ${bytesText(answerMemoryBytes)}` : on ? t('on##a buffer') : t('off##a buffer')}`,
    empty: on ? t('empty') : t('passes straight through'),
  };
}

function nameOf(front: Front, role: 'collects' | 'takesAnswers'): string {
  const name = frontEntryOf(front).words?.[role];
  return typeof name === 'string' ? name : (name?.[1] ?? '');
}

/** Rooms before and in a front server where requests wait, with what is said of each. */
export interface StationWords {
  readonly key: 'room' | 'limit' | 'cache';
  readonly name: string;
  readonly hint: string;
}

/** The stations that a front server has, in the order in which a request passes them. */
export function stationsOf(front: Front, app: AppServer): readonly StationWords[] {
  const { waitingRoom } = frontTraitsOf(front, app);
  const { limit_req, proxy_cache } = front;
  const { room } = WORDS[front.kind];
  const stations: (StationWords | false)[] = [
    waitingRoom > 0 && {
      key: 'room',
      name: t('waiting room'),
      hint: t('Connected, and nobody free to deal with them: up to {most} ({setting})', {
        most: String(waitingRoom),
        setting: room,
      }),
    },
    limit_req !== null && {
      key: 'limit',
      name: t('limit {rate}/s', {
        rate: figureText(Number(limit_req.ratePerSecond.toPrecision(3))),
      }),
      hint: t(
        'limit_req: a bucket for each address, burst {burst}{nodelay}; beyond that {status}',
        {
          burst: String(limit_req.burst),
          nodelay: limit_req.nodelay ? ', nodelay' : '',
          status: String(limit_req.status),
        },
      ),
    },
    proxy_cache !== null && {
      key: 'cache',
      name: t('cache'),
      hint: proxy_cache.lock
        ? t('proxy_cache with proxy_cache_lock: one fetches, the others wait for it')
        : t('proxy_cache: all who miss ask the app server'),
    },
  ];
  return stations.filter((s): s is StationWords => s !== false);
}

/** What has come of a station so far: `3 refused`, `12 hits, fresh 2 s`. */
export function stationNews(
  key: StationWords['key'],
  view: FrontView,
  waits: number,
  atUs: number,
): string {
  if (key === 'limit') return t('{count} refused', { count: view.refusedByLimit });
  if (key === 'room') return waits > 0 ? t('{waits} wait', { waits }) : t('empty');
  return t(
    '{hits, plural, one {# hit} other {# hits}}{is, select, fresh {, fresh} stale {, stale} other {}}',
    {
      hits: view.cacheHits,
      is:
        (view.cacheFreshUntilUs ?? 0) > atUs
          ? 'fresh'
          : (view.cacheStored ?? 0) > 0
            ? 'stale'
            : 'empty',
    },
  );
}
