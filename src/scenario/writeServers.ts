import { GUNICORN } from './appSchema.ts';
import { MYSQL, POSTGRESQL, SQLITE } from './databaseSchema.ts';
import { type Draft, writeTable } from './fields.ts';
import { NGINX, UPSTREAM } from './frontSchema.ts';
import { isSame } from './isSame.ts';
import { DEFAULT_LOCATIONS } from './parseLocations.ts';
import { GENERATIONS, type Generation, usualHost } from './parseServers.ts';
import type { Database, Location, Nginx, Scenario, Upstream } from './scenario.ts';

/** nginx. */
export function writeFront(scenario: Scenario, front: Nginx, generation: Generation): Draft {
  return {
    ...writeTable(front, NGINX, { version: GENERATIONS[generation].nginx }),
    ...writeHost(scenario, front.host, 'web'),
    ...(isSame(front.locations, DEFAULT_LOCATIONS)
      ? {}
      : { locations: front.locations.map(writeLocation) }),
    ...writeUpstream(front.upstream, scenario.app.instances),
  };
}

/** Several instances have a block anyway. */
function writeUpstream(upstream: Upstream | null, instances: number): Draft {
  if (upstream === null) return {};
  const own = writeTable(upstream, UPSTREAM);
  if (Object.keys(own).length > 0) return { upstream: own };
  return instances > 1 ? {} : { upstream: true };
}

function writeLocation(location: Location): Draft {
  const match = `${location.modifier} ${location.match}`.trim();
  if (location.does === 'static') return { match, static: location.root };
  return location.does === 'return' ? { match, return: location.status } : { match, proxy: true };
}

/** Gunicorn. */
export function writeApp(scenario: Scenario, generation: Generation): Draft {
  const { gunicorn: version, django } = GENERATIONS[generation];
  return {
    ...writeTable(scenario.app, GUNICORN, { version, django }),
    ...writeHost(scenario, scenario.app.host, 'web'),
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
