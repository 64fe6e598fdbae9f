import { NONE } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import { live } from './liveThrough.ts';
import type { RunIndex } from './runIndex.ts';

/** Not yet. Stands where a moment of a {@link Life} has not come; all moments are 0 or later. */
export const NOT_YET = -1;

/** How a connection is secured, as recordings count it. */
export const HANDSHAKES = ['full', 'resumed', 'early'] as const;

/** What has happened to one request so far. Moments in µs, NOT_YET where it has not come to that. */
export class Life {
  request = NONE as number;
  /** How many of its own events have happened. */
  count = 0 as number;
  startUs = 0 as number;
  /** Its connection stood: a new one, or a kept one that it uses. */
  connectedUs = NOT_YET as number;
  /** Requests that its connection had carried before; 0 = a new one. */
  carried = 0 as number;
  /** The request that it repeats, or NONE. */
  repeats = NONE as number;
  /** The page whose file it is, or NONE. */
  follows = NONE as number;
  /** App server that nginx chose, or 0. */
  instance = 0 as number;
  /** nginx has sent it again, to another app server. */
  isSentAgain = false;
  /** Process in whose own queue or at whose poller it is or was, or NONE. */
  process = NONE as number;
  /** In its process's own queue since; with the poller since. NOT_YET when not there now. */
  pooledUs = NOT_YET as number;
  parkedUs = NOT_YET as number;
  /** SYN dropped: when, and how long until the next try. */
  retriedUs = NOT_YET as number;
  retryInUs = 0 as number;
  /** Its TLS handshake began, was over; how: index in {@link HANDSHAKES}. */
  tlsUs = NOT_YET as number;
  securedUs = NOT_YET as number;
  handshake = NONE as number;
  /** It is a stream of an HTTP/2 connection that its client shares among its requests. */
  isStream = false;
  sendUs = NOT_YET as number;
  /** Planned time to send everything; -1 = never. */
  sendOverUs = 0 as number;
  frontUs = NOT_YET as number;
  headUs = NOT_YET as number;
  location = NONE as number;
  bodyUs = NOT_YET as number;
  /** Planned time until nginx has the body; -1 = never. */
  bodyOverUs = 0 as number;
  bufferedUs = NOT_YET as number;
  /** limit_req: its turn comes then. proxy_cache_lock: it waits since then for another's answer. NOT_YET where it does not. */
  turnUs = NOT_YET as number;
  cacheWaitUs = NOT_YET as number;
  /** Nobody answered at the address that its client had: it tries the next since then. */
  addressUs = NOT_YET as number;
  queuedUs = NOT_YET as number;
  overflowedUs = NOT_YET as number;
  takenUs = NOT_YET as number;
  worker = NONE as number;
  receivedUs = NOT_YET as number;
  viewUs = NOT_YET as number;
  leftUs = NOT_YET as number;
  status = NONE as number;
  /** Waiting for the database since, or NOT_YET while it is not. */
  databaseUs = NOT_YET as number;
  session = NONE as number;
  /** Waiting for a row that another request holds since, or NOT_YET while it is not. */
  lockUs = NOT_YET as number;
  /** Index in the route's spans of the part that runs, or NONE; since when. */
  span = NONE as number;
  spanUs = NOT_YET as number;
  /** Number of the query that runs, as the recording counts, or NONE: connecting. */
  query = NONE as number;
  writingUs = NOT_YET as number;
  writtenUs = NOT_YET as number;
  /** Bytes of the answer as it is sent, or NONE before it is known. */
  answerBytes = NONE as number;
  lingerUs = NOT_YET as number;
  /** The worker let go of it (or died). */
  releasedUs = NOT_YET as number;
  /** nginx holds the whole answer. */
  heldByFrontUs = NOT_YET as number;
  staticUs = NOT_YET as number;
  /** nginx answered by itself, or gave up on the app server. */
  frontAnsweredUs = NOT_YET as number;
  frontStatus = NONE as number;
  begunUs = NOT_YET as number;
  /** Planned time until the last byte is read. */
  begunOverUs = 0 as number;
  endUs = NOT_YET as number;
  /** Code of the event that ended it, or NONE. */
  ending = NONE as number;
  endArg = 0 as number;
  closedUs = NOT_YET as number;
  lastUs = 0 as number;
}

/** The life of request `r` after the first `eventCount` events of the run. */
export function lifeOf(run: Run, index: RunIndex, r: number, eventCount: number): Life {
  const into = new Life();
  into.request = r;
  const until = index.first[r + 1] as number;
  for (let k = index.first[r] as number; k < until; k++) {
    const i = index.own[k] as number;
    if (i >= eventCount) break;
    into.count++;
    live(into, run.type(i), run.at(i), run.arg(i), run.actor(i));
  }
  return into;
}

/** The moment of the next own event with one of these codes, or NOT_YET: where what goes on now will end. */
export function nextMoment(
  run: Run,
  index: RunIndex,
  life: Life,
  codes: readonly number[],
): number {
  const until = index.first[life.request + 1] as number;
  for (let k = (index.first[life.request] as number) + life.count; k < until; k++) {
    const i = index.own[k] as number;
    if (codes.includes(run.type(i))) return run.at(i);
  }
  return NOT_YET;
}
