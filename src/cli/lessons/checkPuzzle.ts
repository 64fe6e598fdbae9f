import type { Lesson } from '../../lesson/lesson.ts';
import { type PuzzleStep, puzzleState } from '../../lesson/puzzle.ts';
import type { RunSource } from '../../lesson/runSource.ts';
import { costOf, mayTurn, type Picks, settingsOf } from '../../lesson/variants.ts';
import { STREAMS, uniform } from '../../sim/chance.ts';

/** More combinations than this are not all tried, but as many as this, drawn with {@link SAMPLE_SEED}. */
export const MOST_TRIED = 500;
export const SAMPLE_SEED = 1;

/** The puzzles of a lesson. */
export function puzzlesOf(lesson: Lesson): PuzzleStep[] {
  return lesson.steps.filter((step) => step.kind === 'puzzle');
}

/** How many ways there are to set the knobs that may be turned. */
export function combinationsOf(puzzle: PuzzleStep): number {
  return puzzle.knobs.reduce(
    (product, knob) => product * (mayTurn(knob) ? knob.values.length : 1),
    1,
  );
}

/** Every way to set a puzzle's knobs, or a sample of them where there are many. */
export function picksToTry(puzzle: PuzzleStep): Picks[] {
  const all = combinationsOf(puzzle);
  if (all <= MOST_TRIED) return Array.from({ length: all }, (_, i) => picksAt(puzzle, i));
  const drawn = new Set<number>();
  for (let n = 0; drawn.size < MOST_TRIED; n++)
    drawn.add(Math.floor(uniform(SAMPLE_SEED, STREAMS.wake, 0, n) * all));
  return [...drawn].sort((a, b) => a - b).map((i) => picksAt(puzzle, i));
}

/** The nth combination, counting like a row of dials. */
function picksAt(puzzle: PuzzleStep, nth: number): Picks {
  let rest = nth;
  return puzzle.knobs.map((knob) => {
    if (!mayTurn(knob)) return knob.start;
    const pick = rest % knob.values.length;
    rest = Math.floor(rest / knob.values.length);
    return pick;
  });
}

/** How many of these combinations solve the puzzle. What costs too much is not simulated, and equal settings are simulated once. */
export function solvedOf(source: RunSource, puzzle: PuzzleStep, tries: readonly Picks[]): number {
  const known = new Map<string, boolean>();
  let solved = 0;
  for (const picks of tries) {
    const { budget, knobs } = puzzle;
    if (budget && costOf(budget, knobs, picks) > budget.most) continue;
    const key = JSON.stringify(settingsOf(knobs, picks));
    let holds = known.get(key);
    if (holds === undefined) {
      holds = puzzleState(source, puzzle, picks)?.goal.every((goal) => goal.holds) ?? false;
      known.set(key, holds);
    }
    if (holds) solved++;
  }
  return solved;
}
