import { describe, expect, test } from 'vitest';
import { type Asks, type Lab, lab } from './askers.ts';

const MS = 1000;
/** What `auth` costs, instead of nothing. */
const AS_BY_AUTH = { connectUs: null };

const one = (queryUs = 180): Asks[] => [{ atUs: 0, holdUs: 0, queryUs }];
const many = (count: number, everyMs: number): Asks[] =>
  Array.from({ length: count }, (_, k) => ({ atUs: k * everyMs * MS, holdUs: 1500 * MS }));

const refusals = (run: Lab, everyMs: number) =>
  run.outcomes.flatMap(({ refusedUs }, k) =>
    refusedUs === null ? [] : [refusedUs - k * everyMs * MS],
  );

describe('D1 what a connection costs on loopback', () => {
  test.each([
    ['postgresql', 'scram-sha-256', 5_100],
    ['postgresql', 'trust', 1_800],
    ['mysql', 'mysql_native_password', 400],
  ] as const)('measured: %s with %s %i µs', (kind, auth, costUs) => {
    const { outcomes } = lab(kind, one(), { ...AS_BY_AUTH, auth });
    expect(outcomes[0].answeredUs).toBe(costUs + 180);
  });

  test('SQLite opens a file: nothing', () => {
    expect(lab('sqlite', one()).outcomes[0].answeredUs).toBe(180);
  });

  test('a cost that is written stands above auth', () => {
    const { outcomes } = lab('postgresql', one(), { connectUs: 9 * MS });
    expect(outcomes[0].answeredUs).toBe(9 * MS + 180);
  });
});

describe('D4 over a distance', () => {
  test.each([
    ['postgresql', 'trust', 4],
    ['postgresql', 'scram-sha-256', 6],
    ['mysql', 'mysql_native_password', 4],
  ] as const)(
    '%s with %s waits for %i answers until it is connected, then for one a query',
    (kind, auth, trips) => {
      const rttUs = 30 * MS;
      const { outcomes } = lab(kind, one(), { auth, rttUs });
      expect(outcomes[0].answeredUs).toBe(trips * rttUs + rttUs + 180);
    },
  );

  test('a host without a server says so after one round trip', () => {
    const run = lab('postgresql', [{ atUs: 10 * MS, holdUs: 0 }], { rttUs: 30 * MS }, [
      { atUs: 0, stop: 1_000 * MS },
    ]);
    expect(run.outcomes[0].refusedUs).toBe(40 * MS);
  });
});

describe('D2 connections run out', () => {
  const limit = { ...AS_BY_AUTH, auth: 'scram-sha-256', max_connections: 6 };

  test('measured: PostgreSQL says that the rest is reserved only after the password check', () => {
    const run = lab('postgresql', many(12, 20), limit);
    expect(refusals(run, 20)).toEqual(Array(9).fill(5_100));
  });

  test('measured: with none reserved it says so before', () => {
    const run = lab('postgresql', many(12, 20), { ...limit, superuser_reserved_connections: 0 });
    expect(refusals(run, 20)).toEqual(Array(6).fill(1_700));
  });

  test('those who are being refused have a process meanwhile, and the last of these is taken too', () => {
    const run = lab('postgresql', many(8, 0), limit);
    expect(refusals(run, 0)).toEqual([5_100, 5_100, 5_100, 1_700, 1_700]);
    expect(run.database.sessionsRefusing).toBe(0);
  });

  test('measured: MariaDB lets exactly max_connections in', () => {
    const run = lab('mysql', many(12, 20), { ...AS_BY_AUTH, max_connections: 10 });
    expect(refusals(run, 20)).toEqual([400, 400]);
  });

  test('one that leaves makes room', () => {
    const run = lab('mysql', many(3, 1000), { max_connections: 2 });
    expect(run.outcomes.map(({ answeredUs }) => answeredUs)).toEqual([0, 1_000 * MS, 2_000 * MS]);
    expect(lab('mysql', many(3, 500), { max_connections: 2 }).outcomes[2].refusedUs).toBe(
      1_000 * MS,
    );
  });

  test('the death of one who is being refused leaves nothing behind', () => {
    const run = lab('postgresql', many(4, 0), limit, [{ atUs: MS, kill: 3 }]);
    expect(run.outcomes[3]).toEqual({ answeredUs: null, failedUs: null, refusedUs: null });
    expect(run.database.sessionsRefusing).toBe(0);
    expect(run.database.sessionsOpen).toBe(0);
  });
});
