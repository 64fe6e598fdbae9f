import type { Answer, Draft } from '../answers.ts';
import type { Given } from '../flowContext.ts';
import { type Progress, readProgress } from '../flowProgress.ts';
import type { Lesson } from '../lesson.ts';
import { lessonHash } from './lessonHash.ts';

/** What a learning platform keeps of a lesson at most (SCORM 1.2, cmi.suspend_data), characters. */
export const MOST_SUSPENDED = 4096;

const VERSION = 1;

/** Stands for what the step's answer says already. */
const SAME = 1;

/** Steps stand in it as their numbers: their names are as long as everything else. */
type PackedGiven = [
  drafts: [number, Draft | typeof SAME][],
  answers: [number, Answer][],
  skipped: number[],
  played: number[],
  hints: [number, number][],
];

/** What is left out, one after the other, while it does not fit: what is missed least comes first. */
const SHORTER: readonly ((progress: Progress) => Progress)[] = [
  // 1. what was given before the learner started again
  (progress) => ({ ...progress, before: null }),
  // 2. the moment at which they stood in the step
  (progress) => ({ ...progress, moment: null }),
  // 3. digits of numbers and curves beyond the fourth
  (progress) => rounded(progress),
  // 4. what was half given; knobs as well, which go back to where the step has them
  (progress) => ({ ...progress, drafts: {} }),
  // 5. times, tries, hints, and what was answered first: the present answer counts as that
  (progress) => ({ ...progress, noted: {} }),
];

/**
 * A learner's way through a lesson as text of ASCII characters, at most `most` of them; {@link unpackProgress} is the way back. What does not fit is left
 * out in the order of {@link SHORTER}, then the longest answers. Step, runs played and questions passed over are always kept.
 */
export function packProgress(
  lesson: Lesson,
  progress: Progress,
  most: number = MOST_SUSPENDED,
): string {
  let kept = progress;
  let text = packed(lesson, kept);
  for (const shorten of SHORTER) {
    if (text.length <= most) return text;
    kept = shorten(kept);
    text = packed(lesson, kept);
  }
  while (text.length > most) {
    const longest = Object.entries(kept.answers).sort(
      ([, a], [, b]) => JSON.stringify(b).length - JSON.stringify(a).length,
    )[0];
    if (!longest) break;
    const { [longest[0]]: _, ...answers } = kept.answers;
    // Passed over is the nearest that is true: nothing after it closes again.
    kept = { ...kept, answers, skipped: [...kept.skipped, longest[0]] };
    text = packed(lesson, kept);
  }
  return text;
}

/** The way back; null for text that is none, or of another version of the lesson, of which nothing could be trusted to stand in its place. */
export function unpackProgress(lesson: Lesson, text: string): Progress | null {
  if (text.length > MOST_SUSPENDED) return null;
  try {
    const [version, hash, step, given, moment, before, noted] = JSON.parse(text);
    if (version !== VERSION || hash !== lessonHash(lesson)) return null;
    const idOf = (index: unknown): string => lesson.steps[Number(index)]?.id ?? '';
    const named = <T>(list: [number, T][]): Record<string, T> =>
      Object.fromEntries(list.map(([index, value]) => [idOf(index), value]));
    const wide = ([drafts, answers, skipped, played, hints]: PackedGiven) => {
      const given = named(answers);
      const orSame = ([index, draft]: [number, unknown]): [number, unknown] => [
        index,
        draft === SAME ? given[idOf(index)] : draft,
      ];
      return {
        drafts: named(drafts.map(orSame)),
        answers: given,
        skipped: skipped.map(idOf),
        played: played.map(idOf),
        hints: named(hints),
      };
    };
    const present = wide(given);
    return readProgress({
      lesson: lesson.id,
      step: idOf(step),
      ...present,
      moment: moment && { step: idOf(moment[0]), atUs: moment[1], request: moment[2] },
      before: before && { step: idOf(before[0]), ...wide(before[1]) },
      noted: named(
        noted.map(([index, ms, tries, hints, first]: [number, number, number, number, unknown]) => [
          index,
          { ms, tries, hints, first: first === SAME ? present.answers[idOf(index)] : first },
        ]),
      ),
    });
  } catch {
    return null; // cut off, or written by somebody else
  }
}

function packed(lesson: Lesson, progress: Progress): string {
  const indexOf = (id: string): number => lesson.steps.findIndex((step) => step.id === id);
  const numbered = <T>(record: Readonly<Record<string, T>>): [number, T][] =>
    Object.entries(record).map(([id, value]) => [indexOf(id), value]);
  const narrow = (given: Given): PackedGiven => [
    numbered(given.drafts).map(([index, draft]) => [
      index,
      orSame(draft, given.answers[lesson.steps[index]?.id ?? '']),
    ]),
    numbered(given.answers),
    given.skipped.map(indexOf),
    given.played.map(indexOf),
    numbered(given.hints),
  ];
  const { moment, before, noted } = progress;
  return JSON.stringify([
    VERSION,
    lessonHash(lesson),
    indexOf(progress.step),
    narrow(progress),
    moment && [indexOf(moment.step), moment.atUs, moment.request],
    before && [indexOf(before.step), narrow(before)],
    Object.entries(noted).map(([id, { ms, tries, hints, first }]) => [
      indexOf(id),
      ms,
      tries,
      hints,
      first && orSame(first, progress.answers[id]),
    ]),
  ]);
}

function orSame<T extends Draft>(draft: T, answer: Answer | undefined): T | typeof SAME {
  return answer && JSON.stringify(draft) === JSON.stringify(answer) ? SAME : draft;
}

const short = (value: number): number => Number(value.toPrecision(4));

function rounded(progress: Progress): Progress {
  const shortAnswer = <A extends Draft>(answer: A): A => {
    if (answer.kind === 'number') return { ...answer, value: short(answer.value) };
    if (answer.kind !== 'curve') return answer;
    return { ...answer, values: answer.values.map((each) => (each === null ? null : short(each))) };
  };
  const all = <A extends Draft>(record: Readonly<Record<string, A>>): Record<string, A> =>
    Object.fromEntries(Object.entries(record).map(([id, each]) => [id, shortAnswer(each)]));
  return {
    ...progress,
    drafts: all(progress.drafts),
    answers: all(progress.answers),
    noted: Object.fromEntries(
      Object.entries(progress.noted).map(([id, note]) => [
        id,
        { ...note, first: note.first && shortAnswer(note.first) },
      ]),
    ),
  };
}
