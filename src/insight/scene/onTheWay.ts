import { EVENT } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import type { Circumstances } from '../state/circumstances.ts';
import { type Life, NOT_YET, nextMoment } from '../state/life.ts';
import type { RunIndex } from '../state/runIndex.ts';
import { fraction, readsSlowly, sendsSlowly } from '../state/transfer.ts';
import type { Fare, Place } from './scene.ts';

/** Where a request is, since when, how far along, and how it fares. */
export interface Where {
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

const BEGUN = [EVENT['response/begun'], EVENT['request/answered'], EVENT['request/failed']];

/** The first part of its way back, a file is still seen in the door that turned it round. */
const DOOR_SHARE = 0.25;

/** On one of the wires, or in nginx. */
export function onTheWay(
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
      : life.isSentAgain && life.queuedUs === NOT_YET
        ? 'nginx tries another app server'
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
  const isSecuring = life.tlsUs !== NOT_YET && life.securedUs === NOT_YET;
  if (
    life.frontUs !== NOT_YET &&
    !isSecuring &&
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
    words:
      life.connectedUs === NOT_YET
        ? 'connecting'
        : isSecuring && life.sendUs === NOT_YET
          ? 'TLS handshake'
          : 'request on its way',
  };
}
