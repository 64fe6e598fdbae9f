import { metrics } from '../insight/metrics.ts';
import { percentiles } from '../insight/percentiles.ts';
import type { Percentiles, Run } from '../insight/shapes.ts';
import { requestTable } from '../recording/requestTable.ts';
import { EVENT } from '../recording/vocabulary.ts';
import type { Micros } from '../scenario/scenario.ts';
import { startSimulation } from '../sim/simulate.ts';
import type { Experiment } from './experiment.ts';

/** The first fifth of a window only fills the queues. */
const WARM_UP = 0.2;
/** A run is taken forward in this many steps, so that whoever runs it hears of it. */
const STEPS = 40;
/** A run that has made this many requests has told enough, however short its window was. */
const MOST_REQUESTS_A_RUN = 12_000;

/** What one run at one load came to. */
export interface LoadRun {
  readonly requests: number;
  readonly windowUs: Micros;
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  /** Of each population by itself; 0 where it had no answer. */
  readonly latencyOf: readonly Percentiles[];
  readonly errorShare: number;
  readonly unfinishedShare: number;
  /** Requests that began per second, retries and files of pages included. */
  readonly begunPerSecond: number;
  readonly throughputPerSecond: number;
  readonly meanQueue: number;
  readonly workerUtilisation: number;
  readonly coreUtilisation: number;
}

/** Runs a scenario made by `underLoad`: offers load for half of its time, then sees off what is under way. Yields 0..1. */
export function* runUnderLoad(scenario: Run['scenario']): Experiment<LoadRun> {
  const simulation = startSimulation(scenario);
  const run = simulation.recording;
  const plannedUs = scenario.durationUs / 2;
  const warmUs = Math.round(plannedUs * WARM_UP);
  simulation.runUntil(warmUs);
  const busyBefore = run.hosts.map((host) => host.busyUs);
  const begunBefore = run.requests;
  let windowUs = warmUs;
  for (let step = 1; step <= STEPS; step++) {
    windowUs = Math.round(warmUs + ((plannedUs - warmUs) * step) / STEPS);
    simulation.runUntil(windowUs);
    yield (step / STEPS) * 0.7;
    if (run.requests > MOST_REQUESTS_A_RUN) break;
  }
  const spanUs = Math.max(1, windowUs - warmUs);
  const coreUtilisation = Math.max(
    0,
    ...run.hosts.map((host, i) => (host.busyUs - (busyBefore[i] ?? 0)) / (host.cores * spanUs)),
  );
  const begun = run.requests;
  const open = new OpenRequests(run, begun);
  for (let step = 1; step <= STEPS && open.count() > 0; step++) {
    if (run.requests > 2 * MOST_REQUESTS_A_RUN) break;
    simulation.runUntil(Math.round(windowUs + (windowUs * step) / STEPS));
    yield 0.7 + (step / STEPS) * 0.3;
  }
  const { workerUtilisation, meanQueue } = metrics(run, { fromUs: warmUs, untilUs: windowUs });
  return {
    windowUs: spanUs,
    ...endings(run, begunBefore, begun, warmUs, windowUs),
    coreUtilisation,
    workerUtilisation,
    meanQueue,
  };
}

/** How many of the first so many requests are not over. Reads each event once. */
class OpenRequests {
  private readonly run: Run;
  private readonly first: number;
  private left: number;
  private read = 0;

  constructor(run: Run, first: number) {
    this.run = run;
    this.first = first;
    this.left = first;
  }

  count(): number {
    for (; this.read < this.run.length; this.read++)
      if (ENDS[this.run.type(this.read)] && this.run.request(this.read) < this.first) this.left--;
    return this.left;
  }
}

const ENDS: boolean[] = [];
for (const name of ['request/answered', 'request/failed', 'request/abandoned'] as const)
  ENDS[EVENT[name]] = true;

/** What became of the requests that began in the window. */
function endings(
  run: Run,
  from: number,
  until: number,
  warmUs: Micros,
  windowUs: Micros,
): Omit<LoadRun, 'windowUs' | 'coreUtilisation' | 'workerUtilisation' | 'meanQueue'> {
  const table = requestTable(run);
  const latencies: number[] = [];
  const latenciesOf = run.scenario.clients.map((): number[] => []);
  let errors = 0;
  let unfinished = 0;
  let answeredInWindow = 0;
  for (let r = 0; r < until; r++) {
    const row = table[r];
    if (!row) continue;
    const isError = row.endUs !== null && (row.outcome !== 'answered' || (row.status ?? 0) >= 500);
    const isGood = row.endUs !== null && !isError;
    if (isGood && (row.endUs as number) >= warmUs && (row.endUs as number) < windowUs)
      answeredInWindow++;
    if (r < from) continue;
    if (isError) errors++;
    else {
      const us = (row.endUs ?? run.endUs) - row.startUs;
      latencies.push(us);
      latenciesOf[run.seed(r).population]?.push(us);
    }
    if (row.endUs === null) unfinished++;
  }
  const requests = until - from;
  const seconds = Math.max(1, windowUs - warmUs) / 1e6;
  const { meanUs, p50Us, p95Us, p99Us } = percentiles(latencies);
  return {
    requests,
    meanUs,
    p50Us,
    p95Us,
    p99Us,
    latencyOf: latenciesOf.map((own) => percentiles(own)),
    errorShare: requests > 0 ? errors / requests : 0,
    unfinishedShare: requests > 0 ? unfinished / requests : 0,
    begunPerSecond: requests / seconds,
    throughputPerSecond: answeredInWindow / seconds,
  };
}
