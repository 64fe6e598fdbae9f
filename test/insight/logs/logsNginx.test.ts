import { describe, expect, test } from 'vitest';
import { logs } from '../../../src/insight/logs/logs.ts';
import type { LogLine } from '../../../src/insight/shapes.ts';
import { NONE } from '../../../src/recording/vocabulary.ts';
import { comes, nginx, route, type Tale, type Told, taken, tell, upstream } from '../toldRuns.ts';

const two = { app: { instances: 2 }, slots: [1, 1], front: nginx({ upstream: upstream() }) };

/** Lines of a file without date, pid and what stands behind the words. */
const lines = (tale: Tale, file: LogLine['file'] = 'nginx error.log'): string[] =>
  logs(tell(tale))
    .filter((l) => l.file === file)
    .map((l) =>
      l.text
        .replace(/^\S+ \S+ /, '')
        .replace(/client: .*?"GET (\S+) HTTP\/1.1"/, '…')
        .replace(/ 713#713:/, '')
        .replace(/, host: .*/, ''),
    );

const arrives = (r = 0): Told[] => [
  [1, 'request/started', r, 0],
  [1, 'front/accepted', r, NONE, 1],
  [1, 'request/sending', r],
  [1, 'head/received', r, NONE, 0],
];
const gets = (at: number, r: number, status: number): Told[] => [
  [at, 'request/answered', r, NONE, status],
  [at, 'front/closed', r, NONE, status],
];

describe('several app servers', () => {
  test('one that refuses: the error, that it is set aside, and both in the access log', () => {
    const tale: Tale = {
      ...two,
      events: [
        [0, 'app/stopped', NONE, 0],
        ...arrives(),
        [1, 'upstream/chosen', 0, 0, 0],
        [1, 'upstream/down', 0, 0, 10_000_000],
        [1, 'upstream/retried', 0, 0, 0],
        [1, 'upstream/chosen', 0, 1, 1],
        [1, 'upstream/connected', 0],
        ...taken(1, 0, 1),
        [2, 'view/left', 0, 1, 200],
        ...gets(2, 0, 200),
      ],
    };
    expect(lines(tale)).toEqual([
      '[error] *1 connect() failed (111: Connection refused) while connecting to upstream, …, upstream: "http://127.0.0.1:8000/ping"',
      '[warn] *1 upstream server temporarily disabled while connecting to upstream, …, upstream: "http://127.0.0.1:8000/ping"',
    ]);
    expect(lines(tale, 'nginx access.log')[0]).toMatch(
      /" 200 5000 "-" "curl\/7\.88\.1" upstream: 127\.0\.0\.1:8000, 127\.0\.0\.1:8001 status: 502, 200$/,
    );
  });

  test('both crash over it: two errors, 502; the next finds nobody', () => {
    const tale: Tale = {
      ...two,
      asks: [{}, {}],
      events: [
        ...arrives(),
        [1, 'upstream/chosen', 0, 0, 0],
        [1, 'upstream/connected', 0],
        ...taken(1, 0, 0),
        [1, 'worker/exited', 0, 0, 1],
        [1.01, 'upstream/retried', 0, 0, 0],
        [1.01, 'upstream/down', 0, 0, 10_000_000],
        [1.01, 'upstream/chosen', 0, 1, 1],
        [1.01, 'upstream/connected', 0],
        ...taken(1.01, 0, 1),
        [1.02, 'worker/exited', 0, 1, 1],
        [1.03, 'upstream/down', 0, 1, 10_000_000],
        [1.03, 'upstream/failed', 0, NONE, 502],
        ...gets(1.03, 0, 502),
        [2, 'request/started', 1, 0],
        [2, 'front/accepted', 1, NONE, 1],
        [2, 'upstream/failed', 1, NONE, 502],
        ...gets(2, 1, 502),
      ],
    };
    expect(lines(tale)).toEqual([
      '[error] *1 upstream prematurely closed connection while reading response header from upstream, …, upstream: "http://127.0.0.1:8000/ping"',
      '[warn] *1 upstream server temporarily disabled while reading response header from upstream, …, upstream: "http://127.0.0.1:8000/ping"',
      '[error] *1 upstream prematurely closed connection while reading response header from upstream, …, upstream: "http://127.0.0.1:8001/ping"',
      '[warn] *1 upstream server temporarily disabled while reading response header from upstream, …, upstream: "http://127.0.0.1:8001/ping"',
      '[error] *4 no live upstreams while connecting to upstream, …, upstream: "http://app/ping"',
    ]);
    expect(lines(tale, 'nginx access.log').map((t) => t.replace(/.*upstream/, 'upstream'))).toEqual(
      ['upstream: 127.0.0.1:8000, 127.0.0.1:8001 status: 502, 502', 'upstream: app status: 502'],
    );
  });

  test('too slow twice: 504, 504, and what the first worker does afterwards belongs to the first', () => {
    const tale: Tale = {
      ...two,
      events: [
        ...arrives(),
        [1, 'upstream/chosen', 0, 0, 0],
        [1, 'upstream/connected', 0],
        ...taken(1, 0, 0),
        [2, 'upstream/retried', 0, 0, 1],
        [2, 'upstream/chosen', 0, 1, 1],
        [2, 'upstream/connected', 0],
        ...taken(2, 0, 1),
        [2.5, 'view/left', 0, 0, 200],
        [3, 'upstream/timedOut', 0, NONE, 504],
        ...gets(3, 0, 504),
      ],
    };
    expect(lines(tale).map((t) => t.split(', upstream: ')[1])).toEqual([
      '"http://127.0.0.1:8000/ping"',
      '"http://127.0.0.1:8001/ping"',
    ]);
    expect(lines(tale)[1]).toContain(
      '[error] *1 upstream timed out (110: Connection timed out) while reading response header from upstream',
    );
    expect(lines(tale, 'nginx access.log')[0]).toMatch(/status: 504, 504$/);
  });
});

describe('an app server that is stopped', () => {
  const stopped = (socket: Tale['socket'], queued: boolean): string[] =>
    lines({
      front: nginx(),
      ...(socket && { socket }),
      events: queued
        ? [
            ...arrives(),
            [1, 'upstream/connected', 0],
            [1, 'socket/queued', 0, NONE, 1],
            [2, 'app/stopped', NONE, 0],
            [2, 'upstream/failed', 0, NONE, 502],
          ]
        : [[0, 'app/stopped', NONE, 0], ...arrives(), [1, 'upstream/failed', 0, NONE, 502]],
    });
  const unix = { kind: 'unix', backlog: 5, rttUs: 0 } as const;
  const tcp = { kind: 'tcp', backlog: 5, rttUs: 0 } as const;

  test('its unix socket is gone: crit, not error', () => {
    expect(stopped(unix, false)).toEqual([
      '[crit] *1 connect() to unix:/run/gunicorn.sock failed (2: No such file or directory) while connecting to upstream, …, upstream: "http://unix:/run/gunicorn.sock:/ping"',
    ]);
  });

  test('its port refuses', () => {
    expect(stopped(tcp, false)[0]).toMatch(
      /^\[error\] \*1 connect\(\) failed \(111: Connection refused\)/,
    );
  });

  test('who lay in its backlog is reset', () => {
    expect(stopped(tcp, true)[0]).toMatch(
      /^\[error\] \*1 recv\(\) failed \(104: Connection reset by peer\) while reading response header from upstream/,
    );
  });
});

test('the idle race: a POST over a connection that its server has just closed', () => {
  const [line] = lines({
    front: nginx({ upstream: upstream() }),
    routes: [route({ method: 'POST' })],
    events: [...arrives(), [1, 'upstream/reused', 0, 0, 3], [1, 'upstream/failed', 0, NONE, 502]],
  });
  expect(line).toMatch(
    /^\[error\] \*1 upstream prematurely closed connection while reading response/,
  );
});

test('requests of one connection have its number; a reload changes the process', () => {
  const run = tell({
    front: nginx(),
    asks: [{ client: 0 }, { client: 1 }, { client: 0 }, { client: 2 }],
    events: [
      ...comes(1, 0, 0, true),
      [1.1, 'connection/kept', 0, 0, 75_000_000],
      ...comes(1.2, 1, NONE, true),
      [1.3, 'request/started', 2, 0],
      [1.3, 'connection/reused', 2, 0, 1],
      [1.3, 'front/answered', 2, NONE, 413],
      [1.4, 'front/reloaded', NONE, NONE, 2],
      [1.5, 'request/started', 3, 0],
      [1.5, 'front/accepted', 3, NONE, 1],
      [1.5, 'front/answered', 3, NONE, 413],
    ],
  });
  const errors = logs(run)
    .filter((l) => l.file === 'nginx error.log')
    .map((l) => l.text.slice(20).replace(/, client: .*/, ''));
  expect(errors).toEqual([
    '[error] 713#713: *1 client intended to send too large body: 0 bytes',
    '[notice] 712#712: signal 1 (SIGHUP) received from 1, reconfiguring',
    '[notice] 712#712: reconfiguring',
    '[notice] 712#712: start worker processes',
    '[notice] 712#712: start worker process 714',
    '[notice] 713#713: gracefully shutting down',
    '[error] 714#714: *5 client intended to send too large body: 0 bytes',
  ]);
});
