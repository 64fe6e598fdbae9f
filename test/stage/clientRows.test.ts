import { expect, test } from 'vitest';
import { clientRows } from '../../src/stage/clientRows.ts';
import { scenarioOf } from '../sim/runs.ts';

const rowsOf = (arrivals: object[]) =>
  clientRows(scenarioOf({ clients: [{ name: 'visitor', arrivals }] }), 8);

test('arrivals that bear one number are one client, known by the first of them', () => {
  const rows = rowsOf([
    { at: '0s', client: 7 },
    { at: '1s' },
    { at: '2s', client: 7 },
    { at: '3s' },
    { at: '4s', client: 2 },
  ]);
  expect(rows.map((row) => row.client)).toEqual([0, 1, 3, 4]);
});

test('many of them are one row that says how many clients they are', () => {
  const arrivals = Array.from({ length: 30 }, (_, k) => ({ at: `${k}ms`, client: k % 10 }));
  expect(rowsOf(arrivals).map((row) => [row.client, row.many, row.clients])).toEqual([
    [null, '×10', 10],
  ]);
});
