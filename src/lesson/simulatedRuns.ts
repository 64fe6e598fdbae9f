import type { Run } from '../insight/shapes.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Lesson, LessonRun } from './lesson.ts';
import { type RunSource, variantKey } from './runSource.ts';
import { withSettings } from './settings.ts';

/** Runs a scenario to its end; the engine is not known in this layer, so it is given. */
export type Simulate = (scenario: Scenario) => Run;

/** A puzzle has hundreds of variants, and a recording is large. */
const MOST_KEPT = 24;

/** The seed that all of a lesson's runs share. */
export function ownSeed(lesson: Lesson): number {
  return lesson.runs[0]?.scenario.seed ?? 1;
}

/** A lesson's recordings with one seed, its own unless given, each simulated when it is first asked for. */
export function simulatedRuns(
  lesson: Lesson,
  simulate: Simulate,
  seed: number = ownSeed(lesson),
): RunSource {
  const runs = new Map<string, Run>();
  const variants = new Map<string, Run | null>();
  const source = (name: string): LessonRun => {
    const found = lesson.runs.find((each) => each.name === name);
    if (!found) throw new RangeError(`the lesson ${lesson.id} has no run ${name}`);
    return found;
  };
  return {
    run(name) {
      let run = runs.get(name);
      if (!run) {
        run = simulate({ ...source(name).scenario, seed });
        runs.set(name, run);
      }
      return run;
    },
    variant(name, settings) {
      const key = variantKey(name, settings);
      const known = variants.get(key);
      if (known !== undefined) return known;
      const written = withSettings(source(name).written, settings);
      const scenario = written && parseScenario(written);
      const run =
        scenario === null || isProblems(scenario) ? null : simulate({ ...scenario, seed });
      if (variants.size >= MOST_KEPT) variants.clear();
      variants.set(key, run);
      return run;
    },
  };
}
