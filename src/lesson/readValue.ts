import type { Measure } from '../insight/claims/claimsMeasure.ts';
import { readMeasure } from '../insight/claims/claimsPhrases.ts';
import type { Reading } from '../insight/claims/claimsReference.ts';
import { t } from '../language/t.ts';
import { suggestion } from '../scenario/problems.ts';
import { scopeOf } from './claimScope.ts';
import type { LessonRun } from './lesson.ts';

/** A measure of one of the lesson's runs: `p95 of fast`, or `p95 of fast in buffered`. */
export function readValue(
  words: string,
  runs: readonly LessonRun[],
  ownRun: string,
): Reading<{ measure: Measure; run: LessonRun }> {
  const named = runs.find(({ name }) => words.endsWith(` in ${name}`));
  const run = named ?? runs.find(({ name }) => name === ownRun);
  if (!run) return { wrong: t('there is no run “{ownRun}”', { ownRun: ownRun }) };
  const [, other] = / in ([a-z][a-z0-9-]*)$/.exec(words) ?? [];
  if (!named && other !== undefined)
    return {
      wrong: t('there is no run “{other}”; {suggestion}', {
        other: other,
        suggestion: suggestion(
          other,
          runs.map(({ name }) => name),
        ),
      }),
    };
  const read = readMeasure(
    named ? words.slice(0, -` in ${named.name}`.length) : words,
    scopeOf(run.scenario),
  );
  return 'wrong' in read ? read : { value: { measure: read.value, run } };
}
