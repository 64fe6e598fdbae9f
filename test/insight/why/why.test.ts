import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/insight/shapes.ts';
import { why, whyText } from '../../../src/insight/why/why.ts';
import { threeHeldByUploads } from '../handmade.ts';
import { NAMES, runOf } from '../realRuns.ts';

const said = (run: Run, request: number, atUs: number): string => whyText(why(run, request, atUs));
const settingsOf = (run: Run, request: number, atUs: number) =>
  why(run, request, atUs).parts.flatMap((p) => p.setting ?? []);

test('a queued request is told the whole chain', () => {
  expect(said(threeHeldByUploads(), 5, 4_000_000)).toBe(
    '#6 waits in the backlog (position 3 of 5, for 800 ms): all 3 workers are held. ' +
      'Worker 1 by #1, reading a slow upload (175 of 900 kB) for 3.9 s; ' +
      'worker 2 by #2, reading a slow upload (175 of 900 kB) for 3.9 s; ' +
      'worker 3 by #3, reading a slow upload (175 of 900 kB) for 3.9 s. ' +
      'The reason: nginx passes the body on as slowly as it comes, because proxy_request_buffering is off.',
  );
});

test('its parts lead to the moments they speak of', () => {
  const { waiting, parts } = why(threeHeldByUploads(), 5, 4_000_000);
  expect(waiting).toBe(true);
  expect(parts).toContainEqual({
    text: 'Worker 1',
    atUs: 103_000,
    request: 0,
    worker: 0,
    setting: null,
  });
  expect(parts).toContainEqual({
    text: 'backlog',
    atUs: 3_200_000,
    request: 5,
    worker: null,
    setting: 'backlog',
  });
  expect(parts).toContainEqual({
    text: 'proxy_request_buffering',
    atUs: 103_000,
    request: 0,
    worker: null,
    setting: 'proxy_request_buffering',
  });
});

/** In each run the last request comes while both workers are taken; the first is one of those that take them. */
describe.each([
  ['uploadsUnbuffered', 1_500_000, 'a slow upload', 'proxy_request_buffering'],
  ['uploadsDirect', 1_500_000, 'no front server', 'front'],
  ['silentDirect', 1_500_000, 'a silent client', 'front'],
  ['headsDirect', 1_500_000, 'a slow request head', 'front'],
  ['readersUnbuffered', 1_500_000, 'a slow reader', 'proxy_buffering'],
  ['readersDirect', 1_500_000, 'larger than the socket buffers', 'front'],
  ['lingering', 1_500_000, 'Gunicorn 26 waits up to 2 s', 'front'],
  ['sleeping', 1_500_000, 'sleeps 3 s', 'workers'],
  ['hanging', 1_500_000, 'never returns', 'timeout'],
  ['hanging', 3_900_000, 'import Django', 'timeout'],
  ['killed', 1_500_000, 'killed by signal 9', 'boot'],
  ['database', 3_900_000, 'query 1 of 2 of "list" runs', 'workers'],
] as const)('%s at %i µs', (name, atUs, words, setting) => {
  test(`the queue is explained by "${words}" and ${setting}`, () => {
    const run = runOf(name);
    expect(why(run, run.requests - 1, atUs).waiting).toBe(true);
    expect(said(run, run.requests - 1, atUs)).toContain(words);
    expect(settingsOf(run, run.requests - 1, atUs)).toContain(setting);
  });
});

describe('requests that do not wait for a worker', () => {
  test.each([
    ['uploadsBuffered', 0, 1_500_000, 'no worker is held, because proxy_request_buffering is on.'],
    ['readersBuffered', 0, 1_500_000, 'nginx has the whole answer, because proxy_buffering is on.'],
    ['headsBehindNginx', 0, 1_500_000, 'nginx waits for the whole head; no worker is held.'],
    ['sleeping', 0, 1_500_000, '#1 is being served by worker'],
    ['resized', 199, 1_500_000, '#200 has not begun.'],
    ['backlogFullDirect', 19, 1_500_000, 'backlog is full (3)'],
  ] as const)('%s #%i', (name, request, atUs, words) => {
    expect(said(runOf(name), request, atUs)).toContain(words);
  });
});

describe('requests that have ended badly', () => {
  test.each([
    ['hanging', 0, 500, 'timeout'],
    ['hangingOld', 0, 502, 'timeout'],
    ['gatewayTimeout', 8, 504, 'proxy_read_timeout'],
    ['tooLarge', 0, 413, 'client_max_body_size'],
    ['backlogFull', 19, 502, 'backlog'],
    ['databaseFull', 5, 500, 'max_connections'],
  ] as const)('%s #%i: %i because of %s', (name, request, status, setting) => {
    expect(said(runOf(name), request, 19_000_000)).toContain(`was answered ${status}`);
    expect(settingsOf(runOf(name), request, 19_000_000)).toContain(setting);
  });

  test.each([
    ['crashingDirect', 0, 'empty reply'],
    ['silentBehindNginx', 0, 'client_header_timeout'],
    ['frontFull', 19, 'worker_connections is 10'],
    ['databaseRestarts', 0, 'the database connection broke'],
    ['databaseRestarts', 19, 'the database was down'],
    ['killed', 1, 'killed by signal 9'],
  ] as const)('%s #%i: %s', (name, request, words) => {
    const run = runOf(name);
    const texts =
      name === 'killed'
        ? [0, 1].map((r) => said(run, r, 19_000_000)).join()
        : said(run, request, 19_000_000);
    expect(texts).toContain(words);
  });

  test('one that gave up in the queue is told why it waited, and that it will be executed', () => {
    const text = said(runOf('impatient'), 8, 2_500_000);
    expect(text).toMatch(
      /^#9 is over: its client gave up after 1 s\. Just before: #9 waits in the backlog/,
    );
    expect(text).toMatch(/executed all the same/);
  });
});

test('every request of every run has a whole explanation at any moment', () => {
  for (const name of NAMES) {
    const run = runOf(name);
    for (let atUs = 0; atUs <= run.endUs; atUs += 1_234_567) {
      for (let r = 0; r < run.requests; r += Math.ceil(run.requests / 12)) {
        const text = said(run, r, atUs);
        expect(text).toMatch(/^#\d+ .*\.$/);
        expect(text).not.toMatch(/undefined|NaN|Infinity|null|-\d|−|\.\.|\s\s|; \./);
      }
    }
  }
});

test('nonsense is answered in words', () => {
  expect(said(threeHeldByUploads(), 99, 0)).toBe('There is no such request.');
});
