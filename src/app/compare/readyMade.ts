import { t } from '../../language/t.ts';
import type { WrittenScenario } from '../../scenario/writeScenario.ts';
import { MAIN_ROAD } from './readyMadeMainRoad.ts';
import { OTHER_SERVERS } from './readyMadeServers.ts';
import { type CompareSide, underTraffic } from './side.ts';

/** A comparison that is there to be opened: one traffic, several deployments. Its words are marked with `msg` in the tables; see {@link spoken}. */
export interface ReadyMade {
  /** As in the address: `#/compare/<id>`. */
  readonly id: string;
  /** A question. */
  readonly title: string;
  /** The language of the title, where it is not the one that is spoken. */
  readonly lang?: string;
  /** What is compared under what, and what to expect or look for; two plain sentences. */
  readonly words: readonly [string, string];
  /** Where to look first, and what is to be seen there. */
  readonly look: { readonly atUs: number; readonly words: string };
  /** Seed, duration, clients, routes, bursts: the same for all. */
  readonly traffic: WrittenScenario;
  /** What is deployed, by what it is called. A further server is a further line. */
  readonly deployments: readonly {
    readonly title: string;
    readonly is: WrittenScenario;
  }[];
}

/** A comparison of the tables in the language that is spoken, with the names of its deployments. */
export function spoken(readyMade: ReadyMade): ReadyMade {
  const { title, words, look, deployments } = readyMade;
  return {
    ...readyMade,
    title: t(title),
    words: [t(words[0]), t(words[1])],
    look: { ...look, words: t(look.words) },
    deployments: deployments.map((each) => ({ ...each, title: t(each.title) })),
  };
}

/** The sides of a ready-made comparison. */
export function sidesOf({ traffic, deployments }: ReadyMade): CompareSide[] {
  return deployments.map(({ title, is }) => {
    // Each deployment says for itself whether it has a database.
    const base = 'database' in is ? { ...traffic, database: is.database } : traffic;
    return { title, source: { scenario: underTraffic(base, { title, ...is }) } };
  });
}

/** The ready-made comparison of that name, or null. */
export function readyMadeById(id: string): ReadyMade | null {
  return READY_MADE.find((each) => each.id === id) ?? null;
}

/** All of them, in the order in which they are offered. */
export const READY_MADE: readonly ReadyMade[] = [...MAIN_ROAD, ...OTHER_SERVERS];
