import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { createActor } from 'xstate';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import {
  type FlowContext,
  type FlowEvent,
  lessonFlow,
  progressOf,
  readProgress,
} from '../../lesson/lessonFlow.ts';
import { goTo, replaceRoute } from '../shell/useRoute.ts';
import { keptFor, noteProgress } from './progress.ts';

export interface LessonFlow {
  readonly context: FlowContext;
  readonly step: Step;
  readonly isFinished: boolean;
  /** Whether the flow would take the event now. */
  can(event: FlowEvent): boolean;
  /** Sends events in order; a change of step becomes an entry in the history. */
  send(...events: FlowEvent[]): void;
}

/**
 * The learner's way through the lesson, resumed from this device and in step with the address: Next and Back are entries of
 * the history, so the browser's Back works; an address of a step that is not open yet leads to the one that is.
 */
export function useLessonFlow(lesson: Lesson, routeStep: number | null): LessonFlow {
  const [actor] = useState(() => {
    const made = createActor(lessonFlow, {
      input: { lesson, progress: readProgress(keptFor(lesson.id)?.state) },
    });
    made.start();
    goToStep(made, lesson, routeStep);
    return made;
  });
  const snapshot = useSyncExternalStore(
    useCallback((listener) => actor.subscribe(listener).unsubscribe, [actor]),
    () => actor.getSnapshot(),
  );
  const { context } = snapshot;
  const isFinished = snapshot.matches('finished');

  useEffect(() => {
    goToStep(actor, lesson, routeStep);
    const { index } = actor.getSnapshot().context;
    if (routeStep !== index + 1)
      replaceRoute({ page: 'lesson', lesson: lesson.id, step: index + 1, moment: null });
  }, [actor, lesson, routeStep]);

  useEffect(() => {
    noteProgress(
      lesson.id,
      context.index + 1,
      lesson.steps.length,
      isFinished,
      progressOf(context),
    );
  }, [lesson, context, isFinished]);

  const send = useCallback(
    (...events: FlowEvent[]) => {
      const before = actor.getSnapshot().context.index;
      for (const event of events) actor.send(event);
      const after = actor.getSnapshot().context.index;
      if (after !== before)
        goTo({ page: 'lesson', lesson: lesson.id, step: after + 1, moment: null });
    },
    [actor, lesson],
  );

  return {
    context,
    step: lesson.steps[context.index] as Step,
    isFinished,
    can: (event) => snapshot.can(event),
    send,
  };
}

function goToStep(
  actor: ReturnType<typeof createActor<typeof lessonFlow>>,
  lesson: Lesson,
  routeStep: number | null,
): void {
  const step = routeStep === null ? undefined : lesson.steps[routeStep - 1];
  if (step && actor.getSnapshot().context.index !== (routeStep ?? 0) - 1)
    actor.send({ type: 'go', step: step.id });
}
