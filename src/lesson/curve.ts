import { evaluate } from '../insight/claims/claimsEvaluate.ts';
import type { Question } from './lesson.ts';
import type { RunSource } from './runSource.ts';

export type CurveQuestion = Extract<Question, { kind: 'curve' }>;

/**
 * What the measure really is at each point, or null where the source has not got all of the recordings yet, or one of them
 * has nothing to measure. `points`: only so many, from the left.
 */
export function curveTruth(
  source: RunSource,
  step: { readonly run: string; readonly question: CurveQuestion },
  points: number = step.question.points.length,
): number[] | null {
  const { question } = step;
  const truth: number[] = [];
  for (const { settings } of question.points.slice(0, points)) {
    const run = source.variant(step.run, settings);
    const value = run && evaluate(run, question.measure);
    if (typeof value !== 'number') return null;
    truth.push(value);
  }
  return truth;
}

/** How a drawn point lies to the true one: as good as on it, below or above. */
type Side = 'right' | 'low' | 'high';

/** A difference that nobody can see in the drawing is none: this share of its height. */
const VISIBLE = 0.03;

/** Where a drawn curve was right and where it was not, in a sentence or two. */
export function curveWords(
  question: CurveQuestion,
  given: readonly number[],
  truth: readonly number[],
): string {
  const drawn = question.points.map((_, i) => i).slice(question.given);
  const sideOf = (i: number): Side => {
    const off = (given[i] as number) - (truth[i] as number);
    const slack = Math.max(question.tolerance * (truth[i] as number), VISIBLE * question.top);
    if (Math.abs(off) <= slack) return 'right';
    return off < 0 ? 'low' : 'high';
  };
  const stretches: { side: Side; from: number; until: number }[] = [];
  for (const i of drawn) {
    const side = sideOf(i);
    const last = stretches.at(-1);
    if (last?.side === side) last.until = i;
    else stretches.push({ side, from: i, until: i });
  }
  const [first, second, ...more] = stretches;
  if (!first) return '';
  if (!second) return `${ALL[first.side]}.`;
  if (more.length > 1) return 'You went now above, now below what it really is.';
  const parts = stretches.map((stretch, at) => {
    const isLast = at === stretches.length - 1;
    const where =
      at === 0
        ? `up to ${pointWords(question, stretch.until)}`
        : isLast
          ? 'past that'
          : stretch.from === stretch.until
            ? `at ${pointWords(question, stretch.from)}`
            : `from ${question.points[stretch.from]?.text} to ${pointWords(question, stretch.until)}`;
    return at === 0 ? `You ${HAD[stretch.side]} ${where}` : `${where} you ${HAD[stretch.side]}`;
  });
  return `${parts.join('; ')}.`;
}

const ALL: Record<Side, string> = {
  right: 'You were about right all the way',
  low: 'It is really higher all the way',
  high: 'It is really lower all the way',
};
const HAD: Record<Side, string> = {
  right: 'were about right',
  low: 'drew too little',
  high: 'drew too much',
};

/** A point of the axis as people say it: `3 workers`; a value with a unit of its own stands alone. */
export function pointWords(question: CurveQuestion, index: number): string {
  const text = question.points[index]?.text ?? '';
  if (!/^\d+(\.\d+)?$/.test(text)) return text;
  return `${text} ${text === '1' ? question.across.replace(/^(\w+)s\b/, '$1') : question.across}`;
}
