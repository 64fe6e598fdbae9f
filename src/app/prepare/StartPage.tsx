import { useEffect, useId, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import { lessonCards } from '../course/catalog.ts';
import { routeHash } from '../route.ts';
import { START } from '../sandbox/firstSandbox.ts';
import { fetchWhenIdle } from '../shell/fetchAhead.ts';
import { type Trouble, TroubleNotice } from '../shell/TroubleNotice.tsx';
import { goTo } from '../shell/useRoute.ts';
import { DraftList } from './DraftList.tsx';
import { addDraft } from './drafts.ts';
import {
  fromFile,
  fromLesson,
  fromLink,
  fromScenario,
  type Started,
  sandboxScenario,
} from './startDraft.ts';

/** What to begin with: a draft of before, a lesson of the course, a scenario, a file, a link, or next to nothing. */
export function StartPage({ missing }: { missing: string | null }) {
  const id = useId();
  const [trouble, setTrouble] = useState<Trouble | null>(() =>
    missing === null
      ? null
      : {
          summary: t('There is no such draft on this device.'),
          problems: [
            {
              at: t('draft'),
              value: missing,
              message: t(
                'was deleted, or lives on another device; a file takes it from one to the other',
              ),
            },
          ],
        },
  );
  const [lesson, setLesson] = useState('slow-clients');
  const [link, setLink] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  const main = useRef<HTMLElement>(null);

  function take(started: Started) {
    if ('trouble' in started) setTrouble(started.trouble);
    else goTo({ page: 'prepare', draft: addDraft(started.draft) });
  }
  function begin(start: Started | Promise<Started>) {
    setTrouble(null);
    Promise.resolve(start).then(take, (thrown: unknown) =>
      setTrouble({
        summary: t('That could not be opened: {why}', { why: String(thrown) }),
        problems: [],
      }),
    );
  }
  // Whoever begins here hands out in the end, perhaps on a train.
  useEffect(
    () => fetchWhenIdle([() => import('../package/makePackage.ts').then((m) => m.keepPlayer())]),
    [],
  );
  const latest = useRef(begin);
  latest.current = begin;
  // A file dropped here becomes a draft, even one that cannot be opened as a lesson.
  useEffect(() => {
    const element = main.current;
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
    };
    const drop = (event: DragEvent) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file) return;
      event.preventDefault();
      event.stopPropagation();
      latest.current(fromFile(file));
    };
    element?.addEventListener('dragover', over);
    element?.addEventListener('drop', drop);
    return () => {
      element?.removeEventListener('dragover', over);
      element?.removeEventListener('drop', drop);
    };
  }, []);

  return (
    <main className="app-prepareStart" ref={main}>
      <h1>{t('Prepare a lesson')}</h1>
      <p className="app-quiet">
        {t(
          'For instructors: change a lesson or make one, without code, and hand it out as a link, a file or a frame in your own page. What you prepare stays on this device until you do.',
        )}
      </p>
      {trouble && (
        <TroubleNotice key={trouble.summary} trouble={trouble} onDismiss={() => setTrouble(null)} />
      )}
      <DraftList />
      <section className="app-card app-startCard" aria-labelledby={`${id}-begin`}>
        <h2 id={`${id}-begin`}>{t('Begin with')}</h2>
        <div className="app-startRow">
          <label>
            <span>{t('a lesson of the course')}</span>
            <select
              className="app-select"
              value={lesson}
              onChange={(event) => setLesson(event.currentTarget.value)}
            >
              {lessonCards().map((card) => (
                <option key={card.id} value={card.id}>
                  {card.title}
                </option>
              ))}
            </select>
          </label>
          <button type="button" className="app-button" onClick={() => begin(fromLesson(lesson))}>
            {t('Begin with this lesson')}
          </button>
        </div>
        <div className="app-startRow">
          <p>{t('the scenario that the sandbox shows')}</p>
          <span className="app-prepareTools">
            <a className="app-button" href={routeHash({ page: 'sandbox', state: null })}>
              {t('Look at it')}
            </a>
            <button
              type="button"
              className="app-button"
              onClick={() => begin(fromScenario(sandboxScenario()))}
            >
              {t('Begin with the sandbox')}
            </button>
          </span>
        </div>
        <form
          className="app-startRow"
          onSubmit={(event) => {
            event.preventDefault();
            begin(fromLink(link));
          }}
        >
          <label>
            <span>{t('a link to the sandbox, or to a prepared lesson')}</span>
            <input
              className="app-field"
              translate="no"
              value={link}
              onChange={(event) => setLink(event.currentTarget.value)}
            />
          </label>
          <button type="submit" className="app-button">
            {t('Begin with this link')}
          </button>
        </form>
        <div className="app-startRow">
          <p>{t('a file: a lesson or a scenario, YAML or JSON; or drop it here')}</p>
          <button type="button" className="app-button" onClick={() => chooser.current?.click()}>
            {t('Open a file …')}
          </button>
          <input
            ref={chooser}
            type="file"
            hidden
            accept=".yaml,.yml,.json"
            aria-label={t('File of a lesson')}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = ''; // the same file may be chosen again
              if (file) begin(fromFile(file));
            }}
          />
        </div>
        <div className="app-startRow">
          <p>{t('next to nothing: a small lesson to fill in')}</p>
          <button type="button" className="app-button" onClick={() => begin(fromScenario(START))}>
            {t('Begin empty')}
          </button>
        </div>
      </section>
    </main>
  );
}
