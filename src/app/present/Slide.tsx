import { type ReactNode, useRef } from 'react';
import { t } from '../../language/t.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import { valueText } from '../../lesson/lessonValues.ts';
import type { LessonRuns } from '../lesson/lessonRuns.ts';
import { Glossary, Prose } from '../lesson/Prose.tsx';
import { Answer } from './Answer.tsx';
import { askedAt, type Presentation } from './presentation.ts';
import { useFit } from './useFit.ts';

interface Props {
  readonly lesson: Lesson;
  readonly source: LessonRuns;
  readonly now: Presentation;
  /** The step on it; not always that of `now`: the slide after it has one too. */
  readonly index: number;
  /** Whether what it keeps back is shown, whatever the audience sees. */
  readonly tells?: boolean;
  /** Knobs and what else can be done in this step. */
  readonly children?: ReactNode;
}

/** Whether the words of a step give away what it keeps back. */
const tellsAnswer = (step: Step): boolean => step.kind === 'explain' || step.kind === 'reveal';

/** The words of a step, as large as they fit; what answers a question stands there once it is revealed. */
export function Slide({ lesson, source, now, index, tells = false, children }: Props) {
  const step = lesson.steps[index] as Step;
  const asked = askedAt(lesson, index);
  const isRevealed = tells || now.revealed.includes(step.id);
  const body = useRef<HTMLDivElement>(null);
  useFit(body, `${step.id} ${isRevealed}`);
  const textIn =
    (run: string) =>
    (words: string): string =>
      valueText(lesson, run, words, source.run) ?? '—';
  const words = asked && tellsAnswer(step) && !isRevealed ? [] : step.say;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what does not fit is scrolled to, also without a mouse
    <div className="present-slide app-scroll" data-kind={step.kind} ref={body} tabIndex={0}>
      <div className="present-head">
        <h1>{step.title}</h1>
        {index === 0 && <p className="app-driving">{lesson.question}</p>}
      </div>
      <Glossary.Provider value={lesson.terms}>
        <div className="present-text" data-asks={asked !== null}>
          {index === 0 && (
            <Prose blocks={lesson.intro} textOf={textIn(lesson.runs[0]?.name ?? step.run)} />
          )}
          {words.length > 0 && <Prose blocks={words} textOf={textIn(step.run)} />}
          {asked && (
            <Answer
              key={asked.id}
              asked={asked}
              source={source}
              guess={now.guesses[asked.id] ?? null}
              isRevealed={isRevealed}
              isBrief={asked !== step}
              textOf={textIn(asked.run)}
            />
          )}
          {children}
        </div>
      </Glossary.Provider>
      {asked && !isRevealed && step.kind !== 'predict' && (
        <p className="present-held">{t('The answer comes with the next press.')}</p>
      )}
    </div>
  );
}
