import { t } from '../language/t.ts';
import { NONE } from '../recording/vocabulary.ts';
import { nounText } from './nouns.ts';
import { appProgram, holderWord } from './programs.ts';
import type { Run, Stretch } from './shapes.ts';
import { lifeOf, NOT_YET } from './state/life.ts';
import { runIndex } from './state/runIndex.ts';
import { waterfall } from './waterfall.ts';

/** One part of a request's life as its client lives it. */
export interface LifePart {
  /** As in a {@link Stretch}; `way`: between the stretches, with no server's hand on it or with a server's own few microseconds. */
  readonly key: Exclude<Stretch['key'], 'span'> | 'way';
  /** Plain words: `waiting for a worker`. */
  readonly label: string;
  readonly fromUs: number;
  /** Null while it still goes on at the moment asked for. */
  readonly untilUs: number | null;
  readonly holdsWorker: boolean;
}

/** Where several things go on at once, the first of these is what the client waits for. */
const ORDER: readonly Stretch['key'][] = [
  'lock',
  'database',
  'view',
  'static',
  'pool',
  'queue',
  'buffer',
  'read',
  'write',
  'tried',
  'receive',
  'send',
  'tls',
  'linger',
  'connect',
];

/**
 * The life of a request cut into parts that follow one another without gap or overlap, from its start to its end (or to `atUs`, where the
 * last part is open): what its client waits for at each moment. Where {@link waterfall} knows of several things at once, the one furthest
 * inside counts; where it knows of none, the request is on its way. What servers still do after the client's end belongs to no part.
 */
export function lifeline(run: Run, request: number, atUs: number = run.endUs): LifePart[] {
  const life = lifeOf(run, runIndex(run), request, run.countUntil(atUs));
  if (life.count === 0) return [];
  const isOver = life.ending !== NONE && life.endUs !== NOT_YET;
  const lastUs = isOver ? life.endUs : atUs;
  const stretches = waterfall(run, request, atUs).filter((s) => s.depth === 0);
  const cuts = new Set([life.startUs, lastUs]);
  for (const { fromUs, untilUs } of stretches)
    for (const cut of [fromUs, untilUs])
      if (cut !== null && cut > life.startUs && cut < lastUs) cuts.add(cut);
  const moments = [...cuts].sort((a, b) => a - b);

  const holder = nounText(holderWord(appProgram(run.scenario)));
  const parts: { -readonly [K in keyof LifePart]: LifePart[K] }[] = [];
  for (let i = 0; i < moments.length; i++) {
    const fromUs = moments[i] as number;
    const untilUs = moments[i + 1];
    // The last moment begins a part of its own only while the request is still under way and nothing has come before it.
    if (untilUs === undefined && (isOver || parts.length > 0)) break;
    const on = topmost(stretches, fromUs);
    const key = (on?.key ?? 'way') as LifePart['key'];
    const isHeld = life.takenUs !== NOT_YET && fromUs >= life.takenUs && !isReleased(fromUs);
    const label =
      on?.label ?? (isHeld ? t('in the {holder}, around the view', { holder }) : t('on the way'));
    const holdsWorker = on?.holdsWorker ?? isHeld;
    const last = parts.at(-1);
    if (last && last.key === key && last.label === label) last.untilUs = untilUs ?? null;
    else parts.push({ key, label, fromUs, untilUs: untilUs ?? null, holdsWorker });
  }
  const last = parts.at(-1);
  if (last && !isOver) last.untilUs = null;
  return parts;

  function isReleased(at: number): boolean {
    return life.releasedUs !== NOT_YET && at >= life.releasedUs;
  }
}

function topmost(stretches: readonly Stretch[], atUs: number): Stretch | undefined {
  let found: Stretch | undefined;
  for (const stretch of stretches) {
    if (stretch.fromUs > atUs || (stretch.untilUs !== null && stretch.untilUs <= atUs)) continue;
    if (!found || ORDER.indexOf(stretch.key) < ORDER.indexOf(found.key)) found = stretch;
  }
  return found;
}
