import { expect, test } from 'vitest';
import { stagePlan } from '../../src/stage/plan.ts';
import { boxGrid, densityOf, layoutOf, processColumns, USUAL } from '../../src/stage/room.ts';
import { farm } from './farm.ts';
import { GUNICORN, scenario } from './scenes.ts';

const app = GUNICORN;

test('workers stand the closer the more they are, and roomier where the stage is taller', () => {
  expect([2, 6, 12, 40].map((n) => densityOf(n))).toEqual(['roomy', 'medium', 'compact', 'tiles']);
  expect(densityOf(6, 700)).toBe('roomy');
  expect(densityOf(12, 700)).toBe('medium');
});

test('a street of one server fits the usual pane; eight servers of eight workers need a little more', () => {
  const usual = layoutOf(stagePlan(scenario())).natural;
  expect(usual.w).toBeLessThanOrEqual(USUAL.w);
  expect(usual.h).toBeLessThanOrEqual(USUAL.h);
  const eight = stagePlan(scenario({ app: { ...app, workers: 8, instances: 8 } }));
  const { natural } = layoutOf(eight);
  const scale = Math.min(1, USUAL.w / natural.w, USUAL.h / natural.h);
  expect(scale).toBeGreaterThan(0.85);
});

test('sixty-four workers of one server fit as tiles', () => {
  const { natural } = layoutOf(stagePlan(scenario({ app: { ...app, workers: 64 } })));
  expect(natural.h).toBeLessThanOrEqual(USUAL.h);
});

test('boxes of servers make no more rows than are filled', () => {
  for (let servers = 1; servers <= 24; servers++) {
    const { columns, rows } = boxGrid(servers, { ...app, workers: 8 }, USUAL);
    expect(columns * rows).toBeGreaterThanOrEqual(servers);
    expect(columns * (rows - 1)).toBeLessThan(servers);
  }
});

test('each tier has a grid line of its own, in order; five fronts and two hosts have theirs', () => {
  const { plan } = farm();
  const { lines, grids } = layoutOf(plan);
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  expect(new Set(lines).size).toBe(plan.tiers.length);
  expect(grids).toHaveLength(2);
});

test('processes stand in two columns where one would squeeze them', () => {
  expect(processColumns(2, true, USUAL.h)).toBe(1);
  expect(processColumns(4, true, USUAL.h)).toBe(2);
  expect(processColumns(4, true, 700)).toBe(1);
});
