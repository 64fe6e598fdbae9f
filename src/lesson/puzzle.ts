import { claimSentence } from '../insight/claims/claimSentence.ts';
import { checkClaim } from '../insight/claims/claims.ts';
import type { Run } from '../insight/shapes.ts';
import type { Step } from './lesson.ts';
import type { RunSource } from './runSource.ts';
import { costOf, type Picks, settingsOf } from './variants.ts';

export type PuzzleStep = Extract<Step, { kind: 'puzzle' }>;
export type KnobStep = Extract<Step, { kind: 'puzzle' | 'change' }>;

/** The step's run with its knobs like this; null while the source has not got it. */
export function runOf(source: RunSource, step: KnobStep, picks: Picks): Run | null {
  const settings = settingsOf(step.knobs, picks);
  return Object.keys(settings).length === 0
    ? source.run(step.run)
    : source.variant(step.run, settings);
}

/** How a puzzle stands with its knobs at certain values. */
export interface PuzzleState {
  /** In the budget's unit; 0 without one. */
  readonly cost: number;
  readonly isAffordable: boolean;
  /** The claims of the goal, in their order, each with what the run shows. */
  readonly goal: readonly {
    readonly words: string;
    readonly holds: boolean;
    readonly found: string;
  }[];
  /** Every claim holds, within the budget. */
  readonly isSolved: boolean;
}

/** Puts the goal of a puzzle to the run that these values make; null while the source has not got that run. */
export function puzzleState(
  source: RunSource,
  puzzle: PuzzleStep,
  picks: Picks,
): PuzzleState | null {
  const run = runOf(source, puzzle, picks);
  if (!run) return null;
  const { budget, knobs } = puzzle;
  const cost = budget ? costOf(budget, knobs, picks) : 0;
  const isAffordable = !budget || cost <= budget.most;
  const goal = puzzle.goal.map((claim) => ({
    words: claimSentence(claim),
    ...checkClaim(run, claim, source.run),
  }));
  return { cost, isAffordable, goal, isSolved: isAffordable && goal.every(({ holds }) => holds) };
}
