import { type ReactNode, useEffect, useRef } from 'react';
import { requestName } from '../../insight/plainWords.ts';
import { msg, t } from '../../language/t.ts';
import type { Lesson, StepKind } from '../../lesson/lesson.ts';
import { valueText } from '../../lesson/lessonValues.ts';
import type { Player } from '../../player/player.ts';
import { rich } from '../../stage/rich.ts';
import { isUntranslated } from '../course/lessonFiles.ts';
import { fetchWhenIdle } from '../shell/fetchAhead.ts';
import { Hints } from './Hints.tsx';
import {
  ChangeStep,
  Facts,
  HandIn,
  MySolutions,
  PuzzleStep,
  partsOf,
  QuestionForm,
  Reveal,
  RunStep,
  TryLink,
} from './laterParts.tsx';
import type { LessonRuns } from './lessonRuns.ts';
import { ENGLISH_WORDS, Glossary, PAGE_WORDS, Prose, WordsTongue } from './Prose.tsx';
import { StepFoot } from './StepFoot.tsx';
import type { LessonFlow } from './useLessonFlow.ts';

interface Props {
  readonly lesson: Lesson;
  readonly flow: LessonFlow;
  readonly source: LessonRuns;
  readonly player: Player;
  /** The request this step looks at, or null. */
  readonly request: number | null;
  /** With which chance the lesson is watched, beside the number of the step. */
  readonly chance?: ReactNode;
  /** Plays the run step of this index. */
  onPlay(stepIndex: number): void;
}

const KIND_WORDS: Record<StepKind, string> = {
  read: msg('Look##kind of step'),
  predict: msg('Predict##kind of step'),
  run: msg('Run##kind of step'),
  observe: msg('Observe##kind of step'),
  change: msg('Change##kind of step'),
  explain: msg('Explain##kind of step'),
  reveal: msg('Reveal##kind of step'),
  puzzle: msg('Solve it##kind of step'),
  try: msg('Now try##kind of step'),
};

/** Where the page is one column, the request stands screens below the words that speak of it. */
function showInspector(): void {
  const inspector = document.querySelector<HTMLElement>('.app-inspect');
  if (!inspector) return;
  inspector.tabIndex = -1;
  inspector.focus({ preventScroll: true });
  inspector.scrollIntoView({ block: 'start' });
}

/** Settings are shown by name and value; a name of the run says nothing, and of a list the words of the step say more. */
const isWorthSaying = ({ path, value }: Lesson['runs'][number]['changes'][number]): boolean =>
  !['title', 'duration'].includes(path) && !value.startsWith('[');

/** The present step in words: what is asked, what to do, what came of the guess. */
export function StepCard({ lesson, flow, source, player, request, chance, onPlay }: Props) {
  const { step, context } = flow;
  const { index } = context;
  const runs = source.run;
  const heading = useRef<HTMLHeadingElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const shownIndex = useRef(index);

  useEffect(() => {
    if (shownIndex.current === index) return; // never on arrival: the page was just opened
    shownIndex.current = index;
    // What plays is scrolled to instead: on a phone stage and card are a screen apart.
    heading.current?.focus({ preventScroll: player.get().playing });
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [index, player]);

  useEffect(() => fetchWhenIdle(partsOf(lesson)), [lesson]);

  const textOf = (words: string): string => valueText(lesson, step.run, words, runs) ?? '—';
  // The scene is that of the lesson's first run, whatever run its first step is on.
  const introText = (words: string): string =>
    valueText(lesson, lesson.runs[0]?.name ?? step.run, words, runs) ?? '—';
  const run = lesson.runs.find((each) => each.name === step.run);
  const changed =
    run && run.base !== null && lesson.steps[index - 1]?.run !== step.run
      ? run.changes.filter(isWorthSaying)
      : [];

  const tongue = isUntranslated(lesson.id) ? ENGLISH_WORDS : PAGE_WORDS;
  return (
    <section className="app-card app-step" aria-labelledby="app-stepTitle">
      <div className="app-stepBody app-scroll" ref={scroller}>
        <div className="app-stepTop">
          <p className="app-stepMark">
            {t('Step {number} of {all} · {kind}', {
              number: index + 1,
              all: lesson.steps.length,
              kind:
                index === 0 && step.kind === 'read' ? t('The question') : t(KIND_WORDS[step.kind]),
            })}
          </p>
          {chance}
        </div>
        {isUntranslated(lesson.id) && (
          <p className="app-quiet">
            {t('This lesson is not translated yet. It is shown in English.')}
          </p>
        )}
        <h1 id="app-stepTitle" ref={heading} tabIndex={-1} {...tongue}>
          {step.title}
        </h1>
        {index === 0 && (
          <p className="app-driving" {...tongue}>
            {lesson.question}
          </p>
        )}
        <Glossary.Provider value={lesson.terms}>
          <WordsTongue.Provider value={tongue}>
            {index === 0 && <Prose blocks={lesson.intro} textOf={introText} />}
            {changed.length > 0 && (
              <ul className="app-changes" aria-label={t('What is changed')}>
                {changed.map(({ path, value }) => (
                  <li key={path}>
                    {rich('{setting} is now {value}', {
                      setting: (
                        <code translate="no">{path.split('.').slice(1).join('.') || path}</code>
                      ),
                      value: <code translate="no">{value}</code>,
                    })}
                  </li>
                ))}
              </ul>
            )}
            {(step.kind === 'explain' || step.kind === 'reveal') && step.reveals && (
              <Reveal
                key={step.id}
                lesson={lesson}
                context={context}
                predictionId={step.reveals}
                asksAgain={step.kind === 'reveal'}
                source={source}
              />
            )}
            <Prose blocks={step.say} textOf={textOf} />
            {(step.kind === 'predict' || step.kind === 'observe') && (
              <QuestionForm
                key={step.id}
                lesson={lesson}
                flow={flow}
                step={step}
                source={source}
                textOf={textOf}
                onPlay={onPlay}
              />
            )}
            {step.kind === 'run' && (
              <RunStep
                flow={flow}
                step={step}
                run={runs(step.run)}
                player={player}
                onPlay={() => onPlay(index)}
              />
            )}
            {step.kind === 'change' && <ChangeStep key={step.id} textOf={textOf} />}
            {step.kind === 'puzzle' && (
              <PuzzleStep
                key={step.id}
                lesson={lesson}
                flow={flow}
                source={source}
                textOf={textOf}
              />
            )}
            <Hints key={`hints of ${step.id}`} flow={flow} textOf={textOf} />
            {request !== null && (
              <button type="button" className="app-button app-jump" onClick={showInspector}>
                {t('Go to request {name} ↓', { name: requestName(request) })}
              </button>
            )}
            {step.kind === 'try' && <TryLink scenario={runs(step.run).scenario} />}
            {step.kind === 'try' && <MySolutions lesson={lesson} flow={flow} source={source} />}
            {index === lesson.steps.length - 1 && <Facts lesson={lesson} source={source} />}
            {flow.isFinished && <HandIn lesson={lesson} flow={flow} source={source} />}
            {flow.hasNotes && step.notes.length > 0 && (
              <details className="app-notes">
                <summary>{t('Notes for whoever presents')}</summary>
                <Prose blocks={step.notes} textOf={textOf} />
              </details>
            )}
          </WordsTongue.Provider>
        </Glossary.Provider>
      </div>
      <StepFoot lesson={lesson} flow={flow} />
    </section>
  );
}
