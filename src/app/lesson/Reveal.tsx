import type { Run } from '../../insight/shapes.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import type { FlowContext } from '../../lesson/lessonFlow.ts';
import { judge } from '../../lesson/lessonValues.ts';
import { InlineProse } from './Prose.tsx';

interface Props {
  readonly lesson: Lesson;
  readonly context: FlowContext;
  /** Id of the predict step whose guess is set against what happened. */
  readonly predictionId: string;
  runs(name: string): Run;
  textOf(words: string): string;
}

/** The learner's guess beside what the recording shows; for numbers as two bars on one scale. */
export function Reveal({ lesson, context, predictionId, runs, textOf }: Props) {
  const step = lesson.steps.find(({ id }) => id === predictionId);
  const given = context.answers[predictionId];
  if (step?.kind !== 'predict') return null;
  if (!given)
    return (
      <p className="app-quiet">You passed the prediction over, so there is no guess to compare.</p>
    );
  const { question } = step;
  const verdict = judge(runs(step.run), question, given);
  if (!verdict) return null;
  const { isRight, givenText, truthText } = verdict;
  const isNumber = question.kind === 'number';
  const scale = Math.max(verdict.given, verdict.truth, Number.MIN_VALUE);
  const reply =
    question.kind === 'choice' && given.kind === 'choice'
      ? (question.options[given.option]?.reply ?? [])
      : [];
  return (
    <section className="app-verdict" data-right={isRight} aria-label="Your guess and what happened">
      <dl className="app-reveal">
        <div>
          <dt>Your guess</dt>
          <dd>
            {isRight ? '✓ ' : '✗ '}
            {givenText}
            {isNumber && <Bar share={verdict.given / scale} kind="guess" />}
          </dd>
        </div>
        {(!isRight || isNumber) && (
          <div>
            <dt>What happened</dt>
            <dd>
              {truthText}
              {isNumber && <Bar share={verdict.truth / scale} kind="truth" />}
            </dd>
          </div>
        )}
      </dl>
      {reply.length > 0 && (
        <p>
          <InlineProse nodes={reply} textOf={textOf} />
        </p>
      )}
    </section>
  );
}

function Bar({ share, kind }: { share: number; kind: 'guess' | 'truth' }) {
  return (
    <span className="app-bar2" data-kind={kind} aria-hidden="true">
      <span style={{ width: `${Math.max(1, share * 100)}%` }} />
    </span>
  );
}
