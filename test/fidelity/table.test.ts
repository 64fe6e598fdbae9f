import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cases } from './replay.ts';
import { tabulate } from './tabulate.ts';

const shown = (file: string) =>
  JSON.parse(readFileSync(new URL(`../../src/app/truth/${file}`, import.meta.url), 'utf8'));

const REFRESH = 'stale: run `npx tsx test/fidelity/writeTable.ts`';
const table = tabulate();

test('the page of measured cases shows what the replay gives now', () => {
  // What JSON cannot say (a request without an end) must not pass as equal.
  expect(shown('fidelity.json'), REFRESH).toEqual(JSON.parse(JSON.stringify(table)));
  expect(JSON.stringify(table)).not.toContain('Ms":null');
  expect(shown('fidelityCount.json'), REFRESH).toEqual({
    right: table.right,
    outcomes: table.outcomes,
    requests: table.requests,
  });
});

test('no case is left out, and no two look the same', () => {
  expect(table.cases.map((one) => one.name).sort()).toEqual(cases.map((one) => one.name).sort());
  const looks = table.cases.map((one) => `${one.version}: ${one.title}`);
  expect(looks.filter((look, i) => looks.indexOf(look) !== i)).toEqual([]);
  expect(table.families.reduce((sum, family) => sum + family.requests, 0)).toBe(table.requests);
});

test('every request that is not right is told, with its reason', () => {
  const told = table.misses.reduce((sum, miss) => sum + miss.requests.length, 0);
  expect(told).toBe(table.requests - table.right);
  for (const miss of table.misses) expect(miss.reason, miss.case).not.toBe('not known yet');
});
