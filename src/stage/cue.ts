import type { Run } from '../insight/shapes.ts';
import { EVENTS, NONE } from '../recording/vocabulary.ts';
import type { TierName } from './plan.ts';

/** Where something has just happened, and to which request. */
export interface Cue {
  readonly tier: TierName | null;
  readonly request: number | null;
}

/** The tier that the first part of a word speaks of; what has none there is looked up by the whole word. */
const BY_SUBJECT: Readonly<Record<string, TierName>> = {
  request: 'clients',
  page: 'clients',
  client: 'clients',
  connection: 'internet',
  response: 'app',
  front: 'front',
  head: 'front',
  body: 'front',
  static: 'front',
  upstream: 'front',
  limit: 'front',
  cache: 'front',
  tls: 'internet',
  stream: 'internet',
  address: 'internet',
  socket: 'socket',
  worker: 'app',
  view: 'app',
  span: 'app',
  linger: 'app',
  arbiter: 'app',
  app: 'app',
  memory: 'app',
  session: 'database',
  query: 'database',
  lock: 'database',
  database: 'database',
};

const BY_WORD: Readonly<Record<string, TierName>> = {
  'request/sending': 'internet',
  'response/begun': 'internet',
  'response/buffered': 'front',
  'connection/pooled': 'app',
  'connection/parked': 'app',
  'connection/awaited': 'app',
  'connection/refused': 'socket',
};

/** The tier that each word speaks of, by code; null: none in particular. */
const TIER_OF_EVENT: readonly (TierName | null)[] = EVENTS.map(
  (name) => BY_WORD[name] ?? BY_SUBJECT[name.split('/')[0] as string] ?? null,
);

/** What event number `i` is about, or null before the first. */
export function cueOf(run: Run, i: number): Cue | null {
  if (i < 0 || i >= run.length) return null;
  const request = run.request(i);
  return { tier: TIER_OF_EVENT[run.type(i)] ?? null, request: request === NONE ? null : request };
}
