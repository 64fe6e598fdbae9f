import type { Lesson } from '../../../lesson/lesson.ts';
import { parseLesson } from '../../../lesson/parseLesson.ts';
import { isProblems } from '../../../scenario/problems.ts';
import { keptDrafts } from '../../prepare/drafts.ts';
import { fileOf } from '../../prepare/lessonFile.ts';
import { LIBRARY } from '../../sandbox/lessonLibrary.ts';

/** The sound ones among the drafts of this name on this device, the one changed last first. Brings the reader of lessons with it. Never throws. */
export function draftedLessons(id: string): Lesson[] {
  return keptDrafts().flatMap(({ draft: { source } }) => {
    if (source.id !== id) return [];
    try {
      const lesson = parseLesson(source, fileOf(source), LIBRARY);
      return isProblems(lesson) ? [] : [lesson];
    } catch {
      return []; // nested too deeply: anything may stand in the storage
    }
  });
}
