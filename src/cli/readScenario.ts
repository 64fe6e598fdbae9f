import { dirname } from 'node:path';
import type { Lesson } from '../lesson/lesson.ts';
import { parseLesson } from '../lesson/parseLesson.ts';
import { type LocatedProblem, readYaml } from '../lesson/readYaml.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { readLibrary } from './readLibrary.ts';

export interface ReadOptions {
  /** Overrides the seed of the file. */
  readonly seed?: number;
  /** Which run of a lesson; its first unless named. */
  readonly run?: string;
}

/** Reads a scenario or a lesson's run from the text of a file; JSON is YAML too. Whoever has `steps` is a lesson. */
export function readScenario(
  text: string,
  file: string,
  options: ReadOptions = {},
): Scenario | LocatedProblem[] {
  const scenario = readYaml(text, file, (input) => {
    if (typeof input !== 'object' || input === null || !('steps' in input)) {
      if (options.run === undefined) return parseScenario(input);
      return [
        { at: '', value: '', message: 'is a scenario; only a lesson has runs to choose from' },
      ];
    }
    const lesson = parseLesson(input, file, readLibrary(dirname(file)));
    return isProblems(lesson) ? lesson : runOf(lesson, options.run);
  });
  if (isProblems(scenario) || options.seed === undefined) return scenario;
  return { ...scenario, seed: options.seed };
}

function runOf(lesson: Lesson, name: string | undefined): ReturnType<typeof parseScenario> {
  const run =
    name === undefined ? lesson.runs[0] : lesson.runs.find((candidate) => candidate.name === name);
  if (run) return run.scenario;
  const names = lesson.runs.map((candidate) => candidate.name).join(', ');
  return [{ at: 'runs', value: name ?? '', message: `has no such run; allowed: ${names}` }];
}
