import { assign, setup } from 'xstate';
import { type Draft, fits, wholeAnswer } from './answers.ts';
import { NOT_NOTED, withTime } from './evidence/noted.ts';
import {
  type FlowContext,
  type Given,
  isAnswered,
  isLast,
  isOpen,
  NOTHING_GIVEN,
  openIndex,
  startFrom,
  stepAt,
} from './flowContext.ts';
import { givenOf, type Progress } from './flowProgress.ts';
import type { Lesson } from './lesson.ts';

export type FlowEvent =
  /** A choice on its way, or where the knobs of this step stand. */
  | { readonly type: 'draft'; readonly answer: Draft }
  | { readonly type: 'commit' }
  | { readonly type: 'skip' }
  /** The run of this step has been started. */
  | { readonly type: 'play' }
  /** One more hint. */
  | { readonly type: 'hint' }
  /** Where the player stands in this step. */
  | { readonly type: 'stand'; readonly atUs: number; readonly request: number | null }
  | { readonly type: 'next' }
  | { readonly type: 'back' }
  | { readonly type: 'go'; readonly step: string }
  | { readonly type: 'restart' }
  /** Back to what was given before the restart. */
  | { readonly type: 'undo' }
  /** Time goes on: sent before other events, so that what they end is timed. On any clock that only goes on, ms. */
  | { readonly type: 'tick'; readonly atMs: number }
  /** The lesson is presented (or not): every step open, every question may be passed over. */
  | { readonly type: 'lead'; readonly maySkip: boolean };

/** Routes to the state of the present step; entered on every change of step. */
const routes = [
  { guard: 'isAnsweredQuestion', target: '#lesson.answered' },
  { guard: 'isQuestion', target: '#lesson.asking' },
  { guard: 'isRun', target: '#lesson.running' },
  { guard: 'isPuzzle', target: '#lesson.puzzling' },
  { guard: 'isChange', target: '#lesson.changing' },
  { guard: 'isReveal', target: '#lesson.revealing' },
  { target: '#lesson.reading' },
] as const;

const onward = [
  { guard: 'mayFinish', target: 'finished' },
  { guard: 'mayNext', target: 'arriving', actions: ['next'] },
] as const;

const with_ = (list: readonly string[], id: string): string[] => [...new Set([...list, id])];

/**
 * The way through a lesson. A prediction is committed before anything after it can be reached, so no run starts that would
 * give it away; going back is always allowed, and nothing given is lost. Nobody gets stuck: what was seen need not be
 * told, a puzzle may be left unsolved.
 */
export const lessonFlow = setup({
  types: {} as {
    context: FlowContext;
    input: { lesson: Lesson; progress?: Progress | null; maySkip?: boolean };
    events: FlowEvent;
  },
  guards: {
    isQuestion: ({ context }) => 'question' in stepAt(context),
    isAnsweredQuestion: ({ context }) =>
      'question' in stepAt(context) && isAnswered(context, stepAt(context)),
    isRun: ({ context }) => stepAt(context).kind === 'run',
    isPuzzle: ({ context }) => stepAt(context).kind === 'puzzle',
    isChange: ({ context }) => stepAt(context).kind === 'change',
    isReveal: ({ context }) => stepAt(context).kind === 'reveal',
    fits: ({ context, event }) => event.type === 'draft' && fits(stepAt(context), event.answer),
    fitsKnobs: ({ context, event }) =>
      event.type === 'draft' &&
      event.answer.kind === 'knobs' &&
      fits(stepAt(context), event.answer),
    hasWholeDraft: ({ context }) => draftAnswer(context) !== null,
    maySkip: ({ context }) => context.maySkip || stepAt(context).kind === 'observe',
    hasPlayed: ({ context }) => context.maySkip || context.played.includes(stepAt(context).id),
    mayNext: ({ context }) => !isLast(context) && isOpen(context, context.index + 1),
    mayFinish: ({ context }) => isLast(context),
    mayBack: ({ context }) => context.index > 0,
    mayGo: ({ context, event }) => {
      if (event.type !== 'go') return false;
      const index = context.lesson.steps.findIndex(({ id }) => id === event.step);
      return index >= 0 && isOpen(context, index);
    },
    hasHint: ({ context }) => hintsGiven(context) < stepAt(context).hints.length,
    hasBefore: ({ context }) => context.before !== null,
  },
  actions: {
    keepDraft: assign(({ context, event }) => {
      if (event.type !== 'draft') return {};
      const { id } = stepAt(context);
      return {
        drafts: { ...context.drafts, [id]: event.answer },
        noted: event.answer.kind === 'knobs' ? triedKnobs(context, event.answer) : context.noted,
      };
    }),
    /** Knobs that solve the puzzle are its answer from then on, however they are turned later. */
    keepSolution: assign(({ context, event }) =>
      event.type === 'draft' && event.answer.kind === 'knobs' && event.answer.solved
        ? answered(context)
        : {},
    ),
    commit: assign(({ context }) => answered(context)),
    tick: assign(({ context, event }) => {
      if (event.type !== 'tick') return {};
      const step = stepAt(context);
      const isTimed = 'question' in step || step.kind === 'puzzle';
      if (context.tickedMs === null || !isTimed) return { tickedMs: event.atMs };
      const timed = withTime(context.noted[step.id], event.atMs - context.tickedMs);
      return { tickedMs: event.atMs, noted: { ...context.noted, [step.id]: timed } };
    }),
    skip: assign({ skipped: ({ context }) => with_(context.skipped, stepAt(context).id) }),
    leave: assign({
      skipped: ({ context }) =>
        isAnswered(context, stepAt(context))
          ? context.skipped
          : with_(context.skipped, stepAt(context).id),
    }),
    play: assign({ played: ({ context }) => with_(context.played, stepAt(context).id) }),
    hint: assign(({ context }) => {
      const { id } = stepAt(context);
      const count = hintsGiven(context) + 1;
      const note = context.noted[id] ?? NOT_NOTED;
      const hints = note.first === null ? Math.max(note.hints, count) : note.hints;
      return {
        hints: { ...context.hints, [id]: count },
        noted: { ...context.noted, [id]: { ...note, hints } },
      };
    }),
    stand: assign({
      moment: ({ context, event }) =>
        event.type === 'stand'
          ? { step: stepAt(context).id, atUs: event.atUs, request: event.request }
          : context.moment,
    }),
    next: assign({ index: ({ context }) => context.index + 1, moment: null }),
    back: assign({ index: ({ context }) => context.index - 1, moment: null }),
    go: assign({
      index: ({ context, event }) =>
        event.type === 'go' ? openIndex(context, event.step) : context.index,
      moment: null,
    }),
    restart: assign(({ context }) => ({
      ...NOTHING_GIVEN,
      index: 0,
      moment: null,
      before: isAnythingGiven(context)
        ? { ...givenOf(context), step: stepAt(context).id }
        : context.before,
    })),
    undo: assign(({ context }) => {
      if (!context.before) return {};
      const { step, ...given } = context.before;
      const back: FlowContext = { ...context, ...given, before: null };
      return { ...given, before: null, index: openIndex(back, step) };
    }),
    lead: assign({
      maySkip: ({ context, event }) => (event.type === 'lead' ? event.maySkip : context.maySkip),
    }),
  },
}).createMachine({
  id: 'lesson',
  context: ({ input }) => startFrom(input.lesson, input.progress ?? null, input.maySkip ?? false),
  initial: 'arriving',
  on: {
    back: { guard: 'mayBack', target: '.arriving', actions: ['back'] },
    go: { guard: 'mayGo', target: '.arriving', actions: ['go'] },
    restart: { target: '.arriving', actions: ['restart'] },
    undo: { guard: 'hasBefore', target: '.arriving', actions: ['undo'] },
    hint: { guard: 'hasHint', actions: ['hint'] },
    stand: { actions: ['stand'] },
    lead: { actions: ['lead'] },
    tick: { actions: ['tick'] },
    // Also once the lesson is finished: its last step may be a puzzle, which stays on the page.
    draft: { guard: 'fitsKnobs', actions: ['keepDraft', 'keepSolution'] },
  },
  states: {
    arriving: { always: routes },
    reading: { on: { next: onward } },
    revealing: { on: { next: onward } },
    changing: { on: { next: onward } },
    asking: {
      on: {
        draft: { guard: 'fits', actions: ['keepDraft'] },
        commit: { guard: 'hasWholeDraft', target: 'answered', actions: ['commit'] },
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
    answered: { on: { next: onward } },
    running: {
      on: {
        play: { actions: ['play'] },
        next: [
          { guard: 'mayFinish', target: 'finished' },
          { guard: 'hasPlayed', target: 'arriving', actions: ['next'] },
        ],
      },
    },
    puzzling: {
      on: {
        next: [
          { guard: 'mayFinish', target: 'finished', actions: ['leave'] },
          { guard: 'mayNext', target: 'arriving', actions: ['leave', 'next'] },
        ],
      },
    },
    finished: { on: { back: 'arriving' } },
  },
});

/** How many hints of the present step have been given. */
export const hintsGiven = (c: FlowContext): number => c.hints[stepAt(c).id] ?? 0;

/** What the learner has committed (or solved) in the present step. */
function answered(c: FlowContext): Partial<FlowContext> {
  const step = stepAt(c);
  const answer = draftAnswer(c);
  if (answer === null) return {};
  const note = c.noted[step.id] ?? NOT_NOTED;
  const tries = answer.kind === 'knobs' ? note.tries : note.tries + 1;
  return {
    noted: { ...c.noted, [step.id]: { ...note, tries, first: note.first ?? answer } },
    answers: { ...c.answers, [step.id]: answer },
    skipped: c.skipped.filter((id) => id !== step.id),
    before: null,
  };
}

/** Knobs at other values than before, in a puzzle that is not solved yet, are one more try. */
function triedKnobs(c: FlowContext, draft: Draft & { kind: 'knobs' }): FlowContext['noted'] {
  const step = stepAt(c);
  const note = c.noted[step.id] ?? NOT_NOTED;
  const before = c.drafts[step.id];
  const isSame = before?.kind === 'knobs' && before.values.join() === draft.values.join();
  if (step.kind !== 'puzzle' || note.first !== null || isSame) return c.noted;
  return { ...c.noted, [step.id]: { ...note, tries: note.tries + 1 } };
}

const draftAnswer = (c: FlowContext) => wholeAnswer(stepAt(c), c.drafts[stepAt(c).id]);

const isAnythingGiven = ({ answers, drafts, skipped, played, hints }: Given): boolean =>
  [answers, drafts, hints].some((record) => Object.keys(record).length > 0) ||
  skipped.length + played.length > 0;
