import { useEffect, useReducer } from 'react';
import type { FlowContext } from '../../lesson/flowContext.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { LessonRuns } from '../lesson/lessonRuns.ts';
import { prepareCurves } from './prepareCurves.ts';

/** Simulates what the learner's curves are judged by; the answer is another whenever more of them can be. */
export function useCurvesOf(lesson: Lesson, source: LessonRuns, context: FlowContext): number {
  const [times, judgeAgain] = useReducer((count: number) => count + 1, 0);
  const given = Object.keys(context.answers).sort().join();
  useEffect(() => {
    let isGone = false;
    const ids = new Set(given.split(','));
    prepareCurves(lesson, source, (id) => ids.has(id)).then(
      () => {
        if (!isGone) judgeAgain();
      },
      () => {}, // an answer that cannot be judged stays without a verdict
    );
    return () => {
      isGone = true;
    };
  }, [lesson, source, given]);
  return times;
}
