import { t } from '../../language/t.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { lifeOf, NOT_YET } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { bytesSent } from '../state/transfer.ts';

/** How much of a message has passed by a moment; `untilUs` is null while it is still under way. */
export interface Passed {
  readonly fromUs: number;
  readonly untilUs: number | null;
  readonly headBytes: number;
  readonly bodyBytes: number;
}

/**
 * What of the request the client has sent by `atUs`. The head goes first, over `headOverUs` where the client dribbles it,
 * then the body; a client that falls silent stays where it stopped. Null: not one byte has been sent.
 */
export function requestPassed(
  run: Run,
  request: number,
  headBytes: number,
  atUs: number,
): Passed | null {
  const life = lifeOf(run, runIndex(run), request, run.countUntil(atUs));
  if (life.sendUs === NOT_YET) return null;
  const c = circumstances(run, request);
  const seed = run.seed(request);
  const bodyBytes = bytesSent(life, seed, c, atUs);
  const fromUs = life.sendUs;
  const nowUs = life.endUs === NOT_YET ? atUs : Math.min(atUs, life.endUs);
  if (life.sendOverUs >= 0 && nowUs >= fromUs + life.sendOverUs)
    return { fromUs, untilUs: fromUs + life.sendOverUs, headBytes, bodyBytes: seed.bodyBytes };
  return {
    fromUs,
    untilUs: null,
    headBytes: bodyBytes > 0 ? headBytes : headPassed(headBytes, c.pace, nowUs - fromUs),
    bodyBytes,
  };
}

function headPassed(
  headBytes: number,
  pace: { readonly headOverUs: number; readonly stops: string | null },
  elapsedUs: number,
): number {
  if (pace.stops === 'before-head') return 0;
  const share = pace.headOverUs === 0 ? 1 : Math.min(1, elapsedUs / pace.headOverUs);
  return Math.floor(headBytes * (pace.stops === 'mid-head' ? Math.min(0.5, share) : share));
}

/** A message that flows evenly from `fromUs` until `endUs` (null: it never was whole). */
export function evenlyPassed(
  fromUs: number,
  endUs: number | null,
  headBytes: number,
  bodyBytes: number,
  atUs: number,
): Passed {
  if (endUs !== null && atUs >= endUs) return { fromUs, untilUs: endUs, headBytes, bodyBytes };
  const share = endUs === null || endUs <= fromUs ? 0 : (atUs - fromUs) / (endUs - fromUs);
  const bytes = Math.floor((headBytes + bodyBytes) * share);
  return {
    fromUs,
    untilUs: null,
    headBytes: Math.min(headBytes, bytes),
    bodyBytes: Math.max(0, bytes - headBytes),
  };
}

const BODY_SHOWN = 400;

/** `184,320`: thousands in groups, the same for every reader. */
export function grouped(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** The bytes that have passed, as text: the head as it is, then the first of the body and how much of it there is. */
export function passedText(head: string, body: string, bodyBytes: number, passed: Passed): string {
  const shownHead = head.slice(0, passed.headBytes);
  if (passed.headBytes < head.length)
    return `${shownHead}\n${t('… {passed} of {all} bytes of the head', { passed: grouped(passed.headBytes), all: grouped(head.length) })}`;
  const shown = body.slice(0, Math.min(passed.bodyBytes, BODY_SHOWN));
  if (bodyBytes === 0 || shown.length >= bodyBytes) return shownHead + shown;
  const gap = shown === '' || shown.endsWith('\n') ? '' : '\n';
  return passed.bodyBytes >= bodyBytes
    ? `${shownHead}${shown}${gap}${t('… {more} more bytes, {all} in all', { more: grouped(bodyBytes - shown.length), all: grouped(bodyBytes) })}`
    : `${shownHead}${shown}${gap}${t('… {passed} of {all} bytes', { passed: grouped(passed.bodyBytes), all: grouped(bodyBytes) })}`;
}
