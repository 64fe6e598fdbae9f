import { describe, expect, test } from 'vitest';
import { logs } from '../../../src/insight/logs/logs.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { NONE } from '../../../src/recording/vocabulary.ts';
import { comes, route, type Tale, taken, tell } from '../toldRuns.ts';

/** Gunicorn's lines without their dates. */
const lines = (run: Run): string[] =>
  logs(run)
    .filter((l) => l.file === 'gunicorn')
    .map((l) => l.text.replace(/^\[2026-11-20 10:00:\d\d \+0000\] /, ''));

const both = (tale: Tale): { current: string[]; classic: string[] } => ({
  current: lines(tell(tale)).slice(5),
  classic: lines(tell({ ...tale, app: { ...tale.app, version: '20.1' } })).slice(4),
});

describe('how a worker process ends', () => {
  test.each([
    [
      9,
      '[100] [ERROR] Worker (pid:101) was sent SIGKILL! Perhaps out of memory?',
      '[100] [WARNING] Worker with pid 101 was terminated due to signal 9',
    ],
    [
      11,
      '[100] [WARNING] Worker (pid:101) was sent SIGSEGV!',
      '[100] [WARNING] Worker with pid 101 was terminated due to signal 11',
    ],
    [
      15,
      '[100] [INFO] Worker (pid:101) was sent SIGTERM!',
      '[100] [WARNING] Worker with pid 101 was terminated due to signal 15',
    ],
  ])('by signal %i', (signal, current, classic) => {
    const said = both({
      events: [
        [1, 'worker/killed', NONE, 0, signal],
        [1, 'worker/exited', NONE, 0, 0],
      ],
    });
    expect(said).toEqual({ current: [current], classic: [classic] });
  });

  test('by os._exit(1)', () => {
    expect(both({ events: [[1, 'worker/exited', NONE, 0, 1]] })).toEqual({
      current: ['[100] [ERROR] Worker (pid:101) exited with code 1.'],
      classic: [],
    });
  });

  test('by its own end', () => {
    const end = '[101] [INFO] Worker exiting (pid: 101)';
    expect(both({ events: [[1, 'worker/exited', NONE, 0, 0]] })).toEqual({
      current: [end],
      classic: [end],
    });
  });

  test('by max_requests', () => {
    const { current } = both({
      events: [
        [1, 'worker/recycling', NONE, 0, 20],
        [2, 'worker/exited', NONE, 0, 0],
      ],
    });
    expect(current).toEqual([
      '[101] [INFO] Autorestarting worker after current request.',
      '[101] [INFO] Worker exiting (pid: 101)',
    ]);
  });
});

describe('--timeout', () => {
  const ends = (name: 'worker/exited' | 'worker/killed', arg: number): Tale['events'] => [
    ...comes(1, 0, 0),
    [4, 'worker/timedOut', 0, 0, 3_000_000],
    [name === 'worker/killed' ? 5 : 4.01, name, 0, 0, arg],
  ];
  const timeout = '[100] [CRITICAL] WORKER TIMEOUT (pid:101)';
  const traceback = 'Traceback (most recent call last):\n  …\nSystemExit: 1';
  const killed = '[100] [ERROR] Worker (pid:101) was sent SIGKILL! Perhaps out of memory?';

  test('sync: a traceback of the request since 26.1', () => {
    expect(both({ events: ends('worker/exited', 1) })).toEqual({
      current: [
        timeout,
        '[101] [ERROR] Error handling request GET /ping',
        traceback,
        '[101] [INFO] Worker exiting (pid: 101)',
      ],
      classic: [timeout, '[101] [INFO] Worker exiting (pid: 101)'],
    });
  });

  test('sync that hangs in send(): the traceback, then SIGKILL', () => {
    expect(both({ events: ends('worker/killed', 9) }).current).toEqual([
      timeout,
      '[101] [ERROR] Error handling request GET /ping',
      traceback,
      killed,
    ]);
  });

  test('SIGABRT blocked, and workers that do not turn it into an exception: none', () => {
    const hard = { routes: [route({ effect: 'hang-hard' })], events: ends('worker/killed', 9) };
    expect(both(hard).current).toEqual([timeout, killed]);
    const asgi = { app: { worker_class: 'asgi' as const }, events: ends('worker/killed', 9) };
    expect(lines(tell(asgi)).slice(6)).toEqual([timeout, killed]);
    const gevent = { app: { worker_class: 'gevent' as const }, events: ends('worker/exited', 1) };
    expect(both(gevent).current).toEqual([timeout, '[101] [INFO] Worker exiting (pid: 101)']);
  });

  test('before the head had come: no URI', () => {
    const run = tell({
      events: [
        [1, 'request/started', 0, 0],
        [1, 'worker/accepted', 0, 0],
        [4, 'worker/timedOut', 0, 0, 3_000_000],
      ],
    });
    expect(lines(run)).toContain('[101] [ERROR] Error handling request (no URI read)');
  });
});

describe('signals to the arbiter', () => {
  test('HUP: new workers, then the old ones end', () => {
    const { current, classic } = both({
      events: [
        [1, 'arbiter/signalled', NONE, 0, 1],
        [1, 'worker/forked', NONE, 1, 102],
        [1.1, 'worker/booted', NONE, 1, 102],
        [1.1, 'worker/stopping', NONE, 0, 15],
        [1.1, 'worker/exited', NONE, 0, 0],
      ],
    });
    const socket = '[100] [INFO] Control socket listening at /run/gunicorn/gunicorn.ctl';
    expect(current).toEqual([
      '[100] [INFO] Handling signal: hup',
      '[100] [INFO] Hang up: Master',
      socket,
      '[102] [INFO] Booting worker with pid: 102',
      socket,
      '[101] [INFO] Worker exiting (pid: 101)',
    ]);
    expect(classic).toEqual(current.filter((line) => line !== socket));
  });

  test('TERM: whoever must be killed at the end is not reported; starting again is', () => {
    const { current } = both({
      slots: [1, 1],
      app: { graceful_timeoutUs: 2_000_000 },
      events: [
        ...comes(0.5, 0, 0),
        [1, 'arbiter/signalled', NONE, 0, 15],
        [1, 'worker/stopping', NONE, 0, 15],
        [1, 'worker/exited', NONE, 1, 0],
        [3, 'worker/killed', 0, 0, 9],
        [3, 'worker/exited', 0, 0, 0],
        [3, 'app/stopped', NONE, 0],
        [5, 'app/started', NONE, 0, 200],
        [5, 'worker/forked', NONE, 0, 201],
      ],
    });
    expect(current.slice(1)).toEqual([
      '[100] [INFO] Handling signal: term',
      '[102] [INFO] Worker exiting (pid: 102)',
      '[100] [INFO] Shutting down: Master',
      '[200] [INFO] Starting gunicorn 26.1.0',
      '[200] [INFO] Listening at: http://0.0.0.0:8000 (200)',
      '[200] [INFO] Using worker: sync',
      '[201] [INFO] Booting worker with pid: 201',
    ]);
  });
});

test('the asgi worker says where it listens, and what it waits for at the end', () => {
  const run = tell({
    app: { worker_class: 'asgi' },
    asks: [{}, {}],
    slots: [2],
    events: [
      ...comes(1, 0, 0),
      ...comes(1, 1, 1),
      [2, 'worker/stopping', NONE, 0, 15],
      [3, 'worker/released', 0, 0],
      [4, 'worker/exited', 1, 0, 0],
    ],
  });
  expect(lines(run)).toEqual([
    '[100] [INFO] Starting gunicorn 26.1.0',
    '[100] [INFO] Listening at: http://0.0.0.0:8000 (100)',
    '[100] [INFO] Using worker: asgi',
    '[101] [INFO] Booting worker with pid: 101',
    '[100] [INFO] Control socket listening at /run/gunicorn/gunicorn.ctl',
    '[101] [INFO] ASGI server listening on http://0.0.0.0:8000',
    '[101] [INFO] Worker shutting down...',
    '[101] [INFO] Waiting for 2 connections to finish...',
    '[101] [WARNING] Forcing close of 1 connections',
    '[101] [INFO] Worker exiting (pid: 101)',
  ]);
  const idle = tell({
    app: { worker_class: 'asgi' },
    events: [[2, 'worker/exited', NONE, 0, 0]],
  });
  expect(lines(idle).slice(-2)).toEqual([
    '[101] [INFO] Worker shutting down...',
    '[101] [INFO] Worker exiting (pid: 101)',
  ]);
});

test('each copy has its own arbiter, port and log lines', () => {
  const run = tell({
    app: { instances: 2, workers: 1, worker_class: 'gthread' },
    slots: [2, 2],
    unborn: true,
    events: [
      [0, 'worker/forked', NONE, 0, 101],
      [0, 'worker/forked', NONE, 1, 201],
      [1, 'arbiter/signalled', NONE, 1, 15],
      [1, 'worker/exited', NONE, 1, 0],
      [1, 'app/stopped', NONE, 1],
    ],
  });
  const said = lines(run);
  expect(said).toContain('[100] [INFO] Listening at: http://0.0.0.0:8000 (100)');
  expect(said).toContain('[200] [INFO] Listening at: http://0.0.0.0:8001 (200)');
  expect(said.slice(-3)).toEqual([
    '[200] [INFO] Handling signal: term',
    '[201] [INFO] Worker exiting (pid: 201)',
    '[200] [INFO] Shutting down: Master',
  ]);
});

test('the kernel names the process that it kills for want of memory', () => {
  const run = tell({
    routes: [route({ memoryBytes: 20_971_520 })],
    events: [
      ...comes(1, 0, 0),
      [2, 'memory/exhausted', NONE, 0, 130_000_000],
      [2, 'worker/killed', 0, 0, 9],
      [2, 'worker/exited', 0, 0, 0],
      ...taken(9, 0, 0),
      [10, 'worker/killed', 0, 0, 9],
    ],
  });
  expect(logs(run).filter((l) => l.file === 'kernel')).toEqual([
    {
      atUs: 2_000_000,
      file: 'kernel',
      request: 0,
      text: 'Nov 20 10:00:02 server kernel: Out of memory: Killed process 101 (gunicorn) total-vm:…, anon-rss:122880kB, …',
    },
  ]);
});
