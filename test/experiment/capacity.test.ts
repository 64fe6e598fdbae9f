import { describe, expect, test } from 'vitest';
import { capacityCurve } from '../../src/experiment/capacity.ts';
import { presentLoad, underLoad } from '../../src/experiment/capacityLoad.ts';
import { stayQuantileUs } from '../../src/experiment/capacityTheory.ts';
import { finish } from '../../src/experiment/experiment.ts';
import type { CapacityPoint } from '../../src/insight/capacityShape.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';

function scenarioOf(written: Record<string, unknown>): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return scenario;
}

/** Exponential service of 50 ms at so many sync workers: 20 a second for each is all they can do. */
const markov = (workers: number, seed = 1) =>
  scenarioOf({
    seed,
    clients: [{ link: 'fibre', arrivals: { rate: '10/s' } }],
    app: { workers },
    routes: [{ cpu: '0s', wait: '50ms', waitIs: 'exponential' }],
    database: 'none',
  });

const seeds = [1, 20, 300];

describe.each(seeds)('one exponential server (seed %i)', (seed) => {
  const curve = finish(capacityCurve(markov(1, seed)));
  const rho = (point: CapacityPoint) => point.offeredPerSecond / 20;

  test('latency rises with every load beyond 0.7', () => {
    const busy = curve.points.filter((point) => rho(point) > 0.7);
    expect(busy.length).toBeGreaterThan(3);
    for (const key of ['p50Us', 'p95Us'] as const) {
      const values = busy.map((point) => point[key].mid);
      // Errors answer at once beyond the knee, and the queue has no more places: only what waits is compared.
      const rising = values.slice(0, busy.findIndex((point) => point.errorShare.mid > 0.01) >>> 0);
      expect(rising).toEqual([...rising].sort((a, b) => a - b));
    }
  });

  test('the queue or the errors explode beyond 1, and do not below 0.7', () => {
    const light = curve.points.filter((point) => rho(point) < 0.7);
    const over = curve.points.filter((point) => rho(point) > 1.2);
    expect(over.length).toBeGreaterThan(0);
    for (const point of light) expect(point).toMatchObject({ errorShare: { mid: 0 } });
    for (const point of light) expect(point.meanQueue.mid).toBeLessThan(3);
    for (const point of over) expect(point.meanQueue.mid).toBeGreaterThan(50);
    for (const point of over) expect(point.workerUtilisation.mid).toBeGreaterThan(0.99);
  });

  test('the knee is where one server is nearly, but not quite, all used', () => {
    const knee = (curve.knee?.factor ?? 0) * 0.5;
    expect(knee).toBeGreaterThan(0.6);
    expect(knee).toBeLessThan(1);
    expect(curve.knee?.beyondFactor).toBeLessThan((curve.knee?.factor ?? 0) * 1.15);
  });
});

test('the formula lies within a tenth of what is measured while the load is moderate', () => {
  const { theory, points } = finish(capacityCurve(markov(3)));
  expect(theory).toMatchObject({ name: 'M/M/3', servers: 3, serviceUs: 50_000 });
  const moderate = points.filter((point) => point.offeredPerSecond < 60 * 0.7);
  expect(moderate.length).toBeGreaterThan(4);
  for (const { factor, meanUs, p95Us } of moderate) {
    const said = theory?.points.find((each) => each.factor === factor);
    expect(meanUs.mid / (said?.meanUs ?? 0)).toBeCloseTo(1, 1);
    expect(p95Us.mid / (said?.p95Us ?? 0)).toBeGreaterThan(0.88);
    expect(p95Us.mid / (said?.p95Us ?? 0)).toBeLessThan(1.12);
  }
  expect(theory?.points.at(-1)?.meanUs).toBe(Number.POSITIVE_INFINITY);
});

test('a formula is silent where its assumptions do not hold', () => {
  const quick = { seeds: 1, requests: 200, points: 4 };
  const theoryOf = (written: Record<string, unknown>) =>
    finish(capacityCurve(scenarioOf(written), quick)).theory;
  const route = { cpu: '0s', wait: '50ms', waitIs: 'exponential' };
  expect(theoryOf({ routes: [{ ...route, waitIs: 'fixed' }], database: 'none' })).toBeNull();
  expect(
    theoryOf({ routes: [route], database: 'none', app: { worker_class: 'gevent' } }),
  ).toBeNull();
  // A worker that waits for its client serves longer than the route says.
  const slow = { clients: [{ link: 'dribble', pace: { bodyOver: '2s' } }], front: 'none' };
  expect(theoryOf({ ...slow, routes: [{ ...route, method: 'POST', body: '9kB' }] })).toBeNull();
});

test('the 95th percentile of time in M/M/1 is that of an exponential; of idle M/M/c that of the service', () => {
  const ln20 = Math.log(20);
  expect(stayQuantileUs(10, 50_000, 1, 0.95)).toBeCloseTo(100_000 * ln20, 0);
  expect(stayQuantileUs(0.001, 50_000, 8, 0.95)).toBeCloseTo(50_000 * ln20, -1);
  expect(stayQuantileUs(20, 50_000, 1, 0.95)).toBe(Number.POSITIVE_INFINITY);
});

test('of clients who wait for their answers there are more, never fewer than one', () => {
  const closed = scenarioOf({ clients: [{ arrivals: { count: 8, think: '1s' } }] });
  const curve = finish(capacityCurve(closed, { seeds: 1, requests: 200 }));
  expect(curve.points[0]?.clients).toBe(1);
  for (const point of curve.points) {
    expect(Number.isInteger(point.clients)).toBe(true);
    expect(point.factor).toBe(point.clients / 8);
    expect(point.offeredPerSecond).toBe(0);
  }
  // Three workers of 19 ms each: about 150 answers a second, so a good 150 clients who think for a second.
  expect((curve.knee?.factor ?? 0) * 8).toBeGreaterThan(100);
  expect((curve.knee?.factor ?? 0) * 8).toBeLessThan(300);
});

test('a list is compressed and goes round, each round with clients of its own', () => {
  const scenario = scenarioOf({
    duration: '2s',
    clients: [{ arrivals: [{ at: '1s', client: 3 }, { at: '500ms' }] }],
  });
  expect(presentLoad(scenario).perSecond).toBe(1);
  const [population] = underLoad(scenario, 2, 2_000_000, 1).clients;
  const arrivals = population?.arrivals;
  if (arrivals?.kind !== 'list') throw new Error('not a list');
  expect(arrivals.items.map(({ atUs }) => atUs)).toEqual([250_000, 500_000, 1_250_000, 1_500_000]);
  expect(arrivals.items.map(({ client }) => client)).toEqual([null, 3, null, 7]);
});

test('slow clients do not hide what the quick ones suffer, nor do two kinds of clients look like a queue', () => {
  const curveOf = (worker_class: string) =>
    finish(
      capacityCurve(
        scenarioOf({
          duration: '10s',
          clients: [
            {
              name: 'slow',
              pace: { bodyOver: '4s' },
              asks: 'upload',
              arrivals: { rate: '20/min' },
            },
            { name: 'quick', arrivals: { rate: '20/min' } },
          ],
          front: 'none',
          app: { worker_class, workers: 2 },
          routes: [{ name: 'home' }, { name: 'upload', method: 'POST', body: '90kB' }],
          database: 'none',
        }),
        { seeds: 1, requests: 300, points: 6 },
      ),
    ).knee;
  // Two workers take half an upload of four seconds each second: one and a half times what comes.
  const knee = curveOf('sync');
  expect(knee?.factor).toBeLessThan(1.5);
  expect(knee).toMatchObject({ cause: 'latency', population: 1 });
  expect(curveOf('gevent')?.factor).toBeGreaterThan(60);
});

test('progress never goes back and stays below one; nobody who comes is no load', () => {
  const experiment = capacityCurve(markov(2), { seeds: 1, requests: 100, points: 5 });
  let before = 0;
  for (let step = experiment.next(); !step.done; step = experiment.next()) {
    expect(step.value).toBeGreaterThanOrEqual(before);
    expect(step.value).toBeLessThan(1);
    before = step.value;
  }
  expect(before).toBeGreaterThan(0.4);
  const nobody = finish(capacityCurve(scenarioOf({ clients: [] })));
  expect(nobody).toMatchObject({ points: [], knee: null });
});

test('a system that always fails has no knee, and says so', () => {
  const broken = scenarioOf({ routes: [{ effect: 'crash' }] });
  const curve = finish(capacityCurve(broken, { seeds: 1, requests: 100 }));
  expect(curve).toMatchObject({ holds: false, knee: null });
});
