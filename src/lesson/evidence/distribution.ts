import { measuredText } from '../../insight/claims/claimsEvaluate.ts';
import { t } from '../../language/t.ts';
import type { Answer } from '../answers.ts';
import { curveTruth } from '../curve.ts';
import { judge, plain } from '../judge.ts';
import type { Question } from '../lesson.ts';
import type { RunSource } from '../runSource.ts';
import type { AskingStep } from './collectEvidence.ts';

export interface Bar {
  readonly words: string;
  readonly count: number;
  /** What is so. */
  readonly isTruth: boolean;
}

/** What a class gave to one question, beside what is so. */
export type Distribution = {
  /** Who gave nothing. */
  readonly none: number;
} & (
  | { readonly kind: 'bars'; readonly bars: readonly Bar[]; readonly truthText: string | null }
  | {
      readonly kind: 'curves';
      /** One for each learner, at the points of the question, in the measure's own unit. */
      readonly curves: readonly (readonly number[])[];
      readonly truth: readonly number[] | null;
      readonly points: readonly string[];
      readonly across: string;
      readonly up: string;
      /** Upper end of the drawing. */
      readonly top: number;
      /** Figures of `truth` and `top` in words. */
      readonly textOf: (value: number) => string;
    }
);

/** The first answers of a class to one step; all of them fit it. Null for a learner who gave none. */
export function distributionOf(
  step: AskingStep,
  answers: readonly (Answer | null)[],
  source: RunSource,
): Distribution {
  const given = answers.filter((answer) => answer !== null);
  const none = answers.length - given.length;
  if (step.kind === 'puzzle') {
    const words = t('{count, plural, one {solved by #} other {solved by #}}', {
      count: given.length,
    });
    return {
      kind: 'bars',
      none,
      truthText: null,
      bars: [{ words, count: given.length, isTruth: true }],
    };
  }
  const { question } = step;
  switch (question.kind) {
    case 'choice':
      return { kind: 'bars', none, truthText: null, bars: choiceBars(question, given) };
    case 'number':
      return { kind: 'bars', none, ...numberBars({ run: step.run, question }, given, source) };
    case 'order':
      return { kind: 'bars', none, ...orderBars({ run: step.run, question }, given, source) };
    case 'curve':
      return {
        kind: 'curves',
        none,
        curves: given.flatMap((answer) => (answer.kind === 'curve' ? [answer.values] : [])),
        truth: curveTruth(source, { run: step.run, question }),
        points: question.points.map(({ text }) => text),
        across: question.across,
        up: question.up,
        top: question.top,
        textOf: (value) => measuredText(question.measures, value),
      };
  }
}

type Of<K extends Question['kind']> = Extract<Question, { kind: K }>;

function choiceBars(question: Of<'choice'>, given: readonly Answer[]): Bar[] {
  return question.options.map(({ text, isRight }, option) => ({
    words: plain(text),
    isTruth: isRight,
    count: given.filter((each) => each.kind === 'choice' && each.option === option).length,
  }));
}

/** More bars tell a class of thirty nothing. */
const BINS = 8;
/** Guesses that differ by more than this factor lie on a logarithmic scale. */
const WIDE = 30;

function numberBars(
  step: { run: string; question: Of<'number'> },
  given: readonly Answer[],
  source: RunSource,
): { bars: Bar[]; truthText: string | null } {
  const values = given.flatMap((each) => (each.kind === 'number' ? [each.value] : []));
  const { question } = step;
  // What is so does not depend on what was given.
  const verdict = judge(source, step, { kind: 'number', value: values[0] ?? 0 });
  const truth = verdict?.kind === 'number' ? verdict.truth : null;
  const all = truth === null ? values : [...values, truth];
  if (all.length === 0) return { bars: [], truthText: null };
  const least = Math.min(...all);
  const most = Math.max(...all);
  const isWide = least > 0 && most / least > WIDE;
  const to = isWide ? Math.log : (value: number) => value;
  const from = isWide ? Math.exp : (value: number) => value;
  const count = least === most ? 1 : BINS;
  const width = (to(most) - to(least)) / count;
  const binOf = (value: number): number =>
    count === 1 ? 0 : Math.min(count - 1, Math.floor((to(value) - to(least)) / width));
  const text = (value: number): string => measuredText(question.measures, value);
  const bars = Array.from({ length: count }, (_, bin) => ({
    words:
      count === 1
        ? text(least)
        : t('{from} to {to}', {
            from: text(from(to(least) + bin * width)),
            to: text(from(to(least) + (bin + 1) * width)),
          }),
    count: values.filter((value) => binOf(value) === bin).length,
    isTruth: truth !== null && binOf(truth) === bin,
  }));
  return { bars, truthText: truth === null ? null : text(truth) };
}

/** Orders that only one learner gave tell less than the most frequent ones. */
const MOST_ORDERS = 8;

function orderBars(
  step: { run: string; question: Of<'order'> },
  given: readonly Answer[],
  source: RunSource,
): { bars: Bar[]; truthText: string | null } {
  const found = new Map<string, Bar>();
  for (const answer of given) {
    const verdict = judge(source, step, answer);
    const items = answer.kind === 'order' ? answer.order : [];
    const words = items.map((item) => plain(step.question.items[item]?.text ?? [])).join(' › ');
    const bar = found.get(words) ?? { words, count: 0, isTruth: verdict?.isRight ?? false };
    found.set(words, { ...bar, count: bar.count + 1 });
  }
  const asWritten = { kind: 'order' as const, order: step.question.items.map((_, i) => i) };
  const truthText = judge(source, step, asWritten)?.truthText ?? null;
  const bars = [...found.values()].sort((a, b) => b.count - a.count);
  const shown = bars.slice(0, MOST_ORDERS);
  const rest = bars.slice(MOST_ORDERS).reduce((sum, { count }) => sum + count, 0);
  return {
    truthText,
    bars:
      rest === 0 ? shown : [...shown, { words: t('other orders'), count: rest, isTruth: false }],
  };
}
