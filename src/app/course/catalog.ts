import course from '../../../lessons/course.yaml?course';
import type { Lesson } from '../../lesson/lesson.ts';

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
const sources = import.meta.glob<Lesson>(
  ['../../../lessons/*.yaml', '!../../../lessons/{course,glossary,shared}.yaml'],
  {
    import: 'default',
    query: '?lesson',
  },
);
const known = new Map<string, Lesson>();
const coming = new Map<string, Promise<Lesson | null>>();

let modules: readonly CourseModule[] | null = null;

/** The course, module by module. A lesson that is not written yet is left out; one that no module names comes last. Sorted once. */
export function courseModules(): readonly CourseModule[] {
  modules ??= sortCourse();
  return modules;
}

function sortCourse(): CourseModule[] {
  const left = new Map(Object.values(cards).map((card) => [card.id, card]));
  const take = (id: string): LessonCard[] => {
    const card = left.get(id);
    left.delete(id);
    return card ? [card] : [];
  };
  const named = course.modules.map((module) => ({
    ...module,
    lessons: module.lessons.flatMap(take),
  }));
  const rest = { id: 'more', title: 'More questions', about: '', lessons: [...left.values()] };
  return [...named, rest].filter((module) => module.lessons.length > 0);
}

/** All lessons in the order of the course. */
export function lessonCards(): readonly LessonCard[] {
  return courseModules().flatMap((module) => module.lessons);
}

/** Where a lesson stands among its kind: `Lesson 3 of 23`. Null for one that the course does not have. */
export function placeInCourse(
  id: string,
): { readonly word: 'Lesson' | 'Challenge'; readonly number: number; readonly of: number } | null {
  const card = lessonCards().find((each) => each.id === id);
  if (!card) return null;
  const alike = lessonCards().filter(({ kind }) => kind === card.kind);
  const word = card.kind === 'challenge' ? 'Challenge' : 'Lesson';
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

/** The lesson of this name where it is here already: fetched, or opened from a file since the page was loaded. */
export function lessonById(id: string): Lesson | null {
  return known.get(id) ?? null;
}

/**
 * Fetches the lesson of this name, which the build has read and checked; null where there is none. The same promise while it is under way.
 * @throws (rejects) where it cannot be fetched
 */
export function loadLesson(id: string): Promise<Lesson | null> {
  let promise = coming.get(id);
  if (!promise) {
    promise = fetchLesson(id);
    coming.set(id, promise);
    promise.catch(() => coming.delete(id)); // to be tried again
  }
  return promise;
}

async function fetchLesson(id: string): Promise<Lesson | null> {
  const here = lessonById(id);
  if (here) return here;
  const path = `../../../lessons/${id}.yaml`;
  const fetchSource = Object.hasOwn(sources, path) ? sources[path] : undefined;
  if (!fetchSource) return null;
  const lesson = await fetchSource();
  if (!known.has(id)) known.set(id, lesson); // a file opened meanwhile stands before it
  return lessonById(id);
}

/** Makes a lesson from a file open under its own address until the page closes; it stands before one of the same name. */
export function offerLesson(lesson: Lesson): void {
  known.set(lesson.id, lesson);
}

// While lessons are written: their modules tell of every save (src/cli/build/lessonModule.ts).
if (import.meta.hot) {
  window.addEventListener('roundtrip:lessonSaved', (event) =>
    offerLesson((event as CustomEvent<Lesson>).detail),
  );
  window.addEventListener('roundtrip:cardSaved', (event) => {
    const card = (event as CustomEvent<LessonCard>).detail;
    cards[`../../../lessons/${card.id}.yaml`] = card;
    modules = null;
  });
}
