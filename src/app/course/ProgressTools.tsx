import { useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { type AllProgress, allProgress, progressOf, replaceProgress } from '../lesson/progress.ts';
import { type Trouble, TroubleNotice } from '../shell/TroubleNotice.tsx';
import { lessonCards } from './catalog.ts';
import { standingOf } from './courseProgress.ts';

/** What was done, and the way back. */
interface Done {
  readonly words: string;
  readonly before: AllProgress;
}

/** What is kept of the learner: how much, saved as a file, read back, forgotten, and each of these undone. */
export function ProgressTools() {
  const [done, setDone] = useState<Done | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const { lessons } = allProgress();
  const standing = standingOf(lessonCards(), progressOf);

  function change(next: AllProgress, words: string) {
    setTrouble(null);
    setDone({ words, before: allProgress() });
    replaceProgress(next);
  }

  async function open(file: File) {
    const { openProgressFile } = await import('./openProgressFile.ts');
    const opened = await openProgressFile(file, allProgress());
    if ('problems' in opened) {
      setDone(null);
      setTrouble(opened);
    } else change(opened.progress, opened.words);
  }

  async function save() {
    const { saveProgressFile } = await import('./openProgressFile.ts');
    saveProgressFile(allProgress());
  }

  return (
    <section className="app-module" aria-labelledby="your-progress">
      <header className="app-moduleHead">
        <h2 id="your-progress">{t('Your progress')}</h2>
      </header>
      <div className="app-progress">
        <p>
          {lessons.size === 0
            ? t('Nothing yet.')
            : t('{done} of {all} done, {opened} opened.', {
                done: standing.done,
                all: standing.of,
                opened: lessons.size,
              })}{' '}
          {t('It is kept on this device and nowhere else; a file takes it to another one.')}
        </p>
        <p className="app-progressTools">
          <button
            type="button"
            className="app-button"
            disabled={lessons.size === 0}
            onClick={() => save().catch(fail)}
          >
            {t('Save as a file')}
          </button>
          <button type="button" className="app-button" onClick={() => chooser.current?.click()}>
            {t('Open a file …')}
          </button>
          <button
            type="button"
            className="app-button"
            disabled={lessons.size === 0}
            onClick={() =>
              change(
                { lessons: new Map(), last: null },
                t(
                  '{count, plural, =1 {Forgotten: how far you were in one lesson, and what you guessed in them.} one {Forgotten: how far you were in # lesson, and what you guessed in them.} other {Forgotten: how far you were in # lessons, and what you guessed in them.}}',
                  { count: lessons.size },
                ),
              )
            }
          >
            {t('Forget everything')}
          </button>
          <input
            ref={chooser}
            type="file"
            accept="application/json,.json"
            hidden
            aria-label={t('File of progress')}
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = ''; // the same file may be chosen again
              if (file) open(file).catch(fail);
            }}
          />
        </p>
        <p role="status" className="app-progressDone">
          {done && (
            <>
              {done.words}{' '}
              <button
                type="button"
                className="app-button"
                onClick={() => {
                  replaceProgress(done.before);
                  setDone(null);
                }}
              >
                {t('Undo')}
              </button>
            </>
          )}
        </p>
        {trouble && <TroubleNotice trouble={trouble} onDismiss={() => setTrouble(null)} />}
      </div>
    </section>
  );

  function fail(thrown: unknown) {
    setTrouble({
      summary: t('That could not be done: {why}', { why: String(thrown) }),
      problems: [],
    });
  }
}
