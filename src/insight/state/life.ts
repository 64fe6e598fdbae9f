import { EVENTS, type EventName, NONE } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import type { RunIndex } from './runIndex.ts';

/** Not yet. Stands where a moment of a {@link Life} has not come; all moments are 0 or later. */
export const NOT_YET = -1;

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

/** Words whose actor is the slot that deals with the request. */
const OF_ITS_SLOT = EVENTS.map((name) =>
  /^(view|span|linger)\/|^worker\/(received|released)|^response\/writ/.test(name),
);

function live(life: Life, type: number, at: number, arg: number, actor: number): void {
  // Sent again by nginx, it may be dealt with twice; the slot that was given up on no longer counts.
  if (OF_ITS_SLOT[type] && actor !== NONE && life.worker !== actor && life.isSentAgain) return;
  life.lastUs = at;
  const name = EVENTS[type] as EventName;
  switch (name) {
    case 'request/started':
      life.startUs = at;
      break;
    case 'connection/established':
      life.connectedUs = at;
      break;
    case 'connection/reused':
      life.connectedUs = at;
      life.carried = arg;
      break;
    case 'request/followed':
      life.follows = arg;
      break;
    case 'request/retried':
      life.repeats = arg;
      break;
    case 'upstream/chosen':
      life.instance = actor;
      break;
    case 'upstream/retried':
      forgetServer(life);
      break;
    case 'connection/pooled':
      life.process = actor;
      life.pooledUs = at;
      life.parkedUs = NOT_YET;
      break;
    case 'connection/parked':
      life.process = actor;
      life.parkedUs = at;
      life.pooledUs = NOT_YET;
      life.takenUs = NOT_YET;
      break;
    case 'connection/retried':
      life.retriedUs = at;
      life.retryInUs = arg;
      break;
    case 'request/sending':
      life.sendUs = at;
      life.sendOverUs = arg;
      break;
    case 'front/accepted':
      life.frontUs = at;
      break;
    case 'head/received':
      life.headUs = at;
      life.location = arg;
      break;
    case 'body/receiving':
      life.bodyUs = at;
      life.bodyOverUs = arg;
      break;
    case 'body/buffered':
      life.bufferedUs = at;
      break;
    case 'socket/queued':
      life.queuedUs = at;
      break;
    case 'socket/overflowed':
      life.overflowedUs = at;
      break;
    case 'worker/accepted':
      life.takenUs = at;
      life.worker = actor;
      life.releasedUs = NOT_YET;
      life.pooledUs = NOT_YET;
      life.parkedUs = NOT_YET;
      break;
    case 'worker/received':
      life.receivedUs = at;
      break;
    case 'view/entered':
      life.viewUs = at;
      break;
    case 'view/left':
      life.leftUs = at;
      life.status = arg;
      life.databaseUs = NOT_YET;
      life.lockUs = NOT_YET;
      life.span = NONE;
      break;
    case 'view/cancelled':
      life.span = NONE;
      break;
    case 'span/entered':
      life.span = arg;
      life.spanUs = at;
      break;
    case 'span/left':
      life.span = NONE;
      break;
    case 'lock/waiting':
      if (life.databaseUs === NOT_YET) life.databaseUs = at;
      life.session = actor;
      life.lockUs = at;
      break;
    case 'lock/taken':
    case 'lock/timedOut':
      life.lockUs = NOT_YET;
      break;
    case 'session/connecting':
    case 'query/started':
      if (life.databaseUs === NOT_YET) life.databaseUs = at;
      life.session = actor;
      life.query = name === 'query/started' ? arg : NONE;
      break;
    case 'session/refused':
    case 'query/finished':
    case 'query/failed':
      life.databaseUs = NOT_YET;
      life.lockUs = NOT_YET;
      break;
    case 'response/writing':
      life.writingUs = at;
      life.answerBytes = arg;
      break;
    case 'response/written':
      life.writtenUs = at;
      break;
    case 'linger/started':
      life.lingerUs = at;
      break;
    case 'worker/released':
    case 'worker/killed':
    case 'worker/exited':
      if (life.takenUs !== NOT_YET && life.releasedUs === NOT_YET) life.releasedUs = at;
      life.pooledUs = NOT_YET;
      life.parkedUs = NOT_YET;
      life.databaseUs = NOT_YET;
      life.lockUs = NOT_YET;
      break;
    case 'response/buffered':
      life.heldByFrontUs = at;
      break;
    case 'static/served':
      life.staticUs = at;
      life.answerBytes = arg;
      break;
    case 'front/answered':
    case 'upstream/failed':
    case 'upstream/timedOut':
      life.frontAnsweredUs = at;
      life.frontStatus = arg;
      break;
    case 'response/begun':
      life.begunUs = at;
      life.begunOverUs = arg;
      break;
    case 'request/answered':
    case 'request/failed':
    case 'request/abandoned':
      life.endUs = at;
      life.ending = type;
      life.endArg = arg;
      break;
    case 'connection/closed':
    case 'connection/expired':
    case 'front/closed':
      life.closedUs = at;
      break;
  }
}

/** nginx sends the request again, to another app server: what the first one did no longer counts. */
function forgetServer(life: Life): void {
  life.isSentAgain = true;
  for (const key of SERVER_MOMENTS) life[key] = NOT_YET;
  life.process = NONE;
  life.worker = NONE;
  life.session = NONE;
  life.span = NONE;
  life.status = NONE;
}

const SERVER_MOMENTS = [
  'queuedUs',
  'overflowedUs',
  'pooledUs',
  'parkedUs',
  'takenUs',
  'receivedUs',
  'viewUs',
  'leftUs',
  'databaseUs',
  'lockUs',
  'writingUs',
  'writtenUs',
  'lingerUs',
  'releasedUs',
] as const;
