import { type RequestRow, requestTable } from '../../recording/requestTable.ts';
import { pairRequests } from '../compare/pairRequests.ts';
import type { Run } from '../shapes.ts';
import { limitMs } from './measuredCase.ts';

/** One request in two runs, at the first of its moments at which they differ by more than is allowed. */
export interface Departure {
  readonly a: number;
  readonly b: number;
  /** What differs. */
  readonly what: 'view' | 'firstByte' | 'end' | 'outcome';
  /** The earlier of the two moments: from then on it shows. */
  readonly atUs: number;
  /** Those moments, `b` − `a`; 0 where the outcome alone is another. */
  readonly differenceUs: number;
}

/** A server closed without a byte: which of these a client reports is a race of single packets. */
const WITHOUT_A_BYTE: ReadonlySet<string | null> = new Set([
  'empty-reply',
  'reset',
  'eof-in-request',
]);

/**
 * Where two runs of which one was measured depart from each other, by request, in order of time. Two runs of real programs differ in microseconds
 * as well, so what counts is more than 10 ms and more than 5 % of the time since the request's start, or another outcome. Moments that one run does
 * not know are passed over: not everything was measured.
 */
export function departures(a: Run, b: Run): readonly Departure[] {
  const inA = requestTable(a);
  const inB = requestTable(b);
  const found = pairRequests(a, b).pairs.flatMap((pair) => {
    const [rowA, rowB] = [inA[pair.a], inB[pair.b]];
    const first = rowA && rowB && departureOf(rowA, rowB);
    return first ? [first] : [];
  });
  return found.sort((p, q) => p.atUs - q.atUs || p.a - q.a);
}

/** The request whose ends lie furthest apart in two runs, by its number in `a`; null where none ended in both. */
export function furthestApart(
  a: Run,
  b: Run,
): { readonly request: number; readonly atUs: number; readonly differenceUs: number } | null {
  const inA = requestTable(a);
  const inB = requestTable(b);
  const found = pairRequests(a, b).pairs.flatMap((pair) => {
    const [endA, endB] = [inA[pair.a]?.endUs ?? null, inB[pair.b]?.endUs ?? null];
    if (endA === null || endB === null) return [];
    return [{ request: pair.a, atUs: Math.min(endA, endB), differenceUs: endB - endA }];
  });
  const size = (one: { readonly differenceUs: number }) => Math.abs(one.differenceUs);
  return found.reduce<(typeof found)[number] | null>(
    (most, one) => (most === null || size(one) > size(most) ? one : most),
    null,
  );
}

function departureOf(a: RequestRow, b: RequestRow): Departure | null {
  const times = [
    ['view', a.viewStartUs, b.viewStartUs],
    ['firstByte', a.firstByteUs, b.firstByteUs],
    ['end', a.endUs, b.endUs],
  ] as const;
  for (const [what, inA, inB] of times) {
    if (inA === null || inB === null) continue;
    const tookUs = Math.min(inA - a.startUs, inB - b.startUs);
    if (Math.abs(inB - inA) > 1000 * limitMs(tookUs / 1000, 0))
      return { a: a.id, b: b.id, what, atUs: Math.min(inA, inB), differenceUs: inB - inA };
  }
  if (a.endUs === null || b.endUs === null || isSameOutcome(a, b)) return null;
  return {
    a: a.id,
    b: b.id,
    what: 'outcome',
    atUs: Math.min(a.endUs, b.endUs),
    differenceUs: 0,
  };
}

function isSameOutcome(a: RequestRow, b: RequestRow): boolean {
  if (a.error === null && b.error === null) return a.status === b.status;
  return a.error === b.error || (WITHOUT_A_BYTE.has(a.error) && WITHOUT_A_BYTE.has(b.error));
}
