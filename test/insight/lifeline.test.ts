import { describe, expect, test } from 'vitest';
import { lifeline } from '../../src/insight/lifeline.ts';
import type { Run } from '../../src/insight/shapes.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { Dice, randomScenario } from '../scenario/randomScenario.ts';
import { scenarioOf } from '../sim/runs.ts';
import { NAMES, runOf } from './realRuns.ts';

/** Every part follows the one before; together they are the life. */
function expectWhole(run: Run, request: number, atUs: number, seed: string): void {
  const row = requestTable(run)[request];
  if (!row || row.startUs > atUs) {
    expect(lifeline(run, request, atUs), seed).toEqual([]);
    return;
  }
  const parts = lifeline(run, request, atUs);
  const isOver = row.endUs !== null && row.endUs <= atUs;
  if (isOver && row.endUs === row.startUs) {
    expect(parts, seed).toEqual([]);
    return;
  }
  expect(parts[0]?.fromUs, seed).toBe(row.startUs);
  parts.forEach((part, i) => {
    const next = parts[i + 1];
    if (next) expect(part.untilUs, seed).toBe(next.fromUs);
    if (part.untilUs !== null) expect(part.untilUs, seed).toBeGreaterThan(part.fromUs);
  });
  expect(parts.at(-1)?.untilUs, seed).toBe(isOver ? row.endUs : null);
}

describe('the parts of a life cover it without gap or overlap', () => {
  test.each(NAMES)('%s', (name) => {
    const run = runOf(name);
    for (let r = 0; r < run.requests; r++) expectWhole(run, r, run.endUs, name);
  });

  test('in a hundred random runs, at the end and on the way', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const run = simulate(scenarioOf(randomScenario(seed)));
      const dice = new Dice(seed);
      for (let r = 0; r < run.requests; r++) {
        expectWhole(run, r, run.endUs, `seed ${seed}, request ${r}`);
        const atUs = dice.whole(0, run.endUs);
        expectWhole(run, r, atUs, `seed ${seed}, request ${r}, at ${atUs} µs`);
      }
    }
  });
});

test('what was told on the way is what is told in the end', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const run = simulate(scenarioOf(randomScenario(seed)));
    const dice = new Dice(seed);
    for (let r = 0; r < run.requests; r++) {
      const atUs = dice.whole(0, run.endUs);
      const told = lifeline(run, r, atUs).filter((part) => part.untilUs !== null);
      const whole = lifeline(run, r);
      told.forEach((part, i) => {
        expect([whole[i]?.key, whole[i]?.fromUs], `seed ${seed}, request ${r} at ${atUs}`).toEqual([
          part.key,
          part.fromUs,
        ]);
      });
    }
  }
});

test('waiting for a worker is as long as the table of requests says', () => {
  const run = runOf('ordinary');
  for (const row of requestTable(run)) {
    if (row.queuedUs === null || row.acceptedUs === null || row.endUs === null) continue;
    const waited = lifeline(run, row.id)
      .filter((part) => part.key === 'queue')
      .reduce((sum, part) => sum + ((part.untilUs ?? run.endUs) - part.fromUs), 0);
    expect(waited).toBe(row.acceptedUs - row.queuedUs);
  }
});
