import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

/** One measured case: the scenario that describes it, and what the real programs did, per request in order of start. */
interface Case {
  readonly name: string;
  readonly version: 'classic' | 'current';
  readonly scenario: unknown;
  readonly measured: readonly {
    readonly kind: string;
    readonly end: number;
    readonly status: number | null;
  }[];
}

interface Line {
  readonly name: string;
  readonly kind: string;
  readonly measuredMs: number;
  readonly simulatedMs: number;
  readonly isRight: boolean;
}

const cases = JSON.parse(
  readFileSync(new URL('./cases.json', import.meta.url), 'utf8'),
) as readonly Case[];

/** An end time is right within 5 % or 10 ms of the measured median. */
function isNear(simulatedMs: number, measuredMs: number): boolean {
  return Math.abs(simulatedMs - measuredMs) <= Math.max(10, 0.05 * measuredMs);
}

function replay({ name, scenario, measured }: Case): Line[] {
  const parsed = parseScenario(scenario);
  if (isProblems(parsed)) throw new Error(`${name}: ${parsed[0].at} ${parsed[0].message}`);
  const rows = requestTable(simulate(parsed));
  return measured.map(({ kind, end, status }, i) => {
    const simulatedMs = (rows[i].endUs ?? Number.NaN) / 1000;
    return {
      name,
      kind,
      measuredMs: end,
      simulatedMs,
      isRight: isNear(simulatedMs, end) && rows[i].status === status,
    };
  });
}

describe('measured cases: G1 G2 G3 N1 N2 N3 N5 C3 S2', () => {
  const lines: Line[] = [];
  for (const one of cases)
    test(`${one.version} ${one.name}`, () => {
      const replayed = replay(one);
      lines.push(...replayed);
      for (const line of replayed)
        expect(
          line.isRight,
          `${line.kind}: measured ${line.measuredMs} ms, simulated ${line.simulatedMs} ms`,
        ).toBe(true);
    });

  test('the table', () => {
    const errors = lines.map((line) => Math.abs(line.simulatedMs - line.measuredMs));
    const byCase = new Map<string, Line>();
    for (const line of lines) {
      const worst = byCase.get(line.name);
      if (!worst || off(line) > off(worst)) byCase.set(line.name, line);
    }
    const rows = [...byCase.values()].sort((a, b) => off(b) - off(a));
    const width = Math.max(...rows.map((row) => row.name.length));
    console.log(
      [
        `${lines.filter((line) => line.isRight).length} of ${lines.length} requests of ${byCase.size} cases within 5 % or 10 ms; mean error ${(errors.reduce((a, b) => a + b, 0) / errors.length).toFixed(1)} ms`,
        `${'case, its worst request'.padEnd(width + 16)}measured  simulated   error`,
        ...rows.map(
          (row) =>
            `${row.name.padEnd(width)}  ${row.kind.padEnd(14)}${row.measuredMs.toFixed(1).padStart(8)}  ${row.simulatedMs.toFixed(1).padStart(9)}  ${(100 * off(row)).toFixed(1).padStart(5)} %`,
        ),
      ].join('\n'),
    );
    expect(lines.length).toBe(cases.reduce((sum, one) => sum + one.measured.length, 0));
  });
});

function off(line: Line): number {
  return Math.abs(line.simulatedMs - line.measuredMs) / line.measuredMs;
}
