import { useMemo, useState } from 'react';
import { t } from '../../language/t.ts';
import { LESSON } from '../../lesson/shape.ts';
import { later } from '../../panels/later.tsx';
import type { Problem } from '../../scenario/scenario.ts';
import { Glossary } from '../glossary/glossaryContext.ts';
import { routeHash } from '../route.ts';
import { ToolIcon } from '../shell/ToolIcon.tsx';
import { isLongRun } from '../workbench/simulateRun.ts';
import { CheckBox } from './CheckBox.tsx';
import { stepsOf } from './choices.ts';
import type { Draft } from './draftState.ts';
import { FormContext } from './formContext.ts';
import { Fields } from './Group.tsx';
import { goToField } from './goToField.ts';
import { HandOut } from './HandOut.tsx';
import { RunsContext, runsOf } from './measured.ts';
import { Outline } from './Outline.tsx';
import { PartHead } from './PartHead.tsx';
import { Preview } from './Preview.tsx';
import { ProblemList } from './ProblemList.tsx';
import { type Place, placeOf } from './place.ts';
import { RunForm } from './RunForm.tsx';
import { StepForm } from './StepForm.tsx';
import { Suggestions } from './Suggestions.tsx';
import { useCheck } from './useCheck.ts';
import { useDraft } from './useDraft.ts';

/** The YAML reader comes once somebody wants to see the text. */
const TextView = later(() => import('./TextView.tsx').then((m) => m.TextView));

/** One draft: its parts, the form of the part that is edited, and the lesson beside it. */
export function Editor({ id, first }: { id: string; first: Draft }) {
  const { state, problems, lesson, sound, write, type, undo, redo } = useDraft(id, first);
  const { present, past, future } = state;
  const [place, setPlace] = useState<Place>({ is: 'about' });
  const [view, setView] = useState<'form' | 'text'>(first.isUnread ? 'text' : 'form');
  const [said, say] = useState('');
  const isSound = problems.length === 0 && !present.isUnread && sound === present.source;
  const check = useCheck(isSound ? sound : null);
  const form = useMemo(
    () => ({ source: present.source, problems, lesson, claims: check.claims, write }),
    [present.source, problems, lesson, check.claims, write],
  );
  // Numbers in texts are read off runs, which must be over before the eye notices.
  const runs = useMemo(
    () =>
      lesson && !lesson.runs.some(({ scenario }) => isLongRun(scenario)) ? runsOf(lesson) : null,
    [lesson],
  );

  const idAt = (index: number) => stepsOf(present.source)[index]?.id;

  function goTo(problem: Problem) {
    setView('form');
    setPlace(placeOf(problem.at));
    goToField(problem.at);
  }

  return (
    <FormContext.Provider value={form}>
      <RunsContext.Provider value={runs}>
        <Glossary.Provider value={lesson?.terms ?? []}>
          <main className="app-prepare">
            <header className="app-prepareHead">
              <h1>{t('Prepare a lesson')}</h1>
              <p className="app-prepareTools">
                <a className="app-button" href={routeHash({ page: 'prepare', draft: null })}>
                  {t('All drafts')}
                </a>
                <button
                  type="button"
                  className="app-button"
                  aria-disabled={past.length === 0}
                  onClick={undo}
                >
                  <ToolIcon of="undo" />
                  {t('Undo')}
                </button>
                <button
                  type="button"
                  className="app-button"
                  aria-disabled={future.length === 0}
                  onClick={redo}
                >
                  <ToolIcon of="redo" />
                  {t('Redo')}
                </button>
                <button
                  type="button"
                  className="app-button"
                  aria-pressed={view === 'text'}
                  onClick={() => setView(view === 'text' ? 'form' : 'text')}
                >
                  {t('Text of the file')}
                </button>
                <span className="app-quiet">{t('Kept on this device with every change.')}</span>
              </p>
              <p className="app-hidden" role="status">
                {said}
              </p>
            </header>
            <div className="app-prepareBody">
              {view === 'form' && <Outline place={place} onPlace={setPlace} onSaid={say} />}
              <section
                className="app-prepareForm app-card"
                aria-label={t('What is edited')}
                data-view={view}
              >
                {view === 'text' ? (
                  <TextView draft={present} onType={type} />
                ) : (
                  <>
                    {present.isUnread && (
                      <p className="app-fieldProblems">
                        {t(
                          'The text of the file cannot be read as it stands. The form shows what it said before; a change here takes the place of the text, and Undo brings it back.',
                        )}
                      </p>
                    )}
                    <ProblemList problems={problems} onGo={goTo} />
                    <PartHead place={place} onPlace={setPlace} onSaid={say} />
                    {place.is === 'about' && (
                      <Fields
                        keys={LESSON}
                        path={[]}
                        value={present.source}
                        skip={['runs', 'steps']}
                        usual={['intro']}
                      />
                    )}
                    {place.is === 'run' && <RunForm key={place.name} name={place.name} />}
                    {place.is === 'step' && <StepForm index={place.index} />}
                  </>
                )}
              </section>
              <div className="app-prepareSide">
                <CheckBox check={check} isReady={isSound} />
                <Preview
                  sound={sound}
                  step={place.is === 'step' ? { index: place.index, id: idAt(place.index) } : null}
                  isBehind={problems.length > 0 || present.isUnread}
                />
                <HandOut draft={present} lesson={isSound ? lesson : null} />
              </div>
            </div>
            <Suggestions lesson={lesson} />
          </main>
        </Glossary.Provider>
      </RunsContext.Provider>
    </FormContext.Provider>
  );
}
