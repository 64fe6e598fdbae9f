import type { Lesson } from '../../lesson/lesson.ts';
import type { Problem } from '../../scenario/scenario.ts';
import { noteProgress } from '../lesson/progress.ts';
import { routeHash } from '../route.ts';
import { keepAddressHere } from '../shell/useRoute.ts';

/** Reads a state; answers how to put the learner there, for the next time the lesson is drawn, or what is wrong with it. */
export async function readyState(
  written: string,
  lesson: Lesson,
): Promise<Problem[] | (() => void)> {
  const { readState } = await import('../../embed/state.ts');
  const state = readState(written, lesson.id);
  if (Array.isArray(state)) return state;
  const { progress, seed } = state;
  const index = Math.max(
    0,
    lesson.steps.findIndex(({ id }) => id === progress.step),
  );
  return () => {
    noteProgress(lesson.id, index + 1, lesson.steps.length, false, progress);
    keepAddressHere(
      routeHash({
        page: 'lesson',
        lesson: lesson.id,
        step: null,
        moment: null,
        ...(seed === null ? {} : { seed: String(seed) }),
      }),
    );
  };
}
