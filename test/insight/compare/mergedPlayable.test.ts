import { expect, test } from 'vitest';
import { mergedPlayable } from '../../../src/insight/compare/mergedPlayable.ts';
import { series } from '../../../src/insight/series.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { runOf, SLOW, STEADY } from './runs.ts';

test('a run merged with its like is itself: one step for each event, both at the same one', () => {
  const [a, b] = [runOf(STEADY), runOf(STEADY)];
  const { steps, ownEvent } = mergedPlayable([a, b]);
  expect(steps.length).toBe(a.length);
  for (let i = -1; i < steps.length; i++) expect([ownEvent(0, i), ownEvent(1, i)]).toEqual([i, i]);
});

const cases: [string, Run[]][] = [
  ['two deployments', [runOf(SLOW), runOf({ ...SLOW, front: 'none' })]],
  ['runs of different length', [runOf({ ...SLOW, duration: '2s' }), runOf(SLOW)]],
  [
    'four runs, one of them without any request',
    [
      runOf(STEADY),
      runOf({ ...STEADY, app: { workers: 1 } }),
      runOf({ ...STEADY, app: { worker_class: 'gevent' } }),
      runOf({ ...STEADY, clients: [{ name: 'nobody', arrivals: [] }] }),
    ],
  ],
];

test.each(cases)(
  '%s: each step leads to the next event of at least one, and to no later one',
  (_, runs) => {
    const { steps, ownEvent } = mergedPlayable(runs);
    expect(steps.endUs).toBe(Math.max(...runs.map((run) => run.endUs)));
    for (let i = 0; i < steps.length; i++) {
      const atUs = steps.at(i);
      let moved = 0;
      runs.forEach((run, side) => {
        const [before, now] = [ownEvent(side, i - 1), ownEvent(side, i)];
        expect(now - before === 0 || now - before === 1).toBe(true);
        moved += now - before;
        if (now > before) expect(run.at(now)).toBe(atUs);
        // Nothing that has happened by then is left out once its moment is over.
        const isLastOfMoment = i + 1 === steps.length || steps.at(i + 1) > atUs;
        if (isLastOfMoment) expect(now).toBe(run.countUntil(atUs) - 1);
      });
      expect(moved).toBeGreaterThan(0);
    }
    for (const [side, run] of runs.entries())
      expect(ownEvent(side, steps.length - 1)).toBe(run.length - 1);
  },
);

test('instruments that read marks can read the steps', () => {
  for (const [, runs] of cases) {
    const { steps } = mergedPlayable(runs);
    expect(() => series(steps)).not.toThrow();
  }
});
