import { useEffect, useId, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { fetchWhenIdle } from '../shell/fetchAhead.ts';
import './package.css';

interface Props {
  /** The lesson to hand out, in the language it shall have; null: it is not here yet, or not sound. */
  readonly lesson: Lesson | null;
}

/** Ways to take a lesson along: one file that opens from a disk, and a package for learning platforms. */
export function PackageButtons({ lesson }: Props) {
  const [said, setSaid] = useState({ words: '', isWrong: false });
  const [isMastery, setMastery] = useState(false);
  const [points, setPoints] = useState(60);
  const pointsId = useId();
  const isOff = lesson === null;
  useEffect(
    () => fetchWhenIdle([() => import('./makePackage.ts').then((m) => m.keepPlayer())]),
    [],
  );

  async function make(kind: 'file' | 'scorm') {
    if (!lesson) return;
    setSaid({ words: t('Making it …'), isWrong: false });
    try {
      const packing = await import('./makePackage.ts');
      if (kind === 'file') await packing.saveSingleFile(lesson);
      else await packing.saveScormPackage(lesson, isMastery ? points : null);
      const file = kind === 'file' ? `${lesson.id}.html` : `${lesson.id}-scorm12.zip`;
      setSaid({ words: t('Saved as {file}.', { file }), isWrong: false });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      setSaid({ words: t('That could not be made: {why}', { why }), isWrong: true });
    }
  }

  return (
    <div className="app-packages">
      <div className="app-packageWay">
        <button type="button" className="app-button" disabled={isOff} onClick={() => make('file')}>
          {t('Download as one file (.html)')}
        </button>
        <p className="app-quiet">
          {t('Opens from any disk or stick, without a network. Answers stay on the device.')}
        </p>
      </div>
      <div className="app-packageWay">
        <button type="button" className="app-button" disabled={isOff} onClick={() => make('scorm')}>
          {t('Download for a learning platform (SCORM 1.2)')}
        </button>
        <p className="app-quiet">
          {t(
            'Moodle, Canvas, ILIAS and others: resumes where learners left off; reports points (predictions right the first time and puzzles solved, of 100) and completion.',
          )}
        </p>
        <p className="app-packageMastery">
          <label>
            <input
              type="checkbox"
              checked={isMastery}
              onChange={(event) => setMastery(event.currentTarget.checked)}
            />{' '}
            {t('Passed from a number of points on')}
          </label>
          {isMastery && (
            <label htmlFor={pointsId}>
              {t('Points')}{' '}
              <input
                id={pointsId}
                type="number"
                min={1}
                max={100}
                value={points}
                onChange={(event) => {
                  const { valueAsNumber: value } = event.currentTarget;
                  if (value >= 1 && value <= 100) setPoints(Math.round(value));
                }}
              />
            </label>
          )}
        </p>
      </div>
      <p role={said.isWrong ? 'alert' : 'status'} className="app-quiet">
        {said.words}
      </p>
    </div>
  );
}
