import { describe, expect, test } from 'vitest';
import {
  MOST_SUSPENDED,
  packProgress,
  unpackProgress,
} from '../../../src/lesson/evidence/packProgress.ts';
import { startFrom } from '../../../src/lesson/flowContext.ts';
import { type Progress, progressOf } from '../../../src/lesson/flowProgress.ts';
import { everyKind } from '../everyKind.ts';
import { LESSONS } from '../readLessons.ts';
import { anyWalk, diceOf } from './walks.ts';

const WALKS = 12;
const most = everyKind();

/** What the flow makes of kept progress: everything that does not fit the lesson is gone. */
const opened = (lesson: (typeof LESSONS)[number], progress: Progress | null) =>
  progressOf(startFrom(lesson, progress, false));

describe('what a learning platform keeps', () => {
  test(`${WALKS} learners in each of ${LESSONS.length} lessons, seeds 1 to ${WALKS}: all of it fits and comes back`, () => {
    let longest = 0;
    let finished = 0;
    for (const lesson of LESSONS)
      for (let seed = 1; seed <= WALKS; seed++) {
        const dice = diceOf(seed);
        const { context, isFinished } = anyWalk(lesson, dice, dice.below(3 * lesson.steps.length));
        if (isFinished) finished++;
        const progress = progressOf(context);
        const text = packProgress(lesson, progress);
        const name = `${lesson.id}, seed ${seed}`;
        expect(text.length, name).toBeLessThanOrEqual(MOST_SUSPENDED);
        expect(text, name).toMatch(/^[ -~]*$/);
        expect(unpackProgress(lesson, text), name).toEqual(progress);
        longest = Math.max(longest, text.length);
      }
    // Learners who get nowhere would prove nothing.
    expect(finished).toBeGreaterThan(WALKS);
    expect(longest).toBeGreaterThan(400);
  }, 60_000);

  test('however short it must be, it opens: the step reached, what was played, and no prediction open that was passed', () => {
    for (const lesson of [...LESSONS, most])
      for (let seed = 1; seed <= WALKS; seed++) {
        const dice = diceOf(seed);
        const { context } = anyWalk(lesson, dice, dice.below(3 * lesson.steps.length));
        const progress = progressOf(context);
        const limit = 120 + dice.below(500);
        const text = packProgress(lesson, progress, limit);
        const name = `${lesson.id}, seed ${seed}, ${limit} characters`;
        const back = unpackProgress(lesson, text);
        expect(back?.step, name).toBe(progress.step);
        expect(back?.played, name).toEqual(progress.played);
        expect(opened(lesson, back).step, name).toBe(opened(lesson, progress).step);
        for (const id of Object.keys(progress.answers))
          expect(back?.answers[id] !== undefined || back?.skipped.includes(id), name).toBe(true);
      }
  });

  test('what is missed least goes first', () => {
    const { context } = anyWalk(most, diceOf(3), 2 * most.steps.length);
    const given = progressOf(context);
    const progress: Progress = {
      ...given,
      moment: { step: given.step, atUs: 5, request: null },
      before: { ...given, step: given.step },
      noted: { where: { ms: 5, tries: 1, hints: 0, first: null } },
      drafts: { 'how-long': { kind: 'number', value: 7 } },
    };
    const whole = packProgress(most, progress, 1e6).length;
    const at = (limit: number) => unpackProgress(most, packProgress(most, progress, limit));
    expect(at(whole)?.before).not.toBeNull();
    const lost: string[] = [];
    for (let limit = whole; limit > 100; limit--) {
      const back = at(limit);
      const gone = {
        before: back?.before === null,
        moment: back?.moment === null,
        drafts: Object.keys(back?.drafts ?? {}).length === 0,
        noted: Object.keys(back?.noted ?? {}).length === 0,
        answers: Object.keys(back?.answers ?? {}).length < Object.keys(progress.answers).length,
      };
      for (const [part, isGone] of Object.entries(gone))
        if (isGone && !lost.includes(part)) lost.push(part);
    }
    expect(lost).toEqual(['before', 'moment', 'drafts', 'noted', 'answers']);
  });

  test.each([
    ['nothing', ''],
    ['cut off', '[1,"0123456789abcdef",3,[[],['],
    ['another version of it', '[2,"0123456789abcdef",3,[[],[],[],[],[]],null,null,[]]'],
    [
      'another lesson',
      packProgress(
        LESSONS[0] as never,
        progressOf(anyWalk(LESSONS[0] as never, diceOf(1), 9).context),
      ),
    ],
    ['too long', `${' '.repeat(5000)}[]`],
    ['of other types', '{"0":1}'],
  ])('%s is no progress', (_, text) => {
    expect(unpackProgress(most, text)).toBeNull();
  });
});
