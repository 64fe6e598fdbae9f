import { measuredText } from '../../insight/claims/claimsEvaluate.ts';
import { t } from '../../language/t.ts';
import type { Verdict } from '../../lesson/judge.ts';
import type { Question } from '../../lesson/lesson.ts';
import { InlineProse } from './Prose.tsx';

export interface OrderRevealProps {
  readonly question: Extract<Question, { kind: 'order' }>;
  readonly verdict: Extract<Verdict, { kind: 'order' }>;
  readonly hasGuess: boolean;
  textOf(words: string): string;
}

/** The order that was given beside the one that is so, with what each measures, and how far each is off its place. */
export function OrderReveal({ question, verdict, hasGuess, textOf }: OrderRevealProps) {
  const { given, truth, values, isRight } = verdict;
  const text = (item: number) => (
    <InlineProse nodes={question.items[item]?.text ?? []} textOf={textOf} />
  );
  const inPlace = truth.filter((item, place) => given[place] === item).length;
  return (
    <div className="app-orderReveal">
      {hasGuess && (
        <p className="app-orderSum">
          {isRight
            ? t('✓ All in their places.')
            : t(
                '{count, plural, =0 {✗ None of {all} in their places.} one {✗ # of {all} in its place.} other {✗ # of {all} in their places.}}',
                { count: inPlace, all: truth.length },
              )}
        </p>
      )}
      {hasGuess && !isRight && (
        <div>
          <p className="app-orderHead">{t('Your order')}</p>
          <ol className="app-order" data-locked="true">
            {given.map((item, place) => {
              const off = truth.indexOf(item) - place;
              return (
                <li key={item} data-off={off !== 0}>
                  <span className="app-orderText">{text(item)}</span>
                  <span className="app-orderOff">{offWords(off)}</span>
                </li>
              );
            })}
          </ol>
        </div>
      )}
      <div>
        <p className="app-orderHead">{t('What happened')}</p>
        <ol className="app-order" data-locked="true">
          {truth.map((item) => (
            <li key={item}>
              <span className="app-orderText">{text(item)}</span>
              <b className="app-orderValue">
                {measuredText(question.measures, values[item] as number)}
              </b>
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}

/** How far an item has to move: down for those that stand too high. */
function offWords(off: number) {
  if (off === 0) return t('✓ so it is');
  const count = Math.abs(off);
  return (
    <>
      <span aria-hidden="true">{`${off > 0 ? '↓' : '↑'} ${count}`}</span>
      <span className="app-hidden">
        {off > 0
          ? t('{count, plural, one {belongs # lower} other {belongs # lower}}', { count })
          : t('{count, plural, one {belongs # higher} other {belongs # higher}}', { count })}
      </span>
    </>
  );
}
