import type { Answer } from '../../lesson/answers.ts';
import type { QuestionStep } from '../../lesson/judge.ts';
import { InlineProse } from './Prose.tsx';
import type { Judging } from './useVerdict.ts';
import { VerdictPicture } from './VerdictPicture.tsx';

interface Props {
  readonly step: QuestionStep;
  readonly given: Answer | null;
  readonly judging: Judging;
  textOf(words: string): string;
}

/** What came of an observation: right or not, in words first, and what there is to say to whoever gave this answer. */
export function VerdictBox({ step, given, judging, textOf }: Props) {
  const { question } = step;
  const { verdict } = judging;
  if (!given) return null;
  if (!verdict) return <NotJudged judging={judging} />;
  const { isRight } = verdict;
  return (
    <div className="app-verdict" data-right={isRight}>
      <p>
        <b>{isRight ? '✓ Yes.' : '✗ Not quite.'}</b>{' '}
        {verdict.kind === 'number' && `You said ${verdict.givenText}; it is ${verdict.truthText}. `}
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
        Simulating …
      </p>
    );
  return (
    <p className="app-quiet">
      {judging.problem === null
        ? 'The recording has nothing to measure this by.'
        : `This could not be simulated: ${judging.problem}.`}
    </p>
  );
}
