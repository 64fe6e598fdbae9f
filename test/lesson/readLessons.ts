import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readCourse } from '../../src/cli/lessons/readCourse.ts';
import { readLesson } from '../../src/cli/readLesson.ts';
import { lessonFilesIn, readLibrary } from '../../src/cli/readLibrary.ts';
import type { Run } from '../../src/insight/shapes.ts';
import type { Lesson } from '../../src/lesson/lesson.ts';
import { simulate } from '../../src/sim/simulate.ts';

const FOLDER = fileURLToPath(new URL('../../lessons/', import.meta.url));

export const LESSON_FILES = lessonFilesIn(FOLDER);

/** What they share. */
export const LIBRARY = readLibrary(FOLDER);

/** A lesson of the course. Throws its problems, each with file, line and column. */
export function courseLesson(file: string): Lesson {
  const lesson = readLesson(readFileSync(FOLDER + file, 'utf8'), file, LIBRARY);
  if (Array.isArray(lesson)) throw new Error(lesson.map(({ text }) => text).join('\n'));
  return lesson;
}

const FOUND = readCourse(FOLDER);

/** Every lesson that can be read, in the order of the course. */
export const LESSONS: readonly Lesson[] = [...FOUND.lessons.values()];

/** What is wrong in the files of the course, each with file, line and column. */
export const PROBLEMS: readonly string[] = [...FOUND.problems.values()].flat();

/** Simulates the lesson's runs, each once. */
export function recorded(lesson: Lesson): (name: string) => Run {
  const runs = new Map(lesson.runs.map(({ name, scenario }) => [name, simulate(scenario) as Run]));
  return (name) => {
    const run = runs.get(name);
    if (!run) throw new RangeError(`no run ${name} in ${lesson.id}`);
    return run;
  };
}
