import { measuredText } from '../../insight/claims/claimsEvaluate.ts';
import type { CurveQuestion } from '../../lesson/curve.ts';

/** Where a point stands across the drawing, percent. */
export const acrossOf = (question: CurveQuestion, index: number): number =>
  ((index + 0.5) / question.points.length) * 100;

/** Where a value stands from the lower edge, percent; what is higher than the drawing stands at its top. */
export const heightOf = (question: CurveQuestion, value: number): number =>
  Math.max(0, Math.min(1, value / question.top)) * 100;

/** The value at a share of the height, 0 to 1, no finer than can be seen. */
export function valueAt(question: CurveQuestion, share: number): number {
  const value = (Math.round(Math.max(0, Math.min(1, share)) * STEPS) / STEPS) * question.top;
  const isWhole =
    question.measures === 'duration' ||
    question.measures === 'bytes' ||
    (question.measures === 'count' && question.top >= 10);
  return isWhole ? Math.round(value) : value;
}

/** So many steps from the lower edge to the upper one. */
export const STEPS = 100;

export const textOfValue = (question: CurveQuestion, value: number): string =>
  measuredText(question.measures, value);

/** SVG points of a line through those values that are there, in a box of 100 by 100; one line for each unbroken stretch. */
export function linesOf(question: CurveQuestion, values: readonly (number | null)[]): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  const end = (): void => {
    if (line.length > 1) lines.push(line.join(' '));
    line = [];
  };
  values.forEach((value, i) => {
    if (value === null) end();
    else line.push(`${acrossOf(question, i)},${100 - heightOf(question, value)}`);
  });
  end();
  return lines;
}

/**
 * Values after a stroke from one place of the drawing to another (shares of its width and height, from the lower left): every point
 * that it passes takes its height there, and the one that it has come nearer to that of its end. Points that are given stay.
 */
export function painted(
  question: CurveQuestion,
  values: readonly (number | null)[],
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
): (number | null)[] {
  const nearest = nearestPoint(question, to.x);
  return values.map((value, i) => {
    if (i < question.given) return value;
    const x = acrossOf(question, i) / 100;
    const isPassed = x > Math.min(from.x, to.x) && x < Math.max(from.x, to.x);
    if (isPassed) {
      const share = (x - from.x) / (to.x - from.x);
      return valueAt(question, from.y + share * (to.y - from.y));
    }
    const isNearer = Math.abs(x - to.x) <= Math.abs(x - from.x);
    return i === nearest && isNearer ? valueAt(question, to.y) : value;
  });
}

/** Index of the point nearest to a share of the width. */
export const nearestPoint = (question: CurveQuestion, x: number): number =>
  Math.max(0, Math.min(question.points.length - 1, Math.floor(x * question.points.length)));
