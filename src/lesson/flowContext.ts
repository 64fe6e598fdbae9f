import { type Answer, type Draft, fits, wholeAnswer } from './answers.ts';
import type { Noted } from './evidence/noted.ts';
import type { Progress } from './flowProgress.ts';
import type { Lesson, Step } from './lesson.ts';

/** What a learner has given to a lesson so far; all by step id. */
export interface Given {
  /** Chosen, not yet committed: it may still change. Knobs stay drafts for ever. */
  readonly drafts: Readonly<Record<string, Draft>>;
  /** Committed. They stay as they were given; of a puzzle, the solution found last. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Questions passed over and puzzles left unsolved. */
  readonly skipped: readonly string[];
  /** Runs played. */
  readonly played: readonly string[];
  /** How many hints were asked for. */
  readonly hints: Readonly<Record<string, number>>;
}

export const NOTHING_GIVEN: Given = { drafts: {}, answers: {}, skipped: [], played: [], hints: {} };

/** Where the player stood, and which request was chosen, in a step. */
export interface StoodAt {
  readonly step: string;
  readonly atUs: number;
  readonly request: number | null;
}

export interface FlowContext extends Given {
  readonly lesson: Lesson;
  readonly index: number;
  readonly moment: StoodAt | null;
  /** What was given before the learner started again; to go back to, until there is something new. */
  readonly before: (Given & { readonly step: string }) | null;
  /** Every step is open, and every question may be passed over: for whoever presents the lesson. */
  readonly maySkip: boolean;
  /** How the answers came to be, by step id. */
  readonly noted: Readonly<Record<string, Noted>>;
  /** When the clock ticked last, on whatever clock the page has, ms; null: not yet. */
  readonly tickedMs: number | null;
}

export const stepAt = (c: FlowContext): Step => c.lesson.steps[c.index] as Step;
export const isLast = (c: FlowContext): boolean => c.index === c.lesson.steps.length - 1;

/** True once the step has its answer: the question is committed, the puzzle has been solved. */
export const isAnswered = (c: Pick<Given, 'answers'>, step: Step): boolean =>
  Object.hasOwn(c.answers, step.id);

/** Whether the learner has answered (or passed over) every prediction before step `index`. */
export function isOpen(c: FlowContext, index: number): boolean {
  if (c.maySkip) return true;
  return c.lesson.steps
    .slice(0, index)
    .every((step) => step.kind !== 'predict' || isAnswered(c, step) || c.skipped.includes(step.id));
}

/** Where a learner starts: where they left, as far as the lesson still has those steps and nothing is given away. */
export function startFrom(
  lesson: Lesson,
  progress: Progress | null,
  maySkip: boolean,
): FlowContext {
  const kept = progress?.lesson === lesson.id ? progress : null;
  const start: FlowContext = {
    lesson,
    index: 0,
    ...fitting(lesson, kept ?? NOTHING_GIVEN),
    moment: kept?.moment ?? null,
    before: kept?.before ? { ...fitting(lesson, kept.before), step: kept.before.step } : null,
    maySkip,
    noted: fittingNotes(lesson, kept?.noted ?? {}),
    tickedMs: null,
  };
  return { ...start, index: openIndex(start, kept?.step) };
}

/** Index of the step of this id, or of the open prediction that stands before it; 0 where the lesson has no such step. */
export function openIndex(c: FlowContext, step: string | undefined): number {
  let index = Math.max(
    0,
    c.lesson.steps.findIndex(({ id }) => id === step),
  );
  while (index > 0 && !isOpen(c, index)) index--;
  return index;
}

/** What of it still answers the steps that stand under these ids. */
function fitting(lesson: Lesson, given: Given): Given {
  const steps = new Map(lesson.steps.map((step) => [step.id, step]));
  const isKnown = (id: string): boolean => steps.has(id);
  return {
    drafts: pick(given.drafts, (id, draft) => fits(steps.get(id), draft)),
    answers: pick(given.answers, (id, answer) => isAnswerTo(steps.get(id), answer)),
    skipped: given.skipped.filter(isKnown),
    played: given.played.filter(isKnown),
    hints: Object.fromEntries(
      Object.entries(given.hints).flatMap(([id, count]) => {
        const most = steps.get(id)?.hints.length ?? 0;
        return most > 0 && count > 0 ? [[id, Math.min(count, most)]] : [];
      }),
    ),
  };
}

/** Of a first answer that answers nothing any more, the rest stays. */
function fittingNotes(lesson: Lesson, noted: Progress['noted']): Record<string, Noted> {
  return Object.fromEntries(
    lesson.steps.flatMap((step) => {
      const note = Object.hasOwn(noted, step.id) ? noted[step.id] : undefined;
      if (!note) return [];
      const first = note.first && isAnswerTo(step, note.first) ? note.first : null;
      return [[step.id, { ...note, first }]];
    }),
  );
}

const isAnswerTo = (step: Step | undefined, answer: Answer): boolean =>
  step !== undefined &&
  wholeAnswer(step, answer) !== null &&
  (answer.kind !== 'knobs' || answer.solved);

function pick<T>(
  record: Readonly<Record<string, T>>,
  keeps: (id: string, value: T) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([id, value]) => keeps(id, value)));
}
