import { limitMs } from '../../src/insight/measured/measuredCase.ts';
import type { Recording } from '../../src/recording/recording.ts';
import { type RequestRow, requestTable } from '../../src/recording/requestTable.ts';
import type { Failure } from '../../src/recording/vocabulary.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { type Case, type Measured, readCases } from './readCases.ts';

export { familyOf, limitMs } from '../../src/insight/measured/measuredCase.ts';

export interface Line {
  readonly name: string;
  readonly kind: string;
  readonly startMs: number;
  /** Ends, counted as the case counts, not from the request's start. */
  readonly measuredMs: number;
  readonly simulatedMs: number;
  readonly measuredStatus: number | null;
  readonly simulatedStatus: number | null;
  /** The status, or how it failed, in a word. */
  readonly measuredOutcome: string;
  readonly simulatedOutcome: string;
  /** Answered with the same status, or failed in the same way. */
  readonly hasRightOutcome: boolean;
  /** That, and at the right moment. */
  readonly isRight: boolean;
}

export const cases: readonly Case[] = readCases();

/** The simulated run of a case. */
export function runCase({ name, scenario }: Case): Recording {
  const parsed = parseScenario(scenario);
  if (isProblems(parsed)) throw new Error(`${name}: ${parsed[0].at} ${parsed[0].message}`);
  return simulate(parsed);
}

/** Every request of a case, as measured and as simulated. */
export function replay(one: Case): Line[] {
  const { name, measured, anyOrder } = one;
  const rows = requestTable(runCase(one));
  const ends = rankedEnds(rows, measured, anyOrder);
  return measured.map(({ kind, start, status, failure, end: own }, i) => {
    const { simulatedMs, measuredMs } = ends[i] ?? {
      simulatedMs: endMs(rows[i]),
      measuredMs: own,
    };
    const hasRightOutcome = sameOutcome(rows[i], status, failure);
    return {
      name,
      kind,
      startMs: start,
      measuredMs,
      simulatedMs,
      measuredStatus: status,
      simulatedStatus: rows[i].status ?? null,
      measuredOutcome: `${status ?? failure ?? 'closed'}`,
      simulatedOutcome: `${rows[i].status ?? rows[i].error ?? 'no end'}`,
      hasRightOutcome,
      isRight: hasRightOutcome && Math.abs(simulatedMs - measuredMs) <= limitMs(measuredMs, start),
    };
  });
}

const endMs = (row: RequestRow) => (row.endUs ?? Number.NaN) / 1000;

/** What a client program reports as an empty reply or a reset, where the server closed before it had the whole request. */
const CUT_SHORT: readonly (Failure | null)[] = ['empty-reply', 'reset'];

function sameOutcome(row: RequestRow, status: number | null, failure: Failure | null): boolean {
  if (row.status !== status) return false;
  if (failure === null || row.error === failure) return true;
  return row.error === 'eof-in-request' && CUT_SHORT.includes(failure);
}

/** For requests that may be served in any order: the first end with the first, the second with the second. */
function rankedEnds(
  rows: readonly RequestRow[],
  measured: readonly Measured[],
  anyOrder: readonly string[],
): { simulatedMs: number; measuredMs: number }[] {
  const ends: { simulatedMs: number; measuredMs: number }[] = [];
  for (const kind of anyOrder) {
    const own = measured.flatMap((one, i) => (one.kind === kind ? [i] : []));
    const simulated = own.map((i) => endMs(rows[i])).sort((a, b) => a - b);
    const real = own.map((i) => measured[i].end).sort((a, b) => a - b);
    own.forEach((i, rank) => {
      ends[i] = { simulatedMs: simulated[rank], measuredMs: real[rank] };
    });
  }
  return ends;
}
