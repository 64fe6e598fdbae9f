import { EVENTS, type EventName, NONE } from '../../recording/vocabulary.ts';
import { type Life, NOT_YET } from './life.ts';

/** Words whose actor is the slot that deals with the request. */
const OF_ITS_SLOT = EVENTS.map((name) =>
  /^(view|span|linger)\/|^worker\/(received|released)|^response\/writ/.test(name),
);

/** Lets one of its own events happen to a request. */
export function live(life: Life, type: number, at: number, arg: number, actor: number): void {
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
    case 'tls/handshaking':
      life.tlsUs = at;
      life.handshake = arg;
      break;
    case 'tls/established':
      life.securedUs = at;
      break;
    case 'stream/opened':
      if (life.connectedUs === NOT_YET) life.connectedUs = at;
      life.isStream = true;
      life.carried = arg;
      break;
    case 'response/shared':
      life.begunOverUs = at + arg - life.begunUs;
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
    case 'connection/awaited':
      life.lingerUs = at;
      break;
    case 'worker/released':
    case 'worker/killed':
    case 'worker/exited':
      if (life.takenUs !== NOT_YET && life.releasedUs === NOT_YET) life.releasedUs = at;
      life.pooledUs = NOT_YET;
      // Its thread is released behind connection/parked, and it stays with the poller.
      if (name !== 'worker/released') life.parkedUs = NOT_YET;
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
    case 'limit/delayed':
      life.turnUs = at + arg;
      break;
    case 'cache/waiting':
      if (life.cacheWaitUs === NOT_YET) life.cacheWaitUs = at;
      break;
    case 'cache/missed':
      life.cacheWaitUs = NOT_YET;
      break;
    case 'address/tried':
      life.addressUs = at;
      break;
    case 'cache/hit':
      life.frontAnsweredUs = at;
      life.frontStatus = 200;
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
      life.parkedUs = NOT_YET;
      life.ending = type;
      life.endArg = arg;
      break;
    case 'connection/expired':
      // Behind nginx a process closes a connection of nginx's pool, not the client's.
      if (actor === NONE || life.headUs === NOT_YET) life.closedUs = at;
      life.parkedUs = NOT_YET;
      break;
    case 'connection/closed':
    case 'front/closed':
      life.closedUs = at;
      life.parkedUs = NOT_YET;
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
