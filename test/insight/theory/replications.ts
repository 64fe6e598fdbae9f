import type { Run } from '../../../src/insight/shapes.ts';
import { requestTable } from '../../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import { uniform } from '../../../src/sim/chance.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** The seeds of all replications, chosen before anything was run. */
export const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** 99.5 % quantile of Student's t with 19 degrees of freedom: two-sided 99 % for one mean per seed. */
const STUDENT_T = 2.8609;

/** No run may remember the empty system it began with: 1000 mean times of service. */
export const WARM_UP_US = 100_000_000;

/** A stream of chance of its own, apart from the engine's. */
const OWN_STREAM = 1001;

/** What of a scenario differs from case to case. */
interface Loop {
  readonly seed: number;
  readonly workers: number;
  readonly arrivals: unknown;
  readonly wait?: string;
  readonly waitIs?: 'fixed' | 'exponential';
  readonly seconds: number;
}

/** Clients next to Gunicorn, views that only sleep, as many cores as anybody wants: a queue and its servers, nothing else. */
export function run({ seed, workers, arrivals, seconds, wait, waitIs }: Loop): Run {
  const scenario = parseScenario({
    seed,
    duration: `${seconds}s`,
    hosts: { web: { cores: 64 } },
    clients: [{ name: 'clients', link: 'loopback', arrivals, asks: 'sleep' }],
    front: 'none',
    socket: { kind: 'tcp', backlog: 65_535, rtt: '0s' },
    app: { workers, timeout: '0s' },
    routes: [
      {
        name: 'sleep',
        path: '/',
        cpu: '0s',
        queries: 0,
        wait: wait ?? '100ms',
        waitIs: waitIs ?? 'fixed',
        response: '1kB',
      },
    ],
    database: 'none',
  });
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return simulate(scenario);
}

/** Poisson arrivals as a written list whose waits are hyperexponential: 10 or 250 ms on average, mean 100 ms, squared coefficient of variation 3.7. */
export function hyperexponential(seed: number, perSecond: number, untilUs: number): unknown[] {
  const items: unknown[] = [];
  const draw = (kind: number): number => uniform(seed, OWN_STREAM, items.length, kind);
  let atUs = 0;
  for (;;) {
    atUs += (-Math.log(draw(0)) * 1e6) / perSecond;
    if (atUs >= untilUs) return items;
    const meanUs = draw(1) < 0.625 ? 10_000 : 250_000;
    items.push({
      at: `${Math.round(atUs)}us`,
      route: 'sleep',
      wait: `${Math.round(-Math.log(draw(2)) * meanUs)}us`,
    });
  }
}

/** What one run shows of the requests that reached the backlog after the warm-up and before `untilUs`. */
export interface Replication {
  /** Time in the backlog of each, µs. */
  readonly waitsUs: readonly number[];
  readonly meanWaitUs: number;
  readonly arrivedPerSecond: number;
  readonly answeredPerSecond: number;
  /** Mean, and mean square, of how long each held its worker. */
  readonly serviceUs: number;
  readonly serviceSquaredUs2: number;
}

/** @param untilUs a while before the run ends, so that all who came before it have been served */
export function replication(run: Run, untilUs: number): Replication {
  const waitsUs: number[] = [];
  let held = 0;
  let heldSquared = 0;
  let answered = 0;
  for (const { queuedUs, acceptedUs, releasedUs, endUs } of requestTable(run)) {
    if (endUs !== null && endUs >= WARM_UP_US && endUs < untilUs) answered++;
    if (queuedUs === null || queuedUs < WARM_UP_US || queuedUs >= untilUs) continue;
    if (acceptedUs === null || releasedUs === null) throw new Error('a request was never served');
    waitsUs.push(acceptedUs - queuedUs);
    held += releasedUs - acceptedUs;
    heldSquared += (releasedUs - acceptedUs) ** 2;
  }
  const seconds = (untilUs - WARM_UP_US) / 1e6;
  return {
    waitsUs,
    meanWaitUs: mean(waitsUs),
    arrivedPerSecond: waitsUs.length / seconds,
    answeredPerSecond: answered / seconds,
    serviceUs: held / waitsUs.length,
    serviceSquaredUs2: heldSquared / waitsUs.length,
  };
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 99 % confidence interval of the mean of independent values, one per seed. */
export function interval(values: readonly number[]): { centre: number; half: number } {
  if (values.length !== SEEDS.length) throw new Error('one value per seed');
  const centre = mean(values);
  const variance =
    values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
  return { centre, half: STUDENT_T * Math.sqrt(variance / values.length) };
}
