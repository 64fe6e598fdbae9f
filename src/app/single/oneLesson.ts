/**
 * The course as a single file knows it: nothing but its own lesson, which no list names. It stands in the place of `course/catalog.ts` and
 * `course/lessonFiles.ts`, so that none of the other lessons comes along.
 */
import type * as Catalog from '../course/catalog.ts';

export type { CourseModule, LessonCard } from '../course/catalog.ts';

export const courseModules: typeof Catalog.courseModules = () => [];
export const lessonCards: typeof Catalog.lessonCards = () => [];
export const placeInCourse: typeof Catalog.placeInCourse = () => null;
export const cardOf: typeof Catalog.cardOf = () => null;
export const isInCourse: typeof Catalog.isInCourse = () => false;
export const lessonById: typeof Catalog.lessonById = () => null;
export const loadLesson: typeof Catalog.loadLesson = () => Promise.resolve(null);
export const isUntranslated: typeof Catalog.isUntranslated = () => false;
