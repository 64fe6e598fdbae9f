/** Where programs run. */
import type { Database } from '../scenario.ts';

/** The host of one instance of a server: they take the hosts in turn. */
export function hostOf({ hosts }: { readonly hosts: readonly number[] }, instance = 0): number {
  return hosts[instance % hosts.length] ?? 0;
}

/** The host of a database; a file is on the host of whoever opens it. */
export function databaseHost(
  database: Database,
  app: { readonly hosts: readonly number[] },
): number {
  return database.kind === 'sqlite' ? hostOf(app) : database.host;
}
