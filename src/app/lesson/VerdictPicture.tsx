import { t } from '../../language/t.ts';
import type { Verdict } from '../../lesson/judge.ts';
import type { Question } from '../../lesson/lesson.ts';
import { CurveReveal, OrderReveal } from './laterParts.tsx';

interface Props {
  readonly question: Question;
  readonly verdict: Verdict;
  /** Whether there is a guess to set against the truth; else the truth stands alone. */
  readonly hasGuess: boolean;
  textOf(words: string): string;
}

/** Guess and truth of a number, an order or a curve, side by side; nothing for a choice. */
export function VerdictPicture({ question, verdict, hasGuess, textOf }: Props) {
  if (verdict.kind === 'number') {
    const scale = Math.max(hasGuess ? verdict.given : 0, verdict.truth, Number.MIN_VALUE);
    return (
      <dl className="app-reveal">
        {hasGuess && (
          <div>
            <dt>{t('Your guess')}</dt>
            <dd>
              {verdict.isRight ? '✓ ' : '✗ '}
              {verdict.givenText}
              <Bar share={verdict.given / scale} kind="guess" />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('What happened')}</dt>
          <dd>
            {verdict.truthText}
            <Bar share={verdict.truth / scale} kind="truth" />
          </dd>
        </div>
      </dl>
    );
  }
  if (verdict.kind === 'order' && question.kind === 'order')
    return (
      <OrderReveal question={question} verdict={verdict} hasGuess={hasGuess} textOf={textOf} />
    );
  if (verdict.kind === 'curve' && question.kind === 'curve')
    return <CurveReveal question={question} verdict={verdict} hasGuess={hasGuess} />;
  return null;
}

function Bar({ share, kind }: { share: number; kind: 'guess' | 'truth' }) {
  return (
    <span className="app-bar2" data-kind={kind} aria-hidden="true">
      <span style={{ width: `${Math.max(1, share * 100)}%` }} />
    </span>
  );
}
