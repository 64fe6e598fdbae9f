import type { CauseKind } from '../insight/causes/causeKinds.ts';
import { t } from '../language/t.ts';
import type { Route } from '../scenario/scenario.ts';
import { writeQuantity } from '../scenario/units.ts';
import type { Candidate, Patient } from './helpsCandidates.ts';
import { proposals } from './proposals.ts';

const PLACES: readonly CauseKind[] = ['no-connection-left', 'connections-kept-idle'];

const time = (us: number): string => (us === Infinity ? 'never' : writeQuantity('duration', us));

/** Changes of the database, of Django's connections to it, and of the queries. */
export function databaseHelps({ scenario, routes }: Patient): Candidate[] {
  const { database, hosts } = scenario;
  if (!database) return [];
  const found: Candidate[] = [];
  const at = proposals(found, ['database']);
  for (const index of routes) found.push(...queryHelps(scenario.routes[index] as Route, index));
  if (database.CONN_MAX_AGEUs > 0)
    at(
      'CONN_MAX_AGE',
      '0s',
      time(database.CONN_MAX_AGEUs).replace('never', 'none'),
      '0s',
      t('give the connection back after each request'),
      ['connections-kept-idle', 'database-down'],
    );
  else
    at('CONN_MAX_AGE', '60s', '0s', '60s', t('keep the connection for the next request'), [
      'database-slow',
    ]);
  if (database.kind !== 'sqlite') {
    at(
      'max_connections',
      database.max_connections * 2,
      String(database.max_connections),
      String(database.max_connections * 2),
      t('let the database hold twice the connections'),
      PLACES,
    );
    const host = hosts[database.host];
    if (host)
      found.push({
        path: ['hosts', host.name, 'cores'],
        value: host.cores * 2,
        setting: 'cores',
        from: String(host.cores),
        to: String(host.cores * 2),
        words: t('twice the processor cores of “{name}”', { name: host.name }),
        against: ['database-slow'],
      });
  }
  const [key, us] =
    database.kind === 'postgresql'
      ? (['lock_timeout', database.lock_timeoutUs] as const)
      : database.kind === 'mysql'
        ? (['innodb_lock_wait_timeout', database.innodb_lock_wait_timeoutUs] as const)
        : (['timeout', database.timeoutUs] as const);
  if (us < Infinity) {
    const longer = writeQuantity('duration', us * 4);
    at(key, longer, time(us), longer, t('wait longer for a row'), ['database-lock']);
  }
  const soon = '1s';
  if (us > 1_000_000)
    at(key, soon, time(us), soon, t('give up on a row sooner'), ['database-lock']);
  return found;
}

/** What a view asks of the database: the row it locks, how often it asks, how long an answer takes. */
function queryHelps(route: Route, index: number): Candidate[] {
  const found: Candidate[] = [];
  const at = proposals(found, ['routes', index]);
  if (route.locks !== '')
    at(
      'locks',
      'none',
      route.locks,
      'none',
      t('a view “{name}” that locks no row', { name: route.name }),
      ['database-lock'],
    );
  if (route.queries > 2)
    at(
      'queries',
      1,
      String(route.queries),
      '1',
      t('one query in “{name}” instead of many', { name: route.name }),
      ['database-slow'],
    );
  if (route.queries > 0 && route.queryUs >= 2) {
    const to = writeQuantity('duration', Math.floor(route.queryUs / 2));
    at(
      'query',
      to,
      time(route.queryUs),
      to,
      t('queries of “{name}” that take half the time (an index)', { name: route.name }),
      ['database-slow', 'no-connection-left'],
    );
  }
  return found;
}
