import { msg, t } from '../language/t.ts';
import { isRecord } from '../scenario/fields.ts';
import { SETTINGS } from '../scenario/schema.ts';
import { hostKnob } from './hostKnob.ts';
import { type AnyField, choice, type Knob, knob, less, TIMES } from './knob.ts';
import { valueIn, type Written, withValue } from './written.ts';

const { database, mysql, sqlite } = SETTINGS;

const LOCK_WAITS = ['100ms', '300ms', '1s', '5s', '10s', '50s'];
const AGES = ['0s', '1s', '10s', '60s', '10min', 'none'];

/** Views without a database ask none: their queries, locks and writes go with it. */
function withoutDatabase(scenario: Written): Written {
  const part = (value: unknown): unknown => {
    if (!isRecord(value)) return value;
    const { queries: _, query: __, locks: ___, writes: ____, ...rest } = value;
    return Array.isArray(rest.spans) ? { ...rest, spans: rest.spans.map(part) } : rest;
  };
  const routes = Array.isArray(scenario.routes) ? scenario.routes.map(part) : scenario.routes;
  const script = Array.isArray(scenario.script)
    ? scenario.script.filter(
        (line) => !(isRecord(line) && ('restart-database' in line || 'slow-database' in line)),
      )
    : scenario.script;
  return {
    ...scenario,
    routes,
    ...(script === undefined ? {} : { script }),
    database: { server: 'none' },
  };
}

/** Switching the database keeps what the new one has a setting of the same name for. */
export function databaseKnobs(scenario: Written): Knob[] {
  const at = (key: string) => ['database', key] as const;
  const own = (key: string, field: AnyField, stops: Knob['stops'], more?: Partial<Knob>) =>
    knob(msg('Database'), at(key), field, stops, more);
  const kind = String(valueIn(scenario, at('server')) ?? 'postgresql').replace('mariadb', 'mysql');
  const limits = [5, 10, 20, 50, 100, 200];
  const tables = { postgresql: database, mysql, sqlite };
  return [
    {
      group: msg('Database'),
      name: 'database',
      words: t('a server of its own (PostgreSQL, MySQL), or a file beside the app (SQLite)'),
      path: at('server'),
      field: choice('postgresql', [...Object.keys(tables), 'none']),
      stops: [],
      isMain: true,
      read: () => kind,
      write: (from, value) => {
        if (value === 'none') return withoutDatabase(from);
        const keys = Object.values(tables[value as keyof typeof tables]).map(({ key }) => key);
        // A way to log in means something to its own server only.
        const kept = [...keys, ...(value === 'sqlite' ? [] : ['host'])].filter(
          (key) => key !== 'auth',
        );
        const settings = Object.entries((valueIn(from, ['database']) ?? {}) as Written);
        const shared = settings.filter(([key]) => kept.includes(key));
        return withValue(from, ['database'], { ...Object.fromEntries(shared), server: value });
      },
    },
    ...(kind === 'none' ? [] : [own('CONN_MAX_AGE', database.CONN_MAX_AGEUs, AGES)]),
    ...(kind === 'sqlite'
      ? [own('timeout', sqlite.timeoutUs, ['0s', ...LOCK_WAITS], { name: 'SQLite: timeout' })]
      : []),
    ...(kind === 'postgresql'
      ? [
          own('max_connections', database.max_connections, limits),
          own('lock_timeout', database.lock_timeoutUs, [...LOCK_WAITS, 'never']),
          less(own('auth', database.auth, [])),
          less(
            own('superuser_reserved_connections', database.superuser_reserved_connections, [0, 3]),
          ),
        ]
      : []),
    ...(kind === 'mysql'
      ? [
          own('max_connections', mysql.max_connections, limits),
          own('innodb_lock_wait_timeout', mysql.innodb_lock_wait_timeoutUs, LOCK_WAITS),
          less(own('auth', mysql.auth, [])),
        ]
      : []),
    ...(kind === 'postgresql' || kind === 'mysql'
      ? [
          less(
            own('rtt', database.rttUs, ['0s', '200us', ...TIMES.short.slice(1)], {
              name: 'database: rtt',
            }),
          ),
          less(own('connect', database.connectUs, ['0s', '2ms', '5ms', '20ms', '100ms'])),
          ...hostKnob(scenario, 'database', msg('Database'), 'database'),
        ]
      : []),
  ];
}
