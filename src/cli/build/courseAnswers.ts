import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type AnswerPage, answerPages } from '../../lesson/answerPages.ts';
import { lessonPictureFile } from '../../lesson/lessonPicture.ts';
import { lessonSource } from '../lessonSource.ts';
import { type CourseFolder, readCourse } from '../lessons/readCourse.ts';

/**
 * The lessons of a folder and what they share.
 * @throws with every problem of every file, each with file, line and column
 */
export function soundCourse(folder: string): CourseFolder {
  const read = readCourse(folder);
  const problems = [...read.problems.values()].flat();
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return read;
}

/** Whether the picture of a lesson has been taken, in both themes. */
export function hasPicture(publicFolder: string, lesson: string): boolean {
  return (['light', 'dark'] as const).every((scheme) =>
    existsSync(join(publicFolder, lessonPictureFile(lesson, scheme))),
  );
}

/**
 * Every answer of the course in its order, with the numbers of its recordings: each lesson's runs are simulated as far as its answers ask
 * for them.
 * @throws where two answers have one id: each is a page under its own
 */
export function courseAnswers(course: CourseFolder, publicFolder: string): AnswerPage[] {
  const pages = [...course.lessons.values()].flatMap((lesson) => {
    const { run } = lessonSource(lesson);
    return answerPages(lesson, run, hasPicture(publicFolder, lesson.id));
  });
  const lessonOf = new Map<string, string>();
  for (const { id, lesson } of pages) {
    const other = lessonOf.get(id);
    if (other !== undefined)
      throw new Error(
        `${lesson}: the answer “${id}” stands in ${other} already; an answer is a page of its own`,
      );
    lessonOf.set(id, lesson);
  }
  return pages;
}
