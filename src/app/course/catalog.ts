import course from '../../../lessons/course.yaml?course';
import { language, t, tText } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';

export { isUntranslated, lessonById, loadLesson, offerLesson } from './lessonFiles.ts';

/** What the list of lessons says of one. The lesson itself is fetched when it is opened. */
export type LessonCard = Pick<Lesson, 'id' | 'kind' | 'title' | 'question' | 'minutes'>;

export interface CourseModule {
  readonly id: string;
  readonly title: string;
  /** What it is about, in a sentence; may be empty. */
  readonly about: string;
  readonly lessons: readonly LessonCard[];
}

const cards = import.meta.glob<LessonCard>(
  ['../../../lessons/*.yaml', '!../../../lessons/{course,glossary,shared}.yaml'],
  {
    eager: true,
    import: 'default',
    query: '?card',
  },
);
let modules: readonly CourseModule[] | null = null;
let modulesIn = '';

/** The course, module by module. A lesson that is not written yet is left out; one that no module names comes last. Sorted once. */
export function courseModules(): readonly CourseModule[] {
  if (modules === null || modulesIn !== language()) {
    modules = sortCourse();
    modulesIn = language();
  }
  return modules;
}

function sortCourse(): CourseModule[] {
  const left = new Map(Object.values(cards).map((card) => [card.id, card]));
  const take = (id: string): LessonCard[] => {
    const card = left.get(id);
    left.delete(id);
    return card ? [{ ...card, title: tText(card.title), question: tText(card.question) }] : [];
  };
  const named = course.modules.map((module) => ({
    ...module,
    title: tText(module.title),
    about: module.about === '' ? '' : tText(module.about),
    lessons: module.lessons.flatMap(take),
  }));
  const rest = {
    id: 'more',
    title: tText('More questions'),
    about: '',
    lessons: [...left.keys()].flatMap(take),
  };
  return [...named, rest].filter((module) => module.lessons.length > 0);
}

/** All lessons in the order of the course. */
export function lessonCards(): readonly LessonCard[] {
  return courseModules().flatMap((module) => module.lessons);
}

/** Where a lesson stands among its kind: `Lesson 3 of 23`. Null for one that the course does not have. */
export function placeInCourse(
  id: string,
): { readonly word: string; readonly number: number; readonly of: number } | null {
  const card = lessonCards().find((each) => each.id === id);
  if (!card) return null;
  const alike = lessonCards().filter(({ kind }) => kind === card.kind);
  const word = card.kind === 'challenge' ? t('Challenge') : t('Lesson');
  return { word, number: alike.indexOf(card) + 1, of: alike.length };
}

/** What the list says of the lesson of this name, or null. */
export function cardOf(id: string): LessonCard | null {
  return lessonCards().find((card) => card.id === id) ?? null;
}

/** Whether the course has a lesson of this name. */
export function isInCourse(id: string): boolean {
  return lessonCards().some((card) => card.id === id);
}

// While lessons are written: their modules tell of every save (src/cli/build/lessonModule.ts).
if (import.meta.hot) {
  window.addEventListener('roundtrip:cardSaved', (event) => {
    const card = (event as CustomEvent<LessonCard>).detail;
    cards[`../../../lessons/${card.id}.yaml`] = card;
    modules = null;
  });
}
