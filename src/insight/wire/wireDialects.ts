import type { Database } from '../../scenario/scenario.ts';
import type { WireMessage } from '../shapes.ts';
import type { Frame } from './wireFrames.ts';
import * as mysql from './wireMysql.ts';
import * as postgres from './wirePostgres.ts';
import type { Quote, Rows } from './wireSql.ts';

/** Part of a conversation: who speaks, and what. */
export type Turn = readonly [from: 'server' | 'client', frames: readonly Frame[]];

/** How Django's driver and a database talk to each other. Each member is a piece of conversation in order. */
export interface Dialect {
  readonly ask: WireMessage['hop'];
  readonly tell: WireMessage['hop'];
  readonly quote: Quote;
  connecting(session: number): Turn[];
  connected(session: number): Turn[];
  refused(sessionsOpen: number): Turn[];
  begin(): Turn[];
  query(sql: string): Turn[];
  answer(rows: Rows, inTransaction: boolean): Turn[];
  end(command: 'COMMIT' | 'ROLLBACK'): Turn[];
  lockTimedOut(): Turn[];
  /** The database goes away under a query, or had gone before it. */
  lost(): Turn[];
  goodbye(): Turn[];
}

/** Process id of the PostgreSQL backend, or id of the MySQL connection, that serves a session. */
export function backendPid(session: number): number {
  return 31_443 + Math.max(0, session);
}

/** The dialect of a database, or null where nothing goes over a wire: SQLite is a library that reads a file. */
export function dialectOf(database: Database | null, framework = 'Django'): Dialect | null {
  if (database === null || database.kind === 'sqlite') return null;
  const dialect =
    database.kind === 'mysql'
      ? speakMysql(database.auth !== 'none')
      : speakPostgres(database.auth !== 'trust', database.max_connections);
  const called = (hop: string): string => hop.replace('Django', framework);
  return { ...dialect, ask: called(dialect.ask), tell: called(dialect.tell) };
}

function speakPostgres(hasPassword: boolean, limit: number): Dialect {
  return {
    ask: 'Django → PostgreSQL',
    tell: 'PostgreSQL → Django',
    quote: '"',
    connecting: () => [
      ['client', [postgres.sslRequest()]],
      ['server', [postgres.sslRefused()]],
      ['client', [postgres.startupMessage('shop', 'shop')]],
    ],
    connected: (session) => [
      ...(hasPassword ? postgres.saslExchange().map(([from, f]): Turn => [from, [f]]) : []),
      ['server', postgres.welcome(backendPid(session))],
      ['client', [postgres.query("SET TIME ZONE 'UTC'")]],
      ['server', postgres.timeZoneSet()],
    ],
    refused: (open) => [['server', [postgres.fatal('53300', postgres.refusalText(open, limit))]]],
    begin: () => [
      ['client', [postgres.query('BEGIN')]],
      ['server', postgres.done('BEGIN')],
    ],
    query: (sql) => [['client', [postgres.query(sql)]]],
    answer: (rows, inTransaction) => [['server', postgres.rows(rows, inTransaction)]],
    end: (command) => [
      ['client', [postgres.query(command)]],
      ['server', postgres.done(command)],
    ],
    lockTimedOut: () => [
      ['server', postgres.failed('55P03', 'canceling statement due to lock timeout')],
    ],
    lost: () => [
      ['server', [postgres.fatal('57P01', 'terminating connection due to administrator command')]],
    ],
    goodbye: () => [['client', [postgres.terminate()]]],
  };
}

function speakMysql(hasPassword: boolean): Dialect {
  const command = (sql: string, autocommit = true): Turn[] => [
    ['client', [mysql.comQuery(sql)]],
    ['server', [mysql.ok(1, autocommit)]],
  ];
  return {
    ask: 'Django → MySQL',
    tell: 'MySQL → Django',
    quote: '`',
    connecting: () => [],
    connected: (session) => [
      ['server', [mysql.handshake(backendPid(session))]],
      ['client', [mysql.handshakeResponse('shop', 'shop', hasPassword)]],
      ['server', [mysql.ok(2)]],
      ...command('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED'),
    ],
    refused: () => [['server', [mysql.err(0, 1040, null, 'Too many connections')]]],
    begin: () => command('SET autocommit=0', false),
    query: (sql) => [['client', [mysql.comQuery(sql)]]],
    answer: (rows, inTransaction) => [['server', mysql.resultSet(rows, inTransaction)]],
    end: (how) => [...command(how, false), ...command('SET autocommit=1')],
    lockTimedOut: () => [
      [
        'server',
        [mysql.err(1, 1205, 'HY000', 'Lock wait timeout exceeded; try restarting transaction')],
      ],
    ],
    // The server closes without a word.
    lost: () => [['server', []]],
    goodbye: () => [['client', [mysql.comQuit()]]],
  };
}
