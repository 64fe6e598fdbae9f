import { t } from '../../language/t.ts';
import type { Answer } from '../../lesson/answers.ts';
import type { FlowContext } from '../../lesson/flowContext.ts';
import type { QuestionStep } from '../../lesson/judge.ts';
import type { Lesson, Question } from '../../lesson/lesson.ts';
import { valueText } from '../../lesson/lessonValues.ts';
import type { LessonRuns } from './lessonRuns.ts';
import { InlineProse } from './Prose.tsx';
import { useVerdict } from './useVerdict.ts';
import { NotJudged } from './VerdictBox.tsx';
import { VerdictPicture } from './VerdictPicture.tsx';
import './questions.css';

export interface RevealProps {
  readonly lesson: Lesson;
  readonly context: FlowContext;
  /** Id of the predict step whose guess is set against what happened. */
  readonly predictionId: string;
  /** Whether the question is said again, where nothing else leads to it. */
  readonly asksAgain: boolean;
  readonly source: LessonRuns;
}

/** The learner's guess beside what the recording shows. Whoever passed the question over sees what happened alone. */
export function Reveal({ lesson, context, predictionId, asksAgain, source }: RevealProps) {
  const step = lesson.steps.find(({ id }) => id === predictionId);
  const asked = step && 'question' in step ? step : null;
  const given = context.answers[predictionId] ?? null;
  const judging = useVerdict(source, asked, asked && (given ?? blankAnswer(asked.question)));
  if (!asked) return null;
  const { question } = asked;
  // The words of the question speak of its own run, wherever they are shown again.
  const textOf = (words: string): string => valueText(lesson, asked.run, words, source.run) ?? '—';
  const { verdict } = judging;
  if (!verdict) return <NotJudged judging={judging} />;
  const reply =
    question.kind === 'choice' && given?.kind === 'choice'
      ? (question.options[given.option]?.reply ?? [])
      : [];
  return (
    <section
      className="app-verdict"
      data-right={given ? verdict.isRight : undefined}
      aria-label={given ? t('Your guess and what happened') : t('What happened')}
    >
      {asksAgain && (
        <p className="app-asked">
          <InlineProse nodes={question.ask} textOf={textOf} />
        </p>
      )}
      {!given && <p>{t('There is no guess of yours to compare with.')}</p>}
      {verdict.kind === 'choice' ? (
        <Choices asked={asked} given={given} verdict={verdict} textOf={textOf} />
      ) : (
        <VerdictPicture
          question={question}
          verdict={verdict}
          hasGuess={given !== null}
          textOf={textOf}
        />
      )}
      {reply.length > 0 && (
        <p>
          <InlineProse nodes={reply} textOf={textOf} />
        </p>
      )}
    </section>
  );
}

function Choices(props: {
  asked: QuestionStep;
  given: Answer | null;
  verdict: { readonly isRight: boolean; readonly given: number; readonly truth: number };
  textOf(words: string): string;
}) {
  const { asked, given, verdict, textOf } = props;
  const option = (index: number) => (
    <InlineProse
      nodes={asked.question.kind === 'choice' ? (asked.question.options[index]?.text ?? []) : []}
      textOf={textOf}
    />
  );
  return (
    <dl className="app-reveal">
      {given && (
        <div>
          <dt>{t('Your guess')}</dt>
          <dd>
            {verdict.isRight ? '✓ ' : '✗ '}
            {option(verdict.given)}
          </dd>
        </div>
      )}
      {(!given || !verdict.isRight) && (
        <div>
          <dt>{t('What happened')}</dt>
          <dd>{option(verdict.truth)}</dd>
        </div>
      )}
    </dl>
  );
}

/** Any answer to a question: what is so comes with the verdict on it. */
export function blankAnswer(question: Question): Answer {
  switch (question.kind) {
    case 'choice':
      return { kind: 'choice', option: 0 };
    case 'number':
      return { kind: 'number', value: 0 };
    case 'order':
      return { kind: 'order', order: question.items.map((_, item) => item) };
    case 'curve':
      return { kind: 'curve', values: question.points.map(() => 0) };
  }
}
