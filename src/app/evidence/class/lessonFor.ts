import { lessonHash } from '../../../lesson/evidence/lessonHash.ts';
import type { Lesson } from '../../../lesson/lesson.ts';
import { parseLesson } from '../../../lesson/parseLesson.ts';
import { isProblems } from '../../../scenario/problems.ts';
import { lessonById, loadLesson } from '../../course/lessonFiles.ts';
import { keptDrafts } from '../../prepare/drafts.ts';
import { fileOf } from '../../prepare/lessonFile.ts';
import { isTaken, loadTaken } from '../../prepare/taken.ts';

/**
 * The lesson that answers are to be judged by: one that was opened here, one of the course, or one that was prepared or taken on this device. Of several
 * drafts with one name the one whose hash the answers have, else the one changed last. Null where there is none. Never rejects.
 */
export async function lessonFor(id: string, hashes: ReadonlySet<string>): Promise<Lesson | null> {
  const known = lessonById(id) ?? (await loadLesson(id).catch(() => null));
  if (known && hashes.has(lessonHash(known))) return known;
  const drafts = await draftsOf(id);
  const taken = isTaken(id) ? await loadTaken(id).catch(() => null) : null;
  const others = [...drafts, ...(taken ? [taken] : [])];
  return others.find((each) => hashes.has(lessonHash(each))) ?? known ?? others[0] ?? null;
}

/** The sound ones among the drafts of this name, the one changed last first. */
async function draftsOf(id: string): Promise<Lesson[]> {
  const drafts = keptDrafts().filter(({ draft }) => draft.source.id === id);
  if (drafts.length === 0) return [];
  const { LIBRARY } = await import('../../sandbox/lessonLibrary.ts');
  return drafts.flatMap(({ draft: { source } }) => {
    try {
      const lesson = parseLesson(source, fileOf(source), LIBRARY);
      return isProblems(lesson) ? [] : [lesson];
    } catch {
      return []; // nested too deeply: anything may stand in the storage
    }
  });
}
