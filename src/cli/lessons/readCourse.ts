import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Course, parseCourse } from '../../lesson/course.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { BARE_LIBRARY, type LessonLibrary } from '../../lesson/library.ts';
import { readYaml } from '../../lesson/readYaml.ts';
import { isProblems } from '../../scenario/problems.ts';
import { readLesson } from '../readLesson.ts';
import { lessonFilesIn, readLibrary } from '../readLibrary.ts';

/** A folder of lessons as it was found: what could be read, and one line for everything that could not. */
export interface CourseFolder {
  readonly folder: string;
  readonly course: Course | null;
  readonly library: LessonLibrary;
  /** Lessons that are sound, by id, in the order of the course; those that no module names last. */
  readonly lessons: ReadonlyMap<string, Lesson>;
  /** Names of all lesson files without their ending, whether sound or not. */
  readonly ids: readonly string[];
  /** `file:line:col path — what is wrong`, by the id of the lesson; '' for the files that all share. */
  readonly problems: ReadonlyMap<string, readonly string[]>;
}

/** Reads the lessons of a folder and what they share. Nothing throws: what cannot be read is told in `problems`. */
export function readCourse(folder: string): CourseFolder {
  const problems = new Map<string, string[]>();
  const complain = (id: string, lines: readonly string[]): void => {
    if (lines.length > 0) problems.set(id, [...(problems.get(id) ?? []), ...lines]);
  };
  let library = BARE_LIBRARY;
  try {
    library = readLibrary(folder);
  } catch (error) {
    complain('', (error as Error).message.split('\n'));
  }
  const course = readModules(folder, complain);
  const ids = lessonFilesIn(folder).map((file) => file.replace(/\.ya?ml$/, ''));
  const found = new Map<string, Lesson>();
  for (const file of lessonFilesIn(folder)) {
    const id = file.replace(/\.ya?ml$/, '');
    const read = readLesson(readFileSync(join(folder, file), 'utf8'), file, library);
    if (isProblems(read))
      complain(
        id,
        read.map(({ text }) => text),
      );
    else found.set(id, read);
  }
  const order = course?.modules.flatMap((module) => module.lessons) ?? [];
  const sorted = [...order, ...ids].filter((id, i, all) => all.indexOf(id) === i && found.has(id));
  const lessons = new Map(sorted.map((id) => [id, found.get(id) as Lesson]));
  return { folder, course, library, lessons, ids, problems };
}

function readModules(
  folder: string,
  complain: (id: string, lines: readonly string[]) => void,
): Course | null {
  const file = join(folder, 'course.yaml');
  if (!existsSync(file)) {
    complain('', ['course.yaml — there is no such file: it has the modules and their order']);
    return null;
  }
  const read = readYaml(readFileSync(file, 'utf8'), 'course.yaml', parseCourse);
  if (!isProblems(read)) return read;
  complain(
    '',
    read.map(({ text }) => text),
  );
  return null;
}
