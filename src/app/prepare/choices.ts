import { t } from '../../language/t.ts';
import { type Path, valueIn, type Written } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** Keys whose values are names of things that the draft has, or that all lessons share; null: any text may stand there. */
export function choicesFor(
  source: Written,
  path: Path,
  scenarios: readonly string[],
): readonly Choice[] | null {
  const key = path.at(-1);
  const named = (names: readonly string[]) => names.map((value) => ({ value, text: value }));
  const runs = isRecord(source.runs) ? Object.keys(source.runs) : [];
  switch (key) {
    case 'on':
      return [{ value: '', text: t('as in the step before') }, ...named(runs)];
    case 'extends':
      return named(runs.slice(0, Math.max(0, runs.indexOf(String(path.at(-2))))));
    case 'use':
      return named(scenarios);
    case 'reveals': {
      const before = stepsOf(source).slice(0, Number(path[1]));
      return [
        { value: '', text: t('none') },
        ...stepNames(before.filter(({ kind }) => kind === 'predict')),
      ];
    }
    case 'step':
      return path[0] === 'answers' ? stepNames(stepsOf(source)) : null;
    default:
      return null;
  }
}

const stepNames = (steps: readonly Written[]): Choice[] =>
  steps.flatMap(({ id, title, ask }) =>
    typeof id === 'string'
      ? [
          {
            value: id,
            text:
              typeof title === 'string'
                ? `${id}: ${title}`
                : typeof ask === 'string'
                  ? `${id}: ${ask}`
                  : id,
          },
        ]
      : [],
  );

/** The steps as written; what is no step is an empty one, so that places stay. */
export function stepsOf(source: Written): readonly Written[] {
  const steps = valueIn(source, ['steps']);
  return Array.isArray(steps) ? steps.map((step) => (isRecord(step) ? step : {})) : [];
}
