import { msg, t } from '../language/t.ts';
import { MYSQL, POSTGRESQL, SQLITE } from './databaseSchema.ts';
import { isRecord, readField, readTable, type Table, under } from './fields.ts';
import { LIMIT_REQ, PROXY_CACHE, TLS, UPSTREAM, WEIGHT } from './frontSchema.ts';
import { DEFAULT_LOCATIONS, parseLocations } from './parseLocations.ts';
import { indexOfName, itemsOf, type Place, writtenAt } from './place.ts';
import { Problems } from './problems.ts';
import type { Database, Upstream } from './scenario.ts';
import { EVERY_APP, MOST_INSTANCES } from './servers/appServer.ts';
import { APP_SERVERS, type AppServer, entryOf } from './servers/appServers.ts';
import { EVERY_FRONT, type FrontEntry, type FrontParts } from './servers/frontServer.ts';
import { FRONTS, type Front, frontEntryOf } from './servers/fronts.ts';

/** The two generations that `version:` selects at once. */
export const GENERATIONS = {
  current: { gunicorn: '26.1', nginx: '1.31', django: '5.2' },
  classic: { gunicorn: '20.1', nginx: '1.22', django: '3.2' },
} as const;
export type Generation = keyof typeof GENERATIONS;

/** Settings of a server whose default depends on the generation. */
export function versionsOf(
  { releases }: { readonly releases: { readonly [G in Generation]: string } | null },
  generation: Generation,
): { version?: string } {
  return releases === null ? {} : { version: releases[generation] };
}

const FRONT_PARTS: {
  readonly [P in Exclude<keyof FrontParts, 'upstream'>]: Table<NonNullable<FrontParts[P]>>;
} = {
  tls: TLS,
  limit_req: LIMIT_REQ,
  proxy_cache: PROXY_CACHE,
};
/** All parts that any front server has. */
const ALL_PARTS = ['upstream', 'tls', 'limit_req', 'proxy_cache'] as const;

/** `front:`, one of {@link FRONTS} or none. Several `instances` of the app server cannot do without an `upstream {}` block. */
export function parseFront(
  place: Place,
  input: unknown,
  generation: Generation,
  instances: number,
): Front | null {
  const chosen = choose(place, 'front', input, namesOf(FRONTS));
  if (chosen === null) {
    refuseTlsAlone(place, input);
    return null;
  }
  const { settings, server: kind } = chosen;
  const { problems } = place;
  const entry = frontEntryOf({ kind });
  const locations = writtenAt(settings, 'locations');
  const parts = readParts(place, settings, entry);
  const table = { ...EVERY_FRONT, ...entry.settings };
  const also = ['server', 'host', 'hosts', 'locations', ...entry.parts];
  const zero = kind === 'nginx' ? zeroIsUnlimited(settings) : {};
  return {
    kind,
    ...readTable(problems, 'front', settings, table as Table<Record<string, unknown>>, also, {
      ...versionsOf(entry, generation),
      ...zero,
    }),
    hosts: parseHosts(place, 'front', settings, 'web'),
    locations: locations === undefined ? DEFAULT_LOCATIONS : parseLocations(place, locations),
    ...parts,
    upstream:
      parts.upstream ??
      (instances > 1 && entry.parts.includes('upstream') ? DEFAULT_UPSTREAM : null),
    ...zero,
  } as unknown as Front;
}

/** SIMPLIFIED: no app server is given a certificate of its own. */
function refuseTlsAlone({ problems }: Place, input: unknown): void {
  const tls = isRecord(input) ? writtenAt(input, 'tls') : undefined;
  if (tls === undefined || tls === false || tls === 'none' || tls === 'off') return;
  problems.add(
    'front.tls',
    tls,
    t(
      'is done by a front server, and there is none; allowed: off, or server: nginx, apache or iis',
    ),
  );
}

function namesOf<K extends string>(
  registry: { readonly [name in K]: unknown },
): { readonly [name in K]: K } {
  return Object.fromEntries(Object.keys(registry).map((name) => [name, name])) as {
    readonly [name in K]: K;
  };
}

/** The parts of a front server that are settings of their own; those that it does not have are null. */
function readParts(place: Place, settings: unknown, { parts }: FrontEntry): FrontParts {
  const read = (part: keyof FrontParts) =>
    parts.includes(part) ? readPart(place, part, writtenAt(settings, part)) : null;
  return Object.fromEntries(ALL_PARTS.map((part) => [part, read(part)])) as unknown as FrontParts;
}

function readPart(place: Place, part: keyof FrontParts, input: unknown): unknown {
  const at = `front.${part}`;
  if (input === undefined || input === false || input === 'none' || input === 'off') return null;
  const settings = input === true || input === 'on' ? {} : input;
  if (!isRecord(settings)) {
    place.problems.add(
      at,
      input,
      t('must be on, none, or a set of settings such as {sample}', { sample: '{ … }' }),
    );
    return null;
  }
  if (part !== 'upstream')
    return readTable(
      place.problems,
      at,
      settings,
      FRONT_PARTS[part] as Table<Record<string, unknown>>,
    );
  return {
    ...readTable(place.problems, at, settings, UPSTREAM, ['weights']),
    weights: parseWeights(place, writtenAt(settings, 'weights')),
  };
}

/** `weights: [3, 1]`, a number for each instance of the app server. */
function parseWeights({ problems }: Place, input: unknown): readonly number[] {
  if (input === undefined) return [];
  return itemsOf(problems, 'front.upstream.weights', input, MOST_INSTANCES).map((weight, i) =>
    readField(problems, `front.upstream.weights[${i}]`, weight, WEIGHT),
  );
}

/** An `upstream {}` block in which nothing is written but the servers. */
export const DEFAULT_UPSTREAM: Upstream = {
  ...readTable(new Problems(), '', {}, UPSTREAM),
  weights: [],
};

/** nginx reads `client_max_body_size 0` as “do not check”. */
function zeroIsUnlimited(settings: unknown): { client_max_body_sizeBytes?: number } {
  const written = writtenAt(settings, 'client_max_body_size');
  const isZero =
    written === 0 ||
    (typeof written === 'string' && /^0+ ?(B|kB|MB|GB|KiB|MiB|GiB)?$/.test(written));
  return isZero ? { client_max_body_sizeBytes: Number.POSITIVE_INFINITY } : {};
}

/** `app:`, one of {@link APP_SERVERS}. Without a name it is Gunicorn. */
export function parseApp(place: Place, input: unknown, generation: Generation): AppServer {
  const { problems } = place;
  const chosen = choose(place, 'app', input, namesOf(APP_SERVERS), false);
  const settings = chosen?.settings ?? {};
  const kind = chosen?.server ?? 'gunicorn';
  const entry = entryOf({ kind });
  const table = { ...EVERY_APP, ...entry.settings };
  const own = readTable(
    problems,
    'app',
    settings,
    table as Table<Record<string, unknown>>,
    ['server', 'host', 'hosts'],
    {
      ...versionsOf(entry, generation),
      django: GENERATIONS[generation].django,
    },
  );
  const app = {
    kind,
    ...own,
    ...entry.normal?.(own as never),
    hosts: parseHosts(place, 'app', settings, 'web'),
  } as unknown as AppServer;
  for (const { at, value, message } of entry.check?.(app as never) ?? [])
    problems.add(under('app', at), value, t(message));
  return app;
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
      t('leaves no connection for Django; allowed: 0 to {most}, less than max_connections', {
        most: String(own.max_connections - 1),
      }),
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
      mayBeNone
        ? t('is not known here; allowed: {names}, none, or {settings}', {
            names: names.join(', '),
            settings,
          })
        : t('is not known here; allowed: {names} or {settings}', {
            names: names.join(', '),
            settings,
          }),
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
    mayBeNone
      ? t('is not known here; allowed: {names} or none', { names: names.join(', ') })
      : t('is not known here; allowed: {names}', { names: names.join(', ') }),
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
    : indexOfName(
        problems,
        under(at, 'host'),
        name,
        hosts,
        msg('host##there is no … of this name'),
      );
}

/** `host: web`, or `hosts: [web1, web2]` for the instances of a server in turn. */
function parseHosts(place: Place, at: string, settings: unknown, usual: string): readonly number[] {
  const names = writtenAt(settings, 'hosts');
  if (names === undefined) return [parseHost(place, at, settings, usual)];
  const { problems, hosts } = place;
  if (writtenAt(settings, 'host') !== undefined)
    problems.add(
      under(at, 'host'),
      writtenAt(settings, 'host'),
      t('stands beside `hosts`; allowed: one of the two'),
    );
  const read = itemsOf(problems, under(at, 'hosts'), names, MOST_INSTANCES).map((name, i) =>
    indexOfName(
      problems,
      `${at}.hosts[${i}]`,
      name,
      hosts,
      msg('host##there is no … of this name'),
    ),
  );
  if (read.length === 0)
    problems.add(under(at, 'hosts'), names, t('names no host; allowed: at least one'));
  return read.length > 0 ? read : [0];
}
