import type { RecordedEvent, Recording } from '../../src/recording/recording.ts';
import { type RequestRow, requestTable } from '../../src/recording/requestTable.ts';
import type { EventName } from '../../src/recording/vocabulary.ts';
import { describeProblem, isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

export type Written = Record<string, unknown>;

/** What a run of the engine left behind, in the forms that tests ask for. */
export interface Ran {
  readonly scenario: Scenario;
  readonly recording: Recording<Scenario>;
  readonly rows: readonly RequestRow[];
  /** Events by name, and by request where one is given. */
  of(name: EventName, request?: number): RecordedEvent[];
  /** When each request ended at its client, ms; null = still in flight. */
  readonly endsMs: readonly (number | null)[];
  readonly statuses: readonly (number | null)[];
}

/** Reads a written scenario; a test that wrote an invalid one fails with the sentences that say why. */
export function scenarioOf(written: Written): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(scenario.map(describeProblem).join('\n'));
  return scenario;
}

/** Gunicorn alone on loopback, two cores, no database, nothing but what the test writes. */
export const DIRECT: Written = {
  front: 'none',
  database: 'none',
  hosts: { lab: { cores: 2 } },
};

/** The same behind nginx with its defaults. */
export const BEHIND_NGINX: Written = { ...DIRECT, front: {} };

/** Runs a written scenario from a {@link DIRECT} or {@link BEHIND_NGINX} base. */
export function ran(base: Written, written: Written): Ran {
  const scenario = scenarioOf({ ...base, ...written });
  const recording = simulate(scenario);
  const rows = requestTable(recording);
  return {
    scenario,
    recording,
    rows,
    of: (name, request) => eventsOf(recording, name, request),
    endsMs: rows.map((row) => (row.endUs === null ? null : row.endUs / 1000)),
    statuses: rows.map((row) => row.status),
  };
}

export function eventsOf(recording: Recording, name: EventName, request?: number): RecordedEvent[] {
  const found: RecordedEvent[] = [];
  for (let i = 0; i < recording.length; i++) {
    const event = recording.event(i);
    if (event.name === name && (request === undefined || event.request === request))
      found.push(event);
  }
  return found;
}

/** Clients of the given name on loopback, arriving as listed. */
export function arriving(name: string, arrivals: readonly Written[], over: Written = {}): Written {
  return { name, link: 'loopback', arrivals, ...over };
}

/** `count` arrivals `everyMs` apart. */
export function inARow(count: number, everyMs: number, over: Written = {}, fromMs = 0): Written[] {
  return Array.from({ length: count }, (_, k) => ({ at: `${fromMs + k * everyMs}ms`, ...over }));
}

/** How many times each value occurs. */
export function tally(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}
