/** Settings of the databases, in their own spelling and with their own defaults, and Django’s settings of its connections to them. */
import { msg } from '../language/t.ts';
import type { Field, Table } from './fields.ts';
import { choice, count, DAY, duration, MS, NEVER, nullable, SECOND } from './makeField.ts';
import type { MySQL, PostgreSQL, SQLite } from './scenario.ts';

const CONN_MAX_AGE: Field<number> = duration(
  'CONN_MAX_AGE',
  0,
  DAY,
  msg('Django keeps a connection open for this long; none = for ever'),
  { named: { none: Number.POSITIVE_INFINITY, never: Number.POSITIVE_INFINITY } },
);

/** Settings of both servers; each has its own default for the number of connections. */
const server = (max_connections: number) => ({
  rttUs: duration('rtt', 200, 10 * SECOND, msg('round trip between Django and the database')),
  max_connections: count('max_connections', max_connections, 1, 10_000, msg('sessions at once')),
  connectUs: nullable(
    duration(
      'connect',
      0,
      60 * SECOND,
      msg('password check and start of a new session; what auth costs where it is not written'),
    ),
  ),
  CONN_MAX_AGEUs: CONN_MAX_AGE,
});

export const POSTGRESQL: Table<Omit<PostgreSQL, 'kind' | 'host'>> = {
  ...server(100),
  superuser_reserved_connections: count(
    'superuser_reserved_connections',
    3,
    0,
    9_999,
    msg('of these, kept for administrators'),
  ),
  auth: choice(
    'auth',
    'scram-sha-256',
    ['scram-sha-256', 'trust'],
    msg('how a new session proves who it is'),
  ),
  lock_timeoutUs: duration(
    'lock_timeout',
    Number.POSITIVE_INFINITY,
    DAY,
    msg('how long a query waits for a lock; 0 or never = for ever'),
    NEVER,
  ),
};

export const MYSQL: Table<Omit<MySQL, 'kind' | 'host'>> = {
  ...server(151),
  auth: choice(
    'auth',
    'mysql_native_password',
    ['mysql_native_password', 'none'],
    msg('how a new session proves who it is'),
  ),
  innodb_lock_wait_timeoutUs: duration(
    'innodb_lock_wait_timeout',
    50 * SECOND,
    DAY,
    msg('how long a query waits for a lock'),
    { min: MS },
  ),
};

export const SQLITE: Table<Omit<SQLite, 'kind'>> = {
  CONN_MAX_AGEUs: CONN_MAX_AGE,
  timeoutUs: duration(
    'timeout',
    5 * SECOND,
    DAY,
    msg('how long a writer waits for another one before “database is locked”'),
  ),
};
