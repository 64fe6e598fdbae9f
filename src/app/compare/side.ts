import { DEFAULT_PARTS } from '../../scenario/defaultParts.ts';
import { isRecord } from '../../scenario/fields.ts';
import { parseScenario } from '../../scenario/parseScenario.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem, Scenario } from '../../scenario/scenario.ts';
import type { WrittenScenario } from '../../scenario/writeScenario.ts';

/** Where the run of a side comes from: simulated from a scenario as written, or measured at real servers. */
export type SideSource = { readonly scenario: WrittenScenario } | { readonly measured: string };

/** One of the deployments that are compared. */
export interface CompareSide {
  readonly title: string;
  readonly source: SideSource;
}

export const FEWEST_SIDES = 2;
export const MOST_SIDES = 4;
export const LONGEST_TITLE = 60;

/** What the base side gives to all: who comes, what for, by what chance, for how long. */
const TRAFFIC = ['seed', 'duration', 'clients', 'routes'] as const;
/** Lines of the script that are traffic too. */
const TRAFFIC_LINES = ['burst', 'abort-client', 'slow-client'];

/**
 * The deployment of one scenario under the traffic of another: the base's clients, routes, seed, duration and bursts, everything else its
 * own. A side with traffic of its own would compare nothing. A side without a database gets the base's: its routes may ask it.
 */
export function underTraffic(base: WrittenScenario, own: WrittenScenario): WrittenScenario {
  const imposed: Record<string, unknown> = { ...own };
  for (const part of TRAFFIC) {
    if (base[part] === undefined) delete imposed[part];
    else imposed[part] = base[part];
  }
  if (isWithout(own.database) && !isWithout(base.database)) {
    if (base.database === undefined) delete imposed.database;
    else imposed.database = base.database;
    // Its own come first: programs stand on the first host where none is named.
    const boxes = databaseHostOf(base);
    const isMissing = Object.keys(boxes).some((name) => !Object.hasOwn(hostsOf(own), name));
    if (isMissing) imposed.hosts = { ...hostsOf(own), ...boxes };
  }
  const lines = [
    ...linesOf(own).filter((line) => !isTraffic(line)),
    ...linesOf(base).filter(isTraffic),
  ];
  if (lines.length > 0) imposed.script = lines;
  else delete imposed.script;
  return imposed;
}

/** The scenario of a simulated side under the base's traffic, or what is wrong with it; places are within the side's scenario. */
export function sideScenario(
  base: WrittenScenario | null,
  own: WrittenScenario,
): Scenario | Problem[] {
  return parseScenario(base === null ? own : underTraffic(base, own));
}

/** The scenario that gives its traffic to all sides: the first one that is simulated. Null where all are measured. */
export function baseOf(sides: readonly CompareSide[]): WrittenScenario | null {
  for (const { source } of sides) if ('scenario' in source) return source.scenario;
  return null;
}

/** `A` for the first side. */
export function sideLetter(index: number): string {
  return String.fromCharCode(65 + index);
}

/** A title that no other side has yet: `sync`, `sync 2`. */
export function freeTitle(title: string, sides: readonly CompareSide[]): string {
  const taken = new Set(sides.map((side) => side.title));
  const short = title.slice(0, LONGEST_TITLE - 3);
  for (let nth = 1; ; nth++) {
    const wanted = nth === 1 ? short : `${short} ${nth}`;
    if (!taken.has(wanted)) return wanted;
  }
}

/** What is wrong with sides as they stand, each place beginning with its side: `sides[1].app.workers`. */
export function problemsOf(sides: readonly CompareSide[]): Problem[] {
  const base = baseOf(sides);
  return sides.flatMap(({ source }, index) => {
    if (!('scenario' in source)) return [];
    const scenario = sideScenario(base, source.scenario);
    if (!isProblems(scenario)) return [];
    return scenario.map((problem) => ({ ...problem, at: `sides[${index}].${problem.at}` }));
  });
}

const isWithout = (database: unknown): boolean => database === 'none' || database === null;

/** Those that every scenario has unless it says otherwise. */
const hostsOf = ({ hosts }: WrittenScenario) =>
  isRecord(hosts) ? hosts : (DEFAULT_PARTS.hosts as Readonly<Record<string, unknown>>);

/** The box that the database of a scenario runs on, with its settings. */
function databaseHostOf(scenario: WrittenScenario): Readonly<Record<string, unknown>> {
  const hosts = hostsOf(scenario);
  const { database } = scenario;
  const named = isRecord(database) ? database.host : undefined;
  const usual = Object.hasOwn(hosts, 'db') ? 'db' : Object.keys(hosts)[0];
  const name = String(named ?? usual);
  return Object.hasOwn(hosts, name) ? { [name]: hosts[name] } : {};
}

const linesOf = ({ script }: WrittenScenario): readonly unknown[] =>
  Array.isArray(script) ? script : [];

const isTraffic = (line: unknown): boolean =>
  isRecord(line) && TRAFFIC_LINES.some((key) => key in line);
