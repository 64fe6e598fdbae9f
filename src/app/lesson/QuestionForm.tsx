import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { measuredText } from '../../insight/claims/claimsEvaluate.ts';
import type { MeasureKind } from '../../insight/claims/claimsMeasure.ts';
import type { Run } from '../../insight/shapes.ts';
import type { Lesson, Question } from '../../lesson/lesson.ts';
import { judge } from '../../lesson/lessonValues.ts';
import { InlineProse } from './Prose.tsx';
import { readGuess } from './readGuess.ts';
import type { LessonFlow } from './useLessonFlow.ts';

interface Props {
  readonly lesson: Lesson;
  readonly flow: LessonFlow;
  readonly question: Question;
  readonly run: Run;
  textOf(words: string): string;
  onPlay(stepIndex: number): void;
}

/** A question of a lesson. A guess is given once and stays; an observation is judged as soon as it is given. */
export function QuestionForm({ lesson, flow, question, run, textOf, onPlay }: Props) {
  const { step, context } = flow;
  const given = context.answers[step.id];
  const draft = context.drafts[step.id];
  const isPredict = step.kind === 'predict';
  const leadsToRun = isPredict && lesson.steps[context.index + 1]?.kind === 'run';
  const verdict = given && !isPredict ? judge(run, question, given) : null;

  // The button that was pressed goes: the focus goes on to what it brought.
  const verdictBox = useRef<HTMLDivElement>(null);
  const wasGiven = useRef(given !== undefined);
  useEffect(() => {
    showWhole(verdictBox.current);
    if (!wasGiven.current && given) verdictBox.current?.focus({ preventScroll: true });
    wasGiven.current = given !== undefined;
  }, [given]);

  function commit(event: FormEvent) {
    event.preventDefault();
    if (!draft) return;
    const next = context.index + 1;
    if (!leadsToRun) return flow.send({ type: 'commit' });
    flow.send({ type: 'commit' }, { type: 'next' }, { type: 'play' });
    onPlay(next);
  }

  return (
    <form className="app-question" onSubmit={commit}>
      {question.kind === 'choice' ? (
        <fieldset className="app-choices" disabled={given !== undefined}>
          <legend>
            <InlineProse nodes={question.ask} textOf={textOf} />
          </legend>
          {question.options.map((option, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: options never change order; answers hold their index
            <label key={index} className="app-choice">
              <input
                type="radio"
                name={step.id}
                checked={draft?.kind === 'choice' && draft.option === index}
                onChange={() =>
                  flow.send({ type: 'draft', answer: { kind: 'choice', option: index } })
                }
              />
              <span>
                <InlineProse nodes={option.text} textOf={textOf} />
              </span>
              {verdict && option.isRight && <b className="app-choiceMark">✓ so it is</b>}
            </label>
          ))}
        </fieldset>
      ) : (
        <NumberField
          ask={<InlineProse nodes={question.ask} textOf={textOf} />}
          kind={question.measures}
          given={
            given?.kind === 'number' ? given.value : draft?.kind === 'number' ? draft.value : null
          }
          locked={given !== undefined}
          onValue={(value) => flow.send({ type: 'draft', answer: { kind: 'number', value } })}
        />
      )}
      {given === undefined && (
        <button type="submit" className="app-primary app-wide" disabled={!draft}>
          {leadsToRun ? 'Run it and see' : isPredict ? 'That is my guess' : 'Check'}
        </button>
      )}
      {given !== undefined && isPredict && (
        <p className="app-quiet">Your guess is kept. The explanation comes back to it.</p>
      )}
      {verdict && (
        <div
          className="app-verdict"
          data-right={verdict.isRight}
          role="status"
          tabIndex={-1}
          ref={verdictBox}
        >
          <p>
            <b>{verdict.isRight ? '✓ Yes.' : '✗ Not quite.'}</b>{' '}
            {question.kind === 'number' &&
              `You said ${verdict.givenText}; it is ${verdict.truthText}. `}
            {question.kind === 'choice' && given?.kind === 'choice' && (
              <InlineProse nodes={question.options[given.option]?.reply ?? []} textOf={textOf} />
            )}
          </p>
        </div>
      )}
    </form>
  );
}

/** The answer to a press must be seen, also where it appears below the fold of its card. */
function showWhole(box: HTMLElement | null): void {
  box?.scrollIntoView({ block: 'nearest' });
}

interface NumberProps {
  readonly ask: React.ReactNode;
  readonly kind: MeasureKind;
  readonly given: number | null;
  readonly locked: boolean;
  onValue(value: number): void;
}

/** A number with its unit, as people write it; what cannot be read says what to write. */
function NumberField({ ask, kind, given, locked, onValue }: NumberProps) {
  const id = useId();
  const [text, setText] = useState(given === null ? '' : measuredText(kind, given));
  const [hint, setHint] = useState('');
  return (
    <p className="app-number">
      <label htmlFor={id}>{ask}</label>
      <input
        id={id}
        className="app-field"
        value={text}
        readOnly={locked}
        inputMode={kind === 'count' || kind === 'share' ? 'decimal' : 'text'}
        aria-describedby={`${id}-hint`}
        aria-invalid={hint !== ''}
        autoComplete="off"
        onChange={(event) => {
          setText(event.currentTarget.value);
          const read = readGuess(kind, event.currentTarget.value);
          setHint('hint' in read && event.currentTarget.value.trim() !== '' ? read.hint : '');
          if ('value' in read) onValue(read.value);
        }}
      />
      <span id={`${id}-hint`} className="app-quiet">
        {hint || EXAMPLES[kind]}
      </span>
    </p>
  );
}

const EXAMPLES: Record<MeasureKind, string> = {
  duration: 'a time with its unit, such as 200ms or 1.5s',
  bytes: 'a size with its unit, such as 900kB',
  rate: 'a rate, such as 30/s',
  share: 'a share, such as 40%',
  count: 'a number',
  text: '',
};
