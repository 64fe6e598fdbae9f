import { EVENT } from '../../recording/vocabulary.ts';
import type { Route, Database as ScenarioDatabase } from '../../scenario/scenario.ts';
import { databaseHost } from '../../scenario/servers/hosts.ts';
import type { Session } from '../charts/database/session.ts';
import { DATABASES, type DatabaseTraits } from '../databases.ts';
import { MESSAGE } from '../messages.ts';
import type { World } from '../world.ts';
import type { Cores } from './cores.ts';
import { type Outage, outageOf } from './outage.ts';
import { RowLocks } from './rowLocks.ts';

/** The database of a run: what its sessions share. A null database has none of these. */
export class Database {
  readonly world: World;
  readonly traits: DatabaseTraits;
  /** Of the database's host; SQLite works in the app's process, on the app's host. */
  readonly cores: Cores;
  readonly locks: RowLocks;
  /** Every session registers itself. */
  readonly sessions: Session[] = [];
  readonly rttUs: number;
  /** Infinity where nobody counts. */
  readonly max_connections: number;
  /** Those of them that Django may use. */
  readonly sessionsUsable: number;
  /** Work for a new connection, and how long its round trips take. */
  readonly connectUs: number;
  readonly reachUs: number;
  /** Work for a connection beyond max_connections, until it is turned away. */
  readonly refusalUs: number;
  readonly CONN_MAX_AGEUs: number;
  /** How long a query waits for a lock. */
  readonly lockTimeoutUs: number;
  sessionsOpen = 0;
  /** Connections that are being turned away, but have a process meanwhile. */
  sessionsRefusing = 0;
  awayUntilUs = 0;
  slowUntilUs = 0;
  /** What a query takes is multiplied with this. */
  slowness = 1;
  /** When the way from each host of an app server to it is cut, null = never. */
  private readonly outages: ReadonlyMap<number, Outage | null>;
  private readonly rows: ReadonlyMap<Route, number>;

  constructor(world: World, settings: ScenarioDatabase) {
    const { app } = world.scenario;
    const traits = DATABASES[settings.kind];
    this.world = world;
    this.traits = traits;
    this.cores = world.cores[databaseHost(settings, app)];
    this.locks = new RowLocks(this);
    this.CONN_MAX_AGEUs = settings.CONN_MAX_AGEUs;
    if (settings.kind === 'sqlite') {
      this.rttUs = 0;
      this.max_connections = Number.POSITIVE_INFINITY;
      this.connectUs = 0;
      this.reachUs = 0;
      this.lockTimeoutUs = settings.timeoutUs;
    } else {
      this.rttUs = settings.rttUs;
      this.max_connections = settings.max_connections;
      this.connectUs = settings.connectUs ?? traits.connectUs[settings.auth];
      this.reachUs = settings.rttUs * traits.connectRoundTrips[settings.auth];
      this.lockTimeoutUs =
        settings.kind === 'postgresql'
          ? settings.lock_timeoutUs
          : settings.innodb_lock_wait_timeoutUs;
    }
    this.sessionsUsable =
      settings.kind === 'postgresql'
        ? settings.max_connections - settings.superuser_reserved_connections
        : this.max_connections;
    this.refusalUs = Math.min(traits.refusalUs, this.connectUs);
    const own = databaseHost(settings, app);
    this.outages = new Map(
      app.hosts.map((host) => [host, host === own ? null : outageOf(world.scenario, [host, own])]),
    );
    this.rows = numberRows(world.routes, traits);
  }

  /** The row that a route's first query locks, -1 = none. SQLite has one for all: its file. */
  rowOf(route: Route): number {
    return this.rows.get(route) ?? -1;
  }

  /** When the way from a host to it is cut, null = never. */
  outageFrom(host: number): Outage | null {
    return this.outages.get(host) ?? null;
  }

  get isAway(): boolean {
    return this.world.queue.nowUs < this.awayUntilUs;
  }

  /** A restart begins: every session loses its server. A file cannot go away. */
  stop(downUs: number): void {
    if (!this.traits.isServer) return;
    const { world } = this;
    this.awayUntilUs = Math.max(this.awayUntilUs, world.queue.nowUs + downUs);
    world.record(EVENT['database/stopped'], -1, -1, downUs);
    this.locks.clear();
    for (const session of this.sessions) world.kernel.send(session.cell, MESSAGE.serverStopped, 0);
  }

  /** A restart ends; where another has begun meanwhile, the last one to end brings it back. */
  start(): void {
    if (this.traits.isServer && !this.isAway)
      this.world.record(EVENT['database/started'], -1, -1, 0);
  }

  /** Queries that begin from now on take `factor` times as long. */
  slow(factor: number, forUs: number): void {
    this.slowness = factor;
    this.slowUntilUs = Math.max(this.slowUntilUs, this.world.queue.nowUs + forUs);
    this.recordSlowness();
  }

  /** A slow time ends, where no other goes on. */
  restoreSpeed(): void {
    if (this.world.queue.nowUs < this.slowUntilUs) return;
    this.slowness = 1;
    this.recordSlowness();
  }

  private recordSlowness(): void {
    this.world.record(EVENT['database/slowed'], -1, -1, Math.round(this.slowness * 1000));
  }
}

/**
 * The row of each route that locks one, as a number. SIMPLIFIED: SQLite's transactions begin IMMEDIATE (Django's `transaction_mode`), so
 * one that locks or writes has the file from its first query on; its readers never wait.
 */
function numberRows(routes: readonly Route[], traits: DatabaseTraits): Map<Route, number> {
  const names: string[] = [];
  const rows = new Map<Route, number>();
  for (const route of routes) {
    if (!traits.isServer) {
      if (route.writes || route.locks !== '') rows.set(route, 0);
    } else if (route.locks !== '') {
      if (!names.includes(route.locks)) names.push(route.locks);
      rows.set(route, names.indexOf(route.locks));
    }
  }
  return rows;
}
