import { describe, expect, test } from 'vitest';
import { FIGURES } from './figures.ts';
import { limitMs } from './replay.ts';
import { every, load, rowsOf, sleep } from './shortScenario.ts';

const ping = { name: 'ping', path: '/ping', cpu: '0s', response: '5B' };
const tookMs = ({ startUs, endUs }: { startUs: number; endUs: number | null }) =>
  ((endUs ?? Number.NaN) - startUs) / 1000;
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1];

describe('figures told in the measurements’ summary, of cases whose requests are not there: G1 G3 G8 G9 G11 G13, N1 N2 N3, H1 H2', () => {
  test.each(FIGURES.map((figure) => [figure.of, figure] as const))('%s', (_, figure) => {
    const row = rowsOf(figure.scenario)[figure.request];
    expect(row.status).toBe(figure.status);
    const told = figure.tookMs ?? (figure.endsMs as number) - row.startUs / 1000;
    expect(Math.abs(tookMs(row) - told)).toBeLessThanOrEqual(limitMs(told, 0));
  });
});

describe.each([['classic'], ['current']])('the same for %s', (version) => {
  test('L2 F backlog1 and backlog10: a burst of 20 over a unix socket, 1 + b + 1 are served, the others get 502 at once', () => {
    for (const backlog of [1, 10]) {
      const rows = rowsOf({
        version,
        app: { workers: 1 },
        front: {},
        socket: { kind: 'unix', backlog },
        routes: [sleep(300)],
        clients: load(every(20, 2, {}, 0.5)),
      });
      expect(rows.map(({ status }) => status)).toEqual([
        ...Array(backlog + 2).fill(200),
        ...Array(18 - backlog).fill(502),
      ]);
      expect(tookMs(rows[19])).toBeLessThan(1);
    }
  });

  test('C5 F client-abort: the next one waits 1522 ms; abandoned while queued it is executed all the same: 2624', () => {
    const routes = [
      sleep(20),
      { ...sleep(1000), name: 'one', path: '/one' },
      { ...sleep(2000), name: 'two', path: '/two' },
      { ...sleep(3000), name: 'three', path: '/three' },
    ];
    const lastMs = (arrivals: object[]) =>
      tookMs(
        rowsOf({ version, app: { workers: 1 }, routes, clients: load(arrivals) }).at(-1) as never,
      );
    const left = lastMs([
      { at: '0.3ms', route: 'three', patience: '1s' },
      { at: '1501.4ms', route: 'sleep' },
    ]);
    expect(Math.abs(left - 1522)).toBeLessThan(10);
    const queued = lastMs([
      { at: '0.3ms', route: 'two' },
      { at: '200.5ms', route: 'one', patience: '500ms' },
      { at: '400.5ms', route: 'sleep' },
    ]);
    expect(Math.abs(queued - 2624)).toBeLessThan(10);
  });

  test('N17 F gunicorn-down over TCP: 502 in 0.5 ms, a static file still 200', () => {
    const css = { name: 'css', path: '/static/app.css', static: true, response: '20kB' };
    const [, down, file] = rowsOf({
      version,
      app: { workers: 1 },
      front: {},
      routes: [sleep(20), css],
      clients: load([
        { at: '0.5ms', route: 'sleep' },
        { at: '1500.5ms', route: 'sleep' },
        { at: '1600.5ms', route: 'css' },
      ]),
      script: [{ at: '500ms', 'stop-app': 1 }],
    });
    expect([down.status, file.status]).toEqual([502, 200]);
    expect(tookMs(down)).toBeLessThan(1);
  });

  test('N14 L alternating long and short over two servers with one worker each: the short ones take 12 ms', () => {
    const rows = rowsOf({
      version,
      app: { instances: 2, workers: 1 },
      front: { upstream: {} },
      routes: [sleep(10), { ...sleep(800), name: 'long', path: '/long' }],
      clients: load(
        Array.from({ length: 24 }, (_, i) => ({
          at: `${i * 100 + 0.5}ms`,
          route: i % 2 === 0 ? 'long' : 'sleep',
        })),
      ),
    });
    expect(median(rows.filter((_, i) => i % 2 === 1).map(tookMs))).toBeCloseTo(12, -1);
  });

  test('W 30 x 10 ms every 50 ms over RTT 100, gthread: 214; where 26.1 has to wait for a client to close, up to 278', () => {
    const took = rowsOf({
      version,
      app: { worker_class: 'gthread', workers: 1, threads: 4 },
      routes: [sleep(10)],
      clients: load(
        every(30, 50, { link: { rtt: '100ms', up: 'unlimited', down: 'unlimited' } }, 0.5),
      ),
    }).map(tookMs);
    expect(Math.abs(median(took) - 214)).toBeLessThan(limitMs(214, 0));
    const most = version === 'classic' ? 214 : 278;
    expect(Math.abs(Math.max(...took) - most)).toBeLessThan(limitMs(most, 0));
  });

  test('K lock-wait with four workers for four waiters: an unrelated request waits 374 ms', () => {
    const lock = {
      name: 'lock',
      path: '/lock',
      cpu: '0s',
      wait: '500ms',
      queries: 3,
      query: '0.15ms',
      locks: 'stock 1',
      writes: true,
      response: '21B',
    };
    const rows = rowsOf({
      version,
      app: { workers: 4 },
      routes: [lock, { ...lock, name: 'other', path: '/other', wait: '10ms', locks: 'stock 2' }],
      database: { host: 'db', rtt: '50us', server: 'postgresql' },
      clients: load([...every(4, 20, { route: 'lock' }, 0.5), { at: '150.5ms', route: 'other' }]),
    });
    expect(Math.abs(tookMs(rows[4]) - 374)).toBeLessThan(limitMs(374, 0));
  });

  test.each([
    ['max_requests 20', { workers: 2, max_requests: 20 }, []],
    ['HUP under load', { workers: 2 }, [{ at: '2s', 'reload-app': 1 }]],
  ])('G14 G16 G %s behind nginx, sync: nothing fails', (_, app, script) => {
    const clients = [
      {
        name: 'load',
        link: 'loopback',
        asks: 'sleep',
        arrivals: { count: 4, think: '0s', requestsEach: 50 },
      },
    ];
    const rows = rowsOf({ version, app, front: {}, routes: [sleep(50)], clients, script });
    expect(rows.map(({ status }) => status)).toEqual(Array(200).fill(200));
  });

  test('N a ping to each class takes about half a millisecond, to asgi 1.8', () => {
    for (const worker_class of ['sync', 'gthread', 'gevent', 'asgi']) {
      if (worker_class === 'asgi' && version === 'classic') continue;
      const threads = worker_class === 'gthread' ? { threads: 4 } : {};
      const app = { worker_class, workers: 1, ...threads };
      const [row] = rowsOf({ version, app, routes: [ping], clients: load([{ at: '1ms' }]) });
      expect(Math.abs(tookMs(row) - (worker_class === 'asgi' ? 1.8 : 0.5))).toBeLessThan(0.3);
    }
  });
});
