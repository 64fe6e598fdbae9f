import type { Database } from '../scenario/scenario.ts';

/** What differs between the databases: all of it, as data, here. Times are µs on the machine the measurements come from. */
export interface DatabaseTraits {
  /** A program of its own that can be away and counts its connections. Else the file is read by Django's own process. */
  readonly isServer: boolean;
  /** Process or thread start and password check, by `auth`: what a new connection costs on loopback. */
  readonly connectUs: Readonly<Record<string, number>>;
  /**
   * Times that Django waits for an answer until a connection can be used, by `auth`: handshake of TCP, (PostgreSQL) the question for
   * TLS, start-up, each exchange of the password check, and Django's own settings of the session.
   */
  readonly connectRoundTrips: Readonly<Record<string, number>>;
  /** A connection beyond max_connections costs this much before it is turned away: nobody has looked at its password. */
  readonly refusalUs: number;
  readonly lockOrder: LockOrder;
  /** The limit for a lock counts anew with every wait that a query comes to, not once for the query. */
  readonly limitsEachWait: boolean;
}

/**
 * How those who wait for a row get it.
 * `versions`: PostgreSQL's two levels, see RowLocks. `queue`: in order of arrival. `polling`: whoever looks first when it is free.
 */
export type LockOrder = 'versions' | 'queue' | 'polling';

export const DATABASES: { readonly [kind in Database['kind']]: DatabaseTraits } = {
  postgresql: {
    isServer: true,
    connectUs: { 'scram-sha-256': 5_100, trust: 1_800 },
    connectRoundTrips: { 'scram-sha-256': 6, trust: 4 },
    refusalUs: 1_700,
    lockOrder: 'versions',
    limitsEachWait: true,
  },
  mysql: {
    isServer: true,
    connectUs: { mysql_native_password: 400, none: 400 },
    connectRoundTrips: { mysql_native_password: 4, none: 4 },
    refusalUs: 400,
    lockOrder: 'queue',
    limitsEachWait: false,
  },
  sqlite: {
    isServer: false,
    connectUs: {},
    connectRoundTrips: {},
    refusalUs: 0,
    lockOrder: 'polling',
    limitsEachWait: false,
  },
};

/**
 * Chance that a backend of PostgreSQL, woken by the one before it in the queue, overtakes it on the way to the row's new version.
 * Fitted to eight measured orders (likelihood).
 */
export const OVERTAKES = 0.2;

/** SQLite's busy handler sleeps this long between its looks, ms; from then on as long as the last (`sqliteDefaultBusyCallback`). */
const BUSY_SLEEPS_MS = [1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100] as const;

/** How long SQLite sleeps after it has found its file locked `tries` times before, µs; 0 or less = it gives up. */
export function busySleepUs(tries: number, timeoutUs: number): number {
  const last = BUSY_SLEEPS_MS.length - 1;
  let sleptMs = Math.max(0, tries - last) * BUSY_SLEEPS_MS[last];
  for (let i = 0; i < Math.min(tries, last); i++) sleptMs += BUSY_SLEEPS_MS[i];
  return Math.min(BUSY_SLEEPS_MS[Math.min(tries, last)] * 1000, timeoutUs - sleptMs * 1000);
}
