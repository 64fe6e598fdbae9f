import { useState } from 'react';
import { t } from '../../../language/t.ts';
import type { OfSeveral } from '../../../lesson/evidence/classTable.ts';
import { writeEvidence } from '../../../lesson/evidence/evidence.ts';
import { evidenceCsv } from '../../../lesson/evidence/evidenceCsv.ts';
import { saveFile } from '../../../panels/exchange/saveFile.ts';
import { ClassHistogram } from './ClassHistogram.tsx';
import { askName, ClassTable } from './ClassTable.tsx';
import type { LessonFiles } from './Collector.tsx';
import { RefusedFiles } from './RefusedFiles.tsx';
import { type LessonClass, useLessonClass } from './useLessonClass.ts';

/** One lesson: its table, its pictures, and both as files. */
export function LessonClassView({ lesson, which }: { lesson: LessonFiles; which: OfSeveral }) {
  const [dismissed, setDismissed] = useState<LessonClass['refused'] | null>(null);
  const made = useLessonClass(lesson.id, lesson.files, which);
  if (!made)
    return (
      <p className="app-quiet" aria-busy="true" role="status">
        {t('Simulating what is so …')}
      </p>
    );
  const { rows, refused, distributions, notice } = made;
  const asked = rows.find(({ judgedBy }) => judgedBy === 'simulation')?.evidence.answers ?? [];
  return (
    <>
      <div className="app-classHead">
        <h3>{rows[0]?.evidence.lesson.title ?? lesson.title}</h3>
        <p className="app-quiet">
          {t('{count, plural, one {# learner} other {# learners}}', { count: rows.length })}
        </p>
        <p className="app-classTools">
          <button type="button" className="app-button" onClick={() => save(lesson.id, made, 'csv')}>
            {t('Save the table (CSV)')}
          </button>
          <button
            type="button"
            className="app-button"
            onClick={() => save(lesson.id, made, 'json')}
          >
            {t('Save the table (JSON)')}
          </button>
        </p>
      </div>
      {notice !== null && <p className="app-quiet">{notice}</p>}
      {refused.length > 0 && dismissed !== refused && (
        <RefusedFiles refused={refused} onDismiss={() => setDismissed(refused)} />
      )}
      {rows.length > 0 && <ClassTable rows={rows} />}
      <div className="app-classCharts">
        {asked.map((answer, i) => {
          const distribution = distributions.get(answer.step);
          if (!distribution) return null;
          return (
            <ClassHistogram
              key={answer.step}
              name={askName(answer.kind, i, asked)}
              question={answer.question}
              distribution={distribution}
            />
          );
        })}
      </div>
    </>
  );
}

function save(id: string, { rows }: LessonClass, kind: 'csv' | 'json'): void {
  const all = rows.map(({ evidence }) => evidence);
  if (kind === 'csv')
    saveFile(`class-${id}.csv`, 'text/csv;charset=utf-8', `\ufeff${evidenceCsv(all)}`);
  else {
    const each = all.map((evidence) => writeEvidence(evidence).trimEnd());
    saveFile(`class-${id}.json`, 'application/json', `[\n${each.join(',\n')}\n]\n`);
  }
}
