import type { Run } from '../insight/shapes.ts';
import { runIndex } from '../insight/state/runIndex.ts';
import { msg } from '../language/t.ts';
import { EVENTS, type EventName, NONE } from '../recording/vocabulary.ts';

/** Where on the street an event happens. */
export type EventTier =
  | 'clients'
  | 'front server'
  | 'socket'
  | 'app'
  | 'database'
  | 'script and hosts';

const TIERS: Readonly<Record<string, EventTier>> = {
  request: msg('clients'),
  page: msg('clients'),
  client: msg('clients'),
  front: msg('front server'),
  head: msg('front server'),
  body: msg('front server'),
  static: msg('front server'),
  upstream: msg('front server'),
  cache: msg('front server'),
  limit: msg('front server'),
  tls: msg('clients'),
  address: msg('clients'),
  socket: msg('socket'),
  session: msg('database'),
  query: msg('database'),
  database: msg('database'),
  lock: msg('database'),
  intervention: msg('script and hosts'),
  memory: msg('script and hosts'),
  host: msg('script and hosts'),
};

/** Words whose subject stands in more than one tier. */
const ODD: { readonly [K in EventName]?: EventTier } = {
  'response/buffered': msg('front server'),
  'response/compressed': msg('front server'),
  'response/begun': msg('clients'),
  'response/shared': msg('clients'),
  'connection/pooled': msg('app'),
  'connection/parked': msg('app'),
};

/** The tier of a kind of event. Connections are told from the clients' side, everything else unnamed is the app server's. */
export function tierOf(name: EventName): EventTier {
  const subject = name.slice(0, name.indexOf('/'));
  return ODD[name] ?? TIERS[subject] ?? (subject === 'connection' ? 'clients' : 'app');
}

/** Which events stay in the table. */
export interface EventFilter {
  readonly request: number | null;
  readonly name: EventName | '';
  readonly tier: EventTier | '';
}

/** By what the table is sorted; `time` is the order of the recording. */
export type EventKey = 'time' | 'event' | 'request';

/** Kinds of events that a run has, in the order of the vocabulary. */
export function kindsIn(run: Run): readonly EventName[] {
  const known = kinds.get(run);
  if (known) return known;
  const has = new Uint8Array(EVENTS.length);
  for (let i = 0; i < run.length; i++) has[run.type(i)] = 1;
  const found = EVENTS.filter((_, code) => has[code] === 1);
  kinds.set(run, found);
  return found;
}

const kinds = new WeakMap<Run, readonly EventName[]>();

/** Numbers of the events that fit, in order of time; null where all do. */
export function filterEvents(run: Run, { request, name, tier }: EventFilter): Int32Array | null {
  if (request === null && name === '' && tier === '') return null;
  const wanted = EVENTS.map(
    (each) => (name === '' || each === name) && (tier === '' || tierOf(each) === tier),
  );
  if (request !== null) {
    const { first, own } = runIndex(run);
    const mine = own.subarray(first[request] ?? 0, first[request + 1] ?? 0);
    return mine.filter((i) => run.request(i) === request && wanted[run.type(i)]);
  }
  const found = new Int32Array(run.length);
  let n = 0;
  for (let i = 0; i < run.length; i++) if (wanted[run.type(i)]) found[n++] = i;
  return found.slice(0, n);
}

/**
 * The events sorted by kind or request (those of nobody last), those of one in order of time; one pass to count and one to place, for a
 * recording may have a million.
 */
export function sortEvents(
  run: Run,
  events: Int32Array,
  key: Exclude<EventKey, 'time'>,
  descending: boolean,
): Int32Array {
  const names = EVENTS.map((name, code) => ({ name, code })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const rank = new Int32Array(EVENTS.length);
  names.forEach(({ code }, place) => {
    rank[code] = place;
  });
  const bins = key === 'event' ? EVENTS.length : run.requests + 1;
  const binOf = (i: number): number => {
    const r = run.request(i);
    const bin = key === 'event' ? (rank[run.type(i)] as number) : r === NONE ? run.requests : r;
    return descending ? bins - 1 - bin : bin;
  };
  const starts = new Int32Array(bins + 1);
  for (const i of events) (starts[binOf(i) + 1] as number)++;
  for (let b = 0; b < bins; b++) (starts[b + 1] as number) += starts[b] as number;
  const sorted = new Int32Array(events.length);
  for (const i of events) sorted[(starts[binOf(i)] as number)++] = i;
  return sorted;
}

/** How many of the events, in order of time, have a number of at most `last`. */
export function countUpTo(events: Int32Array, last: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle] as number) <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}
