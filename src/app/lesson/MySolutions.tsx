import { useMemo } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { settingsOf } from '../../lesson/variants.ts';
import { isProblems } from '../../scenario/problems.ts';
import type { LessonRuns } from './lessonRuns.ts';
import { readVariant } from './readVariant.ts';
import { SandboxLink } from './SandboxLink.tsx';
import type { LessonFlow } from './useLessonFlow.ts';

export interface MySolutionsProps {
  readonly lesson: Lesson;
  readonly flow: LessonFlow;
  readonly source: LessonRuns;
}

/** Ways into the sandbox with what the learner found: one for each puzzle solved before this step. */
export function MySolutions({ lesson, flow, source }: MySolutionsProps) {
  const { answers, index } = flow.context;
  const solutions = useMemo(
    () =>
      lesson.steps.slice(0, index).flatMap((step) => {
        const answer = answers[step.id];
        const run = lesson.runs.find(({ name }) => name === step.run);
        if (step.kind !== 'puzzle' || answer?.kind !== 'knobs' || !run) return [];
        const { seed } = source.run(step.run).scenario;
        const read = readVariant(run, settingsOf(step.knobs, answer.values), seed);
        return isProblems(read) ? [] : [{ step, scenario: read }];
      }),
    [lesson, answers, index, source],
  );
  return solutions.map(({ step, scenario }) => (
    <SandboxLink key={step.id} scenario={scenario}>
      {solutions.length > 1
        ? t('Take my solution to the sandbox: {step}', { step: step.title })
        : t('Take my solution to the sandbox')}
    </SandboxLink>
  ));
}
