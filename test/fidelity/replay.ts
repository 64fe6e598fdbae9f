import { readFileSync } from 'node:fs';
import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

/** One measured case: the scenario that describes it, and what the real programs did, per request in order of start. */
export interface Case {
  readonly name: string;
  readonly version: 'classic' | 'current';
  readonly scenario: unknown;
  readonly measured: readonly {
    readonly kind: string;
    readonly start: number;
    readonly end: number;
    readonly status: number | null;
  }[];
}

export interface Line {
  readonly name: string;
  readonly kind: string;
  readonly startMs: number;
  /** Ends, counted as the case counts, not from the request's start. */
  readonly measuredMs: number;
  readonly simulatedMs: number;
  readonly measuredStatus: number | null;
  readonly simulatedStatus: number | null;
  readonly isRight: boolean;
}

export const cases = JSON.parse(
  readFileSync(new URL('./cases.json', import.meta.url), 'utf8'),
) as readonly Case[];

/** An end is right within 10 ms of the measured median, or within 5 % of what the request took. */
export function limitMs(measuredMs: number, startMs: number): number {
  return Math.max(10, 0.05 * (measuredMs - startMs));
}

/** Every request of a case, as measured and as simulated. */
export function replay({ name, scenario, measured }: Case): Line[] {
  const parsed = parseScenario(scenario);
  if (isProblems(parsed)) throw new Error(`${name}: ${parsed[0].at} ${parsed[0].message}`);
  const rows = requestTable(simulate(parsed));
  return measured.map(({ kind, start, end, status }, i) => {
    const simulatedMs = (rows[i].endUs ?? Number.NaN) / 1000;
    return {
      name,
      kind,
      startMs: start,
      measuredMs: end,
      simulatedMs,
      measuredStatus: status,
      simulatedStatus: rows[i].status ?? null,
      isRight: Math.abs(simulatedMs - end) <= limitMs(end, start) && rows[i].status === status,
    };
  });
}

/** The family of a case: the letter its name begins with, and the number if there is a second series. */
export function familyOf(name: string): string {
  return name.replace(/^N2[06]_/, '').split('_')[0];
}
