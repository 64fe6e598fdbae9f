import { useId, useState } from 'react';
import { t } from '../../language/t.ts';
import { type CurveQuestion, pointWords } from '../../lesson/curve.ts';
import { textOfValue } from './curveScale.ts';
import { readGuess } from './readGuess.ts';

interface Props {
  readonly question: CurveQuestion;
  readonly values: readonly (number | null)[];
  readonly locked: boolean;
  onValue(index: number, value: number): void;
}

/** The points of a curve as a table, to be written instead of drawn. */
export function CurveTable({ question, values, locked, onValue }: Props) {
  return (
    <details className="app-curveTable">
      <summary>{t('As a table')}</summary>
      <table className="app-soFar">
        <thead>
          <tr>
            <th scope="col">{question.across}</th>
            <th scope="col">{question.up}</th>
          </tr>
        </thead>
        <tbody>
          {question.points.map(({ text }, i) => (
            <tr key={text}>
              <th scope="row">{text}</th>
              <td>
                {i < question.given || locked ? (
                  <>
                    {textOrDash(question, values[i] ?? null)}
                    {i < question.given && ` ${t('(given)')}`}
                  </>
                ) : (
                  <ValueCell
                    question={question}
                    name={`${question.up}, ${pointWords(question, i)}`}
                    value={values[i] ?? null}
                    onValue={(value) => onValue(i, value)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

const textOrDash = (question: CurveQuestion, value: number | null): string =>
  value === null ? '–' : textOfValue(question, value);

interface CellProps {
  readonly question: CurveQuestion;
  readonly name: string;
  readonly value: number | null;
  onValue(value: number): void;
}

/** One value as text. While it is written it stands as written; a value from the drawing replaces it. */
function ValueCell({ question, name, value, onValue }: CellProps) {
  const id = useId();
  const [written, setWritten] = useState<string | null>(null);
  const [hint, setHint] = useState('');
  function write(text: string): void {
    setWritten(text);
    const read = readGuess(question.measures, text);
    const isHigh = 'value' in read && read.value > question.top;
    setHint(
      text.trim() === ''
        ? ''
        : isHigh
          ? t('the drawing ends at {value}', { value: textOfValue(question, question.top) })
          : 'hint' in read
            ? read.hint
            : '',
    );
    if ('value' in read && !isHigh) onValue(read.value);
  }
  return (
    <>
      <input
        className="app-field"
        aria-label={name}
        aria-invalid={hint !== ''}
        aria-describedby={hint === '' ? undefined : id}
        autoComplete="off"
        value={written ?? (value === null ? '' : textOfValue(question, value))}
        onChange={(event) => write(event.currentTarget.value)}
        onBlur={() => {
          setWritten(null);
          setHint('');
        }}
      />
      {hint !== '' && (
        <span id={id} className="app-quiet">
          {hint}
        </span>
      )}
    </>
  );
}
