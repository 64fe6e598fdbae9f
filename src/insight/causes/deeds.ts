import { EVENT } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';

/** Something that was done to the running world, and for how long it stayed so. */
export interface Deed {
  /** A process stopped by SIGSTOP, a host without its cable, other programs on a host, nginx stopped, clients whose line was slowed. */
  readonly kind: 'paused' | 'unplugged' | 'busied' | 'frontStopped' | 'slowed';
  /** Process, host or population; -1 for nginx. */
  readonly actor: number;
  /** How many programs, or the factor × 1000. */
  readonly arg: number;
  readonly fromUs: number;
  readonly untilUs: number;
}

/** The word that begins each, and those that end it. */
const BEGINS = new Map<number, Deed['kind']>([
  [EVENT['worker/paused'], 'paused'],
  [EVENT['host/unplugged'], 'unplugged'],
  [EVENT['host/busied'], 'busied'],
  [EVENT['front/stopped'], 'frontStopped'],
  [EVENT['client/slowed'], 'slowed'],
]);
const ENDS = new Map<number, Deed['kind']>([
  ...BEGINS,
  [EVENT['worker/resumed'], 'paused'],
  [EVENT['worker/killed'], 'paused'],
  [EVENT['worker/exited'], 'paused'],
  [EVENT['host/plugged'], 'unplugged'],
  [EVENT['front/started'], 'frontStopped'],
]);
/** An `arg` with which a word takes back instead. */
const TAKEN_BACK: { readonly [K in Deed['kind']]?: number } = { busied: 0, slowed: 1000 };

const NO_DEEDS: readonly Deed[] = [];

const known = new WeakMap<Run, { length: number; deeds: readonly Deed[] }>();

/** All of them in order of beginning; what is not taken back lasts until the end of the recording. */
export function deedsOf(run: Run): readonly Deed[] {
  const before = known.get(run);
  if (before && before.length === run.length) return before.deeds;
  // Nothing of the kind happens by itself: most runs need not be read.
  if ((run.scenario.script ?? []).length === 0) return NO_DEEDS;
  const deeds: Deed[] = [];
  const open = new Map<string, Omit<Deed, 'untilUs'>>();
  for (let i = 0; i < run.length; i++) {
    const kind = ENDS.get(run.type(i));
    if (kind === undefined) continue;
    const key = `${kind} ${run.actor(i)}`;
    const was = open.get(key);
    const at = run.at(i);
    if (was && at > was.fromUs) deeds.push({ ...was, untilUs: at });
    open.delete(key);
    if (!BEGINS.has(run.type(i)) || TAKEN_BACK[kind] === run.arg(i)) continue;
    open.set(key, { kind, actor: run.actor(i), arg: run.arg(i), fromUs: at });
  }
  for (const was of open.values()) deeds.push({ ...was, untilUs: run.endUs });
  deeds.sort((a, b) => a.fromUs - b.fromUs);
  known.set(run, { length: run.length, deeds });
  return deeds;
}

/** What was done in that way to one of the actors (or to any, with null) for the most of a stretch of time, or undefined. */
export function deedDuring(
  run: Run,
  kind: Deed['kind'],
  actors: readonly number[] | null,
  fromUs: number,
  untilUs: number,
): Deed | undefined {
  let most: Deed | undefined;
  let mostUs = -1;
  for (const deed of deedsOf(run)) {
    if (deed.fromUs > untilUs) break;
    if (deed.kind !== kind || deed.untilUs < fromUs) continue;
    if (actors && !actors.includes(deed.actor)) continue;
    const us = Math.min(deed.untilUs, untilUs) - Math.max(deed.fromUs, fromUs);
    if (us > mostUs) {
      most = deed;
      mostUs = us;
    }
  }
  return most;
}
