import { useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { createActor } from 'xstate';
import { type FlowContext, isAnswered, type StoodAt, stepAt } from '../../lesson/flowContext.ts';
import { progressOf, readProgress } from '../../lesson/flowProgress.ts';
import type { Lesson, Step } from '../../lesson/lesson.ts';
import { type FlowEvent, lessonFlow } from '../../lesson/lessonFlow.ts';
import { goTo, replaceRoute, useRoute } from '../shell/useRoute.ts';
import { LessonPlaceContext } from './lessonPlace.ts';
import { keptFor, noteProgress } from './progress.ts';

export interface LessonFlow {
  readonly context: FlowContext;
  readonly step: Step;
  readonly isFinished: boolean;
  /** Every step is open: the link says `skip=yes`, the lesson is presented, or `proof=yes`, somebody came for the moment that proves an answer. */
  readonly isLed: boolean;
  /** The notes for whoever presents are shown: the link says `notes=yes`, or `skip=yes`. */
  readonly hasNotes: boolean;
  /** Where the learner stood in this step when they left the page, or null. Stays what it was at first. */
  readonly stoodAt: StoodAt | null;
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
  const { isLed, hasNotes } = usePresenting(lesson);
  const staysAtStep = useContext(LessonPlaceContext)?.staysAtStep ?? false;
  const [actor] = useState(() => {
    const made = createActor(lessonFlow, {
      input: { lesson, progress: readProgress(keptFor(lesson.id)?.state), maySkip: isLed },
    });
    made.start();
    made.send({ type: 'tick', atMs: performance.now() });
    goToStep(made, lesson, routeStep);
    return made;
  });
  const [stoodAt] = useState(() => {
    const { moment, ...context } = actor.getSnapshot().context;
    return moment?.step === stepAt({ ...context, moment }).id ? moment : null;
  });
  const snapshot = useSyncExternalStore(
    useCallback((listener) => actor.subscribe(listener).unsubscribe, [actor]),
    () => actor.getSnapshot(),
  );
  const { context } = snapshot;
  const isFinished = snapshot.matches('finished');

  useEffect(() => {
    if (actor.getSnapshot().context.maySkip !== isLed) actor.send({ type: 'lead', maySkip: isLed });
    goToStep(actor, lesson, routeStep);
    const { index } = actor.getSnapshot().context;
    if (routeStep !== index + 1)
      replaceRoute({
        page: 'lesson',
        lesson: lesson.id,
        step: index + 1,
        moment: null,
        ...presenting(isLed, hasNotes),
      });
  }, [actor, lesson, routeStep, isLed, hasNotes]);

  // At once and not after drawing: what is given while the page closes must be kept too.
  useEffect(() => {
    const note = (): void => {
      const now = actor.getSnapshot();
      noteProgress(
        lesson.id,
        now.context.index + 1,
        lesson.steps.length,
        now.matches('finished'),
        progressOf(now.context),
      );
    };
    note();
    return actor.subscribe(note).unsubscribe;
  }, [actor, lesson]);

  const send = useCallback(
    (...events: FlowEvent[]) => {
      const before = actor.getSnapshot().context.index;
      actor.send({ type: 'tick', atMs: performance.now() });
      for (const event of events) if (!staysAtStep || !LEAVING.has(event.type)) actor.send(event);
      const after = actor.getSnapshot().context.index;
      if (after !== before)
        goTo({
          page: 'lesson',
          lesson: lesson.id,
          step: after + 1,
          moment: null,
          ...presenting(isLed, hasNotes),
        });
    },
    [actor, lesson, isLed, hasNotes, staysAtStep],
  );

  return {
    context,
    step: stepAt(context),
    isFinished,
    isLed,
    hasNotes,
    stoodAt,
    can: (event) => snapshot.can(event) && !(staysAtStep && LEAVING.has(event.type)),
    send,
  };
}

/** What leads to another step. */
const LEAVING: ReadonlySet<FlowEvent['type']> = new Set(['next', 'back', 'go', 'skip', 'restart']);

/** Whether the present step has its answer: a question is committed, a puzzle was solved. */
export const hasAnswer = ({ context, step }: LessonFlow): boolean => isAnswered(context, step);

/**
 * Whether the link says that the lesson is presented. It goes along from step to step, and stays in the address: parts of the page that
 * write it need not know.
 */
function usePresenting(lesson: Lesson): { isLed: boolean; hasNotes: boolean } {
  const route = useRoute();
  const here = route.page === 'lesson' && route.lesson === lesson.id ? route : null;
  const [asked, setAsked] = useState({ isLed: false, hasNotes: false });
  const isLed = asked.isLed || here?.skip === true || here?.proof === true;
  const hasNotes = asked.hasNotes || here?.skip === true || here?.notes === true;
  if (isLed !== asked.isLed || hasNotes !== asked.hasNotes) setAsked({ isLed, hasNotes });
  const wanted = presenting(isLed, hasNotes);
  const isMissing = here !== null && PRESENTING.some((name) => wanted[name] !== here[name]);
  useEffect(() => {
    if (!isMissing || !here) return;
    const { skip: _, notes: __, proof: ___, ...rest } = here;
    replaceRoute({ ...rest, ...presenting(isLed, hasNotes) });
  }, [isMissing, here, isLed, hasNotes]);
  return { isLed, hasNotes };
}

/** Notes come with `skip=yes`, so the address need not say both. */
function presenting(isLed: boolean, hasNotes: boolean): Presenting {
  if (isLed) return hasNotes ? { skip: true } : { proof: true };
  return hasNotes ? { notes: true } : {};
}

const PRESENTING = ['skip', 'notes', 'proof'] as const;
type Presenting = { readonly [name in (typeof PRESENTING)[number]]?: true };

function goToStep(
  actor: ReturnType<typeof createActor<typeof lessonFlow>>,
  lesson: Lesson,
  routeStep: number | null,
): void {
  const step = routeStep === null ? undefined : lesson.steps[routeStep - 1];
  if (step && actor.getSnapshot().context.index !== (routeStep ?? 0) - 1)
    actor.send({ type: 'go', step: step.id });
}
