import { expect, test } from 'vitest';
import { readyMadeById, sidesOf } from '../../src/app/compare/readyMade.ts';
import { verdict } from '../../src/insight/compare/verdict.ts';
import { parseScenario } from '../../src/scenario/parseScenario.ts';
import { isProblems } from '../../src/scenario/problems.ts';
import { simulate } from '../../src/sim/simulate.ts';

function reasonIn(id: string): string | null {
  const made = readyMadeById(id);
  if (made === null) throw new Error(`no comparison ${id}`);
  const sides = sidesOf(made);
  const runs = sides.map(({ source }) => {
    const scenario = parseScenario((source as { scenario: unknown }).scenario);
    if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
    return simulate(scenario);
  });
  return verdict(
    runs,
    sides.map(({ title }) => title),
  ).why;
}

test('the reason speaks of what the worse side has: children and processes of Apache, workers of Gunicorn', () => {
  expect(reasonIn('apache-or-nginx')).toMatch(/clients hold the processes for/);
  expect(reasonIn('prefork-or-event')).toMatch(/clients hold the children for/);
  expect(reasonIn('nginx-or-not')).toMatch(/clients hold the workers for/);
});
