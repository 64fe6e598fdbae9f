import { describe, expect, test } from 'vitest';
import { arriving, BEHIND_NGINX, inARow, ran, tally, type Written } from './runs.ts';

const page = { name: 'page', path: '/', cpu: '0s', response: '6B' };

/** One client that asks `requestsEach` times over connections that it would keep. */
const asking = (requestsEach: number, think = '100ms', over: Written = {}) => ({
  name: 'kept',
  link: 'loopback',
  keepAlive: true,
  arrivals: { count: 1, think, requestsEach },
  ...over,
});

const kept = (front: Written, over: Written = {}) =>
  ran(BEHIND_NGINX, {
    duration: '90s',
    clients: [asking(6)],
    routes: [page],
    front,
    ...over,
  });

describe('N10 keep-alive towards clients', () => {
  test('measured: nginx keeps the client’s connection, though the sync worker behind it keeps none', () => {
    const { of, statuses } = kept({});
    expect(tally(statuses)).toEqual({ 200: 6 });
    expect(of('front/accepted').length).toBe(1);
    expect(of('connection/reused').map(({ arg }) => arg)).toEqual([1, 2, 3, 4, 5]);
    expect(of('upstream/connected').length).toBe(6);
    expect(of('front/closed').length).toBe(6);
  });

  test('keepalive_timeout 0 closes after each answer', () => {
    expect(kept({ keepalive_timeout: '0s' }).of('front/accepted').length).toBe(6);
  });

  test('one that is idle for keepalive_timeout is closed', () => {
    const { of, statuses } = kept({ keepalive_timeout: '2s' }, { clients: [asking(2, '5s')] });
    expect(of('connection/expired')[0]).toMatchObject({ actor: -1, arg: 2_000_000 });
    expect(of('front/accepted').length).toBe(2);
    expect(tally(statuses)).toEqual({ 200: 2 });
  });

  test('keepalive_requests is the most that one carries', () => {
    const { of } = kept({ keepalive_requests: 2 });
    expect(of('connection/reused').map(({ request }) => request)).toEqual([1, 3, 5]);
  });

  test.each([
    [404, 1],
    [301, 1],
    [413, 3],
    [400, 3],
    [500, 3],
  ])(
    'after a %i of its own nginx has accepted %i connections for three requests',
    (status, connections) => {
      const { of } = kept(
        { locations: [{ match: '/', return: status }] },
        { clients: [asking(3)] },
      );
      expect(of('front/accepted').length).toBe(connections);
    },
  );

  test('a 502 leaves the client’s connection open, and so does a 500 that the app has answered', () => {
    const crash = { ...page, effect: 'crash' };
    const { of, statuses } = kept({}, { routes: [crash], clients: [asking(3, '1s')] });
    expect(tally(statuses)).toEqual({ 502: 3 });
    expect(of('front/accepted').length).toBe(1);
    const failing = kept(
      {},
      {
        routes: [{ ...page, effect: 'hang' }],
        app: { timeout: '2s' },
        clients: [asking(2, '1s')],
      },
    );
    expect(tally(failing.statuses)).toEqual({ 500: 2 });
    expect(failing.of('front/accepted').length).toBe(1);
  });

  test('an answer before the whole body has come closes', () => {
    const upload = { ...page, name: 'up', path: '/up', method: 'POST', body: '50kB' };
    const { of } = kept(
      { locations: [{ match: '/', return: 404 }] },
      { routes: [upload], clients: [asking(2, '10s', { pace: { bodyOver: '2s' } })] },
    );
    expect(of('front/accepted').length).toBe(2);
  });
});

describe('N11 worker_connections', () => {
  const idleThenNew = (idle: number, fresh: number) =>
    ran(BEHIND_NGINX, {
      duration: '30s',
      clients: [
        { name: 'idle', link: 'loopback', keepAlive: true, arrivals: inARow(idle, 10) },
        arriving('new', inARow(fresh, 1, { wait: '1s' }, 1000)),
      ],
      routes: [page],
      app: { workers: 16 },
      front: { worker_connections: 10 },
    });

  test('idle connections keep their place: each is closed, oldest first, when a new one needs it', () => {
    const { of, statuses } = idleThenNew(6, 4);
    expect(tally(statuses)).toEqual({ 200: 10 });
    expect(of('connection/expired').map(({ request }) => request)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('as long as there is room nobody loses one', () => {
    expect(idleThenNew(4, 2).of('connection/expired')).toEqual([]);
  });

  test('measured: a connection over which nothing has come makes room too, oldest first, without an answer or a line in the log', () => {
    const { of, rows } = ran(BEHIND_NGINX, {
      clients: [
        arriving('silent', inARow(9, 10), { pace: { stops: 'before-head' }, patience: '4s' }),
        arriving('new', [{ at: '1s' }], { asks: 'css' }),
      ],
      routes: [page, { name: 'css', path: '/static/app.css', static: true, response: '20kB' }],
      front: { worker_connections: 10 },
    });
    expect(rows.map(({ error }) => error)).toEqual([
      'empty-reply',
      'empty-reply',
      ...Array(7).fill('client-abort'),
      null,
    ]);
    expect(rows[9].status).toBe(200);
    expect([rows[0].endUs, rows[1].endUs]).toEqual([80_000, 1_000_000]);
    expect(of('front/closed', 0)[0].arg).toBe(0);
  });

  test('one whose head has begun is not closed', () => {
    const { rows } = ran(BEHIND_NGINX, {
      clients: [
        arriving('half', inARow(9, 10), { pace: { stops: 'mid-head' }, patience: '4s' }),
        arriving('new', [{ at: '1s' }]),
      ],
      routes: [page],
      front: { worker_connections: 10 },
    });
    expect(tally(rows.map(({ error }) => error))).toEqual({ 'client-abort': 8, reset: 2 });
  });

  test('what is not idle is not closed: those beyond are turned away', () => {
    expect(tally(idleThenNew(6, 10).statuses)[200]).toBe(10);
  });

  test('where connections are many, a sixteenth of them is kept free', () => {
    const { of } = ran(BEHIND_NGINX, {
      duration: '30s',
      clients: [{ name: 'idle', link: 'loopback', keepAlive: true, arrivals: inARow(100, 10) }],
      routes: [page],
      front: { worker_connections: 64 },
    });
    expect(Math.max(...of('front/accepted').map(({ arg }) => arg))).toBeLessThanOrEqual(59);
  });
});

describe('N18 reload of nginx', () => {
  test('measured: no request of 360 under load fails', () => {
    const { statuses, of } = ran(BEHIND_NGINX, {
      duration: '30s',
      clients: [
        {
          name: 'load',
          link: 'loopback',
          arrivals: { count: 4, think: '0s', requestsEach: 90 },
        },
      ],
      routes: [{ ...page, wait: '50ms' }],
      app: { workers: 2 },
      script: [
        { at: '2s', 'reload-front': true },
        { at: '3s', 'reload-front': true },
      ],
    });
    expect(tally(statuses)).toEqual({ 200: 360 });
    // Four clients' connections, and as many to the app server.
    expect(of('front/reloaded').map(({ arg }) => arg)).toEqual([8, 8]);
  });

  test('idle connections are closed at once, those with a request after their answer', () => {
    const { of, statuses } = kept(
      {},
      {
        clients: [asking(2, '2s'), asking(2, '2s', { name: 'busy', asks: 'slow' })],
        routes: [page, { ...page, name: 'slow', path: '/slow', wait: '1s' }],
        app: { workers: 2 },
        script: [{ at: '500ms', 'reload-front': true }],
      },
    );
    expect(tally(statuses)).toEqual({ 200: 4 });
    expect(of('connection/expired')[0]).toMatchObject({ at: 500_000, request: 0 });
    expect(of('connection/reused')).toEqual([]);
    expect(of('front/reloaded')[0]?.arg).toBe(2);
  });

  test('the pool of the old process is closed; the new one begins with none, and knows of no failure', () => {
    const { of } = ran(BEHIND_NGINX, {
      clients: [arriving('one', inARow(4, 200))],
      routes: [page],
      app: { worker_class: 'gthread', workers: 1, threads: 4 },
      front: { upstream: {} },
      script: [{ at: '300ms', 'reload-front': true }],
    });
    expect(of('upstream/expired')[0]?.at).toBe(300_000);
    expect(of('upstream/reused').map(({ request }) => request)).toEqual([1, 3]);
    const down = ran(BEHIND_NGINX, {
      duration: '9s',
      clients: [
        arriving('one', [{ at: '0s' }], { asks: 'boom' }),
        arriving('two', inARow(8, 500), { asks: 'page' }),
      ],
      routes: [page, { ...page, name: 'boom', path: '/boom', effect: 'crash' }],
      app: { instances: 2, workers: 1 },
      script: [{ at: '2.2s', 'reload-front': true }],
    });
    expect(down.statuses.slice(-3)).toEqual([200, 200, 200]);
    expect(tally(down.statuses)[502]).toBeGreaterThan(3);
  });
});
