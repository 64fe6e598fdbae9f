import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { parseLesson } from '../../lesson/parseLesson.ts';
import type { Written } from '../../panels/written.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { isInCourse } from '../course/catalog.ts';
import { LIBRARY } from '../sandbox/lessonLibrary.ts';
import { keep, recall } from '../shell/deviceMemory.ts';
import { isLongRun } from '../workbench/simulateRun.ts';
import { unpackLesson } from './lessonAddress.ts';
import { fileOf } from './lessonFile.ts';

/** Prepared lessons that were opened from a link, so that a reload in the middle of one finds it again: the link's own packed text. */
const KEY = 'taken.';

/** The lesson in a link, read and checked like any file; or everything that is wrong with it. Never rejects. */
export async function readTaken(link: string): Promise<Lesson | Problem[]> {
  const source = await unpackLesson(link);
  if (isProblems(source)) return source;
  try {
    return readSource(source as Written);
  } catch {
    return [{ at: 'link', value: '', message: t('is nested too deeply') }];
  }
}

function readSource(source: Written): Lesson | Problem[] {
  const lesson = parseLesson(source, fileOf(source), LIBRARY);
  if (isProblems(lesson)) return lesson;
  const long = lesson.runs.find(({ scenario }) => isLongRun(scenario));
  if (long)
    return [
      {
        at: `runs.${long.name}`,
        value: long.title,
        message: t(
          'has more requests than a lesson simulates at once; open its file in the sandbox instead',
        ),
      },
    ];
  // What learners gave in the course's own lesson says nothing in another.
  return isInCourse(lesson.id) ? { ...lesson, id: `${lesson.id}-prepared`.slice(0, 60) } : lesson;
}

/** Opens the lesson of a link and remembers it on this device. Never rejects. */
export async function takeLesson(link: string): Promise<Lesson | Problem[]> {
  const lesson = await readTaken(link);
  if (!isProblems(lesson)) keep(KEY + lesson.id, link);
  return lesson;
}

/** The lesson of this name that was taken from a link before; null where there is none, or it cannot be read any more. */
export async function takenLesson(id: string): Promise<Lesson | null> {
  const link = recall(KEY + id);
  if (typeof link !== 'string') return null;
  const lesson = await readTaken(link);
  if (!isProblems(lesson)) return lesson;
  keep(KEY + id, null); // whoever has the link is told what is wrong with it
  return null;
}
