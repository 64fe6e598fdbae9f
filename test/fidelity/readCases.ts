import { readdirSync, readFileSync } from 'node:fs';
import type { Failure } from '../../src/recording/vocabulary.ts';

/** One measured case: the scenario that describes it, and what the real programs did, per request in order of start. */
export interface Case {
  readonly name: string;
  readonly version: 'classic' | 'current';
  readonly scenario: unknown;
  readonly measured: readonly Measured[];
  /** Kinds of requests of whom the programs serve in an order of their own: their ends are compared as a set. */
  readonly anyOrder: readonly string[];
}

export interface Measured {
  readonly kind: string;
  /** ms from the start of the case. */
  readonly start: number;
  readonly end: number;
  readonly status: number | null;
  /** How a request without a status ended; null where the data do not tell. */
  readonly failure: Failure | null;
}

/** How a case is written: what all requests of a kind have in common stands once. */
interface Written {
  readonly name: string;
  readonly version: 'classic' | 'current';
  readonly anyOrder?: readonly string[];
  readonly scenario: { readonly clients?: readonly { readonly name: string }[] };
  /** An arrival as a scenario writes it, but for `at`; `clients` names the group of clients it belongs to. */
  readonly kinds: Readonly<Record<string, Arrival>>;
  /** Kind, start, end, status or failure, what differs from the kind (null takes a key away). */
  readonly requests: readonly (readonly [
    string,
    number,
    number,
    number | Failure | null,
    Arrival?,
  ])[];
}

type Arrival = { readonly clients?: string } & Readonly<Record<string, unknown>>;

const FOLDER = new URL('./cases/', import.meta.url);

/** Every case of every family, one file each. */
export function readCases(): Case[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) => readLines<Written>(new URL(file, FOLDER)))
    .map(spellOut);
}

/** A file of JSON Lines: one value a line. */
export function readLines<T>(file: URL): T[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

/** Fills in what most cases have in common, and gives each group of clients its arrivals. */
function spellOut({ name, version, anyOrder = [], scenario, kinds, requests }: Written): Case {
  const groups = scenario.clients ?? [{ name: 'load', link: 'loopback' }];
  const arrivals = requests.map(([kind, start, , , differs]) => {
    const { clients = groups[0].name, ...rest } = { ...kinds[kind], ...differs };
    const written = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
    return { clients, arrival: { at: `${start}ms`, ...written } };
  });
  return {
    name,
    version,
    anyOrder,
    scenario: {
      title: name,
      version,
      duration: '40s',
      hosts: { lab: { cores: 2 } },
      front: 'none',
      socket: { kind: 'tcp' },
      database: 'none',
      ...scenario,
      clients: groups.map((group) => ({
        ...group,
        arrivals: arrivals.filter((one) => one.clients === group.name).map((one) => one.arrival),
      })),
    },
    measured: requests.map(([kind, start, end, outcome]) => ({
      kind,
      start,
      end,
      status: typeof outcome === 'number' ? outcome : null,
      failure: typeof outcome === 'string' ? outcome : null,
    })),
  };
}
