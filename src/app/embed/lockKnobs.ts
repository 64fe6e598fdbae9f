import type { Lesson, Step } from '../../lesson/lesson.ts';

/** The lesson with knobs that are not to be turned: all of them (`knobs`), or those of the paths that are named. */
export function lockKnobs(lesson: Lesson, locks: readonly string[]): Lesson {
  const locksAll = locks.includes('knobs');
  if (!locksAll && !locks.some((lock) => lock.includes('.'))) return lesson;
  const locked = (step: Step): Step =>
    'knobs' in step
      ? {
          ...step,
          knobs: step.knobs.map((knob) =>
            locksAll || locks.includes(knob.set) ? { ...knob, isLocked: true } : knob,
          ),
        }
      : step;
  return { ...lesson, steps: lesson.steps.map(locked) };
}
