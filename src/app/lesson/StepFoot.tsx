import { useEffect, useRef } from 'react';
import { msg, t } from '../../language/t.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { Onward } from './laterParts.tsx';
import { hasAnswer, type LessonFlow } from './useLessonFlow.ts';

/** Back and Next; at the end of the lesson the way to the next one. */
export function StepFoot({ lesson, flow }: { lesson: Lesson; flow: LessonFlow }) {
  const { context, step, isFinished } = flow;
  // The button Finish becomes a link: the focus goes on to it.
  const wasFinished = useRef(isFinished);
  const isJustFinished = isFinished && !wasFinished.current;
  useEffect(() => {
    if (!isFinished) wasFinished.current = false; // the link may come later than this
  }, [isFinished]);
  const isLast = context.index === lesson.steps.length - 1;
  const mayNext = flow.can({ type: 'next' });
  // A question that need not be answered: what was seen, or any where the lesson is presented.
  const canSkip = !mayNext && !hasAnswer(flow) && flow.can({ type: 'skip' });
  const isLeaving = step.kind === 'puzzle' && !hasAnswer(flow);
  const canUndo = flow.can({ type: 'undo' });
  const whyNot = WHY_NOT[step.kind];

  return (
    <footer className="app-stepFoot">
      <button
        type="button"
        className="app-button"
        aria-disabled={context.index === 0}
        onClick={() => flow.send({ type: 'back' })}
      >
        {t('← Back')}
      </button>
      <span className="app-dots" aria-hidden="true">
        {lesson.steps.map((each, index) => (
          <i
            key={each.id}
            data-at={index === context.index ? 'here' : index < context.index ? 'past' : 'ahead'}
          />
        ))}
      </span>
      {isFinished ? (
        <Onward lesson={lesson.id} takesFocus={isJustFinished} />
      ) : (
        <button
          type="button"
          className="app-button app-next"
          aria-disabled={!mayNext && !canSkip}
          title={mayNext || canSkip ? undefined : whyNot && t(whyNot)}
          onClick={() => flow.send(canSkip ? { type: 'skip' } : { type: 'next' })}
        >
          {canSkip
            ? t('Skip →')
            : isLeaving
              ? t('Leave it for now →')
              : isLast
                ? t('Finish')
                : t('Next →')}
        </button>
      )}
      <div className={isFinished ? 'app-finished' : 'app-hidden'}>
        {/* There before it says anything: what comes with its words in it is not announced. */}
        <span role="status">{isFinished ? t('✓ Lesson done.') : ''}</span>{' '}
        {isFinished && (
          <button
            type="button"
            className="app-button"
            onClick={() => flow.send({ type: 'restart' })}
          >
            {t('Start again')}
          </button>
        )}
      </div>
      {canUndo && (
        <p className="app-finished">
          {t('You started again; what you gave before is kept until you give a new answer.')}{' '}
          <button type="button" className="app-button" onClick={() => flow.send({ type: 'undo' })}>
            {t('Back to my answers')}
          </button>
        </p>
      )}
    </footer>
  );
}

const WHY_NOT: Partial<Record<string, string>> = {
  predict: msg('Make your guess first'),
  observe: msg('Answer first'),
  run: msg('Run it first'),
};
