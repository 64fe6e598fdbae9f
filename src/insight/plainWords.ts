import { numberText } from '../language/numbers.ts';
import { msg, t } from '../language/t.ts';
import type { Micros, Span } from '../scenario/scenario.ts';
import { numberedText } from './nouns.ts';

/** Name of a request as people see it: `#1` is the first. */
export function requestName(request: number): string {
  return `#${request + 1}`;
}

/** Name of a worker as people see it: `worker 1` is the first. With a pid: `worker 1 (pid 101)`. */
export function workerName(worker: number, pid?: number): string {
  return withPid(numberedText('worker', worker), pid);
}

/** A name of a process, with its pid where that is known. */
export function withPid(name: string, pid: number | undefined): string {
  return pid === undefined ? name : t('{name} (pid {pid})', { name, pid: String(pid) });
}

/** A duration for reading: `12 µs`, `0.8 ms`, `820 ms`, `3.9 s`, `2 min 5 s`. Never more than three digits that matter. */
export function durationText(us: Micros): string {
  if (us === Infinity) return t('for ever##instead of a duration');
  if (us < 0) return `−${durationText(-us)}`;
  if (us < 100) return `${Math.round(us)} µs`;
  if (us < 9_950) return `${oneDigit(us / 1000)} ms`;
  if (us < 999_500) return `${Math.round(us / 1000)} ms`;
  if (us < 59_950_000) return `${oneDigit(us / 1_000_000)} s`;
  const seconds = Math.round(us / 1_000_000);
  const minutes = String(Math.floor(seconds / 60));
  return seconds % 60 === 0
    ? t('{minutes} min', { minutes })
    : t('{minutes} min {seconds} s', { minutes, seconds: seconds % 60 });
}

/** With one digit after the point at most. Rounded here: `Intl` takes 0.15, which is a little less, for the half. */
const oneDigit = (value: number): string => numberText(Number(value.toFixed(1)), 0, 1);

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** A size for reading, in powers of 1000: `512 B`, `900 kB`, `2.4 MB`. */
export function bytesText(bytes: number): string {
  const unit = unitOf(bytes);
  return `${inUnit(bytes, unit)} ${UNITS[unit]}`;
}

/** A part of a size, in the unit of the whole: `180 of 900 kB`; `180/900 kB` where there is little room. */
export function partOfBytesText(bytes: number, total: number, between?: string): string {
  const unit = unitOf(total);
  const part = inUnit(bytes, unit);
  const whole = `${inUnit(total, unit)} ${UNITS[unit]}`;
  return between === undefined
    ? t('{part} of {whole}##a part of a size, such as 180 of 900 kB', { part, whole })
    : `${part}${between}${whole}`;
}

/** `1 request`, `3 requests`, `12,000 requests`: English only. Messages count with `{count, plural, …}` instead. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

function unitOf(bytes: number): number {
  if (bytes < 1000) return 0;
  if (bytes < 1_000_000) return 1;
  return bytes < 1_000_000_000 ? 2 : 3;
}

function inUnit(bytes: number, unit: number): string {
  const value = bytes / 1000 ** unit;
  return unit === 0 || value >= 99.95 ? String(Math.round(value)) : oneDigit(value);
}

/** Kinds of a view's spans in words. */
const SPAN_WORDS: Readonly<Record<Span['kind'], string>> = {
  middleware: msg('middleware'),
  urls: msg('URL resolver'),
  view: msg('view##a Django view'),
  orm: msg('ORM query'),
  template: msg('template##a Django template'),
};

/** `URL resolver`. */
export const spanWord = (kind: Span['kind']): string => t(SPAN_WORDS[kind]);
