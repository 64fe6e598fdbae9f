import { describe, expect, test } from 'vitest';
import { KNOWN_MISSES, NOT_EXPRESSED } from './knownMisses.ts';
import type { Case } from './readCases.ts';
import { cases, familyOf, type Line, limitMs, replay } from './replay.ts';
import { byServer } from './servers.ts';

describe('measured cases: G1 G2 G3 G4 G5 G6 G7, N1 N2 N3 N5 N6 N7 N8 N9, C3 C5, D1 D2 D3, H1, L1 L2 L3, S2', () => {
  const lines: Line[] = [];
  const whole: { one: Case; lines: Line[] }[] = [];
  for (const one of cases) {
    const known = KNOWN_MISSES.find((miss) => miss.case === one.name);
    test(`${one.version} ${one.name}${known ? `, but for ${known.requests.length}` : ''}`, () => {
      const replayed = replay(one);
      lines.push(...replayed);
      whole.push({ one, lines: replayed });
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
        ...servers(whole),
        `${'case, its worst request'.padEnd(width + 16)}measured  simulated   error`,
        ...rows.map(
          (row) =>
            `${row.name.padEnd(width)}  ${row.kind.padEnd(14)}${row.measuredMs.toFixed(1).padStart(8)}  ${row.simulatedMs.toFixed(1).padStart(9)}  ${(100 * off(row)).toFixed(1).padStart(5)} %`,
        ),
        'The worst ten, one by one:',
        ...worstTen(lines),
        'Known misses:',
        ...KNOWN_MISSES.map((miss) => `${miss.case} ${miss.requests.join(', ')}: ${miss.reason}`),
        'Not expressed:',
        ...NOT_EXPRESSED.map((left) => `${left.cases}: ${left.reason}`),
      ].join('\n'),
    );
    for (const { requests, right, outcomes, name } of byServer(whole)) {
      expect(right / requests, `right, ${name}`).toBeGreaterThanOrEqual(0.95);
      expect(outcomes / requests, `right outcomes, ${name}`).toBeGreaterThanOrEqual(0.99);
    }
    expect(lines.length).toBe(cases.reduce((sum, one) => sum + one.measured.length, 0));
  });
});

function off(line: Line): number {
  return Math.abs(line.simulatedMs - line.measuredMs) / (line.measuredMs - line.startMs);
}

/** The requests that are furthest beyond what is allowed, each with its reason. */
function worstTen(lines: readonly Line[]): string[] {
  const beyond = (line: Line) =>
    Math.abs(line.simulatedMs - line.measuredMs) / limitMs(line.measuredMs, line.startMs);
  return lines
    .filter((line) => !line.isRight)
    .sort((a, b) => beyond(b) - beyond(a))
    .slice(0, 10)
    .map((line) => {
      const took = (endMs: number) => (endMs - line.startMs).toFixed(1);
      const reason =
        KNOWN_MISSES.find((miss) => miss.case === line.name)?.reason ?? 'not known yet';
      return `${beyond(line).toFixed(1).padStart(5)} x ${line.name} ${line.kind}: measured ${took(line.measuredMs)} ms, simulated ${took(line.simulatedMs)} ms: ${reason}`;
    });
}

/** One line per arrangement of servers, and whether it meets both bars. */
function servers(whole: readonly { one: Case; lines: Line[] }[]): string[] {
  return byServer(whole).map(({ name, cases: count, requests, right, outcomes }) => {
    const share = (part: number) => `${((100 * part) / requests).toFixed(1)} %`;
    const isMet = right >= 0.95 * requests && outcomes >= 0.99 * requests;
    return `${name.padEnd(24)} ${right} of ${requests} requests of ${count} cases (${share(right)}), ${share(outcomes)} with the right outcome${isMet ? '' : ': BELOW THE BAR'}`;
  });
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
