import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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

/** Simulates the lesson's runs, each once. */
export function recorded(lesson: Lesson): (name: string) => Run {
  const runs = new Map(lesson.runs.map(({ name, scenario }) => [name, simulate(scenario) as Run]));
  return (name) => {
    const run = runs.get(name);
    if (!run) throw new RangeError(`no run ${name} in ${lesson.id}`);
    return run;
  };
}
