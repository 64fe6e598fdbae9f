import { t } from '../../language/t.ts';
import type { FlowContext } from '../flowContext.ts';
import { judge, plain } from '../judge.ts';
import type { Lesson, Step } from '../lesson.ts';
import type { RunSource } from '../runSource.ts';
import type { AnswerEvidence, Evidence } from './evidence.ts';
import { lessonHash } from './lessonHash.ts';
import { NOT_NOTED } from './noted.ts';

/** A step that a learner gives something to. */
export type AskingStep = Extract<Step, { readonly kind: 'predict' | 'observe' | 'puzzle' }>;

export const asksSomething = (step: Step): step is AskingStep =>
  step.kind === 'predict' || step.kind === 'observe' || step.kind === 'puzzle';

type Way = Pick<FlowContext, 'answers' | 'skipped' | 'noted'>;

/**
 * What a learner gave so far. Answers are judged by the recordings of `source`; one whose recording is not there stays without a verdict, so a page prepares
 * the runs of curves first.
 * @param about who and when; `seed`: the chance of `source`, null for the lesson's own
 */
export function collectEvidence(
  lesson: Lesson,
  way: Way,
  source: RunSource,
  about: Pick<Evidence, 'learner' | 'writtenAt' | 'seed' | 'isFinished'>,
): Evidence {
  return {
    lesson: { id: lesson.id, title: lesson.title, hash: lessonHash(lesson) },
    ...about,
    answers: lesson.steps.filter(asksSomething).map((step) => answerEvidence(step, way, source)),
  };
}

/** What is asked, in words; of a puzzle its title. */
export const questionText = (step: AskingStep): string =>
  step.kind === 'puzzle' ? step.title : plain(step.question.ask);

function answerEvidence(step: AskingStep, way: Way, source: RunSource): AnswerEvidence {
  const { answers, noted, skipped } = way;
  const last = answers[step.id] ?? null;
  const note = noted[step.id] ?? NOT_NOTED;
  const first = note.first ?? last;
  const common = {
    step: step.id,
    kind: step.kind,
    question: questionText(step),
    first,
    last,
    ms: note.ms,
    tries: note.tries,
    hints: note.hints,
    isSkipped: first === null && skipped.includes(step.id),
  };
  if (!first) return { ...common, firstText: null, truthText: null, isRight: null };
  return { ...common, ...judged(step, first, source) };
}

/** An answer set against the recordings, in words. */
export function judged(
  step: AskingStep,
  answer: NonNullable<AnswerEvidence['first']>,
  source: RunSource,
): Pick<AnswerEvidence, 'firstText' | 'truthText' | 'isRight'> {
  if (step.kind === 'puzzle') {
    const isSolved = answer.kind === 'knobs' && answer.solved;
    return {
      firstText: answer.kind === 'knobs' ? settingsText(step, answer.values) : null,
      truthText: null,
      isRight: isSolved,
    };
  }
  const verdict = judge(source, step, answer);
  return {
    firstText: verdict?.givenText ?? null,
    truthText: verdict?.truthText ?? null,
    isRight: verdict?.isRight ?? null,
  };
}

/** Where the knobs of a puzzle stood: `Workers: 3, Buffering: on`. */
function settingsText(step: Extract<Step, { kind: 'puzzle' }>, values: readonly number[]): string {
  return step.knobs
    .map((knob, i) =>
      t('{setting}: {value}', {
        setting: plain(knob.label),
        value: knob.values[values[i] ?? knob.start]?.text ?? '',
      }),
    )
    .join(', ');
}
