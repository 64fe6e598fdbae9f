import type { RequestSeed } from '../../recording/recording.ts';
import type { Circumstances } from './circumstances.ts';
import { type Life, NOT_YET } from './life.ts';

/** An upload or download that takes longer than this is a slow client's. */
export const SLOW_US = 250_000;

/** Bytes of the body that the client has handed over: they trickle evenly between the first and the planned last one. */
export function bytesSent(life: Life, seed: RequestSeed, c: Circumstances, atUs: number): number {
  const total = seed.bodyBytes;
  if (life.sendUs === NOT_YET || total === 0) return 0;
  if (life.receivedUs !== NOT_YET || life.bufferedUs !== NOT_YET) return total;
  // An end cuts the sending short; what was sent by then stays.
  const nowUs = life.endUs === NOT_YET ? atUs : Math.min(atUs, life.endUs);
  const elapsedUs = nowUs - life.sendUs - c.pace.headOverUs;
  if (elapsedUs <= 0) return 0;
  if (life.sendOverUs >= 0) {
    const overUs = life.sendOverUs - c.pace.headOverUs;
    return overUs <= 0 ? total : Math.round(total * Math.min(1, elapsedUs / overUs));
  }
  if (c.pace.stops !== 'mid-body') return 0;
  const overUs =
    c.pace.bodyOverUs > 0 ? c.pace.bodyOverUs : (total / c.link.upBytesPerSecond) * 1e6;
  return Math.round(total * Math.min(0.5, overUs <= 0 ? 0.5 : elapsedUs / overUs));
}

/** Size of an error page that nginx writes itself, about. */
const ERROR_PAGE_BYTES = 320;

/** Size of the answer: what the route promises until the server says what it really sends. */
export function answerBytes(life: Life, seed: RequestSeed): number {
  if (life.frontAnsweredUs !== NOT_YET) return ERROR_PAGE_BYTES;
  return life.answerBytes < 0 ? seed.responseBytes : life.answerBytes;
}

/** Bytes of the answer that the client has read. */
export function bytesReceived(life: Life, seed: RequestSeed, atUs: number): number {
  if (life.begunUs === NOT_YET) return 0;
  const nowUs = life.endUs === NOT_YET ? atUs : Math.min(atUs, life.endUs);
  const done = fraction(nowUs, life.begunUs, life.begunUs + life.begunOverUs);
  return Math.round(answerBytes(life, seed) * done);
}

/** Whether the client takes long over sending: slow, or silent for good. */
export function sendsSlowly(life: Life, atUs: number): boolean {
  if (life.sendUs === NOT_YET)
    return life.connectedUs !== NOT_YET && atUs - life.connectedUs > SLOW_US;
  return life.sendOverUs < 0 || life.sendOverUs > SLOW_US;
}

/** Whether the client takes long over reading the answer. */
export function readsSlowly(life: Life, atUs: number): boolean {
  if (life.begunUs !== NOT_YET) return life.begunOverUs > SLOW_US;
  return (
    life.writingUs !== NOT_YET && life.writtenUs === NOT_YET && atUs - life.writingUs > SLOW_US
  );
}

/** How far `at` is between two moments, 0..1; 1 where they are the same. */
export function fraction(at: number, from: number, until: number): number {
  if (at >= until) return 1;
  return at <= from ? 0 : (at - from) / (until - from);
}
