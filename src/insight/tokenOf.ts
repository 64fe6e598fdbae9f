import type { Outcome } from '../recording/requestTable.ts';
import { EVENT, FAILURES, NONE } from '../recording/vocabulary.ts';
import type { Route } from '../scenario/scenario.ts';
import { type Circumstances, circumstances, kindOf } from './circumstances.ts';
import { type Life, NOT_YET, nextMoment } from './life.ts';
import { durationText, partOfBytesText } from './plainWords.ts';
import {
  answerBytes,
  bytesReceived,
  bytesSent,
  fraction,
  readsSlowly,
  sendsSlowly,
} from './progress.ts';
import type { RunIndex } from './runIndex.ts';
import type { Fare, Place, Run, Token } from './shapes.ts';

interface Where {
  place: Place;
  sinceUs: number;
  progress: number;
  fare: Fare;
  words: string;
}

const HEAD_THERE = [
  EVENT['head/received'],
  EVENT['socket/queued'],
  EVENT['front/closed'],
  EVENT['request/failed'],
];
const LEFT_VIEW = [EVENT['view/left'], EVENT['worker/killed'], EVENT['worker/exited']];
const RESULT = [
  EVENT['query/finished'],
  EVENT['query/failed'],
  EVENT['session/refused'],
  EVENT['worker/killed'],
];
const BEGUN = [EVENT['response/begun'], EVENT['request/answered'], EVENT['request/failed']];

/** The first part of its way back, a file is still seen in the door that turned it round. */
const DOOR_SHARE = 0.25;

/** The token of a request. `queuePosition` is its place in the backlog, or NONE when it is not there. */
export function tokenOf(
  run: Run,
  index: RunIndex,
  life: Life,
  atUs: number,
  queuePosition: number,
): Token {
  const seed = run.seed(life.request);
  const c = circumstances(run, life.request);
  const sent = bytesSent(life, seed, c, atUs);
  const total = answerBytes(life, seed);
  const received = bytesReceived(life, seed, atUs);
  const held = life.takenUs !== NOT_YET && life.releasedUs === NOT_YET;
  const w = whereIs(run, index, life, c, atUs, queuePosition, held);
  const slow = w.fare === 'held' || w.fare === 'slow';
  if (slow && life.begunUs !== NOT_YET)
    w.words = `reading the answer slowly, ${partOfBytesText(received, total)}`;
  else if (slow && seed.bodyBytes > 0 && life.sendUs !== NOT_YET && life.receivedUs === NOT_YET)
    w.words = `uploading ${partOfBytesText(sent, seed.bodyBytes)}`;
  return {
    request: life.request,
    population: seed.population,
    client: seed.client,
    route: seed.route,
    kind: kindOf(c.route, seed.bodyBytes),
    place: w.place,
    fare: w.fare,
    progress: w.progress,
    sinceUs: w.sinceUs,
    worker: held ? life.worker : null,
    session: held && w.place === 'database' && life.session !== NONE ? life.session : null,
    queuePosition: queuePosition === NONE ? null : queuePosition,
    bytesSent: sent,
    bytesTotal: seed.bodyBytes,
    bytesReceived: received,
    responseBytes: total,
    words: w.words,
    outcome: outcomeOf(life),
    status: statusOf(life),
    endUs: life.endUs === NOT_YET ? null : life.endUs,
  };
}

/**
 * The token of a request in flight that stands in the backlog, without reading its life: thousands may stand there.
 * Null where more must be known, because its body is still coming.
 */
export function queuedToken(
  run: Run,
  index: RunIndex,
  r: number,
  queuePosition: number,
): Token | null {
  const seed = run.seed(r);
  if (seed.bodyBytes > 0) return null;
  return {
    request: r,
    population: seed.population,
    client: seed.client,
    route: seed.route,
    kind: kindOf(run.scenario.routes[seed.route] as Route, 0),
    place: 'backlog',
    fare: 'waiting',
    progress: 0,
    sinceUs: run.at(index.queuedAt[r] as number),
    worker: null,
    session: null,
    queuePosition,
    bytesSent: 0,
    bytesTotal: 0,
    bytesReceived: 0,
    responseBytes: seed.responseBytes,
    words: WAITING,
    outcome: 'in-flight',
    status: null,
    endUs: null,
  };
}

const WAITING = 'waiting for a worker';

export function outcomeOf(life: Life): Outcome {
  if (life.ending === NONE) return 'in-flight';
  if (life.ending === EVENT['request/answered']) return 'answered';
  if (life.ending === EVENT['request/abandoned']) return 'abandoned';
  return life.endArg === 0 ? 'refused' : 'failed';
}

/** Status that the client was given, or that the view has returned and is on its way. */
function statusOf(life: Life): number | null {
  if (life.ending === EVENT['request/answered']) return life.endArg;
  return life.ending === NONE && life.status !== NONE ? life.status : null;
}

function whereIs(
  run: Run,
  index: RunIndex,
  life: Life,
  c: Circumstances,
  atUs: number,
  queuePosition: number,
  held: boolean,
): Where {
  const over = life.ending !== NONE;
  const gone: Fare | null = !over
    ? null
    : life.ending === EVENT['request/answered']
      ? 'answered'
      : life.ending === EVENT['request/abandoned']
        ? 'abandoned'
        : 'failed';
  if (queuePosition !== NONE) {
    const words = gone ? 'its client has gone; it will be executed all the same' : WAITING;
    return {
      place: 'backlog',
      sinceUs: life.queuedUs,
      progress: 0,
      fare: gone ?? 'waiting',
      words,
    };
  }
  if (gone === 'answered') {
    const waits = held || (life.closedUs === NOT_YET && !c.population.closes);
    return {
      place: waits ? 'client' : 'ended',
      sinceUs: life.endUs,
      progress: 1,
      fare: gone,
      words: `answered ${life.endArg}`,
    };
  }
  if (held && life.begunUs === NOT_YET) return atWorker(run, index, life, c, atUs, gone);
  if (gone) {
    const words =
      gone === 'abandoned'
        ? `gave up after ${durationText(life.endArg)}`
        : failureWords(life.endArg);
    return { place: 'ended', sinceUs: life.endUs, progress: 1, fare: gone, words };
  }
  return onTheWay(run, index, life, c, atUs, held);
}

function atWorker(
  run: Run,
  index: RunIndex,
  life: Life,
  c: Circumstances,
  atUs: number,
  gone: Fare | null,
): Where {
  if (life.databaseUs !== NOT_YET) {
    const until = nextMoment(run, index, life, RESULT);
    const words = life.query === NONE ? 'connecting to the database' : 'waiting for the database';
    return {
      place: 'database',
      sinceUs: life.databaseUs,
      progress: until === NOT_YET ? 0 : fraction(atUs, life.databaseUs, until),
      fare: gone ?? 'moving',
      words,
    };
  }
  const at = { place: 'worker' as const, sinceUs: life.takenUs };
  if (life.writingUs !== NOT_YET) {
    const blocked = life.writtenUs === NOT_YET && readsSlowly(life, atUs);
    return {
      ...at,
      progress: 1,
      fare: gone ?? (blocked ? 'held' : 'moving'),
      words: blocked ? 'client takes the answer slowly' : 'writing the answer',
    };
  }
  if (life.receivedUs === NOT_YET && life.viewUs === NOT_YET) {
    const slow = sendsSlowly(life, atUs);
    const done =
      life.sendUs === NOT_YET || life.sendOverUs < 0
        ? 0
        : fraction(atUs, life.sendUs, life.sendUs + life.sendOverUs);
    const idle = life.sendUs === NOT_YET || c.pace.stops === 'before-head';
    return {
      ...at,
      progress: done,
      fare: gone ?? (slow ? 'held' : 'moving'),
      words:
        idle && slow
          ? 'connected, sends nothing'
          : slow
            ? 'sending the request slowly'
            : 'reading request',
    };
  }
  const from = life.viewUs === NOT_YET ? life.receivedUs : life.viewUs;
  const until = life.leftUs !== NOT_YET ? life.leftUs : nextMoment(run, index, life, LEFT_VIEW);
  return {
    ...at,
    progress: until === NOT_YET ? 0 : fraction(atUs, from, until),
    fare: gone ?? 'moving',
    words: gone ? 'still executed, though its client has gone' : 'in the view',
  };
}

/** On one of the wires, or in nginx. */
function onTheWay(
  run: Run,
  index: RunIndex,
  life: Life,
  c: Circumstances,
  atUs: number,
  held: boolean,
): Where {
  const leftUs = Math.max(
    life.staticUs,
    life.heldByFrontUs,
    life.frontAnsweredUs,
    life.writtenUs,
    life.begunUs,
  );
  if (leftUs !== NOT_YET) {
    const departUs =
      life.begunUs === NOT_YET
        ? leftUs
        : Math.max(life.staticUs, life.heldByFrontUs, life.frontAnsweredUs, NOT_YET);
    const sinceUs = departUs === NOT_YET ? life.begunUs : departUs;
    const arriveUs =
      life.begunUs !== NOT_YET
        ? life.begunUs + life.begunOverUs
        : nextMoment(run, index, life, BEGUN);
    const done = arriveUs === NOT_YET ? 0 : fraction(atUs, sinceUs, arriveUs);
    if (life.staticUs !== NOT_YET && life.begunUs === NOT_YET && done < DOOR_SHARE)
      return {
        place: 'door',
        sinceUs: life.staticUs,
        progress: done / DOOR_SHARE,
        fare: 'moving',
        words: 'file door: no worker needed',
      };
    const slow = readsSlowly(life, atUs);
    const blocks = held && life.writtenUs === NOT_YET;
    return {
      place: 'to-client',
      sinceUs,
      progress: done,
      fare: slow ? (blocks ? 'held' : 'slow') : 'moving',
      words: 'answer on its way',
    };
  }
  const { link } = c;
  if (life.headUs !== NOT_YET) {
    const full = life.retriedUs > life.headUs;
    const slow = life.bodyUs !== NOT_YET && life.bufferedUs === NOT_YET && sendsSlowly(life, atUs);
    const done =
      life.bodyUs === NOT_YET || life.bodyOverUs < 0
        ? 0
        : fraction(atUs, life.bodyUs, life.bodyUs + life.bodyOverUs);
    const words = full
      ? 'backlog full, nginx tries again'
      : life.bodyUs !== NOT_YET
        ? 'nginx collects the body'
        : 'in nginx';
    return {
      place: 'front',
      sinceUs: life.headUs,
      progress: done,
      fare: slow ? 'slow' : full ? 'waiting' : 'moving',
      words,
    };
  }
  if (life.retriedUs !== NOT_YET && life.connectedUs === NOT_YET)
    return {
      place: 'to-front',
      sinceUs: life.startUs,
      progress: 0.5,
      fare: 'waiting',
      words: 'no answer to its connection request, will try again',
    };
  if (
    life.frontUs !== NOT_YET &&
    sendsSlowly(life, atUs) &&
    atUs > Math.max(life.sendUs, life.connectedUs) + link.rttUs / 2
  ) {
    const overUs = c.pace.headOverUs;
    const words =
      c.pace.stops === 'before-head' || life.sendUs === NOT_YET
        ? 'connected, sends nothing'
        : 'nginx reads the head';
    return {
      place: 'front',
      sinceUs: life.frontUs,
      progress: overUs > 0 ? fraction(atUs, life.sendUs, life.sendUs + overUs) : 0,
      fare: 'slow',
      words,
    };
  }
  const until = nextMoment(run, index, life, HEAD_THERE);
  const done =
    until === NOT_YET
      ? fraction(atUs, life.startUs, life.startUs + 2 * link.rttUs)
      : fraction(atUs, life.startUs, until);
  return {
    place: 'to-front',
    sinceUs: life.startUs,
    progress: done,
    fare: 'moving',
    words: life.connectedUs === NOT_YET ? 'connecting' : 'request on its way',
  };
}

const FAILURE_WORDS: Record<(typeof FAILURES)[number], string> = {
  refused: 'connection refused',
  'empty-reply': 'closed without an answer (empty reply)',
  truncated: 'answer cut off',
  reset: 'connection reset',
  'client-abort': 'the client left',
  'eof-in-request': 'closed while it was still sending',
};

/** What a client program would say of a failure. */
export function failureWords(arg: number): string {
  const failure = FAILURES[arg];
  return failure === undefined ? 'failed' : FAILURE_WORDS[failure];
}
