import type { Lesson } from '../../lesson/lesson.ts';
import { lessonById, offerLesson } from '../course/lessonFiles.ts';
import { recall } from '../shell/deviceMemory.ts';

const coming = new Map<string, Promise<Lesson | null>>();

/** Whether this is a prepared lesson that was opened from a link on this device. */
export const isTaken = (id: string): boolean => takenLink(id) !== null;

/** The link it was opened from, as it stands behind the `#` (`l=1.…`); null where this is no such lesson. */
export function takenLink(id: string): string | null {
  const link = recall(`taken.${id}`);
  return typeof link === 'string' ? link.replace(/^#/, '') : null;
}

/**
 * Reads a prepared lesson again that was opened from a link before the page was loaded anew; null where it cannot be read any more. The same
 * promise while it is under way.
 */
export function loadTaken(id: string): Promise<Lesson | null> {
  let promise = coming.get(id);
  if (!promise) {
    promise = import('./takenLesson.ts').then(async ({ takenLesson }) => {
      const lesson = lessonById(id) ?? (await takenLesson(id));
      if (lesson) offerLesson(lesson);
      return lesson;
    });
    coming.set(id, promise);
    promise.catch(() => coming.delete(id)); // to be tried again
  }
  return promise;
}
