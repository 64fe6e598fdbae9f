import type { AnswerPage } from '../../../lesson/answerPages.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import { lessonPictureFile } from '../../../lesson/lessonPicture.ts';
import { termSlug } from '../../../lesson/termSlug.ts';
import type { CourseFolder } from '../../lessons/readCourse.ts';
import { courseAnswers } from '../courseAnswers.ts';
import { answerListPage, answerPage } from './answerPage.ts';
import { glossaryPage } from './glossaryPage.ts';
import { lessonPage } from './lessonPage.ts';
import type { StaticPage } from './pageFrame.ts';

/** What a page may tell of the rest of the course. */
export interface CourseWords {
  readonly folder: CourseFolder;
  /** Lessons in the order of the course. */
  readonly lessons: readonly Lesson[];
  readonly answers: readonly AnswerPage[];
  /** Slug of a term of the glossary by any of its spellings, or null. */
  slugOf(term: string): string | null;
}

/** Every page of the course that can be read without scripts. `publicFolder`: where pictures of lessons are. */
export function coursePages(folder: CourseFolder, publicFolder: string): StaticPage[] {
  const slugs = new Map(
    folder.library.glossary.flatMap(({ term, also }) =>
      [term, ...also].map((name) => [name.toLowerCase(), termSlug(term)]),
    ),
  );
  const course: CourseWords = {
    folder,
    lessons: [...folder.lessons.values()],
    answers: courseAnswers(folder, publicFolder),
    slugOf: (term) => slugs.get(term.toLowerCase()) ?? null,
  };
  return [
    ...course.lessons.map((lesson) => lessonPage(lesson, course)),
    ...course.answers.map((answer) => answerPage(answer, course)),
    answerListPage(course),
    glossaryPage(course),
  ];
}

/** The picture of a lesson for a page; `alt` is null where it has not been taken. */
export function pictureOf(lesson: string, alt: string | null): StaticPage['picture'] {
  if (alt === null) return null;
  return {
    light: lessonPictureFile(lesson, 'light'),
    dark: lessonPictureFile(lesson, 'dark'),
    alt,
  };
}
