import type { ClassRow } from '../../../lesson/evidence/classTable.ts';
import { scoreOf } from '../../../lesson/evidence/score.ts';

/** By name, points, time in all, or the answer to one step (`step …`): wrong first, then by time. */
export type SortKey = 'learner' | 'points' | 'time' | `step ${string}`;

export interface Sorting {
  readonly by: SortKey;
  readonly isDown: boolean;
}

export const totalMs = ({ evidence }: ClassRow): number =>
  evidence.answers.reduce((sum, { ms }) => sum + ms, 0);

/** The rows in another order; those that are equal stay as they came. */
export function sortRows(rows: readonly ClassRow[], { by, isDown }: Sorting): ClassRow[] {
  const sign = isDown ? -1 : 1;
  return [...rows].sort((a, b) => sign * compare(a, b, by));
}

function compare(a: ClassRow, b: ClassRow, by: SortKey): number {
  if (by === 'learner')
    return (a.evidence.learner ?? '').localeCompare(b.evidence.learner ?? '', undefined, {
      numeric: true,
    });
  if (by === 'points')
    return scoreOf(a.evidence.answers).percent - scoreOf(b.evidence.answers).percent;
  if (by === 'time') return totalMs(a) - totalMs(b);
  const rank = (row: ClassRow): [number, number] => {
    const answer = row.evidence.answers.find(({ step }) => `step ${step}` === by);
    return [answer?.isRight === true ? 2 : answer?.isRight === false ? 1 : 0, answer?.ms ?? 0];
  };
  const [rightA, msA] = rank(a);
  const [rightB, msB] = rank(b);
  return rightA - rightB || msA - msB;
}
