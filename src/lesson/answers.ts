import { isRecord } from '../scenario/fields.ts';
import type { LessonKnob, Question, Step } from './lesson.ts';

/** What a learner gave: plain data, fit for a link or a store. */
export type Answer =
  /** Index of the option. */
  | { readonly kind: 'choice'; readonly option: number }
  /** In the measure's own unit: µs, share, count … */
  | { readonly kind: 'number'; readonly value: number }
  /** Index of the item (as the question writes them) at each place. */
  | { readonly kind: 'order'; readonly order: readonly number[] }
  /** One value for each point, in the measure's own unit; at the points that are given it does not matter. */
  | { readonly kind: 'curve'; readonly values: readonly number[] }
  /** Index of each knob's value; `solved`: they met the goal of the puzzle. */
  | { readonly kind: 'knobs'; readonly values: readonly number[]; readonly solved: boolean };

/** An answer on its way: a curve may still have points that are not drawn, null. */
export type Draft =
  | Exclude<Answer, { kind: 'curve' }>
  | { readonly kind: 'curve'; readonly values: readonly (number | null)[] };

/** More than any question or puzzle has. */
const MOST = 100;

/** Reads a draft of any origin (a link, a store, another version); null where it is none. */
export function readDraft(input: unknown): Draft | null {
  if (!isRecord(input)) return null;
  const { kind, option, value, order, values, solved } = input;
  switch (kind) {
    case 'choice':
      return isIndex(option) ? { kind, option } : null;
    case 'number':
      return isNumber(value) ? { kind, value } : null;
    case 'order':
      return isList(order, isIndex) ? { kind, order } : null;
    case 'curve':
      return isList(values, (each) => each === null || isNumber(each))
        ? { kind, values: values as (number | null)[] }
        : null;
    case 'knobs':
      return isList(values, isIndex) ? { kind, values, solved: solved === true } : null;
    default:
      return null;
  }
}

/** Reads an answer of any origin; null where it is none, or a half of one. */
export function readAnswer(input: unknown): Answer | null {
  const draft = readDraft(input);
  return draft?.kind === 'curve' && !isList(draft.values, isNumber) ? null : (draft as Answer);
}

/** Whether a draft is one of what this step asks for. */
export function fits(step: Step | undefined, draft: Draft): boolean {
  if (!step) return false;
  if (draft.kind === 'knobs')
    return (
      'knobs' in step &&
      (step.kind === 'puzzle' || !draft.solved) &&
      fitKnobs(step.knobs, draft.values)
    );
  return 'question' in step && fitsQuestion(step.question, draft);
}

function fitsQuestion(question: Question, draft: Exclude<Draft, { kind: 'knobs' }>): boolean {
  switch (draft.kind) {
    case 'choice':
      return question.kind === 'choice' && question.options[draft.option] !== undefined;
    case 'number':
      return question.kind === 'number' && isNumber(draft.value);
    case 'order':
      return (
        question.kind === 'order' &&
        draft.order.length === question.items.length &&
        question.items.every((_, item) => draft.order.includes(item))
      );
    case 'curve':
      return (
        question.kind === 'curve' &&
        draft.values.length === question.points.length &&
        draft.values.every((value) => value === null || (isNumber(value) && value >= 0))
      );
  }
}

function fitKnobs(knobs: readonly LessonKnob[], values: readonly number[]): boolean {
  return (
    values.length === knobs.length &&
    knobs.every((knob, i) => {
      const index = values[i] as number;
      const isFixed = knob.isLocked || knob.isMystery;
      return knob.values[index] !== undefined && (!isFixed || index === knob.start);
    })
  );
}

/** The answer that a draft has become, or null while something of it is missing. */
export function wholeAnswer(step: Step, draft: Draft | undefined): Answer | null {
  if (!draft || !fits(step, draft)) return null;
  if (draft.kind !== 'curve') return draft;
  const given = 'question' in step && step.question.kind === 'curve' ? step.question.given : 0;
  if (draft.values.some((value, i) => value === null && i >= given)) return null;
  return { kind: 'curve', values: draft.values.map((value) => value ?? 0) };
}

const isNumber = (input: unknown): input is number =>
  typeof input === 'number' && Number.isFinite(input);
const isIndex = (input: unknown): input is number => Number.isInteger(input) && Number(input) >= 0;

function isList<T>(input: unknown, isItem: (item: unknown) => item is T): input is T[];
function isList(input: unknown, isItem: (item: unknown) => boolean): input is unknown[];
function isList(input: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(input) && input.length <= MOST && input.every(isItem);
}
