import { GUNICORN } from './appSchema.ts';
import { MYSQL, POSTGRESQL, SQLITE } from './databaseSchema.ts';
import { isRecord, readTable, under } from './fields.ts';
import { NGINX, UPSTREAM } from './frontSchema.ts';
import { DEFAULT_LOCATIONS, parseLocations } from './parseLocations.ts';
import { indexOfName, type Place, writtenAt } from './place.ts';
import { Problems } from './problems.ts';
import type { Database, Gunicorn, Nginx, Upstream } from './scenario.ts';

/** The two generations that `version:` selects at once. */
export const GENERATIONS = {
  current: { gunicorn: '26.1', nginx: '1.31', django: '5.2' },
  classic: { gunicorn: '20.1', nginx: '1.22', django: '3.2' },
} as const;
export type Generation = keyof typeof GENERATIONS;

/** `front:`, nginx or none. Several `instances` of the app server cannot do without an `upstream {}` block. */
export function parseFront(
  place: Place,
  input: unknown,
  generation: Generation,
  instances: number,
): Nginx | null {
  const chosen = choose(place, 'front', input, { nginx: 'nginx' });
  if (chosen === null) return null;
  const { settings } = chosen;
  const locations = writtenAt(settings, 'locations');
  const upstream = parseUpstream(place, writtenAt(settings, 'upstream'));
  return {
    kind: 'nginx',
    ...readTable(
      place.problems,
      'front',
      settings,
      NGINX,
      ['server', 'host', 'locations', 'upstream'],
      { version: GENERATIONS[generation].nginx, ...zeroIsUnlimited(settings) },
    ),
    host: parseHost(place, 'front', settings, 'web'),
    locations: locations === undefined ? DEFAULT_LOCATIONS : parseLocations(place, locations),
    upstream: upstream ?? (instances > 1 ? DEFAULT_UPSTREAM : null),
    ...zeroIsUnlimited(settings),
  };
}

/** An `upstream {}` block in which nothing is written but the servers. */
export const DEFAULT_UPSTREAM: Upstream = readTable(new Problems(), '', {}, UPSTREAM);

function parseUpstream({ problems }: Place, input: unknown): Upstream | null {
  if (input === undefined || input === false || input === 'none') return null;
  if (input === true) return DEFAULT_UPSTREAM;
  if (isRecord(input)) return readTable(problems, 'front.upstream', input, UPSTREAM);
  problems.add(
    'front.upstream',
    input,
    'must be true, none, or settings such as { keepalive: 8, max_fails: 0 }',
  );
  return null;
}

/** nginx reads `client_max_body_size 0` as “do not check”. */
function zeroIsUnlimited(settings: unknown): { client_max_body_sizeBytes?: number } {
  const written = writtenAt(settings, 'client_max_body_size');
  const isZero =
    written === 0 ||
    (typeof written === 'string' && /^0+ ?(B|kB|MB|GB|KiB|MiB|GiB)?$/.test(written));
  return isZero ? { client_max_body_sizeBytes: Number.POSITIVE_INFINITY } : {};
}

/** `app:`, Gunicorn. */
export function parseApp(place: Place, input: unknown, generation: Generation): Gunicorn {
  const { problems } = place;
  const settings = choose(place, 'app', input, { gunicorn: 'gunicorn' }, false)?.settings ?? {};
  const { gunicorn: version, django } = GENERATIONS[generation];
  const own = readTable(problems, 'app', settings, GUNICORN, ['server', 'host'], {
    version,
    django,
  });
  if (own.worker_class === 'asgi' && own.version === '20.1') {
    problems.add(
      'app.worker_class',
      'asgi',
      'is not in Gunicorn 20.1; allowed there: sync, gthread, gevent',
    );
  }
  // Gunicorn itself does so, and says “Using worker: gthread”.
  const isThreaded = own.worker_class === 'sync' && own.threads > 1;
  return {
    kind: 'gunicorn',
    ...own,
    worker_class: isThreaded ? 'gthread' : own.worker_class,
    host: parseHost(place, 'app', settings, 'web'),
  };
}

const DATABASE_NAMES = {
  postgresql: 'postgresql',
  mysql: 'mysql',
  sqlite: 'sqlite',
  mariadb: 'mysql',
} as const;

/** `database:`, one of three, or none. Without a name it is PostgreSQL. */
export function parseDatabase(place: Place, input: unknown): Database | null {
  const chosen = choose(place, 'database', input, DATABASE_NAMES);
  if (chosen === null) return null;
  const { problems } = place;
  const { settings, server } = chosen;
  if (server === 'sqlite')
    return { kind: server, ...readTable(problems, 'database', settings, SQLITE, ['server']) };
  const host = parseHost(place, 'database', settings, 'db');
  const also = ['server', 'host'];
  if (server === 'mysql')
    return { kind: server, ...readTable(problems, 'database', settings, MYSQL, also), host };
  const own = readTable(problems, 'database', settings, POSTGRESQL, also);
  if (own.superuser_reserved_connections >= own.max_connections) {
    const reserved = own.superuser_reserved_connections;
    problems.add(
      'database.superuser_reserved_connections',
      reserved,
      `leaves no connection for Django; allowed: 0 to ${own.max_connections - 1}, less than max_connections`,
    );
  }
  // PostgreSQL says 0 for “wait for ever”.
  const lock_timeoutUs = own.lock_timeoutUs || Number.POSITIVE_INFINITY;
  return { kind: server, ...own, lock_timeoutUs, host };
}

/**
 * Which server, and its settings as a record; its bare name stands for all defaults; null for `none`. `servers`: what may
 * be written, and what is meant by it; the first is taken where none is named.
 */
function choose<S extends string>(
  { problems }: Place,
  at: string,
  input: unknown,
  servers: Readonly<Record<string, S>>,
  mayBeNone = true,
): { readonly server: S; readonly settings: Readonly<Record<string, unknown>> } | null {
  const names = Object.keys(servers);
  const usual = servers[names[0] as string] as S;
  const known = (name: unknown) =>
    typeof name === 'string' && Object.hasOwn(servers, name) ? servers[name] : undefined;
  const bare = input === undefined ? usual : known(input);
  if (bare !== undefined) return { server: bare, settings: {} };
  if (mayBeNone && (input === 'none' || input === null)) return null;
  if (!isRecord(input)) {
    const settings = names.length > 1 ? 'settings of one of them' : `settings of ${usual}`;
    problems.add(
      at,
      input,
      `is not known here; allowed: ${names.join(', ')}${mayBeNone ? ', none,' : ''} or ${settings}`,
    );
    return { server: usual, settings: {} };
  }
  const named = writtenAt(input, 'server');
  if (mayBeNone && named === 'none') return null;
  const server = named === undefined ? usual : known(named);
  if (server !== undefined) return { server, settings: input };
  problems.add(
    under(at, 'server'),
    named,
    `is not known here; allowed: ${names.join(', ')}${mayBeNone ? ' or none' : ''}`,
  );
  // Which of its settings there are cannot be told either: one mistake, one message.
  return { server: usual, settings: names.length > 1 ? {} : input };
}

/** The host that a program runs on where none is written: its usual one, or the first there is. */
export function usualHost(hosts: readonly string[], usual: string): number {
  return Math.max(0, hosts.indexOf(usual));
}

function parseHost(
  { problems, hosts }: Place,
  at: string,
  settings: unknown,
  usual: string,
): number {
  const name = writtenAt(settings, 'host');
  return name === undefined
    ? usualHost(hosts, usual)
    : indexOfName(problems, under(at, 'host'), name, hosts, 'host');
}
