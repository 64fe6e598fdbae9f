import { evaluate, measuredText } from '../insight/claims/claimsEvaluate.ts';
import type { Answer } from './answers.ts';
import { curveTruth } from './curve.ts';
import type { Question, Step } from './lesson.ts';
import { type Inline, inlinesOf } from './markdown.ts';
import type { RunSource } from './runSource.ts';

/** A step that asks something. */
export type QuestionStep = Extract<Step, { readonly question: Question }>;

/** What was given beside what is so, in words; with the figures of both for the reveal to draw. */
export type Verdict = {
  readonly isRight: boolean;
  readonly givenText: string;
  readonly truthText: string;
} & (
  | { readonly kind: 'choice' | 'number'; readonly given: number; readonly truth: number }
  | {
      readonly kind: 'order';
      readonly given: readonly number[];
      readonly truth: readonly number[];
      /** What was measured, by item. */
      readonly values: readonly number[];
    }
  | {
      readonly kind: 'curve';
      /** At the points that were given, the truth. */
      readonly given: readonly number[];
      readonly truth: readonly number[];
    }
);

/**
 * Sets an answer against the recordings. Null where the answer is none to this question, or what it is measured by is not there
 * (yet: a curve takes several runs).
 */
export function judge(
  source: RunSource,
  step: { readonly run: string; readonly question: Question },
  answer: Answer,
): Verdict | null {
  const { question } = step;
  switch (question.kind) {
    case 'choice':
      return answer.kind === 'choice' ? judgeChoice(question, answer.option) : null;
    case 'number': {
      const truth = evaluate(source.run(question.run), question.measure);
      if (answer.kind !== 'number' || typeof truth !== 'number') return null;
      return {
        kind: 'number',
        isRight: Math.abs(answer.value - truth) <= question.tolerance * Math.abs(truth),
        given: answer.value,
        truth,
        givenText: measuredText(question.measures, answer.value),
        truthText: measuredText(question.measures, truth),
      };
    }
    case 'order':
      return answer.kind === 'order' ? judgeOrder(source, question, answer.order) : null;
    case 'curve': {
      const truth = curveTruth(source, { run: step.run, question });
      if (answer.kind !== 'curve' || !truth) return null;
      const given = truth.map((value, i) =>
        i < question.given ? value : (answer.values[i] as number),
      );
      const texts = (values: readonly number[]): string =>
        values.map((value) => measuredText(question.measures, value)).join(', ');
      return {
        kind: 'curve',
        isRight: isNear(question, given, truth),
        given,
        truth,
        givenText: texts(given),
        truthText: texts(truth),
      };
    }
  }
}

function judgeChoice(
  question: Extract<Question, { kind: 'choice' }>,
  option: number,
): Verdict | null {
  if (!question.options[option]) return null;
  const truth = question.options.findIndex(({ isRight }) => isRight);
  const text = (i: number): string => plain(question.options[i]?.text ?? []);
  return {
    kind: 'choice',
    isRight: option === truth,
    given: option,
    truth,
    givenText: text(option),
    truthText: text(truth),
  };
}

function judgeOrder(
  source: RunSource,
  question: Extract<Question, { kind: 'order' }>,
  order: readonly number[],
): Verdict | null {
  const values = orderValues(source, question);
  if (!values || order.length !== values.length) return null;
  const sign = question.isLargestFirst ? -1 : 1;
  const valueAt = (item: number): number => values[item] as number;
  // What measures the same may stand either way: the truth shows it as it was given.
  const truth = [...order].sort((a, b) => sign * (valueAt(a) - valueAt(b)));
  const texts = (items: readonly number[]): string =>
    items.map((item) => plain(question.items[item]?.text ?? [])).join(', ');
  return {
    kind: 'order',
    isRight: truth.every((item, place) => item === order[place]),
    given: order,
    truth,
    values,
    givenText: texts(order),
    truthText: texts(truth),
  };
}

/** What each item of an order measures, or null where one has no value. */
export function orderValues(
  source: RunSource,
  question: Extract<Question, { kind: 'order' }>,
): number[] | null {
  const values = question.items.map(({ run, measure }) => evaluate(source.run(run), measure));
  return values.every((value) => typeof value === 'number') ? values : null;
}

/** Whether a drawn curve is off by no more than the tolerated share of the truth, on average over the points that were drawn. */
function isNear(
  question: Extract<Question, { kind: 'curve' }>,
  given: readonly number[],
  truth: readonly number[],
): boolean {
  const drawn = truth.map((_, i) => i).slice(question.given);
  const off = drawn.map((i) => Math.abs((truth[i] as number) - (given[i] as number)));
  return mean(off) <= question.tolerance * mean(drawn.map((i) => Math.abs(truth[i] as number)));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** A line of text without its marks. */
export function plain(nodes: readonly Inline[]): string {
  let text = '';
  for (const node of inlinesOf([{ kind: 'paragraph', children: nodes }]))
    if ('text' in node) text += node.text;
    else if (node.kind === 'value') text += `{{${node.words}}}`;
  return text;
}
