import type { LessonRun } from '../../lesson/lesson.ts';
import { type Settings, withSettings } from '../../lesson/settings.ts';
import { isProblems, parseScenario } from '../../scenario/parseScenario.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** A run's scenario with other settings. Loaded late: it brings the validator. Throws what is wrong with them. */
export function variantScenario(run: LessonRun, settings: Settings): Scenario {
  const written = withSettings(run.written, settings);
  if (written === null)
    throw new RangeError(`no such setting: ${Object.keys(settings).join(', ')}`);
  const scenario = parseScenario(written);
  if (isProblems(scenario))
    throw new RangeError(scenario.map(({ at, message }) => `${at}: ${message}`).join('; '));
  return scenario;
}
