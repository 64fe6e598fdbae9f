import { describe, expect, test } from 'vitest';
import { arriving, DIRECT, inARow, ran, tally, type Written } from './runs.ts';

/** Views that hold their database connection for 1.5 s, twelve of them 20 ms apart on twelve workers. */
const twelve = (database: Written, over: Written = {}): Written => ({
  version: 'classic',
  clients: [
    arriving('db', inARow(12, 20, { route: 'long' })),
    arriving('later', inARow(20, 50, { route: 'light' }, 3_000)),
  ],
  app: { workers: 12 },
  hosts: { lab: { cores: 2 }, db: { cores: 16 } },
  routes: [
    { name: 'long', path: '/long', cpu: '0s', queries: 1, query: '1.5s', response: '6B' },
    { name: 'light', path: '/light', cpu: '0s', queries: 1, query: '200us', response: '6B' },
  ],
  database: { host: 'db', max_connections: 6, ...database },
  ...over,
});

describe('D2 connections run out', () => {
  test('measured: max_connections 6 with 3 reserved: 3 ok, 9 × 500, each within 12 ms', () => {
    const { rows } = ran(DIRECT, twelve({}));
    const first = rows.slice(0, 12);
    expect(tally(first.map((row) => row.status))).toEqual({ 200: 3, 500: 9 });
    for (const row of first)
      if (row.status === 500) expect((row.endUs ?? 0) - row.startUs).toBeLessThan(12_000);
  });

  test('measured: with none reserved 6 ok', () => {
    const { rows } = ran(DIRECT, twelve({ superuser_reserved_connections: 0 }));
    expect(tally(rows.slice(0, 12).map((row) => row.status))).toEqual({ 200: 6, 500: 6 });
  });

  test('measured: to be refused takes as long as to be let in, and then a traceback: 8 to 9 ms', () => {
    const { rows } = ran(DIRECT, twelve({ rtt: '0s', connect: '5.1ms' }));
    for (const row of rows.slice(3, 12))
      expect((row.endUs ?? 0) - row.startUs).toBe(250 + 5_100 + 150 + 2_000);
  });

  test('a worker that dies while it is being refused leaves nothing behind', () => {
    const { rows, of } = ran(
      DIRECT,
      twelve({ connect: '1s' }, { script: [{ at: '500ms', 'kill-worker': 2 }] }),
    );
    const lost = rows.findIndex((row) => row.error === 'empty-reply');
    expect(of('session/connecting', lost).length).toBe(1);
    expect(of('session/connected', lost).length + of('session/refused', lost).length).toBe(0);
    expect(tally(rows.slice(0, 12).map((row) => row.status))[500]).toBe(8);
  });

  test('a refused request asks no query, and the connection count never exceeds what is usable', () => {
    const { of } = ran(DIRECT, twelve({}));
    expect(of('session/refused').length).toBe(9);
    expect(Math.max(...of('session/connected').map((event) => event.arg))).toBe(3);
    for (const { request } of of('session/refused'))
      expect(of('query/started', request)).toEqual([]);
  });
});

describe('D1 CONN_MAX_AGE', () => {
  const later = (database: Written) => {
    const { rows } = ran(DIRECT, twelve(database));
    return tally(rows.slice(12).map((row) => row.status))[500] ?? 0;
  };

  test('measured: at 0 all 20 later requests are served', () => {
    expect(later({})).toBe(0);
  });

  test('measured: at 60 idle workers keep the slots, and 17 to 18 of 20 fail', () => {
    // Which workers keep them is chance: three of twelve can serve.
    expect(later({ CONN_MAX_AGE: '60s' })).toBeGreaterThanOrEqual(11);
    expect(later({ CONN_MAX_AGE: '60s' })).toBeLessThan(20);
  });

  const one = (database: Written, arrivals: Written[], over: Written = {}) =>
    ran(DIRECT, {
      clients: [arriving('q', arrivals)],
      app: { workers: 1 },
      routes: [{ name: 'q', cpu: '0s', queries: 1, query: '200us', response: '6B' }],
      database: { rtt: '0s', connect: '5.1ms', ...database },
      ...over,
    });

  test('measured: connecting costs 5.1 ms a request at 0, once at 60', () => {
    const fresh = one({}, inARow(5, 100));
    const kept = one({ CONN_MAX_AGE: '60s' }, inARow(5, 100));
    const lastMs = (run: typeof fresh) => (run.endsMs[4] ?? 0) - 400;
    expect(fresh.of('session/connected').length).toBe(5);
    expect(kept.of('session/connected').length).toBe(1);
    expect(lastMs(fresh) - lastMs(kept)).toBeCloseTo(5.1, 1);
  });

  test('a connection that has outlived its age at the end of a request is closed', () => {
    const { of } = one({ CONN_MAX_AGE: '1s' }, inARow(5, 400));
    expect(of('session/connected').length).toBe(2);
  });

  test('one that has outlived it while idle is not used again', () => {
    const { of } = one({ CONN_MAX_AGE: '1s' }, [{ at: '0s' }, { at: '5s' }]);
    expect(of('session/connected').length).toBe(2);
  });

  test('it is closed at the end of the answer, not of the linger', () => {
    const { of } = one({}, [{ at: '0s' }], {
      clients: [arriving('q', [{ at: '0s' }], { closes: false })],
    });
    expect(of('linger/started').length).toBe(1);
    expect(of('session/closed')[0]?.at).toBeLessThan(20_000);
  });

  test('it dies with its worker', () => {
    const { of } = one({ CONN_MAX_AGE: 'none' }, inARow(3, 500), {
      script: [{ at: '250ms', 'kill-worker': 1 }],
    });
    expect(of('session/connected').length).toBe(2);
    expect(of('session/closed')[0]?.at).toBe(250_000);
  });
});

describe('D3 after a restart', () => {
  const restarted = (workers: number) =>
    ran(DIRECT, {
      clients: [
        arriving('before', inARow(workers, 0, { wait: '50ms' })),
        arriving('after', inARow(workers, 0, { wait: '50ms' }, 4_000)),
        arriving('then', inARow(workers, 0, { wait: '50ms' }, 5_000)),
      ],
      app: { workers },
      routes: [{ name: 'q', cpu: '0s', queries: 1, query: '200us', response: '6B' }],
      database: { CONN_MAX_AGE: '60s' },
      script: [{ at: '1s', 'restart-database': '1s' }],
    });

  test('measured: the first request under CONN_MAX_AGE=60 gets 500 within 4 ms, the next 200', () => {
    const { statuses, rows } = restarted(1);
    expect(statuses).toEqual([200, 500, 200]);
    expect((rows[1]?.endUs ?? 0) - (rows[1]?.startUs ?? 0)).toBeLessThan(4_000 + 50_000);
  });

  test('one failure for every worker that kept a connection', () => {
    const { statuses } = restarted(4);
    expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
    // One that fails is free again before the others have come: it may be asked twice.
    expect(tally(statuses)[500]).toBeLessThanOrEqual(4);
    expect(tally(statuses)[500]).toBeGreaterThanOrEqual(2);
  });

  test('queries that are running fail, and so does connecting', () => {
    const { statuses } = ran(DIRECT, {
      clients: [arriving('q', [{ at: '0s' }, { at: '980ms' }])],
      app: { workers: 2 },
      routes: [{ name: 'q', cpu: '0s', queries: 1, query: '3s', response: '6B' }],
      database: { connect: '100ms' },
      script: [{ at: '1s', 'restart-database': '500ms' }],
    });
    expect(statuses).toEqual([500, 500]);
  });
});

describe('D4 a query costs one round trip and its work', () => {
  test.each([
    [1, '200us'],
    [100, '200us'],
    [10, '30ms'],
  ])('%i queries at a round trip of %s', (queries, rtt) => {
    const viewUs = (over: Written) => {
      const { rows } = ran(DIRECT, {
        clients: [arriving('q', [{ at: '0s' }])],
        app: { workers: 1 },
        routes: [{ name: 'q', cpu: '0s', query: '180us', response: '6B', ...over }],
        database: { connect: '0s', rtt },
      });
      return (rows[0]?.viewEndUs ?? 0) - (rows[0]?.viewStartUs ?? 0);
    };
    const rttUs = rtt === '30ms' ? 30_000 : 200;
    // The first query opens the connection: six round trips, counted on the wire.
    expect(viewUs({ queries })).toBe(queries * (rttUs + 180) + 6 * rttUs);
  });

  test('measured: 100 rows one by one take 18 to 19 ms more than none', () => {
    const endMs = (queries: number) =>
      ran(DIRECT, {
        clients: [arriving('q', [{ at: '0s' }, { at: '100ms' }])],
        app: { workers: 1 },
        routes: [{ name: 'q', cpu: '0s', queries, query: '180us', response: '6B' }],
        database: { rtt: '0s', CONN_MAX_AGE: '60s' },
      }).endsMs[1] ?? 0;
    expect(endMs(101) - endMs(1)).toBeGreaterThan(17.5);
    expect(endMs(101) - endMs(1)).toBeLessThan(19.5);
  });

  test('queries share the cores of the database’s host', () => {
    const { endsMs } = ran(DIRECT, {
      clients: [arriving('q', inARow(4, 0))],
      hosts: { lab: { cores: 8 }, db: { cores: 1 } },
      app: { workers: 4 },
      routes: [{ name: 'q', cpu: '0s', queries: 1, query: '100ms', response: '6B' }],
      database: { host: 'db', connect: '0s', rtt: '0s' },
    });
    for (const end of endsMs) expect(end).toBeCloseTo(401, -1);
  });

  test('time on the wire is nobody’s work', () => {
    const { recording } = ran(DIRECT, {
      clients: [arriving('q', inARow(4, 0))],
      hosts: { lab: { cores: 8 }, db: { cores: 1 } },
      app: { workers: 4 },
      routes: [{ name: 'q', cpu: '0s', queries: 1, query: '1ms', response: '6B' }],
      database: { host: 'db', connect: '5ms', rtt: '1s' },
    });
    expect(recording.hosts[1]?.busyUs).toBeLessThan(30_000);
  });
});

describe('D5 a worker is held while its view waits for a lock', () => {
  /** Four that lock the same row for 500 ms, 20 ms apart; then one of another row and one without a query. */
  const rivals = (workers: number, database: Written, wait = '500ms') =>
    ran(DIRECT, {
      version: 'classic',
      clients: [
        arriving('lock', inARow(4, 20, { route: 'lock' })),
        arriving('other', [{ at: '150ms', route: 'other' }]),
        arriving('fast', [{ at: '160ms', route: 'fast' }]),
      ],
      app: { workers },
      hosts: { lab: { cores: 2 }, db: { cores: 16 } },
      routes: [
        { name: 'lock', queries: 2, query: '180us', cpu: '0s', wait, locks: 'row1', writes: true },
        { name: 'other', queries: 2, query: '180us', cpu: '0s', wait: '10ms', locks: 'row2' },
        { name: 'fast', path: '/fast', cpu: '0s', wait: '5ms' },
      ],
      database: database.server === 'sqlite' ? database : { rtt: '0s', host: 'db', ...database },
    });

  test('measured: MariaDB, eight workers: one after another, and nobody else waits', () => {
    const { endsMs } = rivals(8, { server: 'mysql' });
    [506.8, 1010.8, 1513.1, 2014.1, 167.6, 167.2].forEach((measured, k) => {
      expect(Math.abs((endsMs[k] ?? 0) - measured)).toBeLessThan(10);
    });
  });

  test('measured: with four workers a request that needs no database waits 374 ms', () => {
    const { rows } = rivals(4, { server: 'mysql' });
    const waitedUs = (rows[5]?.endUs ?? 0) - (rows[5]?.startUs ?? 0);
    expect(waitedUs).toBeGreaterThan(340_000);
    expect(waitedUs).toBeLessThan(380_000);
  });

  test('measured: PostgreSQL with lock_timeout 300 ms: 500 for the 2nd and 4th after 312 ms, the 3rd is served at 1013', () => {
    const { statuses, endsMs } = rivals(8, { lock_timeout: '300ms' });
    expect(statuses).toEqual([200, 500, 200, 500, 200, 200]);
    [510.7, 333.3, 1012.9, 372.3].forEach((measured, k) => {
      expect(Math.abs((endsMs[k] ?? 0) - measured)).toBeLessThan(10);
    });
  });

  test('measured: InnoDB with innodb_lock_wait_timeout 1 s: 500 for the other three after 1008 ms', () => {
    const { statuses, endsMs } = rivals(
      8,
      { server: 'mysql', innodb_lock_wait_timeout: '1s' },
      '1500ms',
    );
    expect(statuses.slice(0, 4)).toEqual([200, 500, 500, 500]);
    [1508.5, 1028.9, 1047.7, 1068.8].forEach((measured, k) => {
      expect(Math.abs((endsMs[k] ?? 0) - measured)).toBeLessThan(10);
    });
  });

  test('SQLite: “database is locked” is a 500 too, and takes no core meanwhile', () => {
    const { statuses, recording } = rivals(8, {
      server: 'sqlite',
      timeout: '300ms',
    });
    expect(statuses.slice(0, 4)).toEqual([200, 500, 500, 500]);
    expect(recording.hosts[0]?.busyUs).toBeLessThan(30_000);
  });

  test('a killed worker gives its row back', () => {
    const two = (script: Written[]) =>
      ran(DIRECT, {
        clients: [arriving('lock', inARow(2, 20))],
        app: { workers: 2 },
        routes: [{ name: 'lock', queries: 1, cpu: '0s', wait: '500ms', locks: 'row' }],
        database: {},
        script,
      });
    const holder = two([]).of('worker/accepted', 0)[0]?.actor ?? 0;
    const { of, statuses } = two([{ at: '100ms', 'kill-worker': holder + 1 }]);
    expect(statuses).toEqual([null, 200]);
    expect(of('lock/released')[0]?.at).toBe(100_000);
    expect(of('lock/taken', 1)[0]?.at).toBe(100_000);
  });
});

describe('D2 the other servers', () => {
  test('measured: MariaDB with max_connections 10: 10 ok, 2 × 500 within 6 ms', () => {
    const { rows } = ran(DIRECT, twelve({ server: 'mysql', max_connections: 10 }));
    const first = rows.slice(0, 12);
    expect(tally(first.map((row) => row.status))).toEqual({ 200: 10, 500: 2 });
    for (const row of first)
      if (row.status === 500) expect((row.endUs ?? 0) - row.startUs).toBeLessThan(6_000);
  });

  test('measured: under CONN_MAX_AGE 60 idle connections of MariaDB hold their slots as well', () => {
    const { rows } = ran(
      DIRECT,
      twelve({ server: 'mysql', max_connections: 10, CONN_MAX_AGE: '60s' }),
    );
    const refused = tally(rows.slice(12).map((row) => row.status))[500] ?? 0;
    // Measured: 2 to 6 of 20.
    expect(refused).toBeGreaterThan(0);
    expect(refused).toBeLessThan(10);
  });

  test('SQLite’s queries are work on the app’s host', () => {
    const { recording, statuses } = ran(DIRECT, {
      clients: [arriving('q', inARow(4, 0))],
      app: { workers: 4 },
      routes: [{ name: 'q', cpu: '0s', queries: 1, query: '100ms', response: '6B' }],
      database: { server: 'sqlite' },
    });
    expect(statuses).toEqual([200, 200, 200, 200]);
    expect(recording.hosts[0]?.busyUs).toBeGreaterThan(400_000);
  });
});
