import { msg, t } from '../../language/t.ts';
import { EVENT, FAILURES, NONE } from '../../recording/vocabulary.ts';
import { durationText } from '../plainWords.ts';
import { appProgram, takerOf } from '../programs.ts';
import type { Run } from '../shapes.ts';
import type { Circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET, nextMoment } from '../state/life.ts';
import type { RunIndex } from '../state/runIndex.ts';
import { processName } from '../state/slotTable.ts';
import { fraction, readsSlowly, sendsSlowly } from '../state/transfer.ts';
import { rowName } from '../state/worldSessions.ts';
import { onTheWay, type Where } from './onTheWay.ts';
import type { Fare } from './scene.ts';

const LEFT_VIEW = [
  EVENT['view/left'],
  EVENT['view/cancelled'],
  EVENT['worker/killed'],
  EVENT['worker/exited'],
];

const RESULT = [
  EVENT['query/finished'],
  EVENT['query/failed'],
  EVENT['session/refused'],
  EVENT['worker/killed'],
];

/** `waiting for a worker`, `waiting for a thread`: what the next of those in the backlog is taken by. */
export const waitingWords = (run: Run): string =>
  t('waiting for {taker}', { taker: takerOf(appProgram(run.scenario)) });

/**
 * Where a living request is at a moment, since when, how far and in what words. `queuePosition`: its place in the backlog, 0 = oldest, NONE
 * outside it; `held`: whether a worker has it.
 */
export function whereIs(
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
    const words = gone
      ? t('its client has gone; it will be executed all the same')
      : waitingWords(run);
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
      words: t('answered {status}', { status: String(life.endArg) }),
    };
  }
  if (life.pooledUs !== NOT_YET || life.parkedUs !== NOT_YET) return inPool(run, life, gone);
  if (held && life.begunUs === NOT_YET) return atWorker(run, index, life, c, atUs, gone);
  if (gone) {
    const words =
      gone === 'abandoned'
        ? t('gave up after {time}##the client', { time: durationText(life.endArg) })
        : failureWords(life.endArg);
    return { place: 'ended', sinceUs: life.endUs, progress: 1, fare: gone, words };
  }
  return onTheWay(run, index, life, c, atUs, held);
}

/** Accepted by a process that has no thread for it, or nothing to read from it. */
function inPool(run: Run, life: Life, gone: Fare | null): Where {
  const isParked = life.pooledUs === NOT_YET;
  const words = isParked
    ? t('connected, sends nothing: open in {process}', { process: processName(run, life.process) })
    : gone
      ? t('its client has gone; it will be executed all the same')
      : t('waits for a thread of {process}', { process: processName(run, life.process) });
  return {
    place: 'pool',
    sinceUs: isParked ? life.parkedUs : life.pooledUs,
    progress: 0,
    fare: gone ?? (isParked ? 'slow' : 'waiting'),
    words,
  };
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
    const words =
      life.lockUs !== NOT_YET
        ? t('waits for row “{row}”', { row: rowName(run, life.request) })
        : life.query === NONE
          ? t('connecting to the database')
          : t('waiting for the database');
    return {
      place: 'database',
      sinceUs: life.databaseUs,
      progress: until === NOT_YET ? 0 : fraction(atUs, life.databaseUs, until),
      fare: gone ?? (life.lockUs === NOT_YET ? 'moving' : 'waiting'),
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
      words: blocked ? t('client takes the answer slowly') : t('writing the answer'),
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
          ? t('connected, sends nothing')
          : slow
            ? t('sending the request slowly')
            : t('reading request'),
    };
  }
  const from = life.viewUs === NOT_YET ? life.receivedUs : life.viewUs;
  const until = life.leftUs !== NOT_YET ? life.leftUs : nextMoment(run, index, life, LEFT_VIEW);
  return {
    ...at,
    progress: until === NOT_YET ? 0 : fraction(atUs, from, until),
    fare: gone ?? 'moving',
    words: gone
      ? t('still executed, though its client has gone')
      : (c.route.spans?.[life.span]?.name ?? t('in the view')),
  };
}

const FAILURE_WORDS: Record<(typeof FAILURES)[number], string> = {
  refused: msg('connection refused'),
  'empty-reply': msg('closed without an answer (empty reply)'),
  truncated: msg('answer cut off'),
  reset: msg('connection reset'),
  'client-abort': msg('the client left'),
  'eof-in-request': msg('closed while it was still sending'),
};

/** What a client program would say of a failure. */
export function failureWords(arg: number): string {
  const failure = FAILURES[arg];
  return failure === undefined ? t('failed##a request') : t(FAILURE_WORDS[failure]);
}
