import { t } from '../../language/t.ts';
import type { LessonRun } from '../../lesson/lesson.ts';
import { type Settings, withSettings } from '../../lesson/settings.ts';
import { isProblems, parseScenario } from '../../scenario/parseScenario.ts';
import type { Problem, Scenario } from '../../scenario/scenario.ts';

/** A run's scenario with other settings, or what is wrong with them. Loaded late: it brings the validator. */
export function readVariant(
  run: LessonRun,
  settings: Settings,
  seed: number | null,
): Scenario | Problem[] {
  const written = withSettings(run.written, settings);
  if (written === null)
    return Object.keys(settings).map((at) => ({
      at,
      value: '',
      message: t('there is no such part'),
    }));
  const scenario = parseScenario(written);
  return isProblems(scenario) || seed === null ? scenario : { ...scenario, seed };
}
