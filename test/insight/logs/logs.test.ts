import { describe, expect, test } from 'vitest';
import { logs } from '../../../src/insight/logs/logs.ts';
import type { LogLine, Run } from '../../../src/insight/shapes.ts';
import { crowd, ONE, route, runOf } from '../wire/wireRuns.ts';

const texts = (run: Run, file: LogLine['file'], untilUs?: number): string[] =>
  logs(run, untilUs)
    .filter((l) => l.file === file)
    .map((l) => l.text);
/** Gunicorn's lines without their dates. */
const gunicorn = (run: Run): string[] =>
  texts(run, 'gunicorn').map((t) => t.replace(/^\[2026-11-20 10:00:\d\d \+0000\] /, ''));

describe('Gunicorn, in the words of its version', () => {
  const hang = {
    clients: ONE,
    routes: route({ path: '/hang', effect: 'hang' }),
    app: { workers: 1, timeout: '3s' },
  };

  test('26.1: start, timeout, the next worker', () => {
    expect(gunicorn(runOf(hang))).toEqual([
      '[100] [INFO] Starting gunicorn 26.1.0',
      '[100] [INFO] Listening at: http://127.0.0.1:8000 (100)',
      '[100] [INFO] Using worker: sync',
      '[101] [INFO] Booting worker with pid: 101',
      '[100] [INFO] Control socket listening at /run/gunicorn/gunicorn.ctl',
      '[100] [CRITICAL] WORKER TIMEOUT (pid:101)',
      '[101] [ERROR] Error handling request GET /hang',
      'Traceback (most recent call last):\n  …\nSystemExit: 1',
      '[101] [INFO] Worker exiting (pid: 101)',
      '[102] [INFO] Booting worker with pid: 102',
    ]);
  });

  test('20.1: the same without control socket and traceback', () => {
    expect(gunicorn(runOf({ version: 'classic', ...hang }))).toEqual([
      '[100] [INFO] Starting gunicorn 20.1.0',
      '[100] [INFO] Listening at: http://127.0.0.1:8000 (100)',
      '[100] [INFO] Using worker: sync',
      '[101] [INFO] Booting worker with pid: 101',
      '[100] [CRITICAL] WORKER TIMEOUT (pid:101)',
      '[101] [INFO] Worker exiting (pid: 101)',
      '[102] [INFO] Booting worker with pid: 102',
    ]);
  });

  test('SIGKILL, by another name in each', () => {
    const kill = {
      clients: ONE,
      routes: route({ wait: '2s' }),
      script: [{ at: '1s', 'kill-worker': 1 }],
    };
    expect(gunicorn(runOf(kill))).toContain(
      '[100] [ERROR] Worker (pid:101) was sent SIGKILL! Perhaps out of memory?',
    );
    expect(gunicorn(runOf({ version: 'classic', ...kill }))).toContain(
      '[100] [WARNING] Worker with pid 101 was terminated due to signal 9',
    );
  });

  test('a crash: 26.1 says so, 20.1 says nothing', () => {
    const crash = { clients: ONE, routes: route({ effect: 'crash' }) };
    expect(gunicorn(runOf(crash))).toContain('[100] [ERROR] Worker (pid:101) exited with code 1.');
    expect(gunicorn(runOf({ version: 'classic', ...crash })).slice(-2)).toEqual([
      '[101] [INFO] Booting worker with pid: 101',
      '[102] [INFO] Booting worker with pid: 102',
    ]);
  });

  test('workers added and taken away by signal', () => {
    const run = runOf({
      clients: ONE,
      routes: route(),
      script: [
        { at: '1s', 'add-worker': true },
        { at: '2s', 'remove-worker': true },
      ],
    });
    expect(gunicorn(run).slice(-4)).toEqual([
      '[100] [INFO] Handling signal: ttin',
      '[102] [INFO] Booting worker with pid: 102',
      '[100] [INFO] Handling signal: ttou',
      '[101] [INFO] Worker exiting (pid: 101)',
    ]);
  });

  test('no access log, as it comes', () => {
    expect(
      gunicorn(runOf({ front: 'none', clients: ONE, routes: route() })).some((t) =>
        t.includes('GET'),
      ),
    ).toBe(false);
  });
});

describe('nginx', () => {
  const upstream =
    'client: 203.0.113.5, server: shop.example, request: "GET /ping HTTP/1.1", upstream: "http://127.0.0.1:8000/ping", host: "shop.example"';

  test('access log in the combined format', () => {
    expect(texts(runOf({ clients: ONE, routes: route() }), 'nginx access.log')).toEqual([
      '203.0.113.5 - - [20/Nov/2026:10:00:00 +0000] "GET /ping HTTP/1.1" 200 5000 "-" "curl/7.88.1"',
    ]);
  });

  test.each([
    [
      '502',
      { effect: 'crash' },
      {},
      '[error] 713#713: *1 upstream prematurely closed connection while reading response header from upstream',
      '502 157',
    ],
    [
      '504',
      { wait: '4s' },
      { proxy_read_timeout: '2s' },
      '[error] 713#713: *1 upstream timed out (110: Connection timed out) while reading response header from upstream',
      '504 167',
    ],
  ])('%s', (_status, settings, front, words, logged) => {
    const run = runOf({ clients: ONE, routes: route(settings), front });
    expect(texts(run, 'nginx error.log')).toHaveLength(1);
    expect(texts(run, 'nginx error.log')[0]).toMatch(/^2026\/11\/20 10:00:0\d /);
    expect(texts(run, 'nginx error.log')[0]).toContain(`${words}, ${upstream}`);
    expect(texts(run, 'nginx access.log')[0]).toContain(`HTTP/1.1" ${logged} "-"`);
  });

  test('499 stands in the access log alone', () => {
    const run = runOf({
      clients: ONE,
      routes: route({ wait: '4s' }),
      script: [{ at: '1s', 'abort-client': 1 }],
    });
    expect(texts(run, 'nginx access.log')[0]).toContain('" 499 0 "-"');
    expect(texts(run, 'nginx error.log')).toEqual([]);
  });

  test('a full backlog of a unix socket', () => {
    const run = runOf({
      clients: crowd(5),
      routes: route({ wait: '1s' }),
      socket: { kind: 'unix', backlog: 1 },
    });
    const errors = texts(run, 'nginx error.log');
    expect(errors).toHaveLength(
      texts(run, 'nginx access.log').filter((t) => t.includes('" 502 157 ')).length,
    );
    expect(errors[0]).toContain(
      'connect() to unix:/run/gunicorn.sock failed (11: Resource temporarily unavailable) while connecting to upstream, ',
    );
    expect(errors[0]).toContain('upstream: "http://unix:/run/gunicorn.sock:/ping"');
  });

  test('a body beyond client_body_buffer_size goes to a file, and is reported', () => {
    const at = (body: string) =>
      texts(runOf({ clients: ONE, routes: route({ method: 'POST', body }) }), 'nginx error.log');
    expect(at('16384B')).toEqual([]);
    expect(at('16385B')[0]).toContain(
      '[warn] 713#713: *1 a client request body is buffered to a temporary file /var/cache/nginx/client_temp/0000000001, client: 203.0.113.5, server: shop.example, request: "POST /ping HTTP/1.1", host: "shop.example"',
    );
    expect(at('2MB')[0]).toContain(
      '[error] 713#713: *1 client intended to send too large body: 2000000 bytes, client: ',
    );
  });

  test('out of worker_connections', () => {
    const run = runOf({
      clients: crowd(8),
      routes: route({ wait: '500ms' }),
      front: { worker_connections: 6 },
    });
    expect(texts(run, 'nginx error.log')[0]).toBe(
      '2026/11/20 10:00:00 [alert] 713#713: 6 worker_connections are not enough',
    );
  });
});

test('PostgreSQL: full, stopped, started', () => {
  const full = runOf({
    clients: crowd(2),
    app: { workers: 2 },
    routes: route({ queries: 1, query: '1s' }),
    database: { max_connections: 4, superuser_reserved_connections: 3 },
  });
  expect(texts(full, 'postgresql')[0]).toMatch(
    /^2026-11-20 10:00:00\.\d{3} UTC \[\d+\] shop@shop FATAL: {2}remaining connection slots are reserved for non-replication superuser connections$/,
  );
  const restarted = runOf({
    clients: ONE,
    routes: route({ queries: 1, query: '2s' }),
    script: [{ at: '1s', 'restart-database': '2s' }],
  });
  expect(texts(restarted, 'postgresql').map((t) => t.replace(/^.*?\] /, ''))).toEqual([
    'LOG:  received fast shutdown request',
    'LOG:  aborting any active transactions',
    'shop@shop FATAL:  terminating connection due to administrator command',
    'LOG:  shutting down',
    'LOG:  database system is shut down',
    'LOG:  starting PostgreSQL 15.18 (Debian 15.18-0+deb12u1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14+deb12u1) 12.2.0, 64-bit',
    'LOG:  listening on IPv4 address "127.0.0.1", port 5432',
    'LOG:  listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"',
    'LOG:  database system was shut down at 2026-11-20 10:00:01 UTC',
    'LOG:  database system is ready to accept connections',
  ]);
});

test('logs grow with time and never change what they said', () => {
  const run = runOf({ clients: crowd(6), routes: route({ wait: '400ms', queries: 1 }) });
  const all = logs(run);
  for (let at = 0; at <= run.endUs; at += 100_000) {
    const now = logs(run, at);
    expect(now).toEqual(all.slice(0, now.length));
    expect(now.every((line) => line.atUs <= at)).toBe(true);
    expect(all[now.length]?.atUs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(at);
  }
});
