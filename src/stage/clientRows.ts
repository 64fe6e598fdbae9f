import { linkLabel } from '../scenario/linkPresets.ts';
import type { Arrival, Link, Pace, Population, Scenario } from '../scenario/scenario.ts';

/** One row of the clients card: a single client, or a whole population where there are too many to draw one by one. */
export interface ClientRow {
  readonly key: string;
  readonly population: number;
  /** Which client of the population, or null where the row stands for many. */
  readonly client: number | null;
  readonly linkName: string;
  readonly label: string;
  /** `×8`, `30/s`; empty for a single client. */
  readonly many: string;
  /** How many clients it stands for, 0 where they come at a rate. */
  readonly clients: number;
  /** The rate at which clients come, 0 where their number is fixed. */
  readonly perSecond: number;
  readonly slow: boolean;
  /** Wires to draw; for a single client as many as it has connections at once. */
  readonly wires: number;
  /** All of its requests go over one connection (HTTP/2): one wire, with room for several side by side. */
  readonly isShared: boolean;
}

/** Bytes a second up to which a link is drawn as a trickle: 1 Mbit/s. */
const SLOW_BYTES_PER_SECOND = 125_000;

/** Whether a person would call this client slow: by its link, or by how it uses it. */
export function isSlow(link: Link, pace: Pace): boolean {
  return (
    link.upBytesPerSecond <= SLOW_BYTES_PER_SECOND ||
    pace.headOverUs > 0 ||
    pace.bodyOverUs > 0 ||
    pace.stops !== null ||
    pace.readBytesPerSecond < SLOW_BYTES_PER_SECOND ||
    pace.readDelayUs > 0
  );
}

function clientsOf({ arrivals }: Population): number {
  if (arrivals.kind === 'closed') return arrivals.count;
  return arrivals.kind === 'list' ? listedClients(arrivals.items).length : Number.POSITIVE_INFINITY;
}

/** The clients of a written list, by the arrival that each is known by: its first, where several bear its number. */
function listedClients(items: readonly Arrival[]): number[] {
  const known = new Set<number>();
  return items.flatMap(({ client }, k) => {
    if (client !== null) {
      if (known.has(client)) return [];
      known.add(client);
    }
    return [k];
  });
}

function manyWords(population: Population): string {
  const { arrivals } = population;
  if (arrivals.kind === 'closed' || arrivals.kind === 'list') return `×${clientsOf(population)}`;
  return `${Number(arrivals.perSecond.toPrecision(3))}/s`;
}

/**
 * The rows of the clients card. Clients are drawn one by one while at most `most` rows come of it; otherwise the largest
 * populations are drawn as one row each, with several wires.
 */
export function clientRows(scenario: Scenario, most: number): ClientRow[] {
  const sizes = scenario.clients.map(clientsOf);
  const grouped = new Set<number>();
  const total = () => sizes.reduce((sum, n, p) => sum + (grouped.has(p) ? 1 : n), 0);
  const bySize = sizes.map((_, p) => p).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  for (const p of bySize) {
    if (total() <= most) break;
    if ((sizes[p] ?? 0) > 1) grouped.add(p);
  }
  return scenario.clients.flatMap((population, p) =>
    grouped.has(p)
      ? [groupRow(population, p, sizes[p] ?? 1)]
      : singleRows(population, p, scenario.front?.tls?.http2 === true && population.http2),
  );
}

function groupRow(population: Population, p: number, size: number): ClientRow {
  return {
    key: `${p}`,
    population: p,
    client: null,
    linkName: linkLabel(population.link),
    label: population.name,
    many: manyWords(population),
    clients: Number.isFinite(size) ? size : 0,
    perSecond: 'perSecond' in population.arrivals ? population.arrivals.perSecond : 0,
    slow: isSlow(population.link, population.pace),
    wires: Math.max(2, Math.min(size, 5)),
    isShared: false,
  };
}

/** Side by side on a connection that carries several. */
const SIDE_BY_SIDE = 5;

function singleRows(population: Population, p: number, isShared: boolean): ClientRow[] {
  const { arrivals } = population;
  const clients =
    arrivals.kind === 'list'
      ? listedClients(arrivals.items)
      : Array.from({ length: clientsOf(population) }, (_, client) => client);
  return clients.map((client) => {
    const item = arrivals.kind === 'list' ? arrivals.items[client] : undefined;
    const link = item?.link ?? population.link;
    return {
      key: `${p}.${client}`,
      population: p,
      client,
      linkName: linkLabel(link),
      label: population.name,
      many: '',
      clients: 1,
      perSecond: 0,
      slow: isSlow(link, item?.pace ?? population.pace),
      wires: isShared ? SIDE_BY_SIDE : population.assets.length > 0 ? population.connections : 1,
      isShared,
    };
  });
}

/** Finds the row of a client in constant time. Built once per plan. */
export function rowFinder(
  rows: readonly ClientRow[],
): (population: number, client: number) => number {
  const index = new Map(rows.map((row, i) => [row.key, i]));
  return (population, client) =>
    index.get(`${population}.${client}`) ?? index.get(`${population}`) ?? 0;
}
