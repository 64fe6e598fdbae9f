import { durationText } from '../insight/plainWords.ts';
import { many } from '../insight/programs.ts';
import type { Fare, Token, TokenKind, WorkerState } from '../insight/scene/scene.ts';
import { fareShown } from './look.ts';

const NUMBERS = new Intl.NumberFormat('en');

/** `1 request`, `12,000 requests`. As `countText`, for words that are made a dozen times a second: a formatter that is kept is ten times as quick. */
export function counted(n: number, one: string): string {
  return `${n < 1_000 ? n : NUMBERS.format(n)} ${n === 1 ? one : many(one)}`;
}

/** The clock of the stage: `4.20 s`; finer in the first tenth of a second. Input in µs. */
export function clock(atUs: number): string {
  return atUs > 0 && atUs < 100_000
    ? `${(atUs / 1_000).toFixed(1)} ms`
    : `${(atUs / 1e6).toFixed(2)} s`;
}

export const KIND_WORDS: Record<TokenKind, string> = {
  page: 'page',
  static: 'static file',
  upload: 'upload',
  api: 'API call',
};

export const FARE_WORDS: Record<Fare, string> = {
  moving: 'moving',
  waiting: 'waiting',
  held: 'held',
  slow: 'on a slow link',
  answered: 'answered',
  failed: 'failed',
  abandoned: 'given up by its client',
};

export const STATE_WORDS: Record<WorkerState, string> = {
  booting: 'booting',
  idle: 'idle',
  reading: 'reading request',
  running: 'running Python',
  database: 'waiting on database',
  writing: 'writing answer',
  lingering: 'waiting for close',
  stopping: 'stopping',
  dead: 'killed',
};

/** Shorter words for lanes that share a row. */
export const SHORT_STATE_WORDS: Record<WorkerState, string> = {
  booting: 'booting',
  idle: 'idle',
  reading: 'reading',
  running: 'running',
  database: 'on database',
  writing: 'writing',
  lingering: 'closing',
  stopping: 'stopping',
  dead: 'killed',
};

const PLACE_WORDS: Record<Token['place'], string> = {
  client: 'at its client',
  'to-front': 'on its way to the server',
  front: 'in the front server',
  door: 'at the static file door',
  backlog: 'in the listen backlog',
  pool: 'in the queue of its process',
  worker: 'in hand',
  database: 'waiting on the database',
  'to-client': 'answer on its way',
  ended: 'ended',
};

/** What a failed token wears: `502`, `refused`; null for one that has not failed. */
export function badgeOf(token: Token): string | null {
  if (token.fare === 'abandoned') return 'gave up';
  if (token.status !== null && token.status >= 400) return String(token.status);
  if (token.fare !== 'failed') return null;
  return token.outcome === 'refused' ? 'refused' : 'no answer';
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
      ? `with ${names.processOf(process)}`
      : token.place === 'front'
        ? `in ${names.front}`
        : PLACE_WORDS[token.place];
  const words = token.words && token.words !== where ? `: ${token.words}` : '';
  const badge = badgeOf(token);
  const fare = badge
    ? `, ${FARE_WORDS[fareShown(token)]} (${badge})`
    : `, ${FARE_WORDS[token.fare]}`;
  const since =
    token.place === 'ended' || atUs === null
      ? ''
      : `, ${durationText(Math.max(0, atUs - token.sinceUs))}`;
  return `Request ${token.request + 1}, ${KIND_WORDS[token.kind]}, ${where}${words}${fare}${since}`;
}
