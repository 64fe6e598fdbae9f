import { t } from '../../language/t.ts';
import type { QuestionStep } from '../../lesson/judge.ts';
import { lineText } from '../../lesson/plainText.ts';
import { NumberField } from '../lesson/NumberField.tsx';
import type { Guess } from './presentation.ts';
import { letterOf } from './Votes.tsx';

interface Props {
  readonly asked: QuestionStep;
  readonly guess: Guess | null;
  textOf(words: string): string;
  onGuess(guess: Guess): void;
}

const MOST_VOTES = 9_999;

/** What the hall guesses, for the answer to be set against: hands per option, or one number. Other questions are only shown. */
export function RoomGuess({ asked, guess, textOf, onGuess }: Props) {
  const { question } = asked;
  if (question.kind === 'number')
    return (
      <section className="app-card speaker-guess">
        <NumberField
          ask={t('What the hall guesses')}
          kind={question.measures}
          given={guess?.kind === 'number' ? guess.value : null}
          locked={false}
          onValue={(value) => value !== null && onGuess({ kind: 'number', value })}
        />
      </section>
    );
  if (question.kind !== 'choice') return null;
  const votes = question.options.map((_, index) =>
    guess?.kind === 'votes' ? (guess.votes[index] ?? 0) : 0,
  );
  const put = (option: number, count: number): void =>
    onGuess({
      kind: 'votes',
      votes: votes.map((each, index) =>
        index === option ? Math.min(Math.max(Math.trunc(count) || 0, 0), MOST_VOTES) : each,
      ),
    });
  return (
    <section className="app-card speaker-guess">
      <h2>{t('Hands in the hall')}</h2>
      <ul>
        {question.options.map((option, index) => {
          const name = `${letterOf(index)}: ${lineText(option.text, textOf)}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: options never change order
            <li key={index}>
              <label>
                <b>{letterOf(index)}</b>
                <input
                  type="number"
                  className="app-field"
                  min={0}
                  max={MOST_VOTES}
                  aria-label={t('Hands for {option}', { option: name })}
                  value={votes[index]}
                  onChange={(event) => put(index, Number(event.currentTarget.value))}
                />
              </label>
              <button
                type="button"
                className="app-button"
                aria-label={`${t('One more for {option}', { option: letterOf(index) })}, +1`}
                onClick={() => put(index, (votes[index] ?? 0) + 1)}
              >
                +1
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
