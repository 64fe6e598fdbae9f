import { useEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { localeTag } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import type { Evidence } from '../../lesson/evidence/evidence.ts';
import { scoreOf } from '../../lesson/evidence/score.ts';
import { isRightWords, spanWords } from './evidenceWords.ts';

/** The answers as a sheet of paper: over the page, and the only thing that is printed. */
export function EvidenceSheet({ evidence, onClose }: { evidence: Evidence; onClose(): void }) {
  const sheet = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    sheet.current?.showModal();
  }, []);
  const { right, of } = scoreOf(evidence.answers);
  const written = new Date(evidence.writtenAt).toLocaleString(localeTag(), {
    dateStyle: 'long',
    timeStyle: 'short',
  });
  return createPortal(
    <dialog className="app-sheet" ref={sheet} onClose={onClose} aria-labelledby="app-sheetTitle">
      <p className="app-sheetTools">
        <button type="button" className="app-primary" onClick={() => window.print()}>
          {t('Print')}
        </button>
        <button type="button" className="app-button" onClick={() => sheet.current?.close()}>
          {t('Close')}
        </button>
      </p>
      <h1 id="app-sheetTitle">{evidence.lesson.title}</h1>
      <p>
        {evidence.learner !== null && (
          <>
            <strong translate="no">{evidence.learner}</strong>
            {' · '}
          </>
        )}
        {written}
        {of > 0 && ` · ${t('{right} of {of} right the first time', { right, of })}`}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('Question')}</th>
            <th scope="col">{t('First answer')}</th>
            <th scope="col">{t('What is so')}</th>
            <th scope="col">{t('Right?')}</th>
            <th scope="col">{t('Time')}</th>
            <th scope="col">{t('Hints')}</th>
          </tr>
        </thead>
        <tbody>
          {evidence.answers.map((each) => (
            <tr key={each.step}>
              <th scope="row">{each.question}</th>
              <td data-of={t('First answer')}>
                {each.firstText ?? (each.isSkipped ? t('passed over') : '—')}
              </td>
              <td data-of={t('What is so')}>{each.truthText ?? '—'}</td>
              <td data-of={t('Right?')}>{isRightWords(each.isRight)}</td>
              <td data-of={t('Time')}>{spanWords(each.ms)}</td>
              <td data-of={t('Hints')}>{each.hints}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="app-quiet">
        {t('Lesson {id}, version {hash}.', {
          id: evidence.lesson.id,
          hash: evidence.lesson.hash,
        })}
      </p>
    </dialog>,
    document.body,
  );
}
