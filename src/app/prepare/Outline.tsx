import { type KeyboardEvent, useState } from 'react';
import { t } from '../../language/t.ts';
import { STEP_KINDS, type StepKind } from '../../lesson/lesson.ts';
import { pathText } from '../../panels/written.ts';
import { isRecord } from '../../scenario/isRecord.ts';
import { stepsOf } from './choices.ts';
import { useForm } from './formContext.ts';
import { STEP_MEANS, STEP_WORDS } from './keyWords.ts';
import type { Place } from './place.ts';
import { useStepEdits } from './useStepEdits.ts';

interface Props {
  readonly place: Place;
  onPlace(place: Place): void;
  onSaid(words: string): void;
}

/** The parts of the lesson: its words, its runs, its steps. Steps are added here, and moved with Alt and an arrow. */
export function Outline({ place, onPlace, onSaid }: Props) {
  const { source, problems } = useForm();
  const steps = stepsOf(source);
  const runs = isRecord(source.runs) ? Object.keys(source.runs) : [];
  const edits = useStepEdits(onPlace, onSaid);
  const [kind, setKind] = useState<StepKind>('read');
  const wrongIn = (at: string) =>
    problems.filter((problem) => problem.at === at || problem.at.startsWith(`${at}.`)).length;
  const aboutWrong = problems.filter(({ at }) => !/^(?:steps\[|runs\.)/.test(at)).length;

  const onKey = (event: KeyboardEvent, index: number) => {
    if (!event.altKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    edits.move(index, event.key === 'ArrowUp' ? -1 : 1, true);
  };
  const entry = (at: Place, words: React.ReactNode, wrong: number, key: string) => (
    <button
      type="button"
      className="app-outlineEntry"
      aria-current={isSamePlace(at, place) ? 'true' : undefined}
      onClick={() => {
        onPlace(at);
        showForm();
      }}
      data-outline={key}
      {...(at.is === 'step' && {
        onKeyDown: (event: KeyboardEvent) => onKey(event, at.index),
        'aria-keyshortcuts': 'Alt+ArrowUp Alt+ArrowDown',
      })}
    >
      {words}
      {wrong > 0 && (
        <span className="app-outlineWrong">
          {t('{count, plural, one {# to mend} other {# to mend}}', { count: wrong })}
        </span>
      )}
    </button>
  );

  return (
    <nav className="app-outline" aria-label={t('Parts of the lesson')}>
      <ul>
        <li>{entry({ is: 'about' }, t('Title, question and answer'), aboutWrong, 'about')}</li>
      </ul>
      <h2>{t('Runs')}</h2>
      <ul>
        {runs.map((name) => (
          <li key={name}>
            {entry(
              { is: 'run', name },
              <span translate="no">{name}</span>,
              wrongIn(pathText(['runs', name])),
              `run ${name}`,
            )}
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="app-button app-small" onClick={edits.addRun}>
          {t('Add a run')}
        </button>
      </p>
      <h2>{t('Steps')}</h2>
      <ol>
        {steps.map((step, index) => {
          const known = STEP_KINDS.find((each) => each === step.kind);
          const words = [step.title, step.ask, step.id].find(
            (each) => typeof each === 'string' && each !== '',
          );
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: two steps of a draft may have the same name
            <li key={index}>
              {entry(
                { is: 'step', index },
                <>
                  <span className="app-outlineKind">
                    {index + 1} · {known ? t(STEP_WORDS[known]) : '?'}
                  </span>{' '}
                  {String(words ?? '')}
                </>,
                wrongIn(`steps[${index}]`),
                `step ${index}`,
              )}
            </li>
          );
        })}
      </ol>
      <div className="app-outlineAdd">
        <label className="app-prepareField">
          <span className="app-prepareLabel">{t('New step')}</span>
          <select
            className="app-select"
            value={kind}
            onChange={(event) => setKind(event.currentTarget.value as StepKind)}
          >
            {STEP_KINDS.map((each) => (
              <option key={each} value={each}>
                {t('{kind}: {means}', { kind: t(STEP_WORDS[each]), means: t(STEP_MEANS[each]) })}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="app-button"
          onClick={() => edits.add(kind, place.is === 'step' ? place.index : steps.length - 1)}
        >
          {place.is === 'step'
            ? t('Add after step {number}', { number: String(place.index + 1) })
            : t('Add at the end')}
        </button>
      </div>
      <p className="app-quiet app-outlineHint">
        {t('Alt with an arrow up or down moves the step that has the focus.')}
      </p>
    </nav>
  );
}

const isSamePlace = (a: Place, b: Place): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Where the page is one column, the form stands below the outline. */
function showForm(): void {
  if (window.matchMedia('(max-width: 1239px)').matches)
    document.querySelector('.app-prepareForm')?.scrollIntoView({ block: 'start' });
}
