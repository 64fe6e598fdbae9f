import course from '../../../lessons/course.yaml?course';
import { language, t, tText } from '../../language/t.ts';
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
/** Lessons in other languages, as far as they are translated. */
const translations = import.meta.glob<Lesson>('../../../languages/*/lessons/*.yaml', {
  import: 'default',
  query: '?lesson',
});
/** Fetched, by language and name. */
const known = new Map<string, Lesson>();
/** Opened from a file since the page was loaded, by name. */
const offered = new Map<string, Lesson>();
const coming = new Map<string, Promise<Lesson | null>>();

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

/** The lesson of this name where it is here already: fetched, or opened from a file since the page was loaded. */
export function lessonById(id: string): Lesson | null {
  return offered.get(id) ?? known.get(`${language()} ${id}`) ?? null;
}

/**
 * Fetches the lesson of this name, which the build has read and checked; null where there is none. The same promise while it is under way.
 * @throws (rejects) where it cannot be fetched
 */
export function loadLesson(id: string): Promise<Lesson | null> {
  const key = `${language()} ${id}`;
  let promise = coming.get(key);
  if (!promise) {
    promise = fetchLesson(id, key);
    coming.set(key, promise);
    promise.catch(() => coming.delete(key)); // to be tried again
  }
  return promise;
}

async function fetchLesson(id: string, key: string): Promise<Lesson | null> {
  const here = lessonById(id);
  if (here) return here;
  const path = `../../../lessons/${id}.yaml`;
  const fetchSource = ownOf(translations, translationPath(id)) ?? ownOf(sources, path);
  if (!fetchSource) return null;
  known.set(key, await fetchSource());
  return lessonById(id);
}

/** Whether a lesson of the course is shown in English although another language is spoken: it is not translated yet. */
export function isUntranslated(id: string): boolean {
  return (
    language() !== 'en' &&
    !offered.has(id) &&
    ownOf(translations, translationPath(id)) === undefined
  );
}

const translationPath = (id: string): string =>
  `../../../languages/${language()}/lessons/${id}.yaml`;

const ownOf = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Makes a lesson from a file open under its own address until the page closes; it stands before one of the same name. */
export function offerLesson(lesson: Lesson): void {
  offered.set(lesson.id, lesson);
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
