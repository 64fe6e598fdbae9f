import { type Answer, wholeAnswer } from '../answers.ts';
import type { Lesson } from '../lesson.ts';
import type { RunSource } from '../runSource.ts';
import { asksSomething, judged } from './collectEvidence.ts';
import type { Evidence } from './evidence.ts';
import { lessonHash } from './lessonHash.ts';

/** A file that was read, with the name it had. */
export interface HandedIn {
  readonly file: string;
  readonly evidence: Evidence;
}

/** Which file of a learner counts who handed in several for one lesson. */
export type OfSeveral = 'latest' | 'earliest' | 'all';

/** How the answers of a file were judged. */
export type JudgedBy =
  /** Simulated here. */
  | 'simulation'
  /** As the file says: the lesson is not known here, or was another version of it. */
  | 'file';

export interface ClassRow extends HandedIn {
  readonly judgedBy: JudgedBy;
  /** So many other files of this learner are left out. */
  readonly leftOut: number;
}

/** Two files are of one learner where the names differ by no more than spaces and capitals; who gave no name is nobody else. */
export function learnerKey({ file, evidence: { learner } }: HandedIn): string {
  const name = (learner ?? '').normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
  return name === '' ? `file ${file}` : `name ${name}`;
}

/** Of the files for one lesson those that count, in the order in which they came. */
export function chooseOfSeveral(
  files: readonly HandedIn[],
  which: OfSeveral,
): (HandedIn & { readonly leftOut: number })[] {
  if (which === 'all') return files.map((each) => ({ ...each, leftOut: 0 }));
  const groups = new Map<string, HandedIn[]>();
  for (const each of files) {
    const key = learnerKey(each);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map((group) => {
    const sorted = [...group].sort((a, b) =>
      a.evidence.writtenAt < b.evidence.writtenAt ? -1 : 1,
    );
    const chosen = (which === 'latest' ? sorted.at(-1) : sorted[0]) as HandedIn;
    return { ...chosen, leftOut: group.length - 1 };
  });
}

/**
 * Judges the answers of a file anew, by the simulation of this lesson: what the file says of them is not believed. A file for another version of the lesson
 * is left as it is, and told apart; null: an answer in it fits no question of this lesson, so somebody changed it.
 */
export function judgeAgain(
  evidence: Evidence,
  lesson: Lesson,
  source: RunSource,
): { readonly evidence: Evidence; readonly judgedBy: JudgedBy } | null {
  if (evidence.lesson.hash !== lessonHash(lesson)) return { evidence, judgedBy: 'file' };
  const steps = lesson.steps.filter(asksSomething);
  if (evidence.answers.length !== steps.length) return null;
  const answers = steps.map((step, i) => {
    const given = evidence.answers[i] as Evidence['answers'][number];
    const fits = (answer: Answer | null): boolean =>
      answer === null || wholeAnswer(step, answer) !== null;
    if (given.step !== step.id || given.kind !== step.kind) return null;
    if (!fits(given.first) || !fits(given.last)) return null;
    if (!given.first) return { ...given, firstText: null, truthText: null, isRight: null };
    return { ...given, ...judged(step, given.first, source) };
  });
  if (!answers.every((each) => each !== null)) return null;
  return {
    evidence: { ...evidence, lesson: { ...evidence.lesson, title: lesson.title }, answers },
    judgedBy: 'simulation',
  };
}
