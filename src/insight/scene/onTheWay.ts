import { t } from '../../language/t.ts';
import { EVENT } from '../../recording/vocabulary.ts';
import { frontTraitsOf } from '../../scenario/servers/fronts.ts';
import { durationText } from '../plainWords.ts';
import { frontProgram } from '../programs.ts';
import type { Run } from '../shapes.ts';
import type { Circumstances } from '../state/circumstances.ts';
import { HANDSHAKES, type Life, NOT_YET, nextMoment } from '../state/life.ts';
import type { RunIndex } from '../state/runIndex.ts';
import { fraction, readsSlowly, sendsSlowly } from '../state/transfer.ts';
import type { Fare, Place, Station } from './scene.ts';

/** Where a request is, since when, how far along, and how it fares. */
export interface Where {
  place: Place;
  sinceUs: number;
  progress: number;
  fare: Fare;
  words: string;
  station?: Station;
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

/** A client whose request lies at the front server's socket for longer than this waits for a thread, µs. Heads over slow lines take as long. */
const WAITS_US = 20_000;

/** On one of the wires, or in the front server. */
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
        words: t('file door: no worker needed'),
      };
    const slow = readsSlowly(life, atUs);
    const blocks = held && life.writtenUs === NOT_YET;
    return {
      place: 'to-client',
      sinceUs,
      progress: done,
      fare: slow ? (blocks ? 'held' : 'slow') : 'moving',
      words: t('answer on its way'),
    };
  }
  const { link } = c;
  const front = frontProgram(run.scenario)?.name ?? '';
  if (life.headUs !== NOT_YET) {
    const full = life.retriedUs > life.headUs;
    const slow = life.bodyUs !== NOT_YET && life.bufferedUs === NOT_YET && sendsSlowly(life, atUs);
    const done =
      life.bodyUs === NOT_YET || life.bodyOverUs < 0
        ? 0
        : fraction(atUs, life.bodyUs, life.bodyUs + life.bodyOverUs);
    const asked = life.queuedUs !== NOT_YET;
    if (!asked && life.turnUs > atUs)
      return atStation(
        'limit',
        life,
        atUs,
        t('too soon (limit_req), goes on in {time}', { time: durationText(life.turnUs - atUs) }),
      );
    if (!asked && life.cacheWaitUs !== NOT_YET)
      return atStation(
        'cache',
        life,
        atUs,
        t('waits for the answer that another request fetches (proxy_cache_lock)'),
      );
    const words = full
      ? t('backlog full, {front} tries again', { front })
      : life.isSentAgain && life.queuedUs === NOT_YET
        ? t('{front} tries another app server', { front })
        : life.bodyUs !== NOT_YET
          ? t('{front} collects the body', { front })
          : t('in {front}##a request is in nginx', { front });
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
      words: t('no answer to its connection request, will try again'),
    };
  const isSecuring = life.tlsUs !== NOT_YET && life.securedUs === NOT_YET;
  if (waitsForFront(run, life, link.rttUs, atUs))
    return {
      place: 'front',
      station: 'room',
      sinceUs: Math.max(life.sendUs, life.connectedUs),
      progress: 0,
      fare: 'waiting',
      words: t('connected; waits for a thread of {front}', { front }),
    };
  if (isSecuring && life.sendUs === NOT_YET) {
    // There and back, once a round trip.
    const turn = ((atUs - life.tlsUs) % link.rttUs) / Math.max(1, link.rttUs);
    const how =
      HANDSHAKES[life.handshake] === 'resumed' ? t('TLS handshake, resumed') : t('TLS handshake');
    return {
      place: 'to-front',
      station: 'tls',
      sinceUs: life.tlsUs,
      progress: turn < 0.5 ? 2 * turn : 2 - 2 * turn,
      fare: 'moving',
      words: how,
    };
  }
  if (
    life.frontUs !== NOT_YET &&
    !isSecuring &&
    sendsSlowly(life, atUs) &&
    atUs > Math.max(life.sendUs, life.connectedUs) + link.rttUs / 2
  ) {
    const overUs = c.pace.headOverUs;
    const words =
      c.pace.stops === 'before-head' || life.sendUs === NOT_YET
        ? t('connected, sends nothing')
        : t('{front} reads the head', { front });
    return {
      place: 'front',
      sinceUs: life.frontUs,
      progress: overUs > 0 ? fraction(atUs, life.sendUs, life.sendUs + overUs) : 0,
      fare: 'slow',
      words,
    };
  }
  const until = nextMoment(run, index, life, HEAD_THERE);
  // What had a handshake first sets out anew with its request.
  const fromUs = life.securedUs !== NOT_YET ? Math.max(life.sendUs, life.startUs) : life.startUs;
  const done =
    until === NOT_YET
      ? fraction(atUs, fromUs, fromUs + 2 * link.rttUs)
      : fraction(atUs, fromUs, until);
  return {
    place: 'to-front',
    sinceUs: life.startUs,
    progress: done,
    fare: 'moving',
    words:
      life.connectedUs === NOT_YET
        ? life.addressUs === NOT_YET
          ? t('connecting')
          : t('nobody answered there: tries the next address')
        : t('request on its way'),
  };
}

function atStation(station: Station, life: Life, atUs: number, words: string): Where {
  const sinceUs = Math.min(atUs, station === 'cache' ? life.cacheWaitUs : life.headUs);
  return { place: 'front', station, sinceUs, progress: 0, fare: 'waiting', words };
}

/** Its request lies in the socket of a front server that has no thread for it: it is there, and nobody has read its head. */
function waitsForFront(run: Run, life: Life, rttUs: number, atUs: number): boolean {
  const { front, app } = run.scenario;
  if (front === null || life.headUs !== NOT_YET || life.endUs !== NOT_YET) return false;
  if (life.sendUs === NOT_YET || sendsSlowly(life, atUs)) return false;
  if (frontTraitsOf(front, app).waitingRoom === 0) return false;
  return atUs > Math.max(life.sendUs, life.connectedUs) + rttUs / 2 + WAITS_US;
}
