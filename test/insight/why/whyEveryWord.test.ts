import { describe, expect, test } from 'vitest';
import { logs } from '../../../src/insight/logs/logs.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { why, whyText } from '../../../src/insight/why/why.ts';
import { wire } from '../../../src/insight/wire/wire.ts';
import { EVERY_WORD } from '../../sim/everyWord.ts';
import { runOf } from '../wire/wireRuns.ts';

/** Runs of the real engine that between them pass through every word: explanations, bytes and log lines are whole in all of them. */

const runs = new Map<string, Run>();
const ranOf = (name: string): Run => {
  const known = runs.get(name) ?? runOf(EVERY_WORD[name] as Record<string, unknown>);
  runs.set(name, known);
  return known;
};
const NAMES = Object.keys(EVERY_WORD);
const MISPRINT = /-\d|−|\.\.|\s\s|; \.|\(\)|: \./;
/** Words that betray a hole. */
const HOLE = /undefined|NaN|Infinity|null|\[object/;

describe.each(NAMES)('%s', (name) => {
  test('every explanation is whole sentences about its request', () => {
    const run = ranOf(name);
    const wrong: string[] = [];
    for (let atUs = 50_000; atUs <= run.endUs; atUs += 987_654)
      for (let r = 0; r < run.requests; r += Math.ceil(run.requests / 9)) {
        const text = whyText(why(run, r, atUs));
        if (!/^#\d+ .*\.$/.test(text) || HOLE.test(text) || MISPRINT.test(text)) wrong.push(text);
      }
    expect(wrong).toEqual([]);
  });

  test('every explanation leads to moments that have come and to requests there are', () => {
    const run = ranOf(name);
    const wrong: unknown[] = [];
    for (let atUs = 500_000; atUs <= run.endUs; atUs += 2_987_654)
      for (let r = 0; r < run.requests; r += Math.ceil(run.requests / 9))
        wrong.push(
          ...why(run, r, atUs).parts.filter(
            ({ text, ...part }) =>
              ((part.atUs ?? 0) > atUs && !text.includes('has not begun')) ||
              (part.request ?? 0) >= run.requests ||
              (part.request ?? 0) < 0 ||
              (part.worker ?? 0) < 0,
          ),
        );
    expect(wrong).toEqual([]);
  });

  test('logs are in order of time and without holes', () => {
    const lines = logs(ranOf(name));
    const late = lines.filter((line, i) => line.atUs < (lines[i - 1]?.atUs ?? 0));
    const holes = lines.filter(({ text }) => HOLE.test(text) || /pid:0|\[0\]/.test(text));
    expect([...late, ...holes]).toEqual([]);
  });

  test('bytes flow in order of time, within the life of the run', () => {
    const run = ranOf(name);
    for (let r = 0; r < run.requests; r += Math.ceil(run.requests / 20)) {
      const messages = wire(run, r);
      expect(messages.map((m) => m.atUs)).toEqual(
        messages.map((m) => m.atUs).sort((a, b) => a - b),
      );
      for (const m of messages) {
        expect(m.text).not.toMatch(/undefined|NaN/);
        expect(m.untilUs ?? m.atUs).toBeGreaterThanOrEqual(m.atUs);
      }
    }
  });
});

const saidBefore = new Map<string, string>();

/** What is said in a run at some time about some request. */
function saidIn(name: string): string {
  const known = saidBefore.get(name);
  if (known !== undefined) return known;
  const run = ranOf(name);
  const texts: string[] = [];
  for (let atUs = 400_000; atUs <= run.endUs; atUs += 500_000)
    for (let r = 0; r < run.requests; r += Math.ceil(run.requests / 60))
      texts.push(whyText(why(run, r, atUs)));
  saidBefore.set(name, texts.join('\n'));
  return texts.join('\n');
}
const logged = (name: string): string =>
  logs(ranOf(name))
    .map((l) => l.text)
    .join('\n');

describe('from mechanism alone', () => {
  test.each([
    ['threads behind a pool', /waits for a thread of worker/],
    ['threads behind a pool', /had just closed that connection of the pool, so it sent it again/],
    ['careless and silent clients of threads', /gives the connection back/],
    ['careless and silent clients of threads', /to close, and a gthread worker|in its main thread/],
    ['careless and silent clients of threads', /Its client has asked again: #\d+\./],
    ['pages with files, greenlets, a stop and a start', /It is a file of the page #\d+\./],
    ['pages with files, greenlets, a stop and a start', /the app server had been stopped/],
    ['tasks and their clients', /stops its async view after asgi_disconnect_grace_period/],
    ['tasks and their clients', /Its async view was stopped/],
    ['two app servers, crashes, a reload', /nginx had set every app server aside/],
    ['one row, little patience for it', /"stock" is held by #\d+ for/],
    ['too little memory', /the kernel killed worker \d: the host "web" had no memory left/],
    ['few connections', /of them served nobody: CONN_MAX_AGE/],
  ] as const)('%s: %s', (name, words) => {
    expect(saidIn(name)).toMatch(words);
  });

  test.each([
    ['threads behind a pool', /Autorestarting worker after current request\./],
    ['threads behind a pool', /upstream: 10\.0\.0\.2:8000, 10\.0\.0\.2:8000 status: 502, 200/],
    ['threads behind a pool', /gracefully shutting down/],
    [
      'pages with files, greenlets, a stop and a start',
      /Handling signal: term\n[\s\S]*\[INFO\] Worker exiting/,
    ],
    ['pages with files, greenlets, a stop and a start', /Shutting down: Master/],
    ['tasks and their clients', /ASGI server listening on/],
    ['two app servers, crashes, a reload', /no live upstreams while connecting to upstream/],
    ['two app servers, crashes, a reload', /upstream server temporarily disabled/],
    ['two app servers, crashes, a reload', /\[200\] \[INFO\] Hang up: Master/],
    ['too little memory', /Out of memory: Killed process \d+ \(gunicorn\)/],
    ['few connections', /OperationalError: connection to server .* reserved/],
  ] as const)('%s logs %s', (name, words) => {
    expect(logged(name)).toMatch(words);
  });
});
