import type { Run, Stretch } from './shapes.ts';
import { type Life, lifeOf, NOT_YET } from './state/life.ts';
import { ownMoments } from './state/ownMoments.ts';
import { runIndex } from './state/runIndex.ts';

/**
 * Where the time of a request went, in order of beginning: without `atUs` for its whole recorded life, otherwise as far
 * as it has come by then. Stretches may overlap (the client still reads while the worker lingers); none is empty.
 */
export function waterfall(run: Run, request: number, atUs: number = run.endUs): Stretch[] {
  const count = run.countUntil(atUs);
  const life = lifeOf(run, runIndex(run), request, count);
  if (life.count === 0) return [];
  const stretches: Stretch[] = [];
  const over = life.endUs;
  /** A stretch from one moment to the first that has come of the others; open while none has. */
  const add = (
    key: Stretch['key'],
    label: string,
    fromUs: number,
    holdsWorker: boolean,
    ...ends: number[]
  ): void => {
    if (fromUs === NOT_YET) return;
    const come = ends.filter((u) => u !== NOT_YET && u >= fromUs);
    const untilUs = come.length > 0 ? Math.min(...come) : null;
    if (untilUs === null || untilUs > fromUs)
      stretches.push({ key, label, fromUs, untilUs, holdsWorker });
  };
  const { front } = run.scenario;
  const planned =
    life.sendUs !== NOT_YET && life.sendOverUs >= 0 ? life.sendUs + life.sendOverUs : NOT_YET;
  const sentUs = planned <= atUs ? planned : NOT_YET;

  add('connect', 'connecting', life.startUs, false, life.connectedUs, over);
  if (front) {
    add('send', 'request head to nginx', life.sendUs, false, life.headUs, over);
    if (front.proxy_request_buffering)
      add('buffer', 'nginx collects the body', life.bodyUs, false, life.bufferedUs, over);
  } else add('send', 'sending the request', life.sendUs, false, sentUs, life.receivedUs, over);
  add('queue', 'waiting for a worker', life.queuedUs, false, life.takenUs);
  add(
    'read',
    'worker reads the request',
    life.takenUs,
    true,
    life.receivedUs,
    life.viewUs,
    life.releasedUs,
  );
  for (const part of viewParts(run, request, life, count)) stretches.push(part);
  add('write', 'worker writes the answer', life.writingUs, true, life.writtenUs, life.releasedUs);
  add('linger', 'worker waits for the client to close', life.lingerUs, true, life.releasedUs);
  if (life.staticUs !== NOT_YET)
    add('static', 'file door of nginx', life.headUs, false, life.staticUs);
  const departUs = Math.max(
    life.staticUs,
    life.heldByFrontUs,
    life.frontAnsweredUs,
    front ? NOT_YET : life.writingUs,
  );
  const answerUs = departUs === NOT_YET ? life.begunUs : departUs;
  add('receive', 'answer to the client', answerUs, false, over);
  return stretches.sort((a, b) => a.fromUs - b.fromUs);
}

/** The view, cut where it waits for the database. */
function viewParts(run: Run, request: number, life: Life, count: number): Stretch[] {
  if (life.viewUs === NOT_YET) return [];
  const endUs =
    life.leftUs !== NOT_YET ? life.leftUs : life.releasedUs === NOT_YET ? null : life.releasedUs;
  const parts: Stretch[] = [];
  let fromUs = life.viewUs;
  let inDatabase = false;
  const cut = (untilUs: number | null): void => {
    const key = inDatabase ? 'database' : 'view';
    if (untilUs === null || untilUs > fromUs)
      parts.push({
        key,
        label: inDatabase ? 'waiting for the database' : 'in the view',
        fromUs,
        untilUs,
        holdsWorker: true,
      });
  };
  for (const e of ownMoments(run, request, count)) {
    const waits = e.name === 'session/connecting' || e.name === 'query/started';
    const returns =
      e.name === 'query/finished' || e.name === 'query/failed' || e.name === 'session/refused';
    if ((!waits && !returns) || waits === inDatabase || e.at < life.viewUs) continue;
    cut(e.at);
    fromUs = e.at;
    inDatabase = waits;
  }
  cut(endUs);
  return parts;
}
