import type { AnswerEvidence } from './evidence.ts';

export interface Score {
  /** Predictions right the first time, and puzzles solved. */
  readonly right: number;
  readonly of: number;
  /** 0 to 100, a whole number; of a lesson that asks neither, 100. */
  readonly percent: number;
}

/** What counts: predictions, by their first answer, and puzzles. What is only to be read off the stage does not. */
export function scoreOf(answers: readonly AnswerEvidence[]): Score {
  const counted = answers.filter(({ kind }) => kind !== 'observe');
  const right = counted.filter(({ isRight }) => isRight === true).length;
  const of = counted.length;
  return { right, of, percent: of === 0 ? 100 : Math.round((100 * right) / of) };
}
