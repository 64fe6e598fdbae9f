import { describe, expect, test } from 'vitest';
import { costliestCauses } from '../../../src/insight/causes/costliestCauses.ts';
import { waitsOf } from '../../../src/insight/causes/waits.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { waterfall } from '../../../src/insight/waterfall.ts';
import { requestTable } from '../../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { simulate } from '../../../src/sim/simulate.ts';
import { randomScenario } from '../../scenario/randomScenario.ts';

function runOf(written: object): Run {
  const scenario = parseScenario({ database: 'none', front: 'none', ...written });
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return simulate(scenario);
}

const SEEDS = Array.from({ length: 80 }, (_, i) => 41_000 + i);
const random = (seed: number) => runOf(randomScenario(seed));

describe('over random scenarios, by seed', () => {
  test('all waiting is the sum over causes, and no request waits longer than it lived', () => {
    for (const seed of SEEDS) {
      const run = random(seed);
      const { all, waitedUs, dearest, requests } = costliestCauses(run);
      const sum = all.reduce((total, one) => total + one.waitedUs, 0);
      expect(Math.abs(sum - waitedUs), `${seed}`).toBeLessThan(1 + waitedUs * 1e-9);
      expect(all.map((one) => one.waitedUs)).toEqual(
        all.map((one) => one.waitedUs).sort((a, b) => b - a),
      );
      expect(dearest.map((one) => one.cause)).toEqual(all.slice(0, 3).map((one) => one.cause));
      for (const one of all) expect(one.requests).toBeLessThanOrEqual(requests);
      const waited = new Map<number, number>();
      for (const wait of waitsOf(run, run.endUs))
        waited.set(wait.request, (waited.get(wait.request) ?? 0) + wait.countsUs);
      for (const [r, us] of waited) {
        const row = requestTable(run)[r];
        const livedUs = (row?.endUs ?? run.endUs) - (row?.startUs ?? 0);
        expect(us, `${seed} #${r + 1}`).toBeLessThanOrEqual(livedUs + 1);
      }
    }
  });

  test('time in backlogs is what the waterfalls show', () => {
    for (const seed of SEEDS.slice(0, 40)) {
      const run = random(seed);
      // A request that nginx sends again forgets in its waterfall where it has waited before.
      if ((run.scenario.app.instances ?? 1) > 1) continue;
      const queued = new Map<number, number>();
      for (const wait of waitsOf(run, run.endUs))
        if (wait.kind === 'queue')
          queued.set(wait.request, (queued.get(wait.request) ?? 0) + wait.countsUs);
      for (let r = 0; r < run.requests; r++) {
        const endUs = requestTable(run)[r]?.endUs ?? run.endUs;
        const shown = waterfall(run, r, endUs)
          .filter((s) => s.key === 'queue')
          .reduce((sum, s) => sum + (s.untilUs ?? endUs) - s.fromUs, 0);
        expect(queued.get(r) ?? 0, `${seed} #${r + 1}`).toBe(shown);
      }
    }
  });

  test('what is told of a moment does not depend on what comes after it', () => {
    for (const seed of SEEDS.slice(0, 40)) {
      const scenario = parseScenario(randomScenario(seed));
      if (isProblems(scenario)) throw new Error(`${seed}`);
      const whole = simulate(scenario);
      const atUs = Math.floor(scenario.durationUs * 0.6);
      const cut = simulate(scenario, { until: atUs });
      const round = (run: Run) => {
        const { all, dearest } = costliestCauses(run, atUs);
        return {
          all: all.map((one) => [one.cause, Math.round(one.waitedUs), one.requests]),
          examples: dearest.map((one) => one.example),
        };
      };
      expect(round(whole), `${seed}`).toEqual(round(cut));
    }
  });
});

const requests = (count: number, route: string, fromMs: number, gapMs: number) =>
  Array.from({ length: count }, (_, i) => ({ at: `${fromMs + i * gapMs}ms`, route }));

test('a wait behind two workers is shared out by what kept each of them', () => {
  // One worker sleeps for a second; the other is held by a client that sends for two.
  const run = runOf({
    duration: '5s',
    hosts: { web: { cores: 4 } },
    clients: [
      {
        name: 'slow',
        link: 'loopback',
        pace: { bodyOver: '2s' },
        arrivals: [{ at: '0ms', route: 'upload' }],
      },
      {
        name: 'fast',
        link: 'loopback',
        arrivals: [
          { at: '10ms', route: 'nap' },
          { at: '20ms', route: 'home' },
        ],
      },
    ],
    app: { workers: 2 },
    routes: [
      { name: 'upload', method: 'POST', path: '/up', body: '100kB', cpu: '0s' },
      { name: 'nap', path: '/nap', cpu: '0s', wait: '1s' },
      { name: 'home', path: '/', cpu: '0s', wait: '10ms' },
    ],
  });
  const { dearest, waitedUs } = costliestCauses(run);
  expect(waitedUs / 1e6).toBeCloseTo(0.99, 1);
  expect(dearest.map((one) => one.cause).sort()).toEqual([
    'queue-behind-long-views',
    'slow-client-holds-worker',
  ]);
  for (const one of dearest) {
    expect(one.share).toBeCloseTo(0.5, 1);
    expect(one.example.request).toBe(2);
    expect(one.example.atUs).toBeGreaterThan(20_000);
    expect(one.example.atUs).toBeLessThan(1_010_000);
  }
});

test('many short requests in front are another cause than a long one', () => {
  const run = runOf({
    duration: '5s',
    clients: [{ name: 'crowd', link: 'loopback', arrivals: requests(20, 'home', 0, 1) }],
    app: { workers: 1 },
    routes: [{ name: 'home', path: '/', cpu: '0s', wait: '50ms' }],
  });
  const [first] = costliestCauses(run).dearest;
  expect(first?.cause).toBe('queue-behind-many');
  expect(first?.share).toBeGreaterThan(0.95);
  expect(first?.requests).toBe(19);
  expect(first?.example.request).toBe(19);
  expect(first?.setting).toBe('workers');
});

test('a run in which nobody waits says so', () => {
  const run = runOf({
    duration: '2s',
    clients: [{ name: 'one', link: 'loopback', arrivals: requests(1, 'home', 0, 0) }],
    routes: [{ name: 'home', path: '/', cpu: '0s', wait: '50ms' }],
  });
  expect(costliestCauses(run)).toEqual({ dearest: [], all: [], waitedUs: 0, requests: 0 });
});
