import { t } from '../../language/t.ts';
import type { QuestionStep } from '../../lesson/judge.ts';
import { CurveField } from '../lesson/laterParts.tsx';
import type { LessonRuns } from '../lesson/lessonRuns.ts';
import { InlineProse } from '../lesson/Prose.tsx';
import { blankAnswer } from '../lesson/Reveal.tsx';
import { useVerdict } from '../lesson/useVerdict.ts';
import { NotJudged } from '../lesson/VerdictBox.tsx';
import { VerdictPicture } from '../lesson/VerdictPicture.tsx';
import type { Guess } from './presentation.ts';
import { Votes } from './Votes.tsx';
import '../lesson/questions.css';

interface Props {
  readonly asked: QuestionStep;
  readonly source: LessonRuns;
  readonly guess: Guess | null;
  readonly isRevealed: boolean;
  /** The question was shown before: of its options, only what is so has to be said again. */
  readonly isBrief: boolean;
  textOf(words: string): string;
}

/** A question as a hall sees it: what is asked and what may be answered; and, once it is revealed, what is so beside what the hall guessed. */
export function Answer(props: Props) {
  const { asked, isRevealed, textOf } = props;
  return (
    <div className="present-question" data-revealed={isRevealed}>
      <p className="present-ask">
        <InlineProse nodes={asked.question.ask} textOf={textOf} />
      </p>
      {asked.question.kind === 'choice' ? (
        <Votes {...props} question={asked.question} />
      ) : isRevealed ? (
        <Truth {...props} />
      ) : (
        <Open {...props} />
      )}
    </div>
  );
}

/** What is so, by the recordings. */
function Truth({ asked, source, guess, textOf }: Props) {
  const { question } = asked;
  const given = guess?.kind === 'number' ? { kind: 'number' as const, value: guess.value } : null;
  const judging = useVerdict(source, asked, given ?? blankAnswer(question));
  if (!judging.verdict) return <NotJudged judging={judging} />;
  return (
    <VerdictPicture
      question={question}
      verdict={judging.verdict}
      hasGuess={given !== null}
      textOf={textOf}
    />
  );
}

/** What there is to see of a question before its answer. */
function Open({ asked, source, textOf }: Props) {
  const { question } = asked;
  if (question.kind === 'order')
    return (
      <ul className="present-items">
        {question.items.map((item, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items never change order before they are revealed
          <li key={index}>
            <InlineProse nodes={item.text} textOf={textOf} />
          </li>
        ))}
      </ul>
    );
  if (question.kind === 'curve')
    return (
      <CurveField
        ask={t('So much is given')}
        step={asked}
        question={question}
        source={source}
        values={null}
        locked
        onValues={() => {}}
      />
    );
  return null;
}
