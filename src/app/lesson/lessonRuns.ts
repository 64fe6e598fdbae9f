import type { Run } from '../../insight/shapes.ts';
import type { Lesson, LessonRun } from '../../lesson/lesson.ts';
import { type RunSource, variantKey } from '../../lesson/runSource.ts';
import type { Settings } from '../../lesson/settings.ts';
import { isProblems } from '../../scenario/problems.ts';
import { simulateRun } from '../workbench/simulateRun.ts';

/** The lesson's recordings on the page, each made when it is first asked for. */
export interface LessonRuns extends RunSource {
  /**
   * Simulates the run under each of these settings, so that `variant` has them; one after the other, and the page may
   * draw in between. Rejects where the settings cannot be simulated. Never before a guess is given that they would give away.
   */
  prepare(name: string, settings: readonly Settings[]): Promise<void>;
}

/** `seed`: with another chance than the lesson's own. */
export function lessonRuns(lesson: Lesson, seed?: number): LessonRuns {
  const made = new Map<string, Run>();
  const chance = seed === undefined ? {} : { seed };
  const named = (name: string): LessonRun => {
    const run = lesson.runs.find((each) => each.name === name);
    if (!run) throw new RangeError(`the lesson ${lesson.id} has no run ${name}`);
    return run;
  };
  return {
    run(name) {
      let run = made.get(name);
      if (!run) {
        run = simulateRun({ ...named(name).scenario, ...chance });
        made.set(name, run);
      }
      return run;
    },
    variant: (name, settings) => made.get(variantKey(name, settings)) ?? null,
    async prepare(name, settings) {
      const missing = settings.filter((each) => !made.has(variantKey(name, each)));
      if (missing.length === 0) return;
      const { readVariant } = await import('./readVariant.ts');
      for (const each of missing) {
        const key = variantKey(name, each);
        if (made.has(key)) continue;
        const scenario = readVariant(named(name), each, seed ?? null);
        if (isProblems(scenario))
          throw new RangeError(scenario.map(({ at, message }) => `${at} ${message}`).join('; '));
        made.set(key, simulateRun(scenario));
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
  };
}
