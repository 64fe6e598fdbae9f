import { durationText } from '../insight/plainWords.ts';
import type { Fare, Token, TokenKind, WorkerState } from '../insight/scene/scene.ts';
import { msg, t } from '../language/t.ts';
import { fareShown } from './look.ts';
import { fixedText, secondsText } from './secondsText.ts';

/** The clock of the stage: `4.20 s`; finer in the first tenth of a second. Input in µs. */
export function clock(atUs: number): string {
  return atUs > 0 && atUs < 100_000 ? `${fixedText(atUs / 1_000, 1)} ms` : secondsText(atUs, 2);
}

export const KIND_WORDS: Record<TokenKind, string> = {
  page: msg('page'),
  static: msg('static file'),
  upload: msg('upload'),
  api: msg('API call'),
};

export const FARE_WORDS: Record<Fare, string> = {
  moving: msg('moving'),
  waiting: msg('waiting'),
  held: msg('held'),
  slow: msg('on a slow link'),
  answered: msg('answered'),
  failed: msg('failed'),
  abandoned: msg('given up by its client'),
};

export const STATE_WORDS: Record<WorkerState, string> = {
  booting: msg('booting'),
  idle: msg('idle'),
  reading: msg('reading request'),
  running: msg('running Python'),
  database: msg('waiting on database'),
  writing: msg('writing answer'),
  lingering: msg('waiting for close'),
  stopping: msg('stopping'),
  dead: msg('killed##a worker'),
};

/** Shorter words for lanes that share a row. */
export const SHORT_STATE_WORDS: Record<WorkerState, string> = {
  booting: msg('booting'),
  idle: msg('idle'),
  reading: msg('reading'),
  running: msg('running'),
  database: msg('on database'),
  writing: msg('writing'),
  lingering: msg('closing'),
  stopping: msg('stopping'),
  dead: msg('killed##a worker'),
};

const PLACE_WORDS: Record<Token['place'], string> = {
  client: msg('at its client'),
  'to-front': msg('on its way to the server'),
  front: msg('in the front server'),
  door: msg('at the static file door'),
  backlog: msg('in the listen backlog'),
  pool: msg('in the queue of its process'),
  worker: msg('in hand'),
  database: msg('waiting on the database'),
  'to-client': msg('answer on its way'),
  ended: msg('ended'),
};

/** What a failed token wears: `502`, `refused`; null for one that has not failed. */
export function badgeOf(token: Token): string | null {
  if (token.fare === 'abandoned') return t('gave up');
  if (token.status !== null && token.status >= 400) return String(token.status);
  if (token.fare !== 'failed') return null;
  return token.outcome === 'refused' ? t('refused') : t('no answer');
}

/** What the servers of a stage are called. */
export interface ServerNames {
  /** `in nginx`. */
  readonly front: string;
  processOf(process: number): string;
}

/** Accessible name of a token: `Request 4, upload, with a worker: reading 180 of 900 kB, 3.9 s`. `atUs`: null leaves out for how long. */
export function tokenName(token: Token, atUs: number | null, names: ServerNames): string {
  const process = token.process ?? token.worker;
  const where =
    token.place === 'worker' && process !== null
      ? t('with {process}', { process: names.processOf(process) })
      : token.place === 'front'
        ? t('in {front}', { front: names.front })
        : t(PLACE_WORDS[token.place]);
  const words = token.words && token.words !== where ? `: ${token.words}` : '';
  const badge = badgeOf(token);
  const fare = badge
    ? `, ${t(FARE_WORDS[fareShown(token)])} (${badge})`
    : `, ${t(FARE_WORDS[token.fare])}`;
  const since =
    token.place === 'ended' || atUs === null
      ? ''
      : `, ${durationText(Math.max(0, atUs - token.sinceUs))}`;
  return t('Request {request}, {kind}, {where}{words}{fare}{since}', {
    request: String(token.request + 1),
    kind: t(KIND_WORDS[token.kind]),
    where,
    words,
    fare,
    since,
  });
}
