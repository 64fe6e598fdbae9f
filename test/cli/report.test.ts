import { expect, test } from 'vitest';
import { report, table } from '../../src/cli/report.ts';
import { arriving, DIRECT, inARow, ran } from '../sim/runs.ts';

const run = (app: object) =>
  ran(DIRECT, {
    routes: [{ name: 'view', cpu: '0s', wait: '100ms', response: '6B' }],
    app,
    clients: [arriving('load', inARow(6, 1))],
  }).recording;

test('the last column names the worker, and its thread where it has several', () => {
  const holders = (app: object) =>
    table(run(app))
      .split('\n')
      .filter((line) => / answered {2,}/.test(line))
      .map((line) => line.trim().split(/ +/).at(-1));
  expect(new Set(holders({ workers: 2 }))).toEqual(new Set(['1', '2']));
  const threads = holders({ workers: 2, threads: 2 });
  expect(threads.length).toBe(6);
  for (const holder of threads) expect(holder).toMatch(/^[12]\.[12]$/);
});

test('as data both are numbers from 0', () => {
  for (const { worker, slot } of report(run({ workers: 2, threads: 2 })).requests) {
    expect([0, 1]).toContain(worker);
    expect([0, 1]).toContain(slot);
  }
});
