import { STEP_KINDS, type StepKind } from '../../lesson/lesson.ts';
import { STEP_OF } from '../../lesson/shape.ts';
import type { Written } from '../../panels/written.ts';
import { freeName } from './listEdits.ts';

/** A step of this kind with what it needs, for its author to fill in. */
export function newStep(kind: StepKind, steps: readonly Written[]): Written {
  const ids = steps.map(({ id }) => String(id ?? ''));
  const id = freeName(NAMES[kind], ids);
  const asked = steps.filter((step) => step.kind === 'predict').at(-1)?.id;
  const knobs = {
    knobs: [{ set: 'app.workers', label: 'workers', values: [1, 2, 3, 4] }],
    watch: ['p95 of all'],
  };
  switch (kind) {
    case 'predict':
    case 'observe':
      return { kind, id, say: '', ask: '', options: [{ text: '', right: true }, { text: '' }] };
    case 'change':
      return { kind, id, say: '', ...knobs };
    case 'puzzle':
      return {
        kind,
        id,
        say: '',
        ...knobs,
        goal: [{ metric: 'p95 of all', below: '1s' }],
        solutions: [{ 'app.workers': 4 }],
      };
    case 'run':
      return { kind, id, from: 'start', until: 'end' };
    case 'reveal':
      return { kind, id, reveals: asked ?? '' };
    default:
      return { kind, id, say: '' };
  }
}

/** The step as another kind: what both have stays, what the new kind needs is added. */
export function asKind(step: Written, kind: StepKind, steps: readonly Written[]): Written {
  const fresh = newStep(kind, steps);
  const own = new Set(STEP_KINDS.flatMap((each) => Object.keys(STEP_OF[each])));
  const kept = Object.entries(step).filter(
    ([key]) => !own.has(key) || Object.hasOwn(STEP_OF[kind], key),
  );
  const hasQuestion = QUESTIONS.some((key) => step[key] !== undefined);
  if (hasQuestion) delete (fresh as Record<string, unknown>).options;
  return { ...fresh, ...Object.fromEntries(kept), kind };
}

/** Ways to answer a question, by their key. */
export const QUESTIONS = ['options', 'point', 'answer', 'order', 'curve'] as const;

const NAMES: Readonly<Record<StepKind, string>> = {
  read: 'scene',
  predict: 'guess',
  run: 'watch',
  observe: 'look',
  change: 'turn',
  explain: 'why',
  reveal: 'reveal',
  puzzle: 'puzzle',
  try: 'sandbox',
};
