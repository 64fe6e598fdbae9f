import { describe, expect, test } from 'vitest';
import type { Run, WireMessage } from '../../../src/insight/shapes.ts';
import { wire } from '../../../src/insight/wire/wire.ts';
import { NONE } from '../../../src/recording/vocabulary.ts';
import type { Gunicorn, Nginx } from '../../../src/scenario/scenario.ts';
import {
  answered,
  comes,
  nginx,
  route,
  type Tale,
  type Told,
  taken,
  tell,
  upstream,
} from '../toldRuns.ts';

/** Messages of a hop. */
const hops = (run: Run, hop: WireMessage['hop'], request = 0, atUs?: number): WireMessage[] =>
  wire(run, request, atUs).filter((m) => m.hop === hop);
const only = (run: Run, hop: WireMessage['hop'], request = 0): WireMessage => {
  const [first, ...more] = hops(run, hop, request);
  if (!first || more.length > 0) throw new Error(`${more.length + (first ? 1 : 0)} × ${hop}`);
  return first;
};
const connectionOf = (text: string): string | undefined => /\r\nConnection: (\S+)/.exec(text)?.[1];

describe('what Gunicorn says of the connection', () => {
  const answer = (app: Partial<Gunicorn>, front: Nginx | null = null, more: Told[] = []): string =>
    only(
      tell({
        app,
        front,
        slots: [1],
        events: [
          ...comes(1, 0, 0, front !== null),
          ...more,
          ...answered(2, 0, 0, 200, front !== null),
        ],
      }),
      front ? 'Gunicorn → nginx' : 'Gunicorn → client',
    ).text;

  test.each([
    ['sync', '26.1', 'close'],
    ['sync', '20.1', 'close'],
    ['gthread', '26.1', 'keep-alive'],
    ['gthread', '20.1', 'keep-alive'],
    ['gevent', '26.1', 'keep-alive'],
    ['gevent', '20.1', 'keep-alive'],
    ['asgi', '26.1', undefined],
  ] as const)('%s of %s: %s', (worker_class, version, connection) => {
    const text = answer({ worker_class, version });
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(connectionOf(text)).toBe(connection);
  });

  test('the asgi worker writes Django’s headers first, and its own name', () => {
    expect(answer({ worker_class: 'asgi' })).toBe(
      'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Frame-Options: DENY\r\nContent-Length: 5000\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: same-origin\r\nServer: gunicorn/asgi\r\nDate: Fri, 20 Nov 2026 10:00:02 GMT\r\n\r\n… 5,000 more bytes, 5,000 in all',
    );
  });

  test.each([
    ['--keep-alive 0', { worker_class: 'gthread', keepaliveUs: 0 }, null, []],
    [
      'the last one before max_requests',
      { worker_class: 'gthread' },
      null,
      [[1.5, 'worker/recycling', NONE, 0, 20]],
    ],
    [
      'a worker told to stop',
      { worker_class: 'gevent' },
      null,
      [[1.5, 'worker/stopping', NONE, 0, 15]],
    ],
    ['nginx 1.22', { worker_class: 'gthread' }, nginx({ version: '1.22' }), []],
    [
      'HTTP/1.0 from nginx 1.31',
      { worker_class: 'gthread' },
      nginx({ proxy_http_version: '1.0' }),
      [],
    ],
    [
      'Connection: close from nginx 1.22',
      { worker_class: 'gthread' },
      nginx({ version: '1.22', proxy_http_version: '1.1' }),
      [],
    ],
  ] as const)('close, although it could keep: %s', (_why, app, front, more) => {
    expect(connectionOf(answer(app, front, [...more] as Told[]))).toBe('close');
  });

  test('keep-alive behind nginx 1.31, and behind 1.22 where a pool is set up', () => {
    expect(connectionOf(answer({ worker_class: 'gthread' }, nginx()))).toBe('keep-alive');
    const pooled = nginx({
      version: '1.22',
      proxy_http_version: '1.1',
      upstream: upstream({ keepalive: 8 }),
    });
    expect(connectionOf(answer({ worker_class: 'gthread' }, pooled))).toBe('keep-alive');
  });

  test.each([
    ['20.1', '1.22', '1.0'],
    ['26.1', '1.22', '1.0'],
    ['20.1', '1.31', '1.1'],
  ] as const)('%s answers nginx %s in HTTP/%s', (version, of, http) => {
    expect(answer({ version }, nginx({ version: of }))).toMatch(new RegExp(`^HTTP/${http} 200 OK`));
  });
});

describe('what nginx says', () => {
  const asks = (front: Nginx): string =>
    only(tell({ front, events: comes(1, 0, 0, true) }), 'nginx → Gunicorn').text;
  const answers = (front: Nginx, carried?: number): string | undefined =>
    connectionOf(
      only(
        tell({
          front,
          events: [
            ...(carried ? ([[1, 'connection/reused', 0, 0, carried]] as Told[]) : []),
            ...comes(1, 0, 0, true),
            ...answered(2, 0, 0, 200, true),
          ],
        }),
        'nginx → client',
      ).text,
    );

  test.each([
    [nginx(), 'HTTP/1.1', undefined],
    [nginx({ proxy_http_version: '1.0' }), 'HTTP/1.0', undefined],
    [nginx({ version: '1.22' }), 'HTTP/1.0', 'close'],
    [nginx({ version: '1.22', proxy_http_version: '1.1' }), 'HTTP/1.1', 'close'],
  ] as const)('to the app server: case %#', (front, http, connection) => {
    expect(asks(front)).toMatch(new RegExp(`^GET /ping ${http}\r\n`));
    expect(connectionOf(asks(front))).toBe(connection);
  });

  test('to the client: it keeps the connection until its limits', () => {
    expect(answers(nginx())).toBe('keep-alive');
    expect(answers(nginx({ keepalive_timeoutUs: 0 }))).toBe('close');
    expect(answers(nginx({ keepalive_requests: 3 }), 1)).toBe('keep-alive');
    expect(answers(nginx({ keepalive_requests: 3 }), 2)).toBe('close');
  });
});

describe('connections that carry more than one request', () => {
  test('the client’s: no second handshake, and whose it was', () => {
    const run = tell({
      app: { worker_class: 'gthread' },
      slots: [2],
      asks: [{ client: 0 }, { client: 0 }],
      events: [
        ...comes(1, 0, 0),
        ...answered(2, 0, 0),
        [2, 'connection/kept', 0, 0, 2_000_000],
        [3, 'request/started', 1, 0],
        [3, 'connection/reused', 1, 0, 1],
        [3, 'request/sending', 1],
        ...taken(3, 1, 0),
      ],
    });
    expect(only(run, 'client → Gunicorn', 0).note).toBeUndefined();
    expect(only(run, 'client → Gunicorn', 1).note).toBe(
      'over the connection that carried #1 before: no new handshake',
    );
  });

  test('nginx’s: out of its pool', () => {
    const run = tell({
      app: { worker_class: 'gthread' },
      front: nginx({ upstream: upstream() }),
      events: [
        [1, 'request/started', 0, 0],
        [1, 'front/accepted', 0],
        [1, 'request/sending', 0],
        [1, 'upstream/reused', 0, 0, 7],
        ...taken(1, 0, 0),
      ],
    });
    expect(only(run, 'nginx → Gunicorn')).toMatchObject({
      atUs: 1_000_000,
      note: "over a connection of nginx's pool that has carried 7 requests: no new handshake",
    });
  });
});

describe('requests that are sent again', () => {
  const two: Tale = {
    app: { instances: 2 },
    slots: [1, 1],
    front: nginx({ upstream: upstream() }),
    events: [],
  };
  const first: Told[] = [
    [1, 'request/started', 0, 0],
    [1, 'front/accepted', 0],
    [1, 'request/sending', 0],
    [1, 'upstream/chosen', 0, 0, 0],
    [1, 'upstream/connected', 0],
    ...taken(1, 0, 0),
  ];
  const second = (at: number): Told[] => [
    [at, 'upstream/chosen', 0, 1, 1],
    [at, 'upstream/connected', 0],
    ...taken(at, 0, 1),
  ];

  test('after a crash: nothing came back from the first, the second answers', () => {
    const run = tell({
      ...two,
      events: [
        ...first,
        [1.5, 'worker/exited', 0, 0, 1],
        [1.5, 'upstream/retried', 0, 0, 0],
        ...second(1.5),
        ...answered(2, 0, 1, 200, true),
      ],
    });
    expect(hops(run, 'nginx → Gunicorn').map((m) => [m.atUs, m.note])).toEqual([
      [1_000_000, 'to app server 1 (127.0.0.1:8000)'],
      [1_500_000, 'to app server 2 (127.0.0.1:8001)'],
    ]);
    expect(hops(run, 'Gunicorn → nginx').map((m) => m.text.split('\r\n')[0])).toEqual([
      'connection closed: 0 bytes',
      'HTTP/1.1 200 OK',
    ]);
    expect(hops(run, 'WSGI environ')).toHaveLength(2);
    expect(only(run, 'nginx → client').text).toMatch(/^HTTP\/1\.1 200 OK\r\nServer: nginx/);
    expect(hops(run, 'nginx → Gunicorn', 0, 1_400_000)).toHaveLength(1);
  });

  test('after a timeout: the first still answers, to nobody', () => {
    const run = tell({
      ...two,
      events: [
        ...first,
        [2, 'upstream/retried', 0, 0, 1],
        ...second(2),
        ...answered(2.2, 0, 1, 200, true),
        [3, 'view/left', 0, 0, 200],
        [3, 'response/writing', 0, 0, 5_000],
        [3, 'response/written', 0, 0],
      ],
    });
    const [good, late] = hops(run, 'Gunicorn → nginx');
    expect(good?.text).not.toContain('nobody reads it');
    expect(late).toMatchObject({ atUs: 3_000_000 });
    expect(late?.text).toMatch(/nobody reads it: the other side has closed this connection$/);
    expect(only(run, 'nginx → client').atUs).toBe(2_200_000);
  });

  test('the idle race: a POST is lost on a connection that had just ended', () => {
    const run = tell({
      ...two,
      routes: [route({ method: 'POST' })],
      events: [
        ...first.slice(0, 3),
        [1, 'upstream/reused', 0, 0, 4],
        [1.02, 'upstream/failed', 0, NONE, 502],
        [1.02, 'response/begun', 0],
        [1.02, 'request/answered', 0, NONE, 502],
      ],
    });
    expect(only(run, 'Gunicorn → nginx')).toMatchObject({
      atUs: 1_020_000,
      text: 'connection closed: 0 bytes',
    });
    expect(only(run, 'nginx → client').text).toContain('502 Bad Gateway');
  });
});

test('straight to Gunicorn, over a connection that a worker took with it', () => {
  const run = tell({
    app: { worker_class: 'gthread' },
    events: [
      [1, 'request/started', 0, 0],
      [1, 'connection/reused', 0, 0, 20],
      [1, 'request/sending', 0],
      [1.01, 'request/failed', 0, NONE, 3],
    ],
  });
  expect(only(run, 'Gunicorn → client').text).toBe('connection reset: 0 bytes');
});

test('Django behind the asgi worker gets a scope', () => {
  const run = tell({
    app: { worker_class: 'asgi' },
    front: nginx(),
    routes: [route({ path: '/search?q=tea' })],
    events: comes(1, 0, 0, true),
  });
  expect(hops(run, 'WSGI environ')).toEqual([]);
  const { text } = only(run, 'ASGI scope');
  expect(text).toContain(
    "asgi = {'version': '3.0', 'spec_version': '2.4'}\nhttp_version = '1.1'\n",
  );
  expect(text).toContain("path = '/search'\n");
  expect(text).toContain("query_string = b'q=tea'\n");
  expect(text).toContain("  (b'host', b'shop.example'),\n  (b'x-real-ip', b'203.0.113.5'),\n");
});

test('threads and greenlets are told to the WSGI app', () => {
  const environ = (worker_class: 'sync' | 'gthread' | 'gevent'): string =>
    only(tell({ app: { worker_class }, events: comes(1, 0, 0) }), 'WSGI environ').text;
  expect(environ('sync')).toContain('wsgi.multithread = False\n');
  expect(environ('gthread')).toContain('wsgi.multithread = True\n');
  expect(environ('gevent')).toContain('wsgi.multithread = True\n');
});
