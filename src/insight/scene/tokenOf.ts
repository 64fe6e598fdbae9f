import { t } from '../../language/t.ts';
import type { Outcome } from '../../recording/requestTable.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { partOfBytesText } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { circumstances, kindOf } from '../state/circumstances.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { queuedEvent, type RunIndex } from '../state/runIndex.ts';
import { slotTable } from '../state/slotTable.ts';
import { answerBytes, bytesReceived, bytesSent } from '../state/transfer.ts';
import type { Token, TokenKind } from './scene.ts';
import { waitingWords, whereIs } from './whereIs.ts';

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
    w.words = t('reading the answer slowly, {part}##180 of 900 kB', {
      part: partOfBytesText(received, total),
    });
  else if (slow && seed.bodyBytes > 0 && life.sendUs !== NOT_YET && life.receivedUs === NOT_YET)
    w.words = t('uploading {part}##180 of 900 kB', { part: partOfBytesText(sent, seed.bodyBytes) });
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
    process: held
      ? slotTable(run).processOf(life.worker)
      : w.place === 'pool'
        ? life.process
        : null,
    instance: life.instance,
    front: index.fronts[life.request] as number,
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
    ...(w.station ? { station: w.station } : {}),
  };
}

/**
 * The token of a request in flight that stands in the backlog, without reading its life: thousands may stand there.
 * Null where more must be known: its body is still coming, or there are several backlogs.
 */
export function queuedToken(
  run: Run,
  index: RunIndex,
  r: number,
  queuePosition: number,
  eventCount: number,
): Token | null {
  const seed = run.seed(r);
  if (seed.bodyBytes > 0 || run.scenario.app.instances > 1) return null;
  return {
    request: r,
    population: seed.population,
    client: seed.client,
    route: seed.route,
    kind: index.kinds[seed.route] as TokenKind,
    place: 'backlog',
    fare: 'waiting',
    progress: 0,
    sinceUs: run.at(queuedEvent(index, r, eventCount)),
    worker: null,
    process: null,
    instance: 0,
    front: index.fronts[r] as number,
    session: null,
    queuePosition,
    bytesSent: 0,
    bytesTotal: 0,
    bytesReceived: 0,
    responseBytes: seed.responseBytes,
    words: waitingWords(run),
    outcome: 'in-flight',
    status: null,
    endUs: null,
  };
}

function outcomeOf(life: Life): Outcome {
  if (life.ending === NONE) return 'in-flight';
  if (life.ending === EVENT['request/answered']) return 'answered';
  if (life.ending === EVENT['request/abandoned']) return 'abandoned';
  return life.endArg === 0 ? 'refused' : 'failed';
}

/** Status that the client was given, or that nginx or the view has answered with and that is on its way. */
function statusOf(life: Life): number | null {
  if (life.ending === EVENT['request/answered']) return life.endArg;
  if (life.ending !== NONE) return null;
  const status = life.frontStatus === NONE ? life.status : life.frontStatus;
  return status === NONE ? null : status;
}
