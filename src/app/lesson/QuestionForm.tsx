import { type FormEvent, useEffect, useRef, useState } from 'react';
import { t } from '../../language/t.ts';
import type { Draft } from '../../lesson/answers.ts';
import type { QuestionStep } from '../../lesson/judge.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { CurveField, OrderField, VerdictBox } from './laterParts.tsx';
import type { LessonRuns } from './lessonRuns.ts';
import { NumberField } from './NumberField.tsx';
import { InlineProse } from './Prose.tsx';
import type { LessonFlow } from './useLessonFlow.ts';
import './questions.css';

export interface QuestionFormProps {
  readonly lesson: Lesson;
  readonly flow: LessonFlow;
  readonly step: QuestionStep;
  readonly source: LessonRuns;
  textOf(words: string): string;
  onPlay(stepIndex: number): void;
}

/** A question of a lesson. A guess is given once and stays; an observation is judged as soon as it is given. */
export function QuestionForm({ lesson, flow, step, source, textOf, onPlay }: QuestionFormProps) {
  const { context } = flow;
  const { question } = step;
  const given = context.answers[step.id];
  const isGiven = given !== undefined;
  const isPredict = step.kind === 'predict';
  const leadsToRun = isPredict && lesson.steps[context.index + 1]?.kind === 'run';

  const draft = given ?? context.drafts[step.id];
  const [isUnread, setUnread] = useState(false);
  const mayCommit = flow.can({ type: 'commit' }) && !isUnread;
  const onDraft = (answer: Draft): void => flow.send({ type: 'draft', answer });

  function commit(event: FormEvent) {
    event.preventDefault();
    if (!mayCommit || isGiven) return;
    const next = context.index + 1;
    if (!leadsToRun) return flow.send({ type: 'commit' });
    flow.send({ type: 'commit' }, { type: 'next' }, { type: 'play' });
    onPlay(next);
  }

  const ask = <InlineProse nodes={question.ask} textOf={textOf} />;
  return (
    <form className="app-question" onSubmit={commit}>
      {question.kind === 'choice' && (
        <ChoiceField
          name={step.id}
          ask={ask}
          question={question}
          chosen={draft?.kind === 'choice' ? draft.option : null}
          locked={isGiven}
          isTold={isGiven && !isPredict}
          textOf={textOf}
          onChoose={(option) => onDraft({ kind: 'choice', option })}
        />
      )}
      {question.kind === 'number' && (
        <NumberField
          ask={ask}
          kind={question.measures}
          given={draft?.kind === 'number' ? draft.value : null}
          locked={isGiven}
          onValue={(value) => {
            setUnread(value === null);
            if (value !== null) onDraft({ kind: 'number', value });
          }}
        />
      )}
      {question.kind === 'order' && (
        <OrderField
          ask={ask}
          question={question}
          order={draft?.kind === 'order' ? draft.order : null}
          locked={isGiven}
          textOf={textOf}
          onOrder={(order) => onDraft({ kind: 'order', order })}
        />
      )}
      {question.kind === 'curve' && (
        <CurveField
          ask={ask}
          step={step}
          question={question}
          source={source}
          values={draft?.kind === 'curve' ? draft.values : null}
          locked={isGiven}
          onValues={(values) => onDraft({ kind: 'curve', values })}
        />
      )}
      {!isGiven && (
        <button type="submit" className="app-primary app-wide" disabled={!mayCommit}>
          {leadsToRun ? t('Run it and see') : isPredict ? t('That is my guess') : t('Check')}
        </button>
      )}
      <Given isPredict={isPredict} isGiven={isGiven}>
        {given && <VerdictBox step={step} given={given} source={source} textOf={textOf} />}
      </Given>
    </form>
  );
}

/** What comes of giving an answer. The button that was pressed goes: the focus goes on to what it brought. */
function Given(props: { isPredict: boolean; isGiven: boolean; children: React.ReactNode }) {
  const { isPredict, isGiven, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const wasGiven = useRef(isGiven);
  useEffect(() => {
    if (!wasGiven.current && isGiven) box.current?.focus({ preventScroll: true });
    wasGiven.current = isGiven;
  }, [isGiven]);
  return (
    <div ref={box} role="status" tabIndex={-1}>
      {isGiven && isPredict && (
        <p className="app-quiet">{t('Your guess is kept. The explanation comes back to it.')}</p>
      )}
      {isGiven && !isPredict && children}
    </div>
  );
}
