import type { Micros, Span } from '../scenario/scenario.ts';

/** Name of a request as people see it: `#1` is the first. */
export function requestName(request: number): string {
  return `#${request + 1}`;
}

/** Name of a worker as people see it: `worker 1` is the first. With a pid: `worker 1 (pid 101)`. */
export function workerName(worker: number, pid?: number): string {
  return pid === undefined ? `worker ${worker + 1}` : `worker ${worker + 1} (pid ${pid})`;
}

/** A duration for reading: `12 µs`, `0.8 ms`, `820 ms`, `3.9 s`, `2 min 5 s`. Never more than three digits that matter. */
export function durationText(us: Micros): string {
  if (us === Infinity) return 'for ever';
  if (us < 0) return `−${durationText(-us)}`;
  if (us < 100) return `${Math.round(us)} µs`;
  if (us < 9_950) return `${trim((us / 1000).toFixed(1))} ms`;
  if (us < 999_500) return `${Math.round(us / 1000)} ms`;
  if (us < 59_950_000) return `${trim((us / 1_000_000).toFixed(1))} s`;
  const seconds = Math.round(us / 1_000_000);
  return seconds % 60 === 0
    ? `${seconds / 60} min`
    : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const UNITS = ['B', 'kB', 'MB', 'GB'] as const;

/** A size for reading, in powers of 1000: `512 B`, `900 kB`, `2.4 MB`. */
export function bytesText(bytes: number): string {
  const unit = unitOf(bytes);
  return `${inUnit(bytes, unit)} ${UNITS[unit]}`;
}

/** A part of a size, in the unit of the whole: `180 of 900 kB`; `180/900 kB` where there is little room. */
export function partOfBytesText(bytes: number, total: number, between = ' of '): string {
  const unit = unitOf(total);
  return `${inUnit(bytes, unit)}${between}${inUnit(total, unit)} ${UNITS[unit]}`;
}

/** `1 request`, `3 requests`, `12,000 requests`. */
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
  return unit === 0 || value >= 99.95 ? String(Math.round(value)) : trim(value.toFixed(1));
}

function trim(text: string): string {
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}

/** Kinds of a view's spans in words. */
export const SPAN_WORDS: Readonly<Record<Span['kind'], string>> = {
  middleware: 'middleware',
  urls: 'URL resolver',
  view: 'view',
  orm: 'ORM query',
  template: 'template',
};
