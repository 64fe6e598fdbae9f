import { expect, test } from 'vitest';
import {
  mergedProgress,
  readProgressFile,
  writeProgressFile,
} from '../../../src/app/course/progressFile.ts';
import type { AllProgress, KeptLesson } from '../../../src/app/lesson/progress.ts';
import { isProblems } from '../../../src/scenario/problems.ts';

const kept = (step: number, done = false): KeptLesson => ({
  step,
  of: 9,
  done,
  state: { lesson: 'a', answers: { guess: { kind: 'choice', option: 1 } } },
});

const all = (lessons: Record<string, KeptLesson>, last: string | null = null): AllProgress => ({
  lessons: new Map(Object.entries(lessons)),
  last,
});

test('what is saved is what is read back, answers and all', () => {
  const progress = all({ a: kept(3), b: kept(9, true) }, 'a');
  expect(readProgressFile(writeProgressFile(progress))).toEqual(progress);
});

const file = (change: object): string =>
  JSON.stringify({ format: 'roundtrip progress', version: 1, last: null, lessons: {}, ...change });

const FAULTY: [what: string, text: string, at: string, message: RegExp][] = [
  ['no JSON', 'step 3', '', /is not JSON/],
  ['a list', '[]', '', /is not a file of progress/],
  ['another file', '{"name":"roundtrip"}', 'format', /another kind of file/],
  ['a newer file', file({ version: 2 }), 'version', /newer/],
  ['no lessons', file({ lessons: null }), 'lessons', /lessons by name/],
  ['a wrong name', file({ lessons: { __proto: kept(1) } }), 'lessons.__proto', /no name of/],
  ['a wrong entry', file({ lessons: { a: 3 } }), 'lessons.a', /step, of, done, state/],
  ['a step too far', file({ lessons: { a: kept(10) } }), 'lessons.a.step', /1 to 9/],
  ['half a step', file({ lessons: { a: kept(1.5) } }), 'lessons.a.step', /1 to 9/],
  [
    'done in words',
    file({ lessons: { a: { step: 1, of: 9, done: 'yes' } } }),
    'lessons.a.done',
    /true or false/,
  ],
  ['a wrong last', file({ last: 7 }), 'last', /name of a lesson/],
];

test.each(FAULTY)('%s is refused, and where is said', (_, text, at, message) => {
  const problems = readProgressFile(text);
  expect(isProblems(problems)).toBe(true);
  expect(problems).toEqual([expect.objectContaining({ at })]);
  expect((problems as { message: string }[])[0]?.message).toMatch(message);
});

test('a file stands before what is here, but what was done stays done, and nothing else is lost', () => {
  const here = all({ a: kept(9, true), b: kept(2) }, 'b');
  const merged = mergedProgress(here, all({ a: kept(4), c: kept(5) }, 'c'));
  expect(merged).toEqual(all({ a: kept(4, true), b: kept(2), c: kept(5) }, 'c'));
});
