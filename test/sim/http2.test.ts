import { describe, expect, test } from 'vitest';
import { checkConservation } from '../../src/insight/conservation.ts';
import { sceneAt } from '../../src/insight/scene/sceneAt.ts';
import { arriving, BEHIND_NGINX, inARow, type Ran, ran, type Written } from './runs.ts';
import { PAGES } from './tlsMeasured.ts';
import { files, lastMs, NARROW_RELAY, page, RELAY } from './tlsRuns.ts';

const h2: Written = { http2: true };

/** The whole page and its first file, ms, and connections. */
type Row = readonly [number, number, number];

/** Rows of the measured table: what is asked for and how, the line, TLS, and what came out. */
const ROWS = Object.entries(PAGES).flatMap(([name, { clients, ...lines }]) =>
  Object.entries(lines).flatMap(([line, measured]) =>
    Object.entries<Row>(measured).map(([tls, row]) => ({ name, clients, line, tls, row })),
  ),
);

describe('E6 a page of 30 files of 4 kB at 100 ms, by mechanism alone', () => {
  test.each(ROWS)('measured: $name, $line line, TLS $tls: $row', ({ clients, line, tls, row }) => {
    const link = line === 'narrow' ? NARROW_RELAY : RELAY;
    const off = { ssl_session_tickets: false };
    const run = page(
      { ...clients, link },
      tls === 'none' ? null : { ...off, ssl_protocols: tls, http2: clients.http2 },
    );
    const [pageMs, firstMs, connections] = row;
    expect(Math.abs(lastMs(run) / pageMs - 1)).toBeLessThan(0.05);
    expect(Math.abs(Math.min(...run.endsMs.map(Number)) / firstMs - 1)).toBeLessThan(0.05);
    expect(run.of('connection/established').length).toBe(connections);
    expect(run.of('tls/established').length).toBe(tls === 'none' ? 0 : connections);
    expect(run.of('stream/opened').length).toBe(clients.http2 ? 30 : 0);
    expect(checkConservation(run.recording)).toEqual([]);
  });
});

describe('E7 HTTP/2: all requests of a client over one connection', () => {
  /** Views of 200 ms behind nginx. */
  const views = (clients: Written, more: Written = {}) =>
    ran(BEHIND_NGINX, {
      clients: [arriving('browser', [], { link: RELAY, ...clients })],
      front: { tls: h2 },
      app: { workers: 4 },
      routes: [{ name: 'view', cpu: '0s', wait: '200ms' }],
      ...more,
    });

  test('the first opens it while the others wait, then all are sent at once', () => {
    const run = views({ arrivals: inARow(12, 0, { client: 0 }) });
    expect(run.of('connection/established').length).toBe(1);
    expect(run.of('stream/opened').map(({ arg }) => arg)).toEqual(inARow(12, 0).map((_, i) => i));
    expect(new Set(run.of('request/sending').map(({ at }) => at)).size).toBe(1);
    expect(run.of('front/accepted').map(({ arg }) => arg)).toEqual([1]);
  });

  test('towards the app server each is a request of its own, over a connection of its own', () => {
    const run = views({ arrivals: inARow(12, 0, { client: 0 }) });
    expect(run.of('upstream/connected').length).toBe(12);
    const waves = run.endsMs.map((end) => Math.round(((end ?? 0) - 300) / 200));
    expect(waves).toEqual([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]);
  });

  test('no more than 128 at a time: the others wait inside the client', () => {
    const run = views({ arrivals: inARow(300, 0, { client: 0 }) }, { duration: '30s' });
    let open = 0;
    let most = 0;
    for (const { name } of [...run.of('stream/opened'), ...run.of('request/answered')].toSorted(
      (a, b) => a.index - b.index,
    )) {
      open += name === 'stream/opened' ? 1 : -1;
      most = Math.max(most, open);
    }
    expect(most).toBe(128);
    expect(run.statuses).toEqual(Array(300).fill(200));
  });

  test('one that is given up leaves the others and the connection alone', () => {
    const run = views({
      keepAlive: true,
      arrivals: [
        { at: '0s', client: 0 },
        { at: '0s', client: 0, patience: '400ms' },
        { at: '2s', client: 0 },
      ],
    });
    expect(run.rows.map((row) => row.outcome)).toEqual(['answered', 'abandoned', 'answered']);
    expect(run.of('connection/established').length).toBe(1);
    expect(run.of('front/closed', 1).map(({ arg }) => arg)).toEqual([499]);
  });

  test('who opens it and gives up leaves that to the next', () => {
    const run = views({
      arrivals: [
        { at: '0s', client: 0, patience: '150ms' },
        { at: '0s', client: 0 },
      ],
    });
    expect(run.rows.map((row) => row.outcome)).toEqual(['abandoned', 'answered']);
    expect(run.of('connection/established').map(({ request }) => request)).toEqual([0, 1]);
    expect(checkConservation(run.recording)).toEqual([]);
  });

  test('idle it is kept for keepalive_timeout; the next one is resumed', () => {
    const run = views(
      { keepAlive: true, arrivals: inARow(3, 3000, { client: 0 }) },
      { front: { tls: h2, keepalive_timeout: '1s' }, duration: '20s' },
    );
    expect(run.of('connection/expired').map(({ arg }) => arg)).toEqual(Array(3).fill(1_000_000));
    expect(run.of('tls/handshaking').map(({ arg }) => arg)).toEqual([0, 1, 1]);
  });

  test('after keepalive_requests nginx lets go of it', () => {
    const run = views(
      { keepAlive: true, arrivals: inARow(5, 1000, { client: 0 }) },
      { front: { tls: h2, keepalive_requests: 2 }, duration: '20s' },
    );
    expect(run.of('stream/opened').map(({ arg }) => arg)).toEqual([0, 1, 0, 1, 0]);
    expect(run.statuses).toEqual(Array(5).fill(200));
  });

  test('a client that keeps nothing closes it when all it wanted is there', () => {
    const run = views({ assets: ['view', 'view'], arrivals: [{ at: '0s' }] });
    expect(run.of('connection/established').length).toBe(1);
    expect(run.of('connection/closed').map(({ at }) => at)).toEqual([run.of('page/loaded')[0]?.at]);
    expect(sceneAt(run.recording, run.recording.endUs).fronts[0]?.connections).toBe(0);
  });

  test('spoken only over TLS, and only where both speak it', () => {
    const one = { keepAlive: true, arrivals: [{ at: '0s' }] };
    const spoken = (run: Ran) => run.of('stream/opened').length;
    expect(spoken(files(one, h2))).toBe(1);
    expect(spoken(files({ ...one, http2: false }, h2))).toBe(0);
    expect(spoken(files(one, {}))).toBe(0);
    expect(spoken(files(one, null))).toBe(0);
  });

  test('a reload lets go of it with its last request: nothing fails', () => {
    const run = views(
      { keepAlive: true, arrivals: { count: 4, think: '20ms' } },
      { script: [{ at: '1s', 'reload-front': true }], duration: '20s' },
    );
    expect(run.statuses.every((status) => status === 200)).toBe(true);
    expect(run.of('connection/established').length).toBe(8);
    expect(checkConservation(run.recording)).toEqual([]);
  });
});

describe('E8 the flow-control window: a round trip for each half of it that is used up', () => {
  const answerMs = (window: string, bytes: number) =>
    lastMs(files({ window, arrivals: [{ at: '0s' }] }, h2, { duration: '60s' }, bytes));

  test('within the window it costs nothing', () => {
    expect(answerMs('64KiB', 60_000)).toBe(answerMs('15MB', 60_000));
  });

  test('beyond it one window a round trip, whatever the size', () => {
    const perMegabyte = 1e6 / 65_536;
    for (const megabytes of [1, 8, 20]) {
      const more = answerMs('64KiB', megabytes * 1e6) - answerMs('1GiB', megabytes * 1e6);
      expect(more / (megabytes * perMegabyte * 100)).toBeGreaterThan(0.85);
      expect(more / (megabytes * perMegabyte * 100)).toBeLessThan(1.15);
    }
  });

  test('a browser’s window is wider than its line', () => {
    const slow = (window: string) =>
      lastMs(
        files(
          { window, link: NARROW_RELAY, arrivals: [{ at: '0s' }] },
          h2,
          { duration: '60s' },
          4_000_000,
        ),
      );
    expect(slow('15MB')).toBe(slow('1GiB'));
  });
});

describe('E9 one line for all connections of a client', () => {
  const line = { rtt: '100ms', up: 'unlimited', down: '1MB/s' };
  const routes = [
    { name: 'large', path: '/large', static: true, response: '1MB' },
    { name: 'small', path: '/small', static: true, response: '4kB' },
  ];
  const asking = (arrivals: Written[], clients: Written = {}, more: Written = {}) =>
    ran(BEHIND_NGINX, {
      clients: [arriving('browser', arrivals, { link: line, connections: 6, ...clients })],
      front: { locations: [{ match: '/', static: '/srv' }], ...more },
      routes,
    });

  test('two large answers take twice as long as one, and end together', () => {
    const [one = 0] = asking([{ at: '0s', client: 0 }]).endsMs;
    const both = asking(inARow(2, 0, { client: 0 })).endsMs.map(Number);
    expect(one).toBeCloseTo(200 + 1000, -1);
    for (const end of both) expect(Math.abs(end - (200 + 2000))).toBeLessThan(20);
  });

  test('a short one behind a large one is there soon', () => {
    const run = asking([
      { at: '0s', client: 0 },
      { at: '300ms', client: 0, route: 'small' },
    ]);
    expect((run.endsMs[1] ?? 0) - 300).toBeLessThan(200 + 14.5 * 2 + 5);
    expect(run.of('response/shared', 0).length).toBe(1);
  });

  test('what is given up leaves its share to the others', () => {
    const [first = 0] = asking([
      { at: '0s', client: 0 },
      { at: '0s', client: 0, patience: '700ms' },
    ]).endsMs;
    // Half of the line for 550 ms: what leaves the server from 150 ms on.
    expect(Math.abs((first ?? 0) - (200 + 1000 + 275))).toBeLessThan(20);
  });

  test('other clients have lines of their own', () => {
    const both = asking([{ at: '0s' }, { at: '0s' }]).endsMs;
    for (const end of both) expect(end).toBeCloseTo(200 + 1000, -1);
  });

  test('so do the streams of HTTP/2', () => {
    const both = asking(inARow(2, 0, { client: 0 }), {}, { tls: h2 }).endsMs.map(Number);
    for (const end of both) expect(Math.abs(end - (300 + 2000))).toBeLessThan(20);
  });
});
