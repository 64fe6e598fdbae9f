/** How an app server is entered: its settings by their real names, and what they make of it. */
import { msg } from '../../language/t.ts';
import type { Field } from '../fields.ts';
import { bytes, choice, count, duration, GIB, MS, SECOND } from '../makeField.ts';
import type { AppTraits } from './appTraits.ts';
import type { FrontTraits } from './frontTraits.ts';
import type { AppWords } from './serverWords.ts';

export const MOST_INSTANCES = 16;

/** What every app server has, whatever program it is. */
export const EVERY_APP = {
  instances: count(
    'instances',
    1,
    1,
    MOST_INSTANCES,
    msg('equal copies of this server behind the front'),
  ),
  django: choice(
    'django',
    '5.2',
    ['5.2', '3.2'],
    msg('which Django: 3.2 runs all sync code of an asgi worker in one thread'),
  ),
  memoryBytes: bytes(
    'memory',
    60_000_000,
    100 * GIB,
    msg('memory of one process, apart from what its requests need'),
  ),
  bootUs: duration(
    'boot',
    120 * MS,
    600 * SECOND,
    msg('from fork to ready: importing Django and the project'),
  ),
} as const;

// biome-ignore lint/suspicious/noExplicitAny: settings of different servers stand in one registry; each entry types its own
export type Settings = Readonly<Record<string, Field<any>>>;

/** The resolved shape of a table of settings. */
export type Resolved<T extends Settings> = {
  readonly [K in keyof T]: T[K] extends Field<infer V> ? V : never;
};

/** An app server without its own settings: what all have. */
export interface EveryApp extends Resolved<typeof EVERY_APP> {
  /** Hosts by index into `Scenario.hosts`: instance i runs on the i-th of them, and again from the first. */
  readonly hosts: readonly number[];
}

export interface AppEntry<T extends Settings = Settings> {
  /** As people know it: `uWSGI`. */
  readonly name: string;
  /** False: nothing about it was measured; wherever it shows, it says so. */
  readonly isMeasured: boolean;
  /** Length of the queue of its listening socket where none is written. */
  readonly backlog: number;
  readonly settings: T;
  /** What it calls the settings that explanations speak of. */
  readonly words?: AppWords;
  /** Release of each generation that `version:` selects; the server needs a setting `version` then. */
  readonly releases: { readonly current: string; readonly classic: string } | null;
  traits(settings: EveryApp & Resolved<T>): AppTraits;
  /** What a front server does otherwise that speaks to it in its own way. */
  behind?(settings: EveryApp & Resolved<T>, front: FrontTraits): Partial<FrontTraits>;
  /** What cannot be together: path below `app`, value, sentence. */
  check?(settings: EveryApp & Resolved<T>): readonly {
    readonly at: string;
    readonly value: unknown;
    readonly message: string;
  }[];
  /** Which front servers can stand before it as it is set, where not any can (`none` = nobody); and the setting that says so, below `app`. */
  fronts?(settings: EveryApp & Resolved<T>): {
    readonly names: readonly string[];
    readonly at: string;
    readonly value: unknown;
    readonly why: string;
  } | null;
  /** What the program makes of settings that mean the same. */
  normal?(settings: Resolved<T>): { readonly [K in keyof T]?: unknown };
}

/** Types an entry by its own settings. */
export function appServer<T extends Settings>(entry: AppEntry<T>): AppEntry<T> {
  return entry;
}
