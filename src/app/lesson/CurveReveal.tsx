import { t } from '../../language/t.ts';
import { type CurveQuestion, curveWords, pointWords } from '../../lesson/curve.ts';
import type { Verdict } from '../../lesson/judge.ts';
import { CurveFrame } from './CurveFrame.tsx';
import { acrossOf, heightOf, textOfValue } from './curveScale.ts';

export interface CurveRevealProps {
  readonly question: CurveQuestion;
  readonly verdict: Extract<Verdict, { kind: 'curve' }>;
  readonly hasGuess: boolean;
}

/** The drawn curve and the true one in one picture, what there is to say to them, and the figures. */
export function CurveReveal({ question, verdict, hasGuess }: CurveRevealProps) {
  const { given, truth, isRight } = verdict;
  const text = (values: readonly number[], i: number): string =>
    textOfValue(question, values[i] as number);
  const furthest = truth.reduce(
    (far, _, i) => (distance(verdict, i) > distance(verdict, far) ? i : far),
    0,
  );
  return (
    <div className="app-curveReveal">
      {hasGuess && (
        <p>
          <b>{isRight ? t('✓ Near enough.') : t('✗ Not quite.')}</b>{' '}
          {curveWords(question, given, truth)}{' '}
          {!isRight &&
            t('Furthest off at {point}: you drew {drawn}, it is {truth}.', {
              point: pointWords(question, furthest),
              drawn: text(given, furthest),
              truth: text(truth, furthest),
            })}
        </p>
      )}
      <CurveFrame
        question={question}
        lines={[
          ...(hasGuess ? [{ kind: 'guess' as const, values: given }] : []),
          { kind: 'truth', values: truth },
        ]}
      >
        {truth.map((value, i) => (
          <span
            key={question.points[i]?.text}
            className="app-curvePoint"
            data-kind="truth"
            style={{ left: `${acrossOf(question, i)}%`, bottom: `${heightOf(question, value)}%` }}
          />
        ))}
      </CurveFrame>
      <p className="app-curveKey" aria-hidden="true">
        {hasGuess && <span data-kind="guess">{t('your guess')}</span>}
        <span data-kind="truth">{t('what happened')}</span>
      </p>
      <details className="app-curveTable">
        <summary>{t('As a table')}</summary>
        <table className="app-soFar">
          <thead>
            <tr>
              <th scope="col">{question.across}</th>
              {hasGuess && <th scope="col">{t('your guess')}</th>}
              <th scope="col">{t('what happened')}</th>
            </tr>
          </thead>
          <tbody>
            {question.points.map((point, i) => (
              <tr key={point.text}>
                <th scope="row">{point.text}</th>
                {hasGuess && <td>{i < question.given ? t('given') : text(given, i)}</td>}
                <td>{text(truth, i)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

const distance = ({ given, truth }: CurveRevealProps['verdict'], i: number): number =>
  Math.abs((given[i] as number) - (truth[i] as number));
