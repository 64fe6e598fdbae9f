import { collectEvidence } from '../../../src/lesson/evidence/collectEvidence.ts';
import { type Evidence, writeEvidence } from '../../../src/lesson/evidence/evidence.ts';
import type { Lesson } from '../../../src/lesson/lesson.ts';
import type { RunSource } from '../../../src/lesson/runSource.ts';
import { anyWalk, diceOf } from './walks.ts';

export interface MadeLearner {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly evidence: Evidence;
  /** Thought about each step before its first answer, ms. */
  readonly thoughtMs: ReadonlyMap<string, number>;
}

/** Names that a table or a spreadsheet could stumble over, before plain ones. */
const NAMES = [
  '=HYPERLINK("http://x")',
  '<img src=x onerror=alert(1)>',
  'Ada, Countess',
  'שרה',
  'O"Neil',
];

/** Thirty learners who go through the lesson by its flow, each as far as they like. */
export function classOf30(lesson: Lesson, source: RunSource, seed: number): MadeLearner[] {
  return Array.from({ length: 30 }, (_, i) => {
    const dice = diceOf(seed * 1_000 + i);
    const walk = anyWalk(lesson, dice, 2 + dice.below(2 * lesson.steps.length), source);
    const name = NAMES[i] ?? `Learner ${i + 1}`;
    const evidence = collectEvidence(lesson, walk.context, source, {
      learner: name,
      writtenAt: new Date(Date.UTC(2030, 0, 1, 9, i)).toISOString(),
      seed: null,
      isFinished: walk.isFinished,
    });
    return {
      name,
      file: `answers-${i + 1}.json`,
      text: writeEvidence(evidence),
      evidence,
      thoughtMs: walk.thoughtMs,
    };
  });
}
