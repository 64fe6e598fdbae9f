import { checkClaim } from '../insight/claims/claims.ts';
import { evaluate, measuredText } from '../insight/claims/claimsEvaluate.ts';
import { orderValues, plain, type QuestionStep } from './judge.ts';
import type { Question } from './lesson.ts';
import type { RunSource } from './runSource.ts';

/** Neighbours in an order have to differ by this share, or nobody could tell which comes first. */
const DISTINCT = 0.03;

/** What the recordings do not bear out in a question: options, orders, numbers and curves. */
export function untrueQuestion(at: string, source: RunSource, step: QuestionStep): string[] {
  const { question } = step;
  switch (question.kind) {
    case 'choice':
      return untrueOptions(at, source, step.run, question);
    case 'number': {
      const value = evaluate(source.run(question.run), question.measure);
      return typeof value === 'number' ? [] : [`${at}.answer: has no value`];
    }
    case 'order':
      return untrueOrder(at, source, question);
    case 'curve':
      return untrueCurve(at, source, step.run, question);
  }
}

function untrueOptions(
  at: string,
  source: RunSource,
  run: string,
  question: Extract<Question, { kind: 'choice' }>,
): string[] {
  return question.options.flatMap(({ when, isRight, text }, i) => {
    if (when === null) return [];
    const { holds, found } = checkClaim(source.run(run), when, source.run);
    return holds === isRight
      ? []
      : [
          `${at}.options[${i}]: “${plain(text)}” is ${isRight ? 'right' : 'wrong'} in the lesson, but the run shows ${found} where ${when.words}`,
        ];
  });
}

function untrueOrder(
  at: string,
  source: RunSource,
  question: Extract<Question, { kind: 'order' }>,
): string[] {
  const values = orderValues(source, question);
  const nameOf = (item: number): string => plain(question.items[item]?.text ?? []);
  if (!values)
    return question.items.flatMap(({ run, measure }, i) =>
      typeof evaluate(source.run(run), measure) === 'number'
        ? []
        : [`${at}.order[${i}]: “${nameOf(i)}” has no value`],
    );
  const valueAt = (item: number): number => values[item] as number;
  const sorted = question.items.map((_, item) => item).sort((a, b) => valueAt(a) - valueAt(b));
  const found = sorted.slice(1).flatMap((item, place) => {
    const before = sorted[place] as number;
    const isFar =
      valueAt(item) - valueAt(before) >
      DISTINCT * Math.max(Math.abs(valueAt(item)), Math.abs(valueAt(before)));
    const text = (each: number): string =>
      `“${nameOf(each)}” (${measuredText(question.measures, valueAt(each))})`;
    return isFar
      ? []
      : [`${at}.order: ${text(before)} and ${text(item)} are too close to tell which comes first`];
  });
  const right = question.isLargestFirst ? sorted.reverse() : sorted;
  if (right.every((item, place) => item === place))
    found.push(`${at}.order: is written in the right order, which gives it away`);
  return found;
}

function untrueCurve(
  at: string,
  source: RunSource,
  run: string,
  question: Extract<Question, { kind: 'curve' }>,
): string[] {
  return question.points.flatMap(({ text, settings }, i) => {
    const here = `${at}.curve.values[${i}]`;
    const recording = source.variant(run, settings);
    if (!recording) return [`${here}: ${question.turn} at ${text} cannot be simulated`];
    const value = evaluate(recording, question.measure);
    if (typeof value !== 'number') return [`${here}: there is nothing to measure at ${text}`];
    if (value >= 0 && value <= question.top) return [];
    return [
      `${here}: ${measuredText(question.measures, value)} at ${text} lies outside the drawing, which ends at ${measuredText(question.measures, question.top)}`,
    ];
  });
}
