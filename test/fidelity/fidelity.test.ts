import { describe, expect, test } from 'vitest';
import { KNOWN_MISSES, NOT_EXPRESSED } from './knownMisses.ts';
import { cases, familyOf, type Line, replay } from './replay.ts';

describe('measured cases: G1 G2 G3 G4 G5 G6 G7, N1 N2 N3 N5 N6 N7 N8 N9, C3 C5, D1 D2 D3, H1, L1 L2 L3, S2', () => {
  const lines: Line[] = [];
  for (const one of cases) {
    const known = KNOWN_MISSES.find((miss) => miss.case === one.name);
    test(`${one.version} ${one.name}${known ? `, but for ${known.requests.length}` : ''}`, () => {
      const replayed = replay(one);
      lines.push(...replayed);
      const wrong = replayed.flatMap((line, i) => (line.isRight ? [] : [i]));
      const told = wrong.map(
        (i) =>
          `${i} ${replayed[i].kind}${replayed[i].hasRightOutcome ? '' : ' (another outcome)'}: measured ${replayed[i].measuredMs} ms, simulated ${replayed[i].simulatedMs} ms`,
      );
      expect(wrong, told.join('; ')).toEqual(known?.requests ?? []);
    });
  }

  test('every known miss is of a case, and says why', () => {
    for (const miss of KNOWN_MISSES) {
      expect(cases.filter((one) => one.name === miss.case)).toHaveLength(1);
      expect(miss.reason.length).toBeGreaterThan(20);
    }
  });

  test('the table', () => {
    const errors = lines.map((line) => Math.abs(line.simulatedMs - line.measuredMs));
    const byCase = new Map<string, Line>();
    for (const line of lines) {
      const worst = byCase.get(line.name);
      if (!worst || off(line) > off(worst)) byCase.set(line.name, line);
    }
    const share = (right: number) =>
      `${right} of ${lines.length} (${((100 * right) / lines.length).toFixed(1)} %)`;
    const rows = [...byCase.values()].sort((a, b) => off(b) - off(a));
    const width = Math.max(...rows.map((row) => row.name.length));
    console.log(
      [
        `${share(lines.filter((line) => line.isRight).length)} requests of ${byCase.size} cases within 10 ms or 5 % of what they took, ${share(lines.filter((line) => line.hasRightOutcome).length)} with the right outcome; mean error ${(errors.reduce((a, b) => a + b, 0) / errors.length).toFixed(1)} ms, median ${[...errors].sort((a, b) => a - b)[errors.length >> 1].toFixed(1)} ms`,
        ...families(lines),
        `${'case, its worst request'.padEnd(width + 16)}measured  simulated   error`,
        ...rows.map(
          (row) =>
            `${row.name.padEnd(width)}  ${row.kind.padEnd(14)}${row.measuredMs.toFixed(1).padStart(8)}  ${row.simulatedMs.toFixed(1).padStart(9)}  ${(100 * off(row)).toFixed(1).padStart(5)} %`,
        ),
        'Known misses:',
        ...KNOWN_MISSES.map((miss) => `${miss.case} ${miss.requests.join(', ')}: ${miss.reason}`),
        'Not expressed:',
        ...NOT_EXPRESSED.map((left) => `${left.cases}: ${left.reason}`),
      ].join('\n'),
    );
    expect(lines.length).toBe(cases.reduce((sum, one) => sum + one.measured.length, 0));
  });
});

function off(line: Line): number {
  return Math.abs(line.simulatedMs - line.measuredMs) / (line.measuredMs - line.startMs);
}

/** One line per family: how many of its requests are right. */
function families(lines: readonly Line[]): string[] {
  const byFamily = new Map<string, Line[]>();
  for (const line of lines) {
    const family = familyOf(line.name);
    byFamily.set(family, [...(byFamily.get(family) ?? []), line]);
  }
  return [...byFamily].map(
    ([family, own]) =>
      `${family.padEnd(3)} ${own.filter((line) => line.isRight).length} of ${own.length} requests of ${new Set(own.map((line) => line.name)).size} cases, ${own.filter((line) => line.hasRightOutcome).length} with the right outcome`,
  );
}
