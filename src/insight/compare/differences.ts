import { t } from '../../language/t.ts';
import { type RequestRow, requestTable } from '../../recording/requestTable.ts';
import type { Micros } from '../../scenario/scenario.ts';
import { failureText } from '../failureText.ts';
import { durationText } from '../plainWords.ts';
import { SaidOf } from '../saidOf.ts';
import type { Run } from '../shapes.ts';
import { pairRequests } from './pairRequests.ts';

/** Differences below both of these are no gain or loss to anybody: 10 ms, and a tenth of the shorter time. */
export const NOTICEABLE_US = 10_000;
const NOTICEABLE_SHARE = 0.1;

/** How one request ended in one run. */
export interface Ending {
  readonly request: number;
  readonly startUs: Micros;
  /** From start to end; to the end of the run where it was still under way then. */
  readonly tookUs: Micros;
  /** When it ended, null while under way. */
  readonly endUs: Micros | null;
  /** Answered with a status below 400. */
  readonly isServed: boolean;
  /** `200 after 63 ms`, `502 after 3 s`, `given up after 4 s`, `under way for 6 s`. */
  readonly words: string;
}

/** The same request in two runs. `gained` and `lost` are said of `b` against `a`. */
export interface RequestDifference {
  readonly a: Ending;
  readonly b: Ending;
  /** `b` − `a`; with a request still under way at the end of its run, at least that much. */
  readonly differenceUs: number;
  /** `open`: neither is served, or it is still under way in a run that ended too early to tell. */
  readonly verdict: 'gained' | 'lost' | 'same' | 'open';
}

const known = new SaidOf<Run, WeakMap<Run, readonly RequestDifference[]>>();

/** Every request that both runs have, in order of `a`, with how it fared in each. */
export function differences(a: Run, b: Run): readonly RequestDifference[] {
  const before = known.get(a)?.get(b);
  if (before) return before;
  const inA = requestTable(a);
  const inB = requestTable(b);
  const made = pairRequests(a, b).pairs.flatMap((pair) => {
    const [rowA, rowB] = [inA[pair.a], inB[pair.b]];
    return rowA && rowB ? [differenceOf(endingOf(a, rowA), endingOf(b, rowB))] : [];
  });
  const ofA = known.get(a) ?? new WeakMap<Run, readonly RequestDifference[]>();
  known.set(a, ofA.set(b, made));
  return made;
}

/** Those who lost the most first, then those for whom it is all one, then those who gained, the most last. */
export function byLoss(all: readonly RequestDifference[]): RequestDifference[] {
  return [...all].sort(
    (p, q) => rankOf(q) - rankOf(p) || q.differenceUs - p.differenceUs || p.a.request - q.a.request,
  );
}

/** An answer lost weighs more than any delay. */
function rankOf({ verdict, a, b }: RequestDifference): number {
  if (verdict === 'lost') return a.isServed && !b.isServed ? 2 : 1;
  if (verdict === 'gained') return !a.isServed && b.isServed ? -2 : -1;
  return 0;
}

/** Whether anybody would notice that something took `bUs` instead of `aUs`. */
export function isNoticeable(aUs: Micros, bUs: Micros): boolean {
  const apartUs = Math.abs(bUs - aUs);
  return apartUs >= NOTICEABLE_US && apartUs >= NOTICEABLE_SHARE * Math.min(aUs, bUs);
}

function differenceOf(a: Ending, b: Ending): RequestDifference {
  return { a, b, differenceUs: b.tookUs - a.tookUs, verdict: verdictOn(a, b) };
}

function verdictOn(a: Ending, b: Ending): RequestDifference['verdict'] {
  if (a.isServed && b.isServed) {
    if (!isNoticeable(a.tookUs, b.tookUs)) return 'same';
    return b.tookUs > a.tookUs ? 'lost' : 'gained';
  }
  if (!a.isServed && !b.isServed) return 'open';
  const [served, other] = a.isServed ? [a, b] : [b, a];
  // What is under way has lost only once it has taken longer than the other did.
  const isUndecided = other.endUs === null && !isLonger(other.tookUs, served.tookUs);
  if (isUndecided) return 'open';
  return a.isServed ? 'lost' : 'gained';
}

const isLonger = (us: Micros, thanUs: Micros): boolean => us > thanUs && isNoticeable(us, thanUs);

function endingOf(run: Run, row: RequestRow): Ending {
  const tookUs = (row.endUs ?? run.endUs) - row.startUs;
  const isServed = row.outcome === 'answered' && (row.status ?? 0) < 400;
  return {
    request: row.id,
    startUs: row.startUs,
    tookUs,
    endUs: row.endUs,
    isServed,
    words: wordsOf(row, durationText(tookUs)),
  };
}

function wordsOf({ outcome, status, error }: RequestRow, took: string): string {
  switch (outcome) {
    case 'answered':
      return t('{status} after {took}##how a request ended', { status: String(status), took });
    case 'refused':
      return t('refused after {took}##how a request ended', { took });
    case 'abandoned':
      return t('given up after {took}##how a request ended', { took });
    case 'in-flight':
      return t('under way for {took}##a request', { took });
    default:
      return t('{failure} after {took}##how a request ended', {
        failure: failureText(error),
        took,
      });
  }
}
