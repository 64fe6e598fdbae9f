import { useId, useMemo, useState } from 'react';
import { t } from '../../language/t.ts';
import { collectEvidence } from '../../lesson/evidence/collectEvidence.ts';
import { type Evidence, writeEvidence } from '../../lesson/evidence/evidence.ts';
import { evidenceCsv } from '../../lesson/evidence/evidenceCsv.ts';
import { scoreOf } from '../../lesson/evidence/score.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { saveFile } from '../../panels/exchange/saveFile.ts';
import type { LessonRuns } from '../lesson/lessonRuns.ts';
import type { LessonFlow } from '../lesson/useLessonFlow.ts';
import { keep, recall } from '../shell/deviceMemory.ts';
import { useRoute } from '../shell/useRoute.ts';
import { EvidenceSheet } from './EvidenceSheet.tsx';
import { fileName } from './fileName.ts';
import { useCurvesOf } from './useCurvesOf.ts';
import './evidence.css';

export interface HandInProps {
  readonly lesson: Lesson;
  readonly flow: LessonFlow;
  readonly source: LessonRuns;
}

/** What the learner gave, as a file or on paper, for whoever asked for it. It goes nowhere by itself. */
export function HandIn({ lesson, flow, source }: HandInProps) {
  const { context, isFinished } = flow;
  const [name, setName] = useState(() => String(recall('learner') ?? ''));
  const [isPrinting, setPrinting] = useState(false);
  const [done, setDone] = useState('');
  const nameId = useId();
  const route = useRoute();
  const judgedTimes = useCurvesOf(lesson, source, context);
  const seed = route.page === 'lesson' && /^\d{1,10}$/.test(route.seed ?? '') ? route.seed : null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: curves are judged a moment later
  const evidence = useMemo(
    () =>
      (writtenAt: string): Evidence =>
        collectEvidence(lesson, context, source, {
          learner: name.trim() === '' ? null : name.trim(),
          writtenAt,
          seed: seed == null ? null : Number(seed),
          isFinished,
        }),
    [lesson, context, source, name, seed, isFinished, judgedTimes],
  );
  const score = scoreOf(evidence('').answers);

  function save(kind: 'json' | 'csv') {
    keep('learner', name.trim() === '' ? null : name.trim());
    const now = evidence(new Date().toISOString());
    const file = fileName(now, kind);
    // With the mark that makes spreadsheets read letters of all languages.
    if (kind === 'csv') saveFile(file, 'text/csv;charset=utf-8', `\ufeff${evidenceCsv([now])}`);
    else saveFile(file, 'application/json', writeEvidence(now));
    setDone(t('Saved as {file}. Hand it in yourself: it was sent to nobody.', { file }));
  }

  return (
    <section className="app-handIn" id="hand-in" tabIndex={-1} aria-labelledby="app-handInTitle">
      <h2 id="app-handInTitle">{t('Hand in my answers')}</h2>
      <p>
        {score.of > 0 &&
          t(
            '{right, plural, one {# of {of} predictions and puzzles right the first time.} other {# of {of} predictions and puzzles right the first time.}}',
            { right: score.right, of: score.of },
          )}{' '}
        {t('The file holds your answers, first and last, how long you took, tries and hints.')}
      </p>
      <p className="app-handInName">
        <label htmlFor={nameId}>{t('Your name, if your instructor wants it')}</label>
        <input
          id={nameId}
          type="text"
          maxLength={120}
          autoComplete="name"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </p>
      <p className="app-handInTools">
        <button type="button" className="app-button" onClick={() => save('json')}>
          {t('Save for my instructor (JSON)')}
        </button>
        <button type="button" className="app-button" onClick={() => save('csv')}>
          {t('Save as a table (CSV)')}
        </button>
        <button type="button" className="app-button" onClick={() => setPrinting(true)}>
          {t('Print …')}
        </button>
      </p>
      <p role="status" className="app-quiet">
        {done}
      </p>
      {isPrinting && (
        <EvidenceSheet
          evidence={evidence(new Date().toISOString())}
          onClose={() => setPrinting(false)}
        />
      )}
    </section>
  );
}
