import { useRef, useState } from 'react';
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
        <h2 id="your-progress">Your progress</h2>
      </header>
      <div className="app-progress">
        <p>
          {lessons.size === 0
            ? 'Nothing yet.'
            : `${standing.done} of ${standing.of} done, ${lessons.size} opened.`}{' '}
          It is kept on this device and nowhere else; a file takes it to another one.
        </p>
        <p className="app-progressTools">
          <button
            type="button"
            className="app-button"
            disabled={lessons.size === 0}
            onClick={() => save().catch(fail)}
          >
            Save as a file
          </button>
          <button type="button" className="app-button" onClick={() => chooser.current?.click()}>
            Open a file …
          </button>
          <button
            type="button"
            className="app-button"
            disabled={lessons.size === 0}
            onClick={() =>
              change(
                { lessons: new Map(), last: null },
                `Forgotten: how far you were in ${lessons.size === 1 ? 'one lesson' : `${lessons.size} lessons`}, and what you guessed in them.`,
              )
            }
          >
            Forget everything
          </button>
          <input
            ref={chooser}
            type="file"
            accept="application/json,.json"
            hidden
            aria-label="File of progress"
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
                Undo
              </button>
            </>
          )}
        </p>
        {trouble && <TroubleNotice trouble={trouble} onDismiss={() => setTrouble(null)} />}
      </div>
    </section>
  );

  function fail(thrown: unknown) {
    setTrouble({ summary: `That could not be done: ${String(thrown)}`, problems: [] });
  }
}
