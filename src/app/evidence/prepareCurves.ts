import type { Lesson } from '../../lesson/lesson.ts';
import type { LessonRuns } from '../lesson/lessonRuns.ts';

/**
 * Simulates what drawn curves are judged by, for every curve that was asked for; `isGiven` says of which steps there is an answer. Never before: it would
 * take the time of learners who do not come so far.
 */
export async function prepareCurves(
  lesson: Lesson,
  source: LessonRuns,
  isGiven: (step: string) => boolean,
): Promise<void> {
  for (const step of lesson.steps) {
    if (!('question' in step) || step.question.kind !== 'curve' || !isGiven(step.id)) continue;
    await source.prepare(
      step.run,
      step.question.points.map(({ settings }) => settings),
    );
  }
}
