import { describe, expect, test } from 'vitest';
import { requestTable } from '../../src/recording/requestTable.ts';
import { run } from './moments.ts';
import { loadPage, type Page } from './pages.ts';
import { leftAlone } from './randomRuns.ts';
import { every, load, rowsOf, sleep } from './shortScenario.ts';

/* What people do not expect, from the mechanisms alone; the figures stand beside in the summary of the measurements. */

const ping = { name: 'ping', path: '/ping', cpu: '0s', response: '5B' };
const TEN = [
  {
    name: 'load',
    link: 'loopback',
    keepAlive: true,
    arrivals: { count: 1, think: '0s', requestsEach: 10 },
  },
];
const runserver = { server: 'runserver', reload: false };

describe('N overhead-ping_uwsgi-http-socket, keepalive: uWSGI closes without saying so', () => {
  const outcomes = (front: unknown, app: object = { server: 'uwsgi' }) =>
    rowsOf({ version: 'classic', clients: TEN, front, app, routes: [ping] }).map(
      (row) => row.status ?? row.error,
    );

  test('a client that counts on its connection loses every second request', () => {
    const ends = outcomes('none');
    expect(ends.filter((_, i) => i % 2 === 0)).toEqual(Array(5).fill(200));
    for (const end of ends.filter((_, i) => i % 2 === 1))
      expect(['empty-reply', 'reset']).toContain(end);
  });

  test('behind nginx it loses none, nor at a server that says so', () => {
    const own = { server: 'uwsgi', protocol: 'socket' };
    expect(outcomes({ server: 'nginx' }, own)).toEqual(Array(10).fill(200));
    expect(outcomes('none', { server: 'gunicorn', workers: 1 })).toEqual(Array(10).fill(200));
  });
});

describe('N runserver-keepalive-44ms-cause: head and body in two writes', () => {
  const tookMs = (clients: object[], app: object) =>
    rowsOf({ version: 'classic', clients, app, routes: [ping] }).map(
      (row) => ((row.endUs ?? Number.NaN) - row.startUs) / 1000,
    );

  test('44 ms a request from the second one on a connection, 1 ms over new ones', () => {
    const [first, ...later] = tookMs(TEN, runserver);
    expect(first).toBeLessThan(3);
    for (const took of later) expect(Math.abs(took - 44)).toBeLessThan(2);
    for (const took of tookMs([{ ...TEN[0], keepAlive: false }], runserver))
      expect(took).toBeLessThan(3);
  });

  test('not at a server that writes both at once', () => {
    const kept = tookMs(TEN, { server: 'gunicorn', worker_class: 'gthread', threads: 4 });
    for (const took of kept) expect(took).toBeLessThan(3);
  });
});

describe('N15 F crash-GET-retried-poisons-both: one GET takes both app servers down', () => {
  const others502 = (method: string, upstream: object = {}) => {
    const rows = rowsOf({
      version: 'classic',
      clients: load([...every(56, 250, { route: 'ping' }), { at: '300ms', route: 'crash' }]),
      front: { server: 'nginx', upstream },
      app: { server: 'gunicorn', workers: 2, instances: 2 },
      routes: [
        { ...sleep(5), name: 'ping' },
        { name: 'crash', path: '/crash', effect: 'crash', method },
      ],
    });
    return rows.filter((row) => row.status === 502).length - 1;
  };

  test('a GET for ten seconds; a POST, or max_fails=0, not at all', () => {
    expect(Math.min(...leftAlone('classic', 3))).toBeGreaterThanOrEqual(40);
    expect(others502('GET')).toBeGreaterThanOrEqual(40);
    expect(others502('POST')).toBe(0);
    expect(others502('GET', { max_fails: 0 })).toBe(0);
  });
});

describe('F hang-timeout3-GET_lb-rr: a hung GET does so in the classic version only', () => {
  test.each([
    ['classic', 502, 8],
    ['current', 500, 0],
  ] as const)('%s: %d, and so many others at least: %d', (version, status, others) => {
    const rows = rowsOf({
      version,
      clients: load([...every(48, 250, { route: 'ping' }), { at: '300ms', route: 'hang' }]),
      front: { server: 'nginx', upstream: {} },
      app: { server: 'gunicorn', workers: 1, instances: 2, timeout: '3s' },
      routes: [
        { ...sleep(5), name: 'ping' },
        { name: 'hang', path: '/hang', effect: 'hang' },
      ],
    });
    // The second to begin after 300 ms.
    expect(rows[2].status).toBe(status);
    const lost = rows.filter((row) => row.status === 502).length - (status === 502 ? 1 : 0);
    if (others === 0) expect(lost).toBe(0);
    else expect(lost).toBeGreaterThanOrEqual(others);
  });
});

describe('J proxy_cache_lock: whoever waits for another’s answer looks twice a second', () => {
  const waits = (lock: boolean, wait: string) =>
    requestTable(
      run({
        clients: load(every(6, 3, { route: 'page' })),
        front: { server: 'nginx', proxy_cache: { proxy_cache_lock: lock } },
        app: { server: 'gunicorn', worker_class: 'gthread', threads: 16 },
        routes: [{ ...sleep(300), name: 'page', wait }],
      }),
    ).map((row) => ((row.endUs ?? Number.NaN) - row.startUs) / 1000);

  test('500 ms for an answer that is there after 300, 1000 for one after 600', () => {
    for (const [wait, looked] of [
      ['300ms', 500],
      ['600ms', 1000],
    ] as const) {
      const [first, ...waiters] = waits(true, wait);
      expect(first).toBeLessThan(looked);
      for (const took of waiters) expect(Math.abs(took - looked)).toBeLessThan(10);
    }
  });

  test('without the lock all six ask, and nobody waits longer than the view takes', () => {
    for (const took of waits(false, '300ms')) expect(took).toBeLessThan(310);
  });
});

describe('T h2-vs-h1: a page of thirty files over a round trip of 100 ms', () => {
  const pageMs = (tls: Page['tls'], how: Page['how']) =>
    loadPage({ isNarrow: false, tls, how }).pageMs;

  test('six connections save two thirds of the time of thirty in turns of six, and four fifths of one', () => {
    expect(pageMs(null, 'six kept') / pageMs(null, 'six at a time')).toBeLessThan(0.65);
    expect(pageMs(null, 'six kept') / pageMs(null, 'one kept')).toBeLessThan(0.25);
  });

  test('over TLS the whole set-up is paid for each connection', () => {
    const plain = pageMs(null, 'six at a time');
    expect(pageMs('1.2', 'six at a time') / plain).toBeGreaterThan(1.9);
    expect(pageMs('1.3', 'six at a time') / plain).toBeGreaterThan(1.4);
  });

  test('HTTP/2 needs one connection and one wave: three round trips', () => {
    const page = loadPage({ isNarrow: false, tls: '1.3', how: 'http2, 15 MB' });
    expect(page.connections).toBe(1);
    expect(page.pageMs).toBeLessThan(330);
    expect(pageMs('1.3', 'six kept')).toBeGreaterThan(2 * page.pageMs);
    // What the standard's window of 64 KiB holds back comes later.
    expect(pageMs('1.3', 'http2, 64 KiB')).toBeGreaterThan(page.pageMs + 90);
  });
});
