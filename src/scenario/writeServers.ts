import { MYSQL, POSTGRESQL, SQLITE } from './databaseSchema.ts';
import { type Draft, type Table, writeTable } from './fields.ts';
import { LIMIT_REQ, PROXY_CACHE, TLS, UPSTREAM } from './frontSchema.ts';
import { isSame } from './isSame.ts';
import { DEFAULT_LOCATIONS } from './parseLocations.ts';
import { GENERATIONS, type Generation, usualHost, versionsOf } from './parseServers.ts';
import type { Database, Location, Scenario, Upstream } from './scenario.ts';
import { EVERY_APP } from './servers/appServer.ts';
import { entryOf } from './servers/appServers.ts';
import { EVERY_FRONT } from './servers/frontServer.ts';
import { type Front, frontEntryOf } from './servers/fronts.ts';

/** A front server; nginx need not be named. */
export function writeFront(scenario: Scenario, front: Front, generation: Generation): Draft {
  const entry = frontEntryOf(front);
  const table = { ...EVERY_FRONT, ...entry.settings } as Table<Record<string, unknown>>;
  return {
    ...(front.kind === 'nginx' ? {} : { server: front.kind }),
    ...writeTable(
      front as unknown as Record<string, unknown>,
      table,
      versionsOf(entry, generation),
    ),
    ...writeHosts(scenario, front.hosts, 'web'),
    ...(isSame(front.locations, DEFAULT_LOCATIONS)
      ? {}
      : { locations: front.locations.map(writeLocation) }),
    ...writeUpstream(front.upstream, scenario.app.instances),
    ...writePart('tls', front.tls, TLS),
    ...writePart('limit_req', front.limit_req, LIMIT_REQ),
    ...writePart('proxy_cache', front.proxy_cache, PROXY_CACHE),
  };
}

function writePart<T>(key: string, part: T | null, table: Table<T>): Draft {
  if (part === null) return {};
  const own = writeTable(part, table);
  return { [key]: Object.keys(own).length > 0 ? own : true };
}

/** Several instances have a block anyway. */
function writeUpstream(upstream: Upstream | null, instances: number): Draft {
  if (upstream === null) return {};
  const { weights } = upstream;
  const own = {
    ...writeTable<Omit<Upstream, 'weights'>>(upstream, UPSTREAM),
    ...(weights.length > 0 ? { weights } : {}),
  };
  if (Object.keys(own).length > 0) return { upstream: own };
  return instances > 1 ? {} : { upstream: true };
}

function writeLocation(location: Location): Draft {
  const match = `${location.modifier} ${location.match}`.trim();
  if (location.does === 'static') return { match, static: location.root };
  return location.does === 'return' ? { match, return: location.status } : { match, proxy: true };
}

/** An app server; Gunicorn need not be named. */
export function writeApp(scenario: Scenario, generation: Generation): Draft {
  const { app } = scenario;
  const entry = entryOf(app);
  const table = { ...EVERY_APP, ...entry.settings } as Table<Record<string, unknown>>;
  return {
    ...(app.kind === 'gunicorn' ? {} : { server: app.kind }),
    ...writeTable(app as unknown as Record<string, unknown>, table, {
      ...versionsOf(entry, generation),
      django: GENERATIONS[generation].django,
    }),
    ...writeHosts(scenario, app.hosts, 'web'),
  };
}

/** A database; PostgreSQL need not be named. */
export function writeDatabase(scenario: Scenario, database: Database): Draft {
  const { kind } = database;
  if (kind === 'sqlite') return { server: kind, ...writeTable(database, SQLITE) };
  const host = writeHost(scenario, database.host, 'db');
  return kind === 'mysql'
    ? { server: kind, ...writeTable(database, MYSQL), ...host }
    : { ...writeTable(database, POSTGRESQL), ...host };
}

function writeHost({ hosts }: Scenario, host: number, usual: string): Draft {
  const names = hosts.map(({ name }) => name);
  return host === usualHost(names, usual) ? {} : { host: names[host] };
}

function writeHosts(scenario: Scenario, hosts: readonly number[], usual: string): Draft {
  const [first] = hosts;
  if (hosts.length === 1 && first !== undefined) return writeHost(scenario, first, usual);
  return { hosts: hosts.map((host) => scenario.hosts[host]?.name) };
}
