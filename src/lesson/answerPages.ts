import type { Run } from '../insight/shapes.ts';
import type { Lesson, Step } from './lesson.ts';
import { valueText } from './lessonValues.ts';
import { type Block, inlinesOf } from './markdown.ts';
import { pictureWords } from './pictureWords.ts';

/** A question with its answer, and the step of a lesson whose moment proves it: a page of its own. */
export interface AnswerPage {
  /** Its address: the lesson's name where it is the lesson's own question, else the card's. */
  readonly id: string;
  readonly question: string;
  readonly answer: readonly Block[];
  /** What stands for each `{{measure}}` of the answer: read off the recordings, so the page needs none. */
  readonly values: Readonly<Record<string, string>>;
  /** Name and title of the lesson. */
  readonly lesson: string;
  readonly title: string;
  /** Whether it is the question that drives the lesson. */
  readonly isDriving: boolean;
  /** Number of the step to open, from 1: its run, its look, its moment. */
  readonly step: number;
  /** What the lesson's picture shows, in words; null where it has none. */
  readonly picture: string | null;
}

/**
 * What a lesson answers: its own question first, then its cards. `run` gives its recordings by name, `hasPicture` says whether a picture of
 * the lesson has been taken.
 * @throws (RangeError) where a measure of an answer has no value in its recording
 */
export function answerPages(
  lesson: Lesson,
  run: (name: string) => Run,
  hasPicture: boolean,
): AnswerPage[] {
  const picture = hasPicture ? pictureWords(lesson, proofOf(lesson), run) : null;
  const page = (
    id: string,
    question: string,
    answer: readonly Block[],
    ownRun: string,
    step: Step,
  ): AnswerPage => ({
    id,
    question,
    answer,
    values: valuesOf(lesson, ownRun, answer, run),
    lesson: lesson.id,
    title: lesson.title,
    isDriving: id === lesson.id,
    step: lesson.steps.indexOf(step) + 1,
    picture,
  });
  const proof = proofOf(lesson);
  const own = page(lesson.id, lesson.question, lesson.answer, lesson.runs[0]?.name ?? '', proof);
  const cards = lesson.answers.map(({ id, question, answer, step }) => {
    const proving = lesson.steps.find((each) => each.id === step) ?? proof;
    return page(id, question, answer, proving.run, proving);
  });
  return [own, ...cards];
}

/** The step whose moment shows what the lesson is about: the first that explains or reveals and has a place to look at. */
export function proofOf(lesson: Lesson): Step {
  const { steps } = lesson;
  const explains = steps.filter(({ kind }) => kind === 'explain' || kind === 'reveal');
  const proof =
    explains.find(({ look }) => look?.at != null) ??
    steps.find(({ look }) => look?.at != null) ??
    explains[0] ??
    steps[0];
  if (!proof) throw new RangeError(`the lesson ${lesson.id} has no steps`);
  return proof;
}

/** The text of every measure in some words, by the measure's words. */
export function valuesOf(
  lesson: Lesson,
  ownRun: string,
  blocks: readonly Block[],
  run: (name: string) => Run,
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const node of inlinesOf(blocks)) {
    if (node.kind !== 'value') continue;
    const text = valueText(lesson, ownRun, node.words, run);
    if (text === null)
      throw new RangeError(`${lesson.id}: {{${node.words}}} has no value in the run ${ownRun}`);
    values[node.words] = text;
  }
  return values;
}
