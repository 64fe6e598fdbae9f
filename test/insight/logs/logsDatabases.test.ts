import { describe, expect, test } from 'vitest';
import { logs } from '../../../src/insight/logs/logs.ts';
import type { LogLine } from '../../../src/insight/shapes.ts';
import { NONE } from '../../../src/recording/vocabulary.ts';
import {
  answered,
  comes,
  mysql,
  postgresql,
  route,
  sqlite,
  type Tale,
  type Told,
  tell,
} from '../toldRuns.ts';

const of = (tale: Tale, file: LogLine['file']): string[] =>
  logs(tell(tale))
    .filter((l) => l.file === file)
    .map((l) => l.text);

/** The exception that Django prints. */
const raised = (database: NonNullable<Tale['database']>, events: Told[]): string => {
  const tale: Tale = {
    database,
    events: [...comes(1, 0, 0), ...events, ...answered(5, 0, 0, 500)],
  };
  const [text = '', ...more] = of(tale, 'django');
  expect(more).toEqual([]);
  expect(text).toMatch(
    /^ERROR django\.request Internal Server Error: \/ping\nTraceback \(most recent call last\):\n {2}…\n/,
  );
  return text.slice(text.indexOf('django.db.utils.'));
};

const refused: Told[] = [[2, 'session/refused', 0, 0, 100]];
const away: Told[] = [[1, 'database/stopped', NONE, NONE, 9_000_000], ...refused];
const broken: Told[] = [
  [2, 'query/started', 0, 0, 1],
  [3, 'database/stopped', NONE, NONE, 9_000_000],
  [3, 'query/failed', 0, 0],
];
const stale: Told[] = [
  [2, 'query/started', 0, 0, 1],
  [2, 'query/failed', 0, 0],
];
const locked: Told[] = [
  [2, 'query/started', 0, 0, 1],
  [2, 'lock/waiting', 0, 0, 1],
  [3, 'lock/timedOut', 0, 0, 1_000_000],
  // The query has failed with it; that is not another exception.
  [3, 'query/failed', 0, 0],
];
const LOST =
  'server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.';

describe('Django: the exception behind a 500', () => {
  test.each([
    [
      'full',
      postgresql(),
      refused,
      'connection to server at "127.0.0.1", port 5432 failed: FATAL:  sorry, too many clients already',
    ],
    [
      'reserved',
      postgresql({ max_connections: 103 }),
      refused,
      'connection to server at "127.0.0.1", port 5432 failed: FATAL:  remaining connection slots are reserved for non-replication superuser connections',
    ],
    [
      'away',
      postgresql(),
      away,
      'connection to server at "127.0.0.1", port 5432 failed: Connection refused\n\tIs the server running on that host and accepting TCP/IP connections?',
    ],
    ['restarted before the query', postgresql(), stale, LOST],
    [
      'restarted under the query',
      postgresql(),
      broken,
      `terminating connection due to administrator command\n${LOST}`,
    ],
    ['row locked', postgresql(), locked, 'canceling statement due to lock timeout'],
    ['full', mysql(), refused, "(1040, 'Too many connections')"],
    ['away', mysql(), away, `(2002, "Can't connect to server on '127.0.0.1' (115)")`],
    ['restarted before the query', mysql(), stale, "(2006, 'Server has gone away')"],
    [
      'restarted under the query',
      mysql(),
      broken,
      "(2013, 'Lost connection to server during query')",
    ],
    [
      'row locked',
      mysql(),
      locked,
      "(1205, 'Lock wait timeout exceeded; try restarting transaction')",
    ],
    ['file locked', sqlite(), locked, 'database is locked'],
  ] as const)('%s', (_name, database, events, words) => {
    expect(raised(database, [...events])).toBe(`django.db.utils.OperationalError: ${words}`);
  });

  test('no line without a 500', () => {
    expect(
      of({ database: postgresql(), events: [...comes(1, 0, 0), ...answered(2, 0, 0)] }, 'django'),
    ).toEqual([]);
  });
});

test('PostgreSQL logs the statement that gave up on a lock', () => {
  const tale: Tale = {
    database: postgresql({ lock_timeoutUs: 1_000_000 }),
    routes: [route({ locks: 'tea' }), route({ locks: 'cups' })],
    asks: [{ route: 1 }],
    events: [...comes(1, 0, 0), ...locked],
  };
  expect(of(tale, 'postgresql')).toEqual([
    '2026-11-20 10:00:03.000 UTC [31443] shop@shop ERROR:  canceling statement due to lock timeout',
    '2026-11-20 10:00:03.000 UTC [31443] shop@shop STATEMENT:  SELECT "shop_stock"."id", "shop_stock"."qty" FROM "shop_stock" WHERE "shop_stock"."id" = 2 LIMIT 21 FOR UPDATE',
  ]);
});

test('MariaDB logs its own stops and starts, and no refusal', () => {
  const tale: Tale = {
    database: mysql(),
    events: [
      ...comes(1, 0, 0),
      ...refused,
      [3, 'database/stopped', NONE, NONE, 1_000_000],
      [4, 'database/started'],
    ],
  };
  expect(of(tale, 'mysql')).toEqual([
    '2026-11-20 10:00:03 0 [Note] /usr/sbin/mariadbd (initiated by: unknown): Normal shutdown',
    '2026-11-20 10:00:03 0 [Note] /usr/sbin/mariadbd: Shutdown complete',
    '2026-11-20 10:00:04 0 [Note] Starting MariaDB 10.11.19-MariaDB-0+deb12u1 as process 640',
    "2026-11-20 10:00:04 0 [Note] Server socket created on IP: '127.0.0.1'.",
    "2026-11-20 10:00:04 0 [Note] /usr/sbin/mariadbd: ready for connections.\nVersion: '10.11.19-MariaDB-0+deb12u1'  socket: '/run/mysqld/mysqld.sock'  port: 3306  Debian 12",
  ]);
  expect(of({ ...tale, database: sqlite() }, 'mysql')).toEqual([]);
});
