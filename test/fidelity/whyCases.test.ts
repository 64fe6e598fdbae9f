import { afterAll, describe, expect, test } from 'vitest';
import { whyChain } from '../../src/insight/causes/whyChain.ts';
import type { Run } from '../../src/insight/shapes.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { cases, runCase } from './replay.ts';
import { WHY_CASES, WHY_SCENARIOS, type WhyCase } from './whyCases.ts';

/** `why` on what was measured: the true cause of each failure is known by how the case was set up. */

const runs = new Map<string, { run: Run; kinds: readonly string[] }>();

function ran(name: string): { run: Run; kinds: readonly string[] } {
  const known = runs.get(name);
  if (known) return known;
  const written = WHY_SCENARIOS[name];
  const made = written ? ranScenario(name, written) : ranCase(name);
  runs.set(name, made);
  return made;
}

function ranCase(name: string) {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return { run: runCase(found) as Run, kinds: found.measured.map((m) => m.kind) };
}

function ranScenario(name: string, written: object) {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(`${name}: ${scenario[0].at} ${scenario[0].message}`);
  const run = simulate(scenario);
  const kinds = requestTable(run).map(
    (_, r) => scenario.clients[run.seed(r).population]?.name ?? '',
  );
  return { run, kinds };
}

/** Index of the request that a row is about; of those measured as a crowd, the first that failed or waited. */
function requestOf({ name, request: [kind, nth] }: WhyCase): number {
  const { run, kinds } = ran(name);
  const all = kinds.flatMap((k, r) => (k === kind ? [r] : []));
  if (name in WHY_SCENARIOS) {
    const bad = all.filter((r) => {
      const row = requestTable(run)[r];
      return (row?.status ?? 500) >= 400 || (row?.connectedUs ?? 0) - (row?.startUs ?? 0) > 900_000;
    });
    return bad[Math.min(nth, bad.length - 1)] ?? -1;
  }
  return all[nth] ?? -1;
}

const told: string[] = [];

describe.each(WHY_CASES.map((one) => [`${one.name} ${one.request.join(' ')}`, one] as const))(
  '%s',
  (label, one) => {
    test(`is because of ${one.cause}, in the end ${one.root}`, () => {
      const { run } = ran(one.name);
      const chain = whyChain(run, requestOf(one), null);
      const words = chain.links.map((link) => link.text).join(' ← ');
      told.push(`${label.padEnd(74)} ${chain.cause} < ${chain.root}\n    ${words}`);
      expect(words).toMatch(one.says);
      expect([chain.cause, chain.root]).toEqual([one.cause, one.root]);
    });
  },
);

test('there is a row for each kind of failure that was measured', () => {
  const named = new Set(WHY_CASES.flatMap((one) => [one.cause, one.root]));
  expect(WHY_CASES.length).toBeGreaterThanOrEqual(30);
  expect(named.size).toBeGreaterThanOrEqual(18);
});

test('every failed request of every case has a chain that ends in a cause of its own', () => {
  const wrong: string[] = [];
  for (const one of cases.filter((c) => /(^|_)[FGIJKLX]_/.test(c.name))) {
    const run = runCase(one) as Run;
    requestTable(run).forEach((row, r) => {
      if (row.outcome === 'answered' && (row.status ?? 0) < 400) return;
      if (row.outcome === 'in-flight') return;
      const chain = whyChain(run, r, null);
      // Something else than the request and its client must have a part in it, or the client itself.
      if (chain.links.length < 2 || (chain.cause === 'own-work' && row.status !== 404))
        wrong.push(`${one.name} #${r + 1}: ${chain.links.map((l) => l.text).join(' ← ')}`);
    });
  }
  expect(wrong).toEqual([]);
});

afterAll(() => {
  console.log(told.join('\n'));
});
