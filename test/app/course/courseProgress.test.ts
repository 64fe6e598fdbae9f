import { expect, test } from 'vitest';
import type { CourseModule, LessonCard } from '../../../src/app/course/catalog.ts';
import {
  minutesLeftOf,
  minutesText,
  standingOf,
  whereToGoOn,
} from '../../../src/app/course/courseProgress.ts';
import type { LessonProgress } from '../../../src/app/lesson/progress.ts';

const card = (id: string, minutes: number): LessonCard => ({
  id,
  kind: 'lesson',
  title: id,
  question: `${id}?`,
  minutes,
});

const COURSE: CourseModule[] = [
  { id: 'one', title: 'One', about: '', lessons: [card('a', 5), card('b', 10)] },
  { id: 'two', title: 'Two', about: '', lessons: [card('c', 8)] },
];

const progress =
  (kept: Record<string, LessonProgress>) =>
  (id: string): LessonProgress =>
    kept[id] ?? { is: 'new' };

const DONE: LessonProgress = { is: 'done' };

test('what is left of a lesson shrinks step by step, and is something until the lesson is done', () => {
  expect(minutesLeftOf(10, { is: 'new' })).toBe(10);
  expect(minutesLeftOf(10, { is: 'begun', step: 6, of: 10 })).toBe(5);
  expect(minutesLeftOf(2, { is: 'begun', step: 10, of: 10 })).toBe(1);
  expect(minutesLeftOf(10, DONE)).toBe(0);
});

test('a module says what is done and what is left', () => {
  const at = progress({ a: DONE, b: { is: 'begun', step: 6, of: 10 } });
  expect(standingOf(COURSE[0]?.lessons ?? [], at)).toEqual({ done: 1, of: 2, minutesLeft: 5 });
});

test('one goes on where one left, then with what comes after it, then with what was left out', () => {
  const next = (kept: Record<string, LessonProgress>, last: string | null) =>
    whereToGoOn(COURSE, progress(kept), last)?.id ?? null;
  expect(next({}, null)).toBe(null);
  expect(next({ b: { is: 'begun', step: 2, of: 9 } }, 'b')).toBe('b');
  expect(next({ b: DONE }, 'b')).toBe('c');
  expect(next({ b: DONE, c: DONE }, 'c')).toBe('a');
  expect(next({ a: DONE, b: DONE, c: DONE }, 'c')).toBe(null);
  // The lesson opened last is not one of the course: it came from a file.
  expect(next({ a: DONE }, 'my-own')).toBe('b');
});

test('minutes are told as people tell them', () => {
  expect([5, 60, 100].map(minutesText)).toEqual(['5 min', '1 h', '1 h 40 min']);
});
