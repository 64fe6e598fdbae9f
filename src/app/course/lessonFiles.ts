import { language } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';

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
if (import.meta.hot)
  window.addEventListener('roundtrip:lessonSaved', (event) =>
    offerLesson((event as CustomEvent<Lesson>).detail),
  );
