import { describe, expect, test } from 'vitest';
import type { Run } from '../../../src/insight/shapes.ts';
import { why, whyText } from '../../../src/insight/why/why.ts';
import { NONE } from '../../../src/recording/vocabulary.ts';
import {
  answered,
  comes,
  mysql,
  nginx,
  postgresql,
  route,
  sqlite,
  type Told,
  taken,
  tell,
  visitors,
} from '../toldRuns.ts';

const said = (run: Run, request: number, at: number): string =>
  whyText(why(run, request, at * 1e6));
const settings = (run: Run, request: number, at: number): string[] =>
  why(run, request, at * 1e6).parts.flatMap((p) => p.setting ?? []);
const asks = (count: number) => Array.from({ length: count }, () => ({}));

describe('a gthread worker', () => {
  const pooled = (at: number, request: number, process: number, place: number): Told[] => [
    ...comes(at, request, NONE),
    [at, 'connection/pooled', request, process, place],
  ];
  const gthread = { worker_class: 'gthread', threads: 2 } as const;

  test('has accepted a request for which it has no thread, while another one has', () => {
    const run = tell({
      app: gthread,
      slots: [2, 2],
      asks: asks(4),
      routes: [route({ name: 'report', waitUs: 3_000_000 })],
      events: [
        ...comes(1, 0, 0),
        ...comes(1, 1, 1),
        ...pooled(1.2, 2, 0, 1),
        ...pooled(1.5, 3, 0, 2),
      ],
    });
    expect(said(run, 3, 2)).toBe(
      '#4 waits for a thread of worker 1 (pid 101) (position 2 of 2 in its own queue, for 500 ms): both threads are held. ' +
        'Thread 1 of worker 1 by #1, in the view "report" for 1 s; thread 2 of worker 1 by #2, in the view "report" for 1 s. ' +
        'The reason: the view "report" sleeps 3 s, and its thread does nothing else meanwhile. ' +
        'Worker 2 has 2 threads free, but a gthread worker accepts whatever comes, and what it has accepted stays with it.',
    );
    expect(why(run, 3, 2e6).waiting).toBe(true);
    expect(settings(run, 3, 2)).toContain('threads');
  });

  test('knows nothing of the free threads of another app server', () => {
    const run = tell({
      app: { ...gthread, instances: 2 },
      slots: [1, 2],
      asks: asks(2),
      events: [...comes(1, 0, 0), ...pooled(1.2, 1, 0, 1)],
    });
    expect(said(run, 1, 2)).toContain('the only thread is held.');
    expect(said(run, 1, 2)).not.toContain('free, but');
  });

  test('whose main thread waits for a client to close accepts nobody', () => {
    const run = tell({
      app: gthread,
      slots: [2],
      asks: asks(2),
      events: [
        ...comes(1, 0, 0),
        ...answered(1.1, 0, 0),
        [1.1, 'worker/blocked', 0, 0, 2_000_000],
        ...comes(1.2, 1, NONE),
      ],
    });
    expect(said(run, 1, 1.6)).toBe(
      '#2 waits in the backlog (position 1 of 1, for 400 ms): no worker accepts. Worker 1 waits for #1 to close, for 1.5 s more. ' +
        'The reason: Gunicorn 26 waits up to 2 s for a client to close its connection, and a gthread worker does so in its main thread, which alone accepts connections and hands them out.',
    );
  });

  test('whose main thread waits hands nothing out either, though a thread is free', () => {
    const run = tell({
      app: gthread,
      slots: [2],
      asks: asks(2),
      events: [
        ...comes(1, 0, 0),
        ...answered(1.1, 0, 0),
        ...pooled(1.1, 1, 0, 1),
        [1.1, 'worker/blocked', 0, 0, 2_000_000],
      ],
    });
    expect(said(run, 1, 1.6)).toContain(
      'a thread is free, but the main thread, which hands connections out, waits for #1 to close.',
    );
  });

  test.each([
    [
      '26.1',
      'a thread of Gunicorn 26 waits 5 s for the first byte, then gives the connection back',
    ],
    ['20.1', 'a thread of Gunicorn 20 waits for the first byte without limit'],
  ] as const)('%s: idle connections hold its threads', (version, words) => {
    const run = tell({
      app: { ...gthread, version },
      slots: [1],
      asks: asks(2),
      events: [
        [1, 'request/started', 0, 0],
        [1, 'connection/established', 0],
        [1, 'worker/accepted', 0, 0],
        ...pooled(1.2, 1, 0, 1),
      ],
    });
    expect(said(run, 1, 3)).toContain(
      `the only thread is held. Thread 1 of worker 1 by #1, reading from`,
    );
    expect(said(run, 1, 3)).toContain(words);
  });

  test('gives an idle connection back to its poller: nobody is held', () => {
    const run = tell({
      app: gthread,
      events: [
        [1, 'request/started', 0, 0],
        [1, 'connection/established', 0],
        [1, 'worker/accepted', 0, 0],
        [6, 'connection/parked', 0, 0, 5_000_000],
        [6, 'worker/released', 0, 0, 5_000_000],
      ],
    });
    expect(said(run, 0, 7)).toBe(
      "#1 is connected to worker 1 and sends nothing. A thread waited 5 s for its first byte, then gave the connection back to the worker's poller 1 s ago: no thread is held. It is closed after --keep-alive (2 s).",
    );
    expect(why(run, 0, 7e6).waiting).toBe(false);
  });

  test('with hung threads is never killed', () => {
    const run = tell({
      app: { ...gthread, timeoutUs: 3_000_000 },
      slots: [1],
      asks: asks(2),
      routes: [route({ name: 'hang', effect: 'hang' })],
      events: [...comes(1, 0, 0), ...pooled(2, 1, 0, 1)],
    });
    expect(said(run, 1, 9)).toContain(
      'its view never returns; --timeout never ends it: a gthread worker shows that it lives from its main loop, and that goes on.',
    );
  });
});

describe('a view that never returns, and --timeout', () => {
  test.each([
    ['sync', 'hang', false, true],
    ['sync', 'spin', false, true],
    ['gthread', 'spin', false, false],
    ['gevent', 'hang', false, false],
    ['gevent', 'spin', false, true],
    ['asgi', 'hang', true, false],
    ['asgi', 'spin', true, true],
    ['asgi', 'spin', false, false],
  ] as const)('%s, %s, async %s: ended %s', (worker_class, effect, isAsync, ends) => {
    const run = tell({
      app: { worker_class, timeoutUs: 3_000_000 },
      routes: [route({ effect, isAsync })],
      events: comes(1, 0, 0),
    });
    expect(said(run, 0, 2)).toContain(
      ends ? 'only --timeout (3 s) ends it' : '--timeout never ends it',
    );
  });
});

describe('Python’s one core per process', () => {
  const computing = (worker_class: 'gthread' | 'gevent' | 'asgi', isAsync = false): string =>
    said(
      tell({
        app: { worker_class, threads: 3 },
        slots: [3],
        asks: asks(3),
        routes: [route({ cpuUs: 500_000, waitUs: 0, isAsync })],
        events: [...comes(1, 0, 0), ...comes(1, 1, 1), ...comes(1.1, 2, 2)],
      }),
      1,
      1.2,
    );

  test('threads share the interpreter lock', () => {
    expect(computing('gthread')).toBe(
      "#2 wants to compute on thread 2 of worker 1 (pid 101), and gets its turn only now and then. The reason: #1, #3 compute in worker 1 at the same time, and Python's interpreter lock (GIL) lets one thread of a process run at a time.",
    );
  });

  test('greenlets and tasks give way only when they wait', () => {
    expect(computing('gevent')).toContain(
      'a greenlet gives way only when it waits: who computes stops all others of its process',
    );
    expect(computing('asgi', true)).toContain('a task gives way only when it waits');
    expect(computing('asgi', false)).toContain('GIL');
  });

  test('one that sleeps is nobody’s rival', () => {
    const run = tell({
      app: { worker_class: 'gthread' },
      slots: [2],
      asks: [{ route: 0 }, { route: 1 }],
      routes: [route({ cpuUs: 500_000, waitUs: 0 }), route({ waitUs: 500_000 })],
      events: [...comes(1, 0, 0), ...comes(1, 1, 1)],
    });
    expect(said(run, 0, 1.2)).toContain('the view "page" needs 500 ms of its own');
  });

  test('Django 3.2 under asgi has one thread for all sync code', () => {
    const run = (django: '3.2' | '5.2') =>
      said(
        tell({
          app: { worker_class: 'asgi', django },
          slots: [2],
          asks: asks(2),
          events: [...comes(1, 0, 0), ...comes(1, 1, NONE), [1, 'worker/accepted', 1, 1]],
        }),
        1,
        1.5,
      );
    expect(run('3.2')).toContain(
      'has been read by task 2 of worker 1 (pid 101) and has no thread to run in, for 500 ms. The reason: Django 3.2 runs all sync code of a process in one thread, and #1 has it (in the view "page").',
    );
    expect(run('5.2')).not.toContain('Django 3.2');
  });
});

describe('a row that another request holds', () => {
  const locks = [route({ name: 'buy', locks: 'stock', queries: 1, waitUs: 2_000_000 })];
  const events: Told[] = [
    ...comes(1, 0, 0),
    [1, 'query/started', 0, 0, 1],
    [1, 'lock/taken', 0, 0, 0],
    [1, 'query/finished', 0, 0, 1],
    ...comes(1.1, 1, 1),
    [1.1, 'query/started', 1, 1, 1],
    [1.1, 'lock/waiting', 1, 1, 1],
    ...comes(1.2, 2, 2),
    [1.2, 'query/started', 2, 2, 1],
    [1.2, 'lock/waiting', 2, 2, 2],
    ...comes(1.3, 3, NONE),
  ];
  const tale = { slots: [1, 1, 1], asks: asks(4), routes: locks, events };

  test('PostgreSQL: who holds it, since when, what it is at, who came before', () => {
    const run = tell({ ...tale, database: postgresql() });
    expect(said(run, 2, 2)).toBe(
      '#3 waits for the row "stock", for 800 ms, and worker 3 (pid 103) waits with it. ' +
        'The reason: "stock" is held by #1 for 1 s, until its view is over (now in the view "buy"); 1 request came before it; no lock_timeout ends the wait.',
    );
    expect(why(run, 2, 2e6).waiting).toBe(true);
    const limited = tell({ ...tale, database: postgresql({ lock_timeoutUs: 3_000_000 }) });
    expect(said(limited, 1, 2)).toMatch(
      /; it waits for no holder longer than lock_timeout \(3 s\)\.$/,
    );
  });

  test('MySQL and SQLite: their own limits', () => {
    expect(said(tell({ ...tale, database: mysql() }), 1, 2)).toMatch(
      /after innodb_lock_wait_timeout \(50 s\)\.$/,
    );
    const file = tell({
      ...tale,
      database: sqlite(),
      routes: [route({ name: 'buy', writes: true, queries: 1, waitUs: 2_000_000 })],
    });
    expect(said(file, 1, 2)).toContain(
      'SQLite lets one writer in at a time; "the database file" is held by #1 for 1 s',
    );
    expect(said(file, 1, 2)).toMatch(/after timeout \(5 s\)\.$/);
  });

  test('the queue behind is told of it', () => {
    const text = said(tell({ ...tale, database: postgresql() }), 3, 2);
    expect(text).toContain('all 3 workers are held. Worker 2 by #2, waiting for the row "stock"');
    expect(text).toContain('The reason: "stock" is held by #1');
  });
});

describe('nobody is there to accept', () => {
  const asgi = { worker_class: 'asgi' } as const;
  test('a worker that starts', () => {
    const run = tell({
      app: asgi,
      unborn: true,
      events: [[0, 'worker/forked', NONE, 0, 101], ...comes(0.05, 0, NONE)],
    });
    expect(said(run, 0, 0.08)).toContain(
      'no worker accepts. Worker 1 is starting for 80 ms. The reason: a new worker needs 100 ms to import Django.',
    );
  });

  test('after max_requests', () => {
    const run = tell({
      app: { ...asgi, max_requests: 20 },
      asks: asks(2),
      events: [
        ...comes(1, 0, 0),
        [1.1, 'worker/recycling', NONE, 0, 20],
        ...comes(1.2, 1, NONE),
        [2, 'worker/exited', NONE, 0, 0],
        [2, 'worker/forked', NONE, 0, 102],
      ],
    });
    expect(said(run, 1, 1.5)).toContain(
      'The reason: after max_requests (20) a worker finishes what it has and accepts nobody.',
    );
    expect(said(run, 1, 2.05)).toContain(
      'import Django; the one before had served its max_requests (20).',
    );
  });

  test('worker_connections', () => {
    const run = tell({
      app: { worker_class: 'gevent', worker_connections: 2 },
      slots: [2],
      asks: asks(3),
      events: [...comes(1, 0, 0), ...comes(1, 1, 1), ...comes(1, 2, NONE)],
    });
    expect(said(run, 2, 1.5)).toContain(
      'Worker 1 has all the connections that it may. The reason: worker_connections is 2.',
    );
  });
});

test('one app server’s queue is explained by its own workers', () => {
  const run = tell({
    app: { instances: 2 },
    slots: [1, 1],
    asks: asks(3),
    front: nginx(),
    events: [
      [1, 'upstream/chosen', 0, 0, 0],
      ...taken(1, 0, 0),
      [1, 'request/started', 1, 0],
      [1, 'upstream/chosen', 1, 0, 0],
      [1, 'socket/queued', 1, NONE, 1],
      [1, 'request/started', 2, 0],
      [1, 'upstream/chosen', 2, 1, 0],
      [1, 'socket/queued', 2, NONE, 1],
    ],
  });
  expect(said(run, 1, 1.5)).toContain(
    '(position 1 of 1, for 500 ms): the only worker is held. Worker 1 by #1',
  );
});

test('files of a page, and requests asked again, name the other one', () => {
  const run = tell({
    clients: [visitors({ retries: 1 })],
    asks: asks(3),
    slots: [1, 1, 1],
    events: [
      ...comes(1, 0, 0),
      [1.1, 'view/left', 0, 0, 502],
      [1.1, 'request/answered', 0, NONE, 502],
      ...comes(1.2, 1, 1),
      [1.2, 'request/retried', 1, 0, 0],
      ...comes(1.2, 2, 2),
      [1.2, 'request/followed', 2, 0, 0],
    ],
  });
  expect(said(run, 0, 1.15)).not.toContain('asked again');
  expect(said(run, 0, 2)).toMatch(/ Its client has asked again: #2\.$/);
  expect(said(run, 1, 1.25)).toMatch(/ It asks again for what #1 did not get\.$/);
  expect(said(run, 2, 1.25)).toMatch(/ It is a file of the page #1\.$/);
});

test('a part of the view is named', () => {
  const run = tell({
    routes: [
      route({
        name: 'list',
        spans: [
          { kind: 'template', name: 'list.html', cpuUs: 80_000, waitUs: 0, queries: 0, queryUs: 0 },
        ],
      }),
    ],
    events: [...comes(1, 0, 0), [1, 'span/entered', 0, 0, 0]],
  });
  expect(said(run, 0, 1.05)).toContain(
    'the part "list.html" of the view "list" needs 80 ms of its own',
  );
});
