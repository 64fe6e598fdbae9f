import type { Failure } from '../../recording/vocabulary.ts';

/** One measured case: the scenario that describes it, and what the real programs did, per request in order of start. */
export interface MeasuredCase {
  readonly name: string;
  readonly version: 'classic' | 'current';
  /** As people write one. */
  readonly scenario: Readonly<Record<string, unknown>>;
  readonly measured: readonly Measured[];
  /** Kinds of requests of whom the programs serve in an order of their own: their ends are compared as a set. */
  readonly anyOrder: readonly string[];
}

export interface Measured {
  readonly kind: string;
  /** Index of the clients of the scenario that it belongs to, and of its arrival among theirs. */
  readonly population: number;
  readonly arrival: number;
  /** ms from the start of the case; medians over the repetitions. */
  readonly start: number;
  readonly end: number;
  readonly status: number | null;
  /** How a request without a status ended; null where the data do not tell. */
  readonly failure: Failure | null;
}

/** How a case is written: what all requests of a kind have in common stands once. */
export interface WrittenCase {
  readonly name: string;
  readonly version: 'classic' | 'current';
  readonly anyOrder?: readonly string[];
  readonly scenario: { readonly clients?: readonly { readonly name: string }[] };
  /** An arrival as a scenario writes it, but for `at`; `clients` names the group of clients it belongs to. */
  readonly kinds: Readonly<Record<string, WrittenArrival>>;
  /** Kind, start, end, status or failure, what differs from the kind (null takes a key away). */
  readonly requests: readonly (readonly [
    string,
    number,
    number,
    number | Failure | null,
    WrittenArrival?,
  ])[];
}

type WrittenArrival = { readonly clients?: string } & Readonly<Record<string, unknown>>;

/** Fills in what most cases have in common, and gives each group of clients its arrivals. */
export function spellOut({
  name,
  version,
  anyOrder = [],
  scenario,
  kinds,
  requests,
}: WrittenCase): MeasuredCase {
  const groups = scenario.clients ?? [{ name: 'load', link: 'loopback' }];
  const lists: unknown[][] = groups.map(() => []);
  const measured = requests.map(([kind, start, end, outcome, differs]): Measured => {
    const { clients = groups[0]?.name, ...rest } = { ...kinds[kind], ...differs };
    const written = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
    const population = groups.findIndex((group) => group.name === clients);
    const list = lists[population] as unknown[];
    list.push({ at: `${start}ms`, ...written });
    return {
      kind,
      population,
      arrival: list.length - 1,
      start,
      end,
      status: typeof outcome === 'number' ? outcome : null,
      failure: typeof outcome === 'string' ? outcome : null,
    };
  });
  return {
    name,
    version,
    anyOrder,
    scenario: {
      title: name,
      version,
      duration: `${LONGEST_S}s`,
      hosts: { lab: { cores: 2 } },
      front: 'none',
      socket: { kind: 'tcp' },
      database: 'none',
      ...scenario,
      clients: groups.map((group, i) => ({ ...group, arrivals: lists[i] })),
    },
    measured,
  };
}

/** Where nothing is written a case runs for so long, s: longer than any of them takes. */
const LONGEST_S = 40;

/** The scenario of a case as people watch it: without the quiet that follows its last end. */
export function scenarioToWatch({ scenario, measured }: MeasuredCase): MeasuredCase['scenario'] {
  if (scenario.duration !== `${LONGEST_S}s`) return scenario;
  const lastMs = Math.max(...measured.flatMap(({ start, end }) => [start, end]));
  // Time for what a worker does after the last answer.
  const seconds = Math.ceil((1.1 * lastMs) / 1000) + 2;
  return { ...scenario, duration: `${Math.min(LONGEST_S, seconds)}s` };
}

/** The family of a case: the letter its name begins with, and the number if there is a second series. */
export function familyOf(name: string): string {
  return name.replace(/^N2[06]_/, '').split('_')[0] ?? '';
}

/** A real end is met within 10 ms, or within 5 % of what the request took. */
export function limitMs(measuredMs: number, startMs: number): number {
  return Math.max(10, 0.05 * (measuredMs - startMs));
}
