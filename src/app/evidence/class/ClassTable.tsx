import { useState } from 'react';
import { t } from '../../../language/t.ts';
import type { ClassRow } from '../../../lesson/evidence/classTable.ts';
import type { AnswerEvidence } from '../../../lesson/evidence/evidence.ts';
import { scoreOf } from '../../../lesson/evidence/score.ts';
import { isRightWords, spanWords } from '../evidenceWords.ts';
import { type Sorting, type SortKey, sortRows, totalMs } from './sortRows.ts';

/** Learner by question: what was answered first, whether it was right, and how long it took. Names and answers are text, whatever they hold. */
export function ClassTable({ rows }: { rows: readonly ClassRow[] }) {
  const [sorting, setSorting] = useState<Sorting>({ by: 'learner', isDown: false });
  const asked = questionsOf(rows);
  const head = (by: SortKey, words: string, more = '') => (
    <th
      scope="col"
      aria-sort={sorting.by !== by ? undefined : sorting.isDown ? 'descending' : 'ascending'}
    >
      <button
        type="button"
        onClick={() => setSorting({ by, isDown: sorting.by === by && !sorting.isDown })}
      >
        {words}
        <span aria-hidden="true">{sorting.by !== by ? '' : sorting.isDown ? ' ▾' : ' ▴'}</span>
      </button>
      {more !== '' && <span className="app-classAsk">{more}</span>}
    </th>
  );
  return (
    <section
      className="app-classScroll app-card"
      aria-label={t('Answers of the class, as a table')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
    >
      <table className="app-classTable">
        <thead>
          <tr>
            {head('learner', t('Learner'))}
            {head('points', t('Points'))}
            {head('time', t('Time'))}
            {asked.map(({ step, kind, question }, i) => (
              <Ask key={step} head={head(`step ${step}`, askName(kind, i, asked), question)} />
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(rows, sorting).map((row) => (
            <Row key={row.file} row={row} asked={asked} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Ask = ({ head }: { head: React.ReactNode }) => head;

/** The questions of all files, in the order in which they come: files of another version may have others. */
function questionsOf(rows: readonly ClassRow[]): AnswerEvidence[] {
  const found = new Map<string, AnswerEvidence>();
  for (const { evidence } of rows)
    for (const answer of evidence.answers)
      if (!found.has(answer.step)) found.set(answer.step, answer);
  return [...found.values()];
}

/** `Prediction 2`: counted among its kind. */
export function askName(
  kind: AnswerEvidence['kind'],
  index: number,
  asked: readonly AnswerEvidence[],
): string {
  const number = asked.slice(0, index + 1).filter((each) => each.kind === kind).length;
  if (kind === 'predict') return t('Prediction {number}', { number });
  return kind === 'observe'
    ? t('Observation {number}', { number })
    : t('Puzzle {number}', { number });
}

function Row({ row, asked }: { row: ClassRow; asked: readonly AnswerEvidence[] }) {
  const { evidence, file, judgedBy, leftOut } = row;
  const { right, of, percent } = scoreOf(evidence.answers);
  return (
    <tr>
      <th scope="row">
        <span translate="no">{evidence.learner ?? t('no name')}</span>
        <span className="app-classFile">
          <span translate="no">{file}</span>
          {!evidence.isFinished && ` · ${t('not finished')}`}
          {judgedBy === 'file' && ` · ${t('judged as the file says')}`}
          {leftOut > 0 &&
            ` · ${t('{count, plural, one {# other file} other {# other files}} left out', { count: leftOut })}`}
        </span>
      </th>
      <td>
        {percent}
        <span className="app-classFile">{t('{right} of {of}', { right, of })}</span>
      </td>
      <td>{spanWords(totalMs(row))}</td>
      {asked.map(({ step }) => {
        const answer = evidence.answers.find((each) => each.step === step);
        return (
          <td key={step} data-right={answer?.isRight ?? undefined}>
            {answer?.first ? (
              <>
                <b>{isRightWords(answer.isRight)}</b>
                <span className="app-classGiven">{answer.firstText ?? ''}</span>
                <span className="app-classFile">
                  {spanWords(answer.ms)}
                  {answer.hints > 0 &&
                    ` · ${t('{count, plural, one {# hint} other {# hints}}', { count: answer.hints })}`}
                  {answer.tries > 1 &&
                    ` · ${t('{count, plural, one {# try} other {# tries}}', { count: answer.tries })}`}
                </span>
              </>
            ) : answer?.isSkipped ? (
              t('passed over')
            ) : (
              '—'
            )}
          </td>
        );
      })}
    </tr>
  );
}
