import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import type { Question } from '../../lesson/lesson.ts';
import { InlineProse } from '../lesson/Prose.tsx';
import type { Guess } from './presentation.ts';

interface Props {
  readonly question: Extract<Question, { kind: 'choice' }>;
  readonly guess: Guess | null;
  readonly isRevealed: boolean;
  readonly isBrief: boolean;
  textOf(words: string): string;
}

/** By which letter a hall calls an option: A, B, C. */
export const letterOf = (option: number): string => String.fromCharCode(65 + option);

/** The options of a question; once it is revealed, which one is so, how many hands each had, and what is to be said to it. */
export function Votes({ question, guess, isRevealed, isBrief, textOf }: Props) {
  const votes = guess?.kind === 'votes' ? guess.votes : [];
  const all = votes.reduce((sum, each) => sum + each, 0);
  const most = Math.max(...votes, 1);
  const right = question.options.findIndex((option) => option.isRight);
  const shows = isRevealed && all > 0;
  return (
    <>
      <ol className="present-options" data-votes={shows || undefined}>
        {question.options.map((option, index) =>
          isBrief && isRevealed && !shows && index !== right ? null : (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: options never change order
              key={index}
              data-right={isRevealed ? index === right : undefined}
            >
              <b className="present-letter">
                {isRevealed && index === right ? '✓' : letterOf(index)}
              </b>
              <span>
                <InlineProse nodes={option.text} textOf={textOf} />
                {isRevealed && index === right && <b className="app-hidden">{t(' (so it is)')}</b>}
              </span>
              {shows && (
                <span className="present-votes">
                  <i
                    aria-hidden="true"
                    style={{ '--share': (votes[index] ?? 0) / most } as React.CSSProperties}
                  />
                  {numberText(votes[index] ?? 0)}
                </span>
              )}
            </li>
          ),
        )}
      </ol>
      {shows && (
        <p className="present-sum">
          {t('{right} of {all, plural, one {# hand} other {# hands}} had it right.', {
            right: votes[right] ?? 0,
            all,
          })}
        </p>
      )}
    </>
  );
}
