import { metrics } from '../insight/metrics.ts';
import { requestTable } from '../recording/requestTable.ts';
import { isProblems, parseScenario } from '../scenario/parseScenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import { simulate, startSimulation } from '../sim/simulate.ts';
import type { Generation } from './arrangementRuns.ts';
import type { Experiment } from './experiment.ts';

/*
 * “Without Gunicorn it is faster”: people point a load generator at nginx → runserver and nginx → Gunicorn and compare requests per second.
 * The same here, with a request that does nothing, with one that does something, and with one among many that ends its process.
 */

const CORES = 4;
/** Enough of them to keep every slot busy, few enough for the shortest backlog (runserver’s 10 and its threads). */
const CONNECTIONS = 64;

const SERVERS = [
  { name: 'nginx + runserver', app: { server: 'runserver', reload: false } },
  {
    name: 'nginx + Gunicorn, 1 worker (as it comes)',
    app: { server: 'gunicorn', workers: 1 },
  },
  {
    name: `nginx + Gunicorn, ${2 * CORES + 1} workers (2 × cores + 1)`,
    app: { server: 'gunicorn', workers: 2 * CORES + 1 },
  },
] as const;

const TRIVIAL = { name: 'page', path: '/', cpu: '0s', response: '5B' };
/** 8 ms of Python, and 30 ms of waiting for something outside. */
const REAL = { name: 'page', path: '/', cpu: '8ms', wait: '30ms', response: '10kB' };

/** What a load as high as it gets comes to. */
export interface Throughput {
  /** Answers 200 a second. */
  readonly perSecond: number;
  readonly medianMs: number;
  /** Cores that were busy, of all there are. */
  readonly busyCores: number;
  /** Core time that one answer costs, ms. */
  readonly coreMs: number;
  /** Share of the slots' time in which they had a request, 0..1. */
  readonly busySlots: number;
  /** What ran out: all cores, the one interpreter of each process, or the slots, who wait with their requests. Null: nothing did. */
  readonly limit: 'cores' | 'interpreter' | 'slots' | null;
}

/** Steady visitors, and one request among them that ends its process. */
export interface AfterCrash {
  readonly visitors: number;
  readonly answered: number;
  /** From the crash until the last visitor who got no answer, ms; to the end of the run where nobody ever did again. 0 = everybody did. */
  readonly downMs: number;
  /** What half of those who got none took at most, ms: errors are quick, so whoever counts answers of any kind counts most then. */
  readonly errorMs: number | null;
}

export interface BenchmarkRow {
  readonly name: string;
  readonly trivial: Throughput;
  readonly real: Throughput;
  readonly crash: AfterCrash;
}

/** Runs the three loads through each of the servers. Yields 0..1. */
export function* benchmark(version: Generation = 'current'): Experiment<readonly BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  let done = 0;
  for (const { name, app } of SERVERS) {
    const trivial = throughput(app, TRIVIAL, version);
    yield ++done / (3 * SERVERS.length);
    const real = throughput(app, REAL, version);
    yield ++done / (3 * SERVERS.length);
    rows.push({ name, trivial, real, crash: afterCrash(app, version) });
    yield ++done / (3 * SERVERS.length);
  }
  return rows;
}

const WARM_US = 500_000;
const END_US = 2_500_000;

function throughput(app: object, route: object, version: Generation): Throughput {
  const scenario = scenarioOf({
    version,
    app,
    routes: [route],
    duration: `${END_US / 1000}ms`,
    clients: [
      {
        name: 'load-generator',
        link: 'loopback',
        keepAlive: true,
        arrivals: { count: CONNECTIONS, think: '0s', requestsEach: 30_000 },
      },
    ],
  });
  const simulation = startSimulation(scenario);
  const run = simulation.recording;
  simulation.runUntil(WARM_US);
  const busyBeforeUs = run.hosts[0]?.busyUs ?? 0;
  simulation.runUntil(END_US);
  const good = requestTable(run).flatMap((row) =>
    row.status === 200 && row.endUs !== null && row.endUs > WARM_US
      ? [row.endUs - row.startUs]
      : [],
  );
  const busyCores = ((run.hosts[0]?.busyUs ?? 0) - busyBeforeUs) / (END_US - WARM_US);
  const { workerUtilisation } = metrics(run, { fromUs: WARM_US, untilUs: END_US });
  const perSecond = good.length / ((END_US - WARM_US) / 1e6);
  return {
    perSecond,
    medianMs: middle(good) / 1000,
    busyCores,
    coreMs: (1000 * busyCores) / perSecond,
    busySlots: workerUtilisation,
    limit: limitOf(scenario, busyCores, workerUtilisation),
  };
}

/** Nearly used up, of a resource. */
const NEARLY = 0.9;

function limitOf({ app }: Scenario, busyCores: number, busySlots: number): Throughput['limit'] {
  const { processes } = traitsOf(app);
  if (busyCores >= NEARLY * CORES) return 'cores';
  if (busyCores >= NEARLY * Math.min(processes, CORES)) return 'interpreter';
  return busySlots >= NEARLY ? 'slots' : null;
}

const VISITORS_PER_SECOND = 20;
const CRASH_MS = 3_000;
const DURATION_MS = 10_000;

function afterCrash(app: object, version: Generation): AfterCrash {
  const gapMs = 1000 / VISITORS_PER_SECOND;
  const visitors = Array.from({ length: DURATION_MS / gapMs }, (_, i) => ({
    at: `${i * gapMs}ms`,
    route: 'page',
  }));
  const run = simulate(
    scenarioOf({
      version,
      app,
      routes: [REAL, { name: 'crash', path: '/crash', effect: 'crash' }],
      duration: `${2 * DURATION_MS}ms`,
      clients: [
        { name: 'visitors', link: 'loopback', arrivals: visitors },
        {
          name: 'unlucky',
          link: 'loopback',
          arrivals: [{ at: `${CRASH_MS}ms`, route: 'crash' }],
        },
      ],
    }),
  );
  const rows = requestTable(run).filter((row) => run.seed(row.id).population === 0);
  const lost = rows.filter((row) => row.status !== 200);
  return {
    visitors: rows.length,
    answered: rows.length - lost.length,
    downMs: Math.max(0, ...lost.map((row) => row.startUs / 1000 - CRASH_MS)),
    errorMs:
      lost.length === 0
        ? null
        : middle(lost.map((row) => ((row.endUs ?? run.endUs) - row.startUs) / 1000)),
  };
}

const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

function scenarioOf(written: object): Scenario {
  const scenario = parseScenario({
    title: 'Benchmark',
    hosts: { web: { cores: CORES } },
    front: { server: 'nginx' },
    database: 'none',
    ...written,
  });
  if (isProblems(scenario))
    throw new Error(`benchmark: ${scenario[0]?.at} ${scenario[0]?.message ?? ''}`);
  return scenario;
}
