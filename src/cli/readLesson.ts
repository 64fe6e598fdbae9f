import type { Lesson } from '../lesson/lesson.ts';
import type { LessonLibrary } from '../lesson/library.ts';
import { parseLesson } from '../lesson/parseLesson.ts';
import { type LocatedProblem, readYaml } from '../lesson/readYaml.ts';

/** Reads a lesson file's text. Bad YAML and bad lessons come back as the same kind of list. */
export function readLesson(
  text: string,
  file: string,
  library?: LessonLibrary,
): Lesson | LocatedProblem[] {
  return readYaml(text, file, (input) => parseLesson(input, file, library));
}
