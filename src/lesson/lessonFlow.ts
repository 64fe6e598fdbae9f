import { assign, setup } from 'xstate';
import type { Lesson, Step } from './lesson.ts';
import type { Answer } from './lessonValues.ts';

/** What is kept of a learner's way through a lesson: plain data, fit for a link or a store. */
export interface Progress {
  readonly lesson: string;
  readonly step: string;
  /** Committed answers by step id. They stay as they were given. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** Step ids of predictions passed over. */
  readonly skipped: readonly string[];
  /** Step ids of runs played. */
  readonly played: readonly string[];
}

export interface FlowContext {
  readonly lesson: Lesson;
  readonly index: number;
  /** Chosen, not yet committed: it may still change. By step id, so that going back loses nothing. */
  readonly drafts: Readonly<Record<string, Answer>>;
  readonly answers: Readonly<Record<string, Answer>>;
  readonly skipped: readonly string[];
  readonly played: readonly string[];
  /** Predictions may be passed over (a lecturer, a second visit). */
  readonly maySkip: boolean;
}

export type FlowEvent =
  | { readonly type: 'draft'; readonly answer: Answer }
  | { readonly type: 'commit' }
  | { readonly type: 'skip' }
  /** The run of this step has been started. */
  | { readonly type: 'play' }
  | { readonly type: 'next' }
  | { readonly type: 'back' }
  | { readonly type: 'go'; readonly step: string }
  | { readonly type: 'restart' };

const stepAt = (c: FlowContext): Step => c.lesson.steps[c.index] as Step;
const isLast = (c: FlowContext): boolean => c.index === c.lesson.steps.length - 1;

/** Whether the learner has answered (or passed over) every prediction before step `index`. */
export function isOpen(c: FlowContext, index: number): boolean {
  return c.lesson.steps
    .slice(0, index)
    .every(
      (step) =>
        step.kind !== 'predict' || Object.hasOwn(c.answers, step.id) || c.skipped.includes(step.id),
    );
}

/** Routes to the state of the present step; entered on every change of step. */
const routes = [
  { guard: 'isAnswered', target: '#lesson.answered' },
  { guard: 'isQuestion', target: '#lesson.asking' },
  { guard: 'isRun', target: '#lesson.running' },
  { target: '#lesson.reading' },
] as const;

/**
 * The way through a lesson. A prediction is committed before anything after it can be reached, so no run starts that would
 * give it away; going back is always allowed, and nothing given is lost.
 */
export const lessonFlow = setup({
  types: {} as {
    context: FlowContext;
    input: { lesson: Lesson; progress?: Progress | null; maySkip?: boolean };
    events: FlowEvent;
  },
  guards: {
    isQuestion: ({ context }) => 'question' in stepAt(context),
    isAnswered: ({ context }) => Object.hasOwn(context.answers, stepAt(context).id),
    isRun: ({ context }) => stepAt(context).kind === 'run',
    hasDraft: ({ context }) => Object.hasOwn(context.drafts, stepAt(context).id),
    maySkip: ({ context }) => context.maySkip || stepAt(context).kind === 'observe',
    hasPlayed: ({ context }) => context.played.includes(stepAt(context).id),
    mayNext: ({ context }) => !isLast(context) && isOpen(context, context.index + 1),
    mayFinish: ({ context }) => isLast(context),
    mayBack: ({ context }) => context.index > 0,
    mayGo: ({ context, event }) => {
      if (event.type !== 'go') return false;
      const index = context.lesson.steps.findIndex(({ id }) => id === event.step);
      return index >= 0 && isOpen(context, index);
    },
  },
  actions: {
    keepDraft: assign({
      drafts: ({ context, event }) =>
        event.type === 'draft'
          ? { ...context.drafts, [stepAt(context).id]: event.answer }
          : context.drafts,
    }),
    commit: assign({
      answers: ({ context }) => {
        const { id } = stepAt(context);
        return { ...context.answers, [id]: context.drafts[id] as Answer };
      },
    }),
    skip: assign({
      skipped: ({ context }) => [...new Set([...context.skipped, stepAt(context).id])],
    }),
    play: assign({
      played: ({ context }) => [...new Set([...context.played, stepAt(context).id])],
    }),
    next: assign({ index: ({ context }) => context.index + 1 }),
    back: assign({ index: ({ context }) => context.index - 1 }),
    go: assign({
      index: ({ context, event }) =>
        event.type === 'go'
          ? context.lesson.steps.findIndex(({ id }) => id === event.step)
          : context.index,
    }),
    restart: assign({ index: 0, drafts: {}, answers: {}, skipped: [], played: [] }),
  },
}).createMachine({
  id: 'lesson',
  context: ({ input }) => startFrom(input.lesson, input.progress ?? null, input.maySkip ?? false),
  initial: 'arriving',
  on: {
    back: { guard: 'mayBack', target: '.arriving', actions: ['back'] },
    go: { guard: 'mayGo', target: '.arriving', actions: ['go'] },
    restart: { target: '.arriving', actions: ['restart'] },
  },
  states: {
    arriving: { always: routes },
    reading: {
      on: {
        next: [
          { guard: 'mayFinish', target: 'finished' },
          { guard: 'mayNext', target: 'arriving', actions: ['next'] },
        ],
      },
    },
    asking: {
      on: {
        draft: { actions: ['keepDraft'] },
        commit: { guard: 'hasDraft', target: 'answered', actions: ['commit'] },
        skip: { guard: 'maySkip', target: 'passed', actions: ['skip'] },
        next: { guard: 'mayNext', target: 'arriving', actions: ['next'] },
      },
    },
    /** Passed over: on to the next step. */
    passed: {
      always: [
        { guard: 'mayFinish', target: 'finished' },
        { target: 'arriving', actions: ['next'] },
      ],
    },
    answered: {
      on: {
        next: [
          { guard: 'mayFinish', target: 'finished' },
          { guard: 'mayNext', target: 'arriving', actions: ['next'] },
        ],
      },
    },
    running: {
      on: {
        play: { actions: ['play'] },
        next: [
          { guard: 'mayFinish', target: 'finished' },
          { guard: 'hasPlayed', target: 'arriving', actions: ['next'] },
        ],
      },
    },
    finished: { on: { back: 'arriving' } },
  },
});

/** Where a learner starts: where they left, as far as the lesson still has those steps. */
function startFrom(lesson: Lesson, progress: Progress | null, maySkip: boolean): FlowContext {
  const kept = progress?.lesson === lesson.id ? progress : null;
  const known = new Map(lesson.steps.map((step) => [step.id, step]));
  const answers = Object.entries(kept?.answers ?? {}).filter(([id, answer]) =>
    fits(known.get(id), answer),
  );
  const start: FlowContext = {
    lesson,
    index: 0,
    drafts: Object.fromEntries(answers),
    answers: Object.fromEntries(answers),
    skipped: (kept?.skipped ?? []).filter((id) => known.has(id)),
    played: (kept?.played ?? []).filter((id) => known.has(id)),
    maySkip,
  };
  const wanted = lesson.steps.findIndex(({ id }) => id === kept?.step);
  return { ...start, index: wanted >= 0 && isOpen(start, wanted) ? wanted : 0 };
}

/** Whether a kept answer still answers the question that stands under its id. */
function fits(step: Step | undefined, answer: Answer): boolean {
  if (!step || !('question' in step) || step.question.kind !== answer.kind) return false;
  return answer.kind === 'number'
    ? Number.isFinite(answer.value)
    : step.question.kind === 'choice' && step.question.options[answer.option] !== undefined;
}

/** What to keep of a learner's way; hand it back as `progress` to go on from there. */
export function progressOf(c: FlowContext): Progress {
  return {
    lesson: c.lesson.id,
    step: stepAt(c).id,
    answers: c.answers,
    skipped: c.skipped,
    played: c.played,
  };
}

/** Reads kept progress of any origin (a link, a store, another version); null where it is none. */
export function readProgress(input: unknown): Progress | null {
  if (typeof input !== 'object' || input === null) return null;
  const { lesson, step, answers, skipped, played } = input as Record<string, unknown>;
  if (typeof lesson !== 'string' || typeof step !== 'string') return null;
  const texts = (list: unknown): string[] =>
    Array.isArray(list) ? list.filter((item) => typeof item === 'string').slice(0, 200) : [];
  const given: [string, Answer][] = [];
  for (const [id, value] of Object.entries(
    typeof answers === 'object' && answers !== null ? answers : {},
  ).slice(0, 200)) {
    const {
      kind,
      option,
      value: number,
    } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
    if (kind === 'choice' && Number.isInteger(option))
      given.push([id, { kind, option: option as number }]);
    if (kind === 'number' && typeof number === 'number' && Number.isFinite(number))
      given.push([id, { kind, value: number }]);
  }
  return {
    lesson,
    step,
    answers: Object.fromEntries(given),
    skipped: texts(skipped),
    played: texts(played),
  };
}
