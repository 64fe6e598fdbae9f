import { useCallback, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { createActor } from 'xstate';
import { stepAt } from '../../lesson/flowContext.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { type FlowEvent, lessonFlow } from '../../lesson/lessonFlow.ts';
import type { LessonFlow } from '../lesson/useLessonFlow.ts';

/** A way through the lesson on which every step is open, at the step of this index. Nothing of it is kept: what a hall does is no progress of the lecturer. */
export function useLedFlow(lesson: Lesson, index: number): LessonFlow {
  const [actor] = useState(() => {
    const made = createActor(lessonFlow, { input: { lesson, maySkip: true } });
    made.start();
    goTo(made, lesson, index);
    return made;
  });
  const snapshot = useSyncExternalStore(
    useCallback((listener) => actor.subscribe(listener).unsubscribe, [actor]),
    () => actor.getSnapshot(),
  );
  useLayoutEffect(() => goTo(actor, lesson, index), [actor, lesson, index]);
  const send = useCallback(
    (...events: FlowEvent[]) => {
      for (const event of events) actor.send(event);
    },
    [actor],
  );
  return {
    context: snapshot.context,
    step: stepAt(snapshot.context),
    isFinished: false,
    isLed: true,
    hasNotes: false,
    stoodAt: null,
    can: (event) => snapshot.can(event),
    send,
  };
}

function goTo(
  actor: ReturnType<typeof createActor<typeof lessonFlow>>,
  lesson: Lesson,
  index: number,
): void {
  const step = lesson.steps[index];
  if (step && actor.getSnapshot().context.index !== index)
    actor.send({ type: 'go', step: step.id });
}
