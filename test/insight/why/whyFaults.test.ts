import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/insight/shapes.ts';
import { why, whyText } from '../../../src/insight/why/why.ts';
import { FAILURES, NONE } from '../../../src/recording/vocabulary.ts';
import {
  answered,
  comes,
  mysql,
  nginx,
  postgresql,
  route,
  type Tale,
  type Told,
  taken,
  tell,
  upstream,
  visitors,
} from '../toldRuns.ts';

const END = 50;
const said = (run: Run, request = 0): string => whyText(why(run, request, END * 1e6));
const settings = (run: Run, request = 0): string[] =>
  why(run, request, END * 1e6).parts.flatMap((p) => p.setting ?? []);
const asks = (count: number, of: object = {}) => Array.from({ length: count }, () => of);
const failure = (name: (typeof FAILURES)[number]): number => FAILURES.indexOf(name);
const ends = (at: number, r: number, how: 'empty-reply' | 'reset' | 'refused'): Told => [
  at,
  'request/failed',
  r,
  NONE,
  failure(how),
];
const arrives = (at: number, r: number): Told[] => [
  [at, 'request/started', r, 0],
  [at, 'front/accepted', r, NONE, 1],
  [at, 'connection/established', r],
  [at, 'request/sending', r],
  [at, 'head/received', r, NONE, 0],
];
const gets = (at: number, r: number, status: number): Told[] => [
  [at, 'response/begun', r],
  [at, 'request/answered', r, NONE, status],
  [at, 'front/closed', r, NONE, status],
];

describe('a worker died', () => {
  const died = (tale: Partial<Tale>, ...events: Told[]): string =>
    said(tell({ events: [...comes(1, 0, 0), ...events, ends(2.1, 0, 'empty-reply')], ...tale }));

  test('of its own view', () => {
    expect(
      died({ routes: [route({ name: 'oops', effect: 'crash' })] }, [2, 'worker/exited', 0, 0, 1]),
    ).toBe(
      '#1 failed after 1.1 s: closed without an answer (empty reply), because worker 1 ended (exit code 1) while it served this request: its view "oops" called os._exit(1).',
    );
  });

  test('of the view of a request that shared its process', () => {
    const run = tell({
      app: { worker_class: 'gthread' },
      slots: [2],
      asks: [{ route: 0 }, { route: 1 }],
      routes: [route(), route({ name: 'oops', effect: 'segv' })],
      events: [
        ...comes(1, 0, 0),
        ...comes(1.5, 1, 1),
        [2, 'worker/killed', 0, 0, 11],
        [2, 'worker/exited', 0, 0, 0],
        ends(2.1, 0, 'empty-reply'),
      ],
    });
    expect(said(run)).toContain(
      'worker 1 was killed by signal 11 while it served this request: #2 shared the process, and its view "oops" made it touch memory that is not its own (SIGSEGV).',
    );
  });

  test('for want of memory', () => {
    const text = died(
      { hosts: [{ name: 'box', cores: 2, memoryBytes: 512_000_000 }] },
      [2, 'memory/exhausted', NONE, 0, 530_000_000],
      [2, 'worker/killed', 0, 0, 9],
      [2, 'worker/exited', 0, 0, 0],
    );
    expect(text).toContain(
      'because the kernel killed worker 1: the host "box" had no memory left, 530 MB were in use of 512 MB.',
    );
  });

  test.each([
    [1, 'HUP (a reload)'],
    [15, 'TERM'],
  ])('told to stop by signal %i, and out of time', (signal, name) => {
    const text = died(
      { app: { worker_class: 'asgi', graceful_timeoutUs: 2_000_000 } },
      [1.2, 'arbiter/signalled', NONE, 0, signal],
      [1.2, 'worker/stopping', 0, 0, 15],
      [2, 'worker/exited', 0, 0, 0],
    );
    expect(text).toContain(
      `because worker 1 was told to stop by ${name}, and ended before it was done: graceful_timeout is 2 s.`,
    );
  });
});

describe('several app servers', () => {
  const two = {
    app: { instances: 2 },
    slots: [1, 1],
    front: nginx({ upstream: upstream() }),
  };
  const poison: Told[] = [
    ...arrives(1, 0),
    [1, 'upstream/chosen', 0, 0, 0],
    [1, 'upstream/connected', 0],
    ...taken(1, 0, 0),
    [2, 'worker/exited', 0, 0, 1],
    [2, 'upstream/retried', 0, 0, 0],
    [2, 'upstream/down', 0, 0, 10_000_000],
    [2, 'upstream/chosen', 0, 1, 1],
    [2, 'upstream/connected', 0],
    ...taken(2, 0, 1),
  ];

  test('a GET that crashes one is sent to the next, which it crashes too', () => {
    const run = tell({
      ...two,
      routes: [route({ name: 'oops', effect: 'crash' })],
      events: [
        ...poison,
        [3, 'worker/exited', 0, 1, 1],
        [3, 'upstream/failed', 0, NONE, 502],
        ...gets(3, 0, 502),
      ],
    });
    expect(said(run)).toBe(
      '#1 was answered 502 after 2 s: worker 2 ended (exit code 1) while it served this request: its view "oops" called os._exit(1). nginx had sent it before: the worker of app server 1 died over it (worker 1), so it sent it again.',
    );
    expect(settings(run)).toContain('proxy_next_upstream');
  });

  test('one that the second answers tells of the first', () => {
    const run = tell({ ...two, events: [...poison, ...answered(3, 0, 1, 200, true)] });
    expect(said(run)).toMatch(/^#1 was answered 200 after 2 s\..* nginx had sent it before: /);
  });

  test('none is left to ask: over what they failed, and for how long', () => {
    const run = tell({
      ...two,
      asks: asks(2),
      events: [
        ...poison,
        [3, 'worker/exited', 0, 1, 1],
        [3, 'upstream/down', 0, 1, 10_000_000],
        [3, 'upstream/failed', 0, NONE, 502],
        ...gets(3, 0, 502),
        ...arrives(4, 1),
        [4, 'upstream/failed', 1, NONE, 502],
        ...gets(4, 1, 502),
      ],
    });
    expect(said(run, 1)).toBe(
      '#2 was answered 502 after 0 µs: nginx had set every app server aside: after max_fails (1) an app server is left alone for fail_timeout (10 s); they failed over #1.',
    );
  });

  test('under way to the next one', () => {
    const run = tell({
      ...two,
      events: [
        ...arrives(1, 0),
        [1, 'upstream/chosen', 0, 0, 0],
        [2, 'upstream/retried', 0, 0, 1],
        [3, 'upstream/chosen', 0, 1, 1],
      ],
    });
    const { waiting } = why(run, 0, 2.5e6);
    expect(waiting).toBe(true);
    expect(whyText(why(run, 0, 2.5e6))).toContain(
      'app server 1 was too slow, so it sent it again.',
    );
  });
});

describe('kept connections', () => {
  const race = (method: 'GET' | 'POST'): string =>
    said(
      tell({
        app: { worker_class: 'gthread' },
        front: nginx({ upstream: upstream() }),
        routes: [route({ method })],
        events: [
          ...arrives(1, 0),
          [1, 'upstream/reused', 0, 0, 3],
          [1.02, 'upstream/failed', 0, NONE, 502],
          ...gets(1.02, 0, 502),
        ],
      }),
    );

  test('the idle race of nginx’s pool: two limits, and what a POST is not', () => {
    expect(race('POST')).toBe(
      '#1 was answered 502 after 20 ms: nginx sent it over a connection of its pool that Gunicorn had just closed: idle for --keep-alive (2 s) there, while nginx would keep it for keepalive_timeout (1 min). A GET would be sent again, a POST is not.',
    );
    expect(race('GET')).toMatch(/keepalive_timeout \(1 min\)\.$/);
  });

  /** The second request of one client, over the connection of the first. */
  const second = (...between: Told[]): Run =>
    tell({
      app: { worker_class: 'gthread', max_requests: 20 },
      clients: [visitors({ keepAlive: true })],
      slots: [2],
      asks: asks(2, { client: 0 }),
      events: [
        ...comes(1, 0, 0),
        ...answered(1.5, 0, 0),
        [1.5, 'connection/kept', 0, 0, 2_000_000],
        ...between,
        [2, 'request/started', 1, 0],
        [2, 'connection/reused', 1, 0, 1],
        [2, 'request/sending', 1],
        ends(2.1, 1, 'empty-reply'),
      ],
    });

  test('lost with a worker that ends after max_requests', () => {
    const run = second([1.9, 'worker/recycling', NONE, 0, 20]);
    expect(said(run, 1)).toContain(
      'because it was sent over a kept connection, and worker 1 had served its max_requests (20): it closes its idle connections, whatever is on its way over them.',
    );
  });

  test('lost in a reload', () => {
    const run = second(
      [1.9, 'arbiter/signalled', NONE, 0, 1],
      [1.9, 'worker/stopping', NONE, 0, 15],
    );
    expect(said(run, 1)).toContain('and worker 1 was told to stop by HUP (a reload): it closes');
  });

  test('lost with the server’s patience', () => {
    expect(said(second(), 1)).toContain(
      'it was sent over a kept connection, and the server had just closed it: idle for --keep-alive (2 s).',
    );
  });

  test('a request over one has not connected', () => {
    const run = second();
    expect(whyText(why(run, 1, 2.05e6))).toContain(
      'without connecting first: its connection has carried 1 request before',
    );
  });
});

describe('servers that do not wait for ever', () => {
  const opens: Told[] = [
    [1, 'request/started', 0, 0],
    [1, 'connection/established', 0],
    [1, 'worker/accepted', 0, 0],
  ];

  test('gevent: --keep-alive bounds the first head too', () => {
    const run = tell({
      app: { worker_class: 'gevent' },
      events: [...opens, [3, 'worker/released', 0, 0, 2_000_000], ends(3, 0, 'empty-reply')],
    });
    expect(said(run)).toContain(
      'because its head had not come in time: gevent gives it no longer than --keep-alive (2 s), as it does an idle connection.',
    );
  });

  test('gthread: 5 s in a thread, then its poller', () => {
    const run = tell({
      app: { worker_class: 'gthread' },
      events: [
        ...opens,
        [6, 'connection/parked', 0, 0, 5_000_000],
        [6, 'worker/released', 0, 0, 5_000_000],
        [8.5, 'connection/expired', 0, 0, 2_500_000],
        ends(8.5, 0, 'empty-reply'),
      ],
    });
    expect(said(run)).toContain(
      "nothing came over its connection: a thread waited 5 s, the worker's poller then --keep-alive (2 s), looking once a second.",
    );
  });
});

describe('an app server that was stopped', () => {
  test('refuses', () => {
    const run = tell({
      events: [
        [0.5, 'app/stopped', NONE, 0],
        [1, 'request/started', 0, 0],
        [1, 'connection/refused', 0],
        ends(1, 0, 'refused'),
      ],
    });
    expect(said(run)).toBe(
      '#1 failed after 0 µs: connection refused, because the app server had been stopped: nothing listens there.',
    );
  });

  test('gives 502 behind nginx, and resets who lay in its backlog', () => {
    const run = tell({
      front: nginx(),
      events: [
        ...arrives(1, 0),
        [1, 'upstream/connected', 0],
        [1, 'socket/queued', 0, NONE, 1],
        [2, 'app/stopped', NONE, 0],
        [2, 'upstream/failed', 0, NONE, 502],
        ...gets(2, 0, 502),
      ],
    });
    expect(said(run)).toBe(
      '#1 was answered 502 after 1 s: the app server was stopped while it waited in the backlog: the kernel resets who lies there.',
    );
  });
});

describe('the database', () => {
  test('a lock that did not come in time', () => {
    const run = tell({
      database: mysql({ innodb_lock_wait_timeoutUs: 1_000_000 }),
      slots: [1, 1],
      asks: asks(2),
      routes: [route({ name: 'buy', locks: 'stock', waitUs: 5_000_000 })],
      events: [
        ...comes(1, 0, 0),
        [1, 'query/started', 0, 0, 1],
        [1, 'lock/taken', 0, 0, 0],
        [1, 'query/finished', 0, 0, 1],
        ...comes(2, 1, 1),
        [2, 'query/started', 1, 1, 1],
        [2, 'lock/waiting', 1, 1, 1],
        [3, 'lock/timedOut', 1, 1, 1_000_000],
        ...answered(3, 1, 1, 500),
      ],
    });
    expect(said(run, 1)).toContain(
      'was answered 500 after 1 s: it had waited 1 s for a lock, and innodb_lock_wait_timeout is 1 s. Just before: "stock" is held by #1 for 2 s, until its view is over (now in the view "buy")',
    );
  });

  test('places kept by those who do nothing', () => {
    const run = tell({
      database: postgresql({ max_connections: 5, CONN_MAX_AGEUs: 60_000_000 }),
      slots: [1, 1, 1],
      asks: asks(3),
      events: [
        ...[0, 1].flatMap((r): Told[] => [
          ...comes(1, r, r),
          [1, 'session/connecting', r, r],
          [1, 'session/connected', r, r, r + 1],
          ...answered(1.5, r, r),
        ]),
        ...comes(2, 2, 2),
        [2, 'session/connecting', 2, 2],
        [2, 'session/refused', 2, 2, 2],
        ...answered(2, 2, 2, 500),
      ],
    });
    expect(said(run, 2)).toContain(
      'the database had no free connection: max_connections leaves 2 (2 were open). 2 of them served nobody: CONN_MAX_AGE keeps a connection for each worker that has once asked, idle or not.',
    );
  });

  test('a kept connection whose server has been restarted', () => {
    const run = tell({
      database: postgresql({ CONN_MAX_AGEUs: 60_000_000 }),
      events: [
        ...comes(1, 0, 0),
        [2, 'query/started', 0, 0, 1],
        [2, 'query/failed', 0, 0],
        ...answered(2, 0, 0, 500),
      ],
    });
    expect(said(run)).toContain(
      'the database had been restarted since this worker last asked: CONN_MAX_AGE kept a connection whose other end was gone.',
    );
  });
});

describe('a client that has left', () => {
  const left = (tale: Partial<Tale>, at: number, ...events: Told[]): string =>
    whyText(
      why(
        tell({
          ...tale,
          events: [...comes(1, 0, 0), [2, 'request/abandoned', 0, NONE, 1_000_000], ...events],
        }),
        0,
        at * 1e6,
      ),
    );
  const asgi = { app: { worker_class: 'asgi' as const }, routes: [route({ isAsync: true })] };

  test('asgi: an async view is stopped after its grace period', () => {
    expect(left(asgi, 3)).toMatch(
      /Task 1 of worker 1 still executes it, and stops its async view after asgi_disconnect_grace_period \(3 s\)\.$/,
    );
    expect(left(asgi, 6, [5, 'view/cancelled', 0, 0, 3_000_000])).toMatch(
      /Its async view was stopped 3 s after its client had left: asgi_disconnect_grace_period\.$/,
    );
  });

  test('others do not notice', () => {
    expect(left({ ...asgi, routes: [route()] }, 3)).toMatch(
      /still executes it: sync code does not see that its client has gone\.$/,
    );
    expect(left({ app: { worker_class: 'gthread', threads: 2 } }, 3)).toMatch(
      /Thread 1 of worker 1 still executes it: a gthread worker does not see that its client has gone\.$/,
    );
  });
});
