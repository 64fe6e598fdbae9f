import { describe, expect } from 'vitest';
import { courseLesson, LESSON_FILES } from '../lesson/readLessons.ts';
import { test } from './builtSite.ts';
import { walkLesson } from './walkLesson.ts';

/** A page that is reloaded gives up fetching what it had not got yet. */
const REAL = (problem: string): boolean => !problem.endsWith('net::ERR_ABORTED');

/** Nothing is waited for that need not move: what plays is skipped. */
const CALM = { reducedMotion: 'reduce' } as const;

describe.each(LESSON_FILES)('%s', (file) => {
  const lesson = courseLesson(file);
  const middle = Math.floor(lesson.steps.length / 2);

  test('from start to end by mouse, answered rightly, with a reload in the middle', async ({
    open,
  }) => {
    const { page, problems, strangers } = await open(`#/lesson/${lesson.id}`, CALM);
    await walkLesson(page, lesson, { hand: 'mouse', isRight: true, reloadAt: middle });
    expect(problems.filter(REAL)).toEqual([]);
    expect(strangers).toEqual([]);
  }, 120_000);

  test('from start to end by keyboard alone, answered wrongly, with a reload in the middle', async ({
    open,
  }) => {
    const { page, problems } = await open(`#/lesson/${lesson.id}`, CALM);
    await walkLesson(page, lesson, { hand: 'keyboard', isRight: false, reloadAt: middle + 1 });
    expect(problems.filter(REAL)).toEqual([]);
  }, 120_000);
});
