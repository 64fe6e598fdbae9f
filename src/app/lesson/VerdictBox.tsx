import { useEffect, useRef } from 'react';
import { t } from '../../language/t.ts';
import type { Answer } from '../../lesson/answers.ts';
import type { QuestionStep } from '../../lesson/judge.ts';
import type { LessonRuns } from './lessonRuns.ts';
import { InlineProse } from './Prose.tsx';
import { type Judging, useVerdict } from './useVerdict.ts';
import { VerdictPicture } from './VerdictPicture.tsx';
import './questions.css';

export interface VerdictBoxProps {
  readonly step: QuestionStep;
  readonly given: Answer;
  readonly source: LessonRuns;
  textOf(words: string): string;
}

/** What came of an observation: right or not, in words first, and what there is to say to whoever gave this answer. */
export function VerdictBox({ step, given, source, textOf }: VerdictBoxProps) {
  const { question } = step;
  const judging = useVerdict(source, step, given);
  const { verdict } = judging;
  const box = useRef<HTMLDivElement>(null);
  const isJudged = verdict !== null;
  // The answer to a press must be seen, also where it appears below the fold of its card.
  useEffect(() => {
    if (isJudged) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isJudged]);
  if (!verdict) return <NotJudged judging={judging} />;
  const { isRight } = verdict;
  return (
    <div className="app-verdict" data-right={isRight} ref={box}>
      <p>
        <b>{isRight ? t('✓ Right.') : t('✗ Not quite.')}</b>{' '}
        {verdict.kind === 'number' &&
          `${t('You said {given}; it is {truth}.', { given: verdict.givenText, truth: verdict.truthText })} `}
        {question.kind === 'choice' && given.kind === 'choice' && (
          <InlineProse nodes={question.options[given.option]?.reply ?? []} textOf={textOf} />
        )}
      </p>
      {(verdict.kind === 'order' || verdict.kind === 'curve') && (
        <VerdictPicture question={question} verdict={verdict} hasGuess textOf={textOf} />
      )}
    </div>
  );
}

/** While runs are simulated, and where they cannot be. */
export function NotJudged({ judging }: { judging: Judging }) {
  if (judging.isComing)
    return (
      <p className="app-quiet" aria-busy="true">
        {t('Simulating …')}
      </p>
    );
  return (
    <p className="app-quiet">
      {judging.problem === null
        ? t('The recording has nothing to measure this by.')
        : t('This could not be simulated: {problem}.', { problem: judging.problem })}
    </p>
  );
}
