import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, inARow, type Ran, ran, tally, type Written } from './runs.ts';

const page = { name: 'page', path: '/', cpu: '0s', response: '6B' };

/** Two clients in a closed loop. */
const load = (requestsEach = 50, think = '0s') => ({
  name: 'load',
  link: 'loopback',
  arrivals: { count: 2, think, requestsEach },
});

function loaded(app: Written, front: Written, over: Written = {}): Ran {
  return ran(BEHIND_NGINX, { clients: [load()], routes: [page], app, front, ...over });
}

const GTHREAD = { worker_class: 'gthread', workers: 1, threads: 4 };

describe('N12 connections to the app server', () => {
  test.each<[string, Written, Written, number]>([
    ['gthread, upstream block', GTHREAD, { upstream: {} }, 2],
    ['gevent, upstream block', { worker_class: 'gevent', workers: 1 }, { upstream: {} }, 2],
    ['sync, upstream block', { workers: 2 }, { upstream: {} }, 100],
    ['gthread, proxy_pass straight', GTHREAD, {}, 100],
    ['gthread, HTTP/1.0', GTHREAD, { upstream: {}, proxy_http_version: '1.0' }, 100],
    ['gthread, keepalive 0', GTHREAD, { upstream: { keepalive: 0 } }, 100],
    ['gthread, nginx 1.22', GTHREAD, { version: '1.22', upstream: {} }, 100],
    [
      'gthread, nginx 1.22, keepalive 8 and HTTP/1.1',
      GTHREAD,
      { version: '1.22', proxy_http_version: '1.1', upstream: { keepalive: 8 } },
      2,
    ],
    [
      'gthread, nginx 1.22, keepalive 8 alone',
      GTHREAD,
      { version: '1.22', upstream: { keepalive: 8 } },
      100,
    ],
    [
      'sync, nginx 1.22, keepalive 8',
      { workers: 2 },
      { version: '1.22', proxy_http_version: '1.1', upstream: { keepalive: 8 } },
      100,
    ],
    ['gthread with keepalive 0 of its own', { ...GTHREAD, keepalive: '0s' }, { upstream: {} }, 100],
  ])('measured, 100 requests of two clients: %s', (_, app, front, connections) => {
    const run = loaded(app, front);
    expect(tally(run.statuses)).toEqual({ 200: 100 });
    expect(run.of('upstream/connected').length).toBe(connections);
    expect(run.of('upstream/reused').length).toBe(100 - connections);
  });

  test('a connection in the pool keeps its place in nginx and in the worker', () => {
    const run = (front: Written) =>
      ran(BEHIND_NGINX, {
        clients: [arriving('one', inARow(3, 100))],
        routes: [page],
        app: GTHREAD,
        front,
      }).of('front/accepted');
    expect(run({ upstream: {} }).map(({ arg }) => arg)).toEqual([1, 2, 2]);
    expect(run({}).map(({ arg }) => arg)).toEqual([1, 1, 1]);
  });

  test('the app server closes what is idle for too long, and nginx hears of it', () => {
    const { of } = loaded(GTHREAD, { upstream: {} }, { duration: '10s' });
    expect(of('connection/expired').length).toBe(2);
    expect(of('upstream/expired').map(({ arg }) => arg)).toEqual([1, 0]);
  });

  test('nginx closes it first where it is the more impatient: nobody says that the app server has', () => {
    const front = { upstream: { keepalive_timeout: '500ms' } };
    const { of } = loaded(GTHREAD, front, { duration: '10s' });
    const lastKept = of('upstream/kept').at(-1)?.at ?? 0;
    expect(of('upstream/expired').at(-1)?.at).toBe(lastKept + 500_000);
    expect(of('connection/expired')).toEqual([]);
  });

  test('keepalive is the most that it keeps: the one idle longest is closed for another', () => {
    const { of } = ran(BEHIND_NGINX, {
      clients: [arriving('three', inARow(3, 1))],
      routes: [{ ...page, wait: '20ms' }],
      app: GTHREAD,
      front: { upstream: { keepalive: 2 } },
    });
    expect(of('upstream/kept').map(({ arg }) => arg)).toEqual([1, 2, 2]);
    expect(of('upstream/expired')[0]?.request).toBe(0);
  });

  test('keepalive_requests is the most that one carries', () => {
    const { of } = ran(BEHIND_NGINX, {
      clients: [arriving('one', inARow(6, 10))],
      routes: [page],
      app: GTHREAD,
      front: { upstream: { keepalive_requests: 3 } },
    });
    expect(of('upstream/reused').map(({ request, arg }) => [request, arg])).toEqual([
      [1, 1],
      [2, 2],
      [4, 1],
      [5, 2],
    ]);
  });

  test('measured: workers that end after 20 requests, gthread behind an upstream block: no request fails', () => {
    const { statuses } = loaded({ ...GTHREAD, max_requests: 20 }, { upstream: {} });
    expect(tally(statuses)).toEqual({ 200: 100 });
  });

  test('measured: HUP under load, gthread behind an upstream block: no request fails', () => {
    const { statuses } = ran(BEHIND_NGINX, {
      duration: '10s',
      clients: [{ ...load(60), arrivals: { count: 4, think: '0s', requestsEach: 60 } }],
      routes: [{ ...page, wait: '50ms' }],
      app: GTHREAD,
      front: { upstream: {} },
      script: [{ at: '2s', 'reload-app': 1 }],
    });
    expect(tally(statuses)).toEqual({ 200: 240 });
  });
});

describe('N13 the idle race', () => {
  const AWAY = { kind: 'tcp', rtt: '40ms' };
  const second = (method: string, atMs: number | null, over: Written = {}) =>
    ran(BEHIND_NGINX, {
      duration: '6s',
      clients: [
        arriving('one', atMs === null ? [{ at: '0s' }] : [{ at: '0s' }, { at: `${atMs}ms` }]),
      ],
      routes: [{ ...page, method, body: method === 'POST' ? '10B' : '0B' }],
      socket: AWAY,
      app: { worker_class: 'gevent', workers: 1 },
      front: { upstream: {} },
      ...over,
    });
  /** When the app server closes the idle connection, ms. */
  const closesMs = (second('GET', null).of('connection/expired')[0]?.at ?? 0) / 1000;

  test.each([-18, -10, -1, 1, 10, 18])(
    'measured: a POST sent within a journey of the close (%i ms from it) is lost: 502',
    (offMs) => {
      const { statuses, of } = second('POST', closesMs + offMs);
      expect(statuses).toEqual([200, 502]);
      expect(of('upstream/reused').length).toBe(1);
      expect(of('upstream/retried')).toEqual([]);
    },
  );

  test.each(['GET', 'PUT', 'DELETE'])(
    'measured: a %s is tried again over a new connection, and nobody notices',
    (method) => {
      for (const offMs of [-18, -1, 10, 18]) {
        const { statuses, of } = second(method, closesMs + offMs);
        expect(statuses).toEqual([200, 200]);
        expect(of('upstream/retried').length).toBe(1);
        expect(of('upstream/connected', 1).length).toBe(1);
        expect(of('view/entered', 1).length).toBe(1);
      }
    },
  );

  test.each(['GET', 'POST'])('measured: a %s before or after that is served', (method) => {
    for (const offMs of [-22, 22]) {
      const { statuses, of } = second(method, closesMs + offMs);
      expect(statuses).toEqual([200, 200]);
      expect(of('upstream/reused').length).toBe(offMs < 0 ? 1 : 0);
      expect(of('upstream/retried')).toEqual([]);
    }
  });

  test('the window ends 2 s after the answer came to nginx (measured: 1960 to 2005 ms)', () => {
    const { endsMs } = second('GET', null);
    expect(closesMs + 20 - (endsMs[0] ?? 0)).toBeCloseTo(2_000, -1);
  });

  test('proxy_next_upstream off: the GET is lost as well', () => {
    const front = { upstream: {}, proxy_next_upstream: 'off' };
    expect(second('GET', closesMs, { front }).statuses).toEqual([200, 502]);
  });

  test('on one machine there is no such moment', () => {
    const near = { socket: { kind: 'tcp', rtt: '0s' } };
    const at = (second('POST', null, near).of('connection/expired')[0]?.at ?? 0) / 1000;
    for (const offMs of [-1, -0.2, 0, 0.2, 1])
      expect(second('POST', at + offMs, near).statuses).toEqual([200, 200]);
  });

  test('a pool of closed connections costs a try each, and one that works is found in the end', () => {
    const three = inARow(3, 1);
    const run = (later: Written[]) =>
      ran(BEHIND_NGINX, {
        duration: '6s',
        clients: [arriving('one', [...three, ...later])],
        routes: [page],
        socket: AWAY,
        app: { worker_class: 'gevent', workers: 1 },
        front: { upstream: {} },
      });
    const closed = run([]).of('connection/expired');
    expect(closed.length).toBe(3);
    const atMs = (closed[2]?.at ?? 0) / 1000;
    const { statuses, of } = run([{ at: `${atMs}ms` }]);
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(of('upstream/retried').length).toBeGreaterThan(0);
  });
});

describe('N19 an app server far from nginx', () => {
  const far = (rtt: string, over: Written = {}) =>
    ran(BEHIND_NGINX, {
      clients: [arriving('one', [{ at: '0s' }])],
      routes: [{ ...page, wait: '100ms' }],
      socket: { kind: 'tcp', rtt },
      ...over,
    });

  test('a new connection costs two round trips, one out of the pool one', () => {
    const straight = (far('40ms').endsMs[0] ?? 0) - (far('0s').endsMs[0] ?? 0);
    expect(straight).toBeCloseTo(80, 0);
    const { endsMs } = far('40ms', {
      clients: [arriving('one', inARow(2, 500))],
      app: GTHREAD,
      front: { upstream: {} },
    });
    expect((endsMs[0] ?? 0) - ((endsMs[1] ?? 0) - 500)).toBeCloseTo(40, 0);
  });

  test('a worker of Gunicorn 26 is held until it has heard that nginx has closed', () => {
    const heldMs = (rtt: string) => (far(rtt).of('worker/released')[0]?.arg ?? 0) / 1000;
    expect(heldMs('40ms') - heldMs('0s')).toBeCloseTo(40, 0);
  });

  test('what has filled the backlog on the way is found when the connection arrives', () => {
    const { of, statuses } = far('40ms', {
      duration: '30s',
      clients: [arriving('burst', inARow(10, 0))],
      socket: { kind: 'tcp', rtt: '40ms', backlog: 1 },
    });
    expect(Math.max(...of('socket/queued').map(({ arg }) => arg))).toBe(2);
    expect(of('connection/retried').length).toBeGreaterThan(0);
    expect(tally(statuses)).toEqual({ 200: 10 });
  });

  test('proxy_connect_timeout shorter than the handshake: 504, and nothing comes to the app server', () => {
    const { statuses, of } = far('2s', { front: { proxy_connect_timeout: '1s' }, duration: '9s' });
    expect(statuses).toEqual([504]);
    expect(of('socket/queued')).toEqual([]);
  });
});
