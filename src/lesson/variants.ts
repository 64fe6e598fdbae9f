import type { Budget, LessonKnob } from './lesson.ts';
import type { Settings } from './settings.ts';

/** Where the knobs of a step stand: for each, in their order, the index of its value. */
export type Picks = readonly number[];

/** Every knob as the step's run has it. */
export const startPicks = (knobs: readonly LessonKnob[]): Picks => knobs.map(({ start }) => start);

/** True where the learner may turn it. */
export const mayTurn = (knob: LessonKnob): boolean => !knob.isLocked && !knob.isMystery;

/** With one knob turned; unchanged where it may not be, or has no such value. */
export function turned(
  knobs: readonly LessonKnob[],
  picks: Picks,
  knob: number,
  value: number,
): Picks {
  const it = knobs[knob];
  if (!it || !mayTurn(it) || it.values[value] === undefined || picks[knob] === value) return picks;
  return picks.map((pick, index) => (index === knob ? value : pick));
}

/**
 * Index of the knob that has taken away the part which this one is a setting of, or null: where nothing stands in front, it does
 * not matter what nginx would collect.
 */
export function takenBy(knobs: readonly LessonKnob[], picks: Picks, knob: number): number | null {
  const path = knobs[knob]?.set ?? '';
  const by = knobs.findIndex(({ set, values }, index) => {
    const value = values[picks[index] ?? -1]?.settings[set];
    return path.startsWith(`${set}.`) && (value === 'none' || value === null);
  });
  return by < 0 ? null : by;
}

/** What the knobs change of the step's run: nothing for those that stand where they stood, or whose part is taken away. */
export function settingsOf(knobs: readonly LessonKnob[], picks: Picks): Settings {
  const settings: Record<string, unknown> = {};
  knobs.forEach(({ start, values }, index) => {
    const pick = picks[index] ?? start;
    if (pick !== start && takenBy(knobs, picks, index) === null)
      Object.assign(settings, values[pick]?.settings);
  });
  return settings;
}

/** What these values cost together, in the budget's unit. */
export function costOf(budget: Budget, knobs: readonly LessonKnob[], picks: Picks): number {
  return knobs.reduce(
    (sum, { start, values }, index) => sum + (values[picks[index] ?? start]?.cost ?? 0),
    budget.base,
  );
}

/** For an address: which value each knob has, counted from 1: `3.1.2`. {@link readPicks} is the way back. */
export const writePicks = (picks: Picks): string => picks.map((pick) => pick + 1).join('.');

/**
 * Reads positions of knobs from an address or a store; what was written by hand, for another lesson, or turns what may not be turned, is
 * answered with what is wrong with it.
 */
export function readPicks(
  knobs: readonly LessonKnob[],
  text: string,
): { readonly value: Picks } | { readonly wrong: string } {
  const picks = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) - 1 : -1));
  if (picks.length !== knobs.length)
    return {
      wrong: `“${text.slice(0, 40)}” has ${counted(picks.length, 'value')}, but this step has ${counted(knobs.length, 'knob')}; allowed: a number for each, such as ${writePicks(startPicks(knobs))}`,
    };
  for (const [index, knob] of knobs.entries()) {
    const pick = picks[index] as number;
    const place = `number ${index + 1} (${knob.set})`;
    if (knob.values[pick] === undefined)
      return { wrong: `${place} must be from 1 to ${knob.values.length}` };
    if (!mayTurn(knob) && pick !== knob.start)
      return { wrong: `${place} is not to be turned, and stays ${knob.start + 1}` };
  }
  return { value: picks };
}

const counted = (count: number, word: string): string =>
  `${count} ${word}${count === 1 ? '' : 's'}`;

/** Chances are numbered below this. */
const CHANCES = 10_000;

/** The next of a fixed sequence of seeds that comes round to each before it repeats one; `told` is passed over. */
export function chanceAfter(seed: number, told: number): number {
  let next = seed % CHANCES;
  do next = (next * 4821 + 3137) % CHANCES;
  while (next === 0 || next === told);
  return next;
}
