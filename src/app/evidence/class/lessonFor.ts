import { lessonHash } from '../../../lesson/evidence/lessonHash.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import { isInCourse } from '../../course/catalog.ts';
import { lessonById, loadLesson } from '../../course/lessonFiles.ts';
import { isTaken, loadTaken } from '../../prepare/taken.ts';

/**
 * The lesson that answers are to be judged by: one that was opened here, one of the course, or one that was prepared or taken on this device. Of several
 * with one name that whose hash the answers have, else the one changed last. Null where there is none.
 * @throws (rejects) where what reads drafts cannot be fetched
 */
export async function lessonFor(id: string, hashes: ReadonlySet<string>): Promise<Lesson | null> {
  const fits = (lesson: Lesson): boolean => hashes.has(lessonHash(lesson));
  const known = lessonById(id) ?? (await loadLesson(id).catch(() => null));
  if (known && (isInCourse(id) || fits(known))) return known;
  // Only now: most classes take lessons of the course.
  const { draftedLessons } = await import('./draftedLessons.ts');
  const taken = isTaken(id) ? await loadTaken(id).catch(() => null) : null;
  const others = [...draftedLessons(id), ...(taken ? [taken] : [])];
  return others.find(fits) ?? known ?? others[0] ?? null;
}
