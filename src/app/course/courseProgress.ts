import { t } from '../../language/t.ts';
import type { LessonProgress } from '../lesson/progress.ts';
import type { CourseModule, LessonCard } from './catalog.ts';

/** How far somebody is in some lessons. */
export interface Standing {
  readonly done: number;
  readonly of: number;
  /** What is left of the lessons' own minutes; 0 where all is done. */
  readonly minutesLeft: number;
}

/** Counts lessons done and the time left: what was read of a lesson is taken off, step by step. */
export function standingOf(
  lessons: readonly LessonCard[],
  progress: (id: string) => LessonProgress,
): Standing {
  let done = 0;
  let minutesLeft = 0;
  for (const { id, minutes } of lessons) {
    const at = progress(id);
    if (at.is === 'done') done++;
    else minutesLeft += minutesLeftOf(minutes, at);
  }
  return { done, of: lessons.length, minutesLeft };
}

/** Minutes left of one lesson; at least one until it is done. */
export function minutesLeftOf(minutes: number, at: LessonProgress): number {
  if (at.is === 'done') return 0;
  if (at.is === 'new') return minutes;
  return Math.max(1, Math.round((minutes * (at.of - at.step + 1)) / at.of));
}

/**
 * Where to go on: the lesson opened last, as long as it is not done; else the first that is not done after it, from the start
 * again at the end. Null where nothing was begun, or all is done.
 */
export function whereToGoOn(
  modules: readonly CourseModule[],
  progress: (id: string) => LessonProgress,
  last: string | null,
): LessonCard | null {
  const lessons = modules.flatMap((module) => module.lessons);
  if (lessons.every(({ id }) => progress(id).is === 'new')) return null;
  const at = Math.max(
    0,
    lessons.findIndex(({ id }) => id === last),
  );
  const inOrder = [...lessons.slice(at), ...lessons.slice(0, at)];
  return inOrder.find(({ id }) => progress(id).is !== 'done') ?? null;
}

/** `7 min`, `1 h 20 min`. */
export function minutesText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return t('{minutes} min', { minutes: rest });
  return rest === 0
    ? t('{hours} h', { hours })
    : t('{hours} h {minutes} min', { hours, minutes: rest });
}
