import { describe, expect, test } from 'vitest';
import { startSimulation } from '../../src/sim/simulate.ts';
import {
  arriving,
  BEHIND_NGINX,
  DIRECT,
  inARow,
  ran,
  scenarioOf,
  tally,
  type Written,
} from './runs.ts';

const far = { rtt: '100ms', up: 'unlimited', down: 'unlimited' };
const ping = [{ name: 'ping', cpu: '0s', wait: '0s' }];
const gthread = { worker_class: 'gthread', workers: 1, threads: 4 };

/** One client that asks again as soon as it has its answer. */
const atOnce = (requestsEach: number, over: Written = {}) => ({
  clients: [
    arriving('one', [], {
      keepAlive: true,
      arrivals: { count: 1, think: '0s', requestsEach },
      ...over,
    }),
  ],
  routes: ping,
});

describe('C8 a client asks again over the connection that it has kept, where the server keeps it', () => {
  test.each([
    ['gthread', 1],
    ['gevent', 1],
    ['sync', 100],
  ])('measured: 100 requests to %s take %i connections', (worker_class, connections) => {
    const { of, rows } = ran(DIRECT, {
      ...atOnce(100),
      app: { ...gthread, worker_class, threads: worker_class === 'gthread' ? 4 : 1 },
    });
    expect(tally(rows.map((row) => row.status))).toEqual({ 200: 100 });
    expect(of('connection/established').length).toBe(connections);
    expect(of('connection/reused').length).toBe(100 - connections);
  });

  test('measured: nginx serves 30 files of 4 kB over one connection at 100 ms in 3150 ms', () => {
    const { endsMs, of } = ran(BEHIND_NGINX, {
      clients: [arriving('one', inARow(30, 0, { client: 0 }), { link: far, keepAlive: true })],
      front: { locations: [{ match: '/', static: '/srv' }] },
      routes: [{ name: 'file', path: '/file', static: true, response: '4000B' }],
    });
    const lastMs = Math.max(...endsMs.map(Number));
    expect(Math.abs(lastMs / 3150 - 1)).toBeLessThan(0.05);
    expect(of('connection/established').length).toBe(1);
  });

  test('the second request needs no handshake: one round trip instead of two', () => {
    const { rows } = ran(DIRECT, { ...atOnce(2, { link: far }), app: gthread });
    const took = rows.map((row) => Math.floor(((row.endUs ?? 0) - row.startUs) / 100_000));
    expect(took).toEqual([2, 1]);
    expect(rows[1]?.connectedUs).toBe(rows[1]?.startUs);
  });

  test('of two that are idle the one used last is taken', () => {
    const { of } = ran(DIRECT, {
      clients: [
        arriving(
          'one',
          [
            { at: '0s', client: 7, route: 'slow' },
            { at: '1ms', client: 7 },
            { at: '1.5s', client: 7 },
          ],
          { keepAlive: true, connections: 6 },
        ),
      ],
      app: gthread,
      routes: [...ping, { name: 'slow', wait: '100ms' }],
    });
    const [kept] = of('connection/kept', 0);
    const [before] = of('connection/kept', 1);
    expect(kept?.at).toBeGreaterThan(before?.at ?? Number.NaN);
    expect(of('connection/reused').map((event) => event.request)).toEqual([2]);
    // Nobody uses the other one again: it is the first to expire.
    expect(of('connection/expired').map((event) => event.request)).toEqual([1, 2]);
  });

  test('without keepAlive none is', () => {
    const { of } = ran(DIRECT, { ...atOnce(5, { keepAlive: false }), app: gthread });
    expect(of('connection/kept')).toEqual([]);
    expect(of('connection/closed').length).toBe(5);
  });
});

describe('C9 a connection that the server has closed', () => {
  const twice = (secondAt: string) =>
    ran(DIRECT, {
      duration: '10s',
      clients: [
        arriving(
          'one',
          [
            { at: '0s', client: 1 },
            { at: secondAt, client: 1 },
          ],
          { keepAlive: true, link: far },
        ),
      ],
      // gevent has a timer for each connection: it closes two seconds after the answer has left.
      app: { worker_class: 'gevent', workers: 1, keepalive: '2s' },
      routes: ping,
    });

  test('is not used once its FIN has come', () => {
    const { of, rows } = twice('2.3s');
    const [expired] = of('connection/expired');
    expect(expired?.at).toBeGreaterThan(2_150_000);
    expect(expired?.at).toBeLessThan(2_155_000);
    expect(rows[1]?.status).toBe(200);
    expect(of('connection/reused')).toEqual([]);
  });

  test('a request that crosses the FIN is lost: it ends without a byte when that comes', () => {
    const { of, rows } = twice('2.13s');
    const [expired] = of('connection/expired');
    expect(of('connection/reused').length).toBe(1);
    expect(rows[1]?.error).toBe('empty-reply');
    expect(rows[1]?.endUs).toBe((expired?.at ?? 0) + 50_000);
  });

  test('and so is one sent after the close and before the FIN is there', () => {
    const { of, rows } = twice('2.18s');
    const [expired] = of('connection/expired');
    expect(of('connection/reused')[0]?.at).toBeGreaterThan(expired?.at ?? Number.NaN);
    expect(rows[1]?.error).toBe('empty-reply');
    expect(rows[1]?.endUs).toBe((expired?.at ?? 0) + 50_000);
  });
});

describe('C9 a client that leaves while its request is on its way over a kept connection', () => {
  const leaving = (base: Written, second: Written, app: Written) => {
    const clients = [
      arriving(
        'one',
        [
          { at: '0s', client: 1 },
          { at: '1s', client: 1, ...second },
        ],
        { keepAlive: true, link: far },
      ),
    ];
    return {
      ...base,
      clients,
      app,
      duration: '20s',
      routes: [...ping, { name: 'slow', wait: '5s' }],
    };
  };

  test('nginx hears of it behind the request, logs 499 and closes', () => {
    const { of } = ran(leaving(BEHIND_NGINX, { route: 'slow', patience: '20ms' }, gthread), {});
    expect(of('connection/reused').map((event) => event.request)).toEqual([1]);
    expect(of('head/received', 1)[0]?.at).toBeGreaterThan(1_050_000);
    const [closed] = of('front/closed', 1);
    expect(closed?.arg).toBe(499);
    expect(closed?.at).toBe(1_070_000);
  });

  test('with nothing sent, the server finds it closed', () => {
    const simulation = startSimulation(
      scenarioOf(
        leaving(
          DIRECT,
          { pace: { stops: 'before-head' }, patience: '100ms' },
          // It waits for the next request for ever.
          { worker_class: 'asgi', workers: 1 },
        ),
      ),
    );
    const connections = () => simulation.world.workers[0]?.connections;
    simulation.runUntil(1_149_999);
    expect(connections()).toBe(1);
    simulation.runUntil(1_150_000);
    expect(connections()).toBe(0);
  });
});

test('C8 an answer that has come before the server is done with sending leaves no connection behind', () => {
  const simulation = startSimulation(
    scenarioOf({
      ...DIRECT,
      ...atOnce(1, { link: far, arrivals: [{ at: '0s' }] }),
      routes: [{ name: 'large', response: '20MB' }],
      app: gthread,
    }),
  );
  const { world, recording } = simulation;
  simulation.runUntil(1_000_000);
  const names = Array.from({ length: recording.length }, (_, i) => recording.event(i).name);
  expect(names).toContain('connection/closed');
  expect(names).not.toContain('connection/kept');
  expect(world.workers[0]?.connections).toBe(0);
});

describe('C10 a client of a closed loop that has asked all it wanted closes what it has kept', () => {
  test.each([
    ['Gunicorn', DIRECT],
    ['nginx', BEHIND_NGINX],
  ])('and %s has no connection left, half a round trip later', (_, base) => {
    const simulation = startSimulation(
      scenarioOf({
        ...base,
        ...atOnce(3, { link: far, arrivals: { count: 4, think: '10ms', requestsEach: 3 } }),
        app: gthread,
      }),
    );
    const { world, recording } = simulation;
    const open = () => (world.fronts[0]?.connections ?? 0) + (world.workers[0]?.connections ?? 0);
    simulation.runUntil(350_000);
    expect(open()).toBeGreaterThan(3);
    simulation.runUntil(1_000_000);
    const ends = Array.from({ length: recording.length }, (_, i) => recording.event(i));
    expect(ends.filter((event) => event.name === 'connection/closed').length).toBe(4);
    expect(ends.filter((event) => event.name === 'connection/expired')).toEqual([]);
    expect(open()).toBe(0);
  });

  test('a careless one (closes: false) leaves that to the server', () => {
    const { of } = ran(DIRECT, { ...atOnce(3, { closes: false }), app: gthread });
    expect(of('connection/closed')).toEqual([]);
    expect(of('connection/expired').length).toBe(1);
  });
});
