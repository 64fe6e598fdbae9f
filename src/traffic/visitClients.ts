import type { Visit } from './traffic.ts';

/** Connections of one browser. */
export const BROWSER_CONNECTIONS = 6;
/** Nobody clicks this often within a second: more come from many people behind one address. */
const MOST_A_SECOND = 30;

/**
 * The client of each visit as a number, or null for a client of its own: one address is one client, unless it had more requests under way at
 * once than one browser opens connections, as a proxy or a balancer has.
 * @param mayBeMany false where all is known to come from one browser
 */
export function clientsOf(
  visits: readonly Visit[],
  mayBeMany: boolean,
): {
  numbers: (number | null)[];
  clients: number;
  /** Addresses behind which there are many. */
  shared: string[];
} {
  const byAddress = new Map<string, Visit[]>();
  for (const visit of visits) {
    const own = byAddress.get(visit.client);
    if (own) own.push(visit);
    else byAddress.set(visit.client, [visit]);
  }
  const shared = new Set<string>();
  for (const [address, own] of byAddress) if (mayBeMany && isShared(own)) shared.add(address);
  const numbers = new Map<string, number>();
  for (const address of byAddress.keys())
    if (!shared.has(address)) numbers.set(address, numbers.size);
  const found = visits.map(({ client }) => numbers.get(client) ?? null);
  return {
    numbers: found,
    clients: numbers.size + found.filter((number) => number === null).length,
    shared: [...shared],
  };
}

function isShared(visits: readonly Visit[]): boolean {
  if (visits.length <= BROWSER_CONNECTIONS) return false;
  const inSecond = new Map<number, number>();
  const changes: [number, number][] = [];
  for (const { startUs, endUs } of visits) {
    const second = Math.floor(startUs / 1e6);
    const count = (inSecond.get(second) ?? 0) + 1;
    if (count > MOST_A_SECOND) return true;
    inSecond.set(second, count);
    if (endUs > startUs) changes.push([startUs, 1], [endUs, -1]);
  }
  let open = 0;
  for (const [, change] of changes.sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    open += change;
    if (open > BROWSER_CONNECTIONS) return true;
  }
  return false;
}
