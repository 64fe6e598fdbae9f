import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { firstParting } from '../../../src/insight/compare/firstParting.ts';
import { departures, furthestApart } from '../../../src/insight/measured/departure.ts';
import { scenarioToWatch } from '../../../src/insight/measured/measuredCase.ts';
import type { WrittenRows } from '../../../src/insight/measured/measuredRows.ts';
import { measuredRun } from '../../../src/insight/measured/measuredRun.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { KNOWN_MISSES } from '../../fidelity/knownMisses.ts';
import { type Case, readCases, readLines } from '../../fidelity/readCases.ts';
import { replay } from '../../fidelity/replay.ts';
import { scenarioOf } from '../../sim/runs.ts';

const FOLDER = new URL('../../../src/app/reality/measured/', import.meta.url);
const ROWS = readdirSync(FOLDER).flatMap((file) => readLines<WrittenRows>(new URL(file, FOLDER)));
const cases = readCases();
const caseOf = (name: string) => cases.find((one) => one.name === name) as Case;
const rowsOf = (name: string) => ROWS.find((rows) => rows.case === name) as WrittenRows;
const models = new Map<Case, ReturnType<typeof simulate>>();
/** Each case is simulated once for all tests here. */
const modelOf = (one: Case) => {
  const known = models.get(one) ?? simulate(scenarioOf(one.scenario));
  models.set(one, known);
  return known;
};
const measuredOf = (one: Case, rows: WrittenRows | null) =>
  measuredRun(one, scenarioOf(one.scenario), rows);

describe('where the model departs from what was measured', () => {
  const name = 'A_gunicorn-sync-w1';
  const one = caseOf(name);
  const { rows, ...which } = rowsOf(name);
  const ENDS_AT = 4;

  /** The measured run with the end of request #6 moved by so many tenths of a millisecond. */
  const movedBy = (tenths: number) => {
    const moved = rows.map((row, r) =>
      r === 5
        ? (row.map((value, i) => (i === ENDS_AT ? Number(value) + tenths : value)) as never)
        : row,
    );
    return measuredOf(one, { ...which, rows: moved });
  };

  test('nowhere within 10 ms and 5 % of what a request takes, at the request beyond', () => {
    expect(departures(measuredOf(one, rowsOf(name)), movedBy(0))).toEqual([]);
    // #6 takes 1.2 s, so up to 60 ms are allowed.
    const before = measuredOf(one, rowsOf(name));
    expect(departures(before, movedBy(550))).toEqual([]);
    expect(departures(before, movedBy(700))).toMatchObject([
      { a: 5, b: 5, what: 'end', differenceUs: 70_000 },
    ]);
    expect(furthestApart(before, movedBy(700))).toMatchObject({ request: 5, differenceUs: 70_000 });
  });

  test('Compare parts a measured run and the model there, and tells both ends', () => {
    const model = modelOf(one);
    expect(firstParting(model, measuredOf(one, rowsOf(name)))).toBeNull();
    const parting = firstParting(model, movedBy(2000));
    expect(parting?.a?.request).toBe(5);
    expect(parting?.b?.text).toMatch(/#6/);
  });

  test('another outcome is a departure, however close in time', () => {
    const lost = rows.map((row, r) =>
      r === 2 ? (row.map((value, i) => (i === 5 ? 502 : value)) as never) : row,
    );
    const found = departures(modelOf(one), measuredOf(one, { ...which, rows: lost }));
    expect(found).toMatchObject([{ a: 2, what: 'outcome' }]);
  });

  test('by medians it is the requests that the replay calls wrong', { timeout: 120_000 }, () => {
    for (const each of cases) {
      if (each.anyOrder.length > 0) continue;
      const wrong = replay(each).flatMap((line, i) => (line.isRight ? [] : [i]));
      const found = departures(measuredOf(each, null), modelOf(each)).map(({ a }) => a);
      expect(
        found.sort((a, b) => a - b),
        each.name,
      ).toEqual(wrong);
    }
    expect(KNOWN_MISSES.length).toBeGreaterThan(0);
  });

  test('a case is watched until all has ended, and no request ends otherwise for it', {
    timeout: 120_000,
  }, () => {
    for (const each of cases) {
      const whole = modelOf(each);
      const watched = simulate(scenarioOf(scenarioToWatch(each)));
      expect(watched.endUs).toBeLessThanOrEqual(whole.endUs);
      expect(departures(whole, watched), each.name).toEqual([]);
    }
  });
});
