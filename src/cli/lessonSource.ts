import type { Run } from '../insight/shapes.ts';
import type { Lesson } from '../lesson/lesson.ts';
import { type RunSource, variantKey } from '../lesson/runSource.ts';
import { withSettings } from '../lesson/settings.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import { simulate } from '../sim/simulate.ts';

/** A lesson's recordings, each simulated when it is first asked for, and kept. `seed`: with another chance than the lesson's own. */
export function lessonSource(lesson: Lesson, seed?: number): RunSource {
  const kept = new Map<string, Run | null>();
  const made = (key: string, make: () => Run | null): Run | null => {
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key) ?? null;
  };
  const chance = seed === undefined ? {} : { seed };
  const named = (name: string) => {
    const run = lesson.runs.find((each) => each.name === name);
    if (!run) throw new RangeError(`no run ${name} in ${lesson.id}`);
    return run;
  };
  return {
    run: (name) => made(name, () => simulate({ ...named(name).scenario, ...chance }) as Run) as Run,
    variant: (name, settings) =>
      made(variantKey(name, settings), () => {
        const written = withSettings(named(name).written, settings);
        const scenario = written && parseScenario(written);
        if (scenario === null || isProblems(scenario)) return null;
        return simulate({ ...scenario, ...chance }) as Run;
      }),
  };
}
