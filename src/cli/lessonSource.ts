import type { Run } from '../insight/shapes.ts';
import type { Lesson } from '../lesson/lesson.ts';
import type { RunSource } from '../lesson/runSource.ts';
import { simulatedRuns } from '../lesson/simulatedRuns.ts';
import { simulate } from '../sim/simulate.ts';

/** A lesson's recordings, each simulated when it is first asked for, and kept. `seed`: with another chance than the lesson's own. */
export function lessonSource(lesson: Lesson, seed?: number): RunSource {
  return simulatedRuns(lesson, (scenario) => simulate(scenario) as Run, seed);
}
