import type { Run } from '../../src/insight/shapes.ts';
import type { Arrival, Gunicorn, Population, Scenario } from '../../src/scenario/scenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import {
  gunicorn,
  lan,
  nginx,
  page,
  population,
  postgresql,
  prompt,
  scenario,
} from './handmade.ts';

/** Runs of the real engine, one for each mechanism that a question of insight is about. */

const UPLOAD = 1;
const LOGO = 2;
const LIST = 3;
const EXPORT = 4;
const CRASH = 5;
const HANG = 6;
const SLEEP = 7;

const routes: Scenario['routes'] = [
  ...scenario().routes,
  { ...page, name: 'crash', path: '/crash', effect: 'crash' },
  { ...page, name: 'hang', path: '/hang', effect: 'hang' },
  { ...page, name: 'sleep', path: '/sleep', waitUs: 3_000_000 },
];

const at = (atUs: number, route: number, over: Partial<Arrival> = {}): Arrival => ({
  atUs,
  route,
  waitUs: null,
  bodyBytes: null,
  link: null,
  pace: null,
  patienceUs: null,
  client: null,
  ...over,
});

const burst = (count: number, fromUs: number, route: number, everyUs = 2_000): Arrival[] =>
  Array.from({ length: count }, (_, k) => at(fromUs + k * everyUs, route));

const list = (name: string, items: Arrival[], over: Partial<Population> = {}): Population =>
  population({ name, arrivals: { kind: 'list', items }, ...over });

const slowSend = { ...prompt, bodyOverUs: 10_000_000 };
const slowRead = { ...prompt, readBytesPerSecond: 500_000 };

type Knobs = Partial<Omit<Scenario, 'app'>> & { app?: Partial<Gunicorn> };

function make(knobs: Knobs): Scenario {
  const base = scenario({ routes, durationUs: 20_000_000 });
  return { ...base, ...knobs, app: { ...gunicorn, workers: 2, ...knobs.app } };
}

const uploads = list('uploaders', burst(2, 100_000, UPLOAD), { pace: slowSend });
const readers = list('readers', burst(2, 100_000, EXPORT), { pace: slowRead });
const fast = list('fast', burst(5, 1_000_000, 0));
const withRoute = (route: number, over: object) =>
  routes.map((r, i) => (i === route ? { ...r, ...over } : r));

export const SCENARIOS = {
  ordinary: make({
    clients: [list('visitors', [...burst(30, 100_000, 0, 20_000), at(500_000, LOGO)])],
  }),
  uploadsBuffered: make({ clients: [uploads, fast] }),
  uploadsUnbuffered: make({
    clients: [uploads, fast],
    front: { ...nginx, proxy_request_buffering: false },
  }),
  uploadsDirect: make({ clients: [uploads, fast], front: null }),
  silentDirect: make({
    clients: [
      list('silent', burst(2, 100_000, 0), { pace: { ...prompt, stops: 'before-head' } }),
      fast,
    ],
    front: null,
  }),
  stalledDirect: make({
    clients: [
      list('stalled', burst(2, 100_000, UPLOAD), { pace: { ...slowSend, stops: 'mid-body' } }),
      fast,
    ],
    front: null,
    app: { timeoutUs: 3_000_000 },
  }),
  headsDirect: make({
    clients: [
      list('dribblers', burst(2, 100_000, 0), { pace: { ...prompt, headOverUs: 5_000_000 } }),
      fast,
    ],
    front: null,
  }),
  headsBehindNginx: make({
    clients: [
      list('dribblers', burst(2, 100_000, 0), { pace: { ...prompt, headOverUs: 5_000_000 } }),
      fast,
    ],
  }),
  readersBuffered: make({ clients: [readers, fast] }),
  readersUnbuffered: make({
    clients: [list('readers', burst(2, 100_000, EXPORT), { pace: slowRead }), fast],
    routes: withRoute(EXPORT, { responseBytes: 24_000_000 }),
    front: { ...nginx, proxy_buffering: false },
  }),
  readersDirect: make({ clients: [readers, fast], front: null }),
  lingering: make({
    clients: [list('keepers', burst(2, 100_000, 0), { closes: false }), fast],
    front: null,
  }),
  sleeping: make({ clients: [list('sleepers', burst(2, 100_000, SLEEP)), fast] }),
  database: make({
    clients: [list('visitors', burst(20, 100_000, LIST))],
    database: postgresql,
    routes: withRoute(LIST, { queryUs: 300_000 }),
  }),
  databaseFull: make({
    clients: [list('visitors', burst(6, 100_000, LIST))],
    database: { ...postgresql, max_connections: 4 },
    routes: withRoute(LIST, { queryUs: 300_000 }),
  }),
  databaseRestarts: make({
    clients: [list('visitors', burst(20, 100_000, LIST))],
    database: postgresql,
    routes: withRoute(LIST, { queryUs: 300_000 }),
    script: [{ atUs: 500_000, do: 'restart-database', downUs: 1_000_000 }],
  }),
  databaseSlow: make({
    clients: [list('visitors', burst(20, 100_000, LIST, 100_000))],
    database: { ...postgresql, CONN_MAX_AGEUs: Infinity },
    script: [{ atUs: 300_000, do: 'slow-database', factor: 10, forUs: 2_000_000 }],
  }),
  crashing: make({ clients: [list('unlucky', burst(2, 100_000, CRASH)), fast] }),
  crashingDirect: make({
    clients: [list('unlucky', burst(2, 1_000_000, CRASH)), fast],
    front: null,
  }),
  hanging: make({
    clients: [list('unlucky', burst(2, 100_000, HANG)), fast],
    app: { timeoutUs: 3_000_000 },
  }),
  hangingOld: make({
    clients: [list('unlucky', burst(2, 100_000, HANG)), fast],
    app: { timeoutUs: 3_000_000, version: '20.1' },
  }),
  killed: make({
    clients: [list('sleepers', burst(4, 100_000, SLEEP)), fast],
    script: [{ atUs: 1_200_000, do: 'kill-worker', worker: 0 }],
  }),
  resized: make({
    clients: [list('visitors', burst(200, 0, 0, 50_000))],
    script: [
      { atUs: 1_000_000, do: 'add-worker' },
      { atUs: 5_000_000, do: 'remove-worker' },
    ],
  }),
  impatient: make({
    clients: [
      list('sleepers', burst(4, 100_000, SLEEP)),
      list('fast', burst(5, 1_000_000, 0), { patienceUs: 1_000_000 }),
    ],
  }),
  impatientDirect: make({
    clients: [
      list('sleepers', burst(4, 100_000, SLEEP)),
      list('fast', burst(5, 1_000_000, 0), { patienceUs: 1_000_000 }),
    ],
    front: null,
  }),
  gatewayTimeout: make({
    clients: [list('sleepers', burst(4, 100_000, SLEEP)), fast],
    front: { ...nginx, proxy_read_timeoutUs: 2_000_000 },
  }),
  tooLarge: make({
    clients: [list('uploaders', burst(1, 100_000, UPLOAD))],
    front: { ...nginx, client_max_body_sizeBytes: 100_000 },
  }),
  silentBehindNginx: make({
    clients: [list('silent', burst(2, 100_000, 0), { pace: { ...prompt, stops: 'mid-head' } })],
    front: { ...nginx, client_header_timeoutUs: 2_000_000 },
  }),
  backlogFull: make({
    clients: [list('crowd', burst(20, 100_000, SLEEP))],
    socket: { kind: 'unix', backlog: 3, rttUs: 0 },
  }),
  backlogFullTcp: make({
    clients: [list('crowd', burst(20, 100_000, SLEEP))],
    socket: { kind: 'tcp', backlog: 3, rttUs: 0 },
  }),
  backlogFullDirect: make({
    clients: [list('crowd', burst(20, 100_000, SLEEP))],
    socket: { kind: 'tcp', backlog: 3, rttUs: 0 },
    front: null,
  }),
  frontFull: make({
    clients: [list('crowd', burst(20, 100_000, SLEEP))],
    front: { ...nginx, worker_connections: 10 },
  }),
  aborted: make({
    clients: [list('sleepers', burst(4, 100_000, SLEEP))],
    script: [
      { atUs: 500_000, do: 'abort-client', request: 3 },
      { atUs: 600_000, do: 'burst', population: 0, route: 0, count: 10 },
    ],
  }),
  farAway: make({
    clients: [
      list('far', burst(12, 100_000, 0), { link: { ...lan, name: 'far', rttUs: 100_000 } }),
    ],
    front: null,
    app: { workers: 1 },
  }),
  crowded: make({
    clients: [
      population({
        name: 'crowd',
        arrivals: { kind: 'poisson', perSecond: 60, fromUs: 0, untilUs: 20_000_000 },
        asks: [
          { route: 0, weight: 3 },
          { route: LOGO, weight: 1 },
          { route: LIST, weight: 1 },
        ],
      }),
      population({
        name: 'loop',
        arrivals: {
          kind: 'closed',
          count: 10,
          thinkUs: 500_000,
          thinkIs: 'exponential',
          requestsEach: 1_000,
        },
      }),
    ],
    database: postgresql,
    app: { workers: 4 },
  }),
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

export const NAMES = Object.keys(SCENARIOS) as ScenarioName[];

const runs = new Map<ScenarioName, Run>();

/** The run of a scenario, simulated once per test file. */
export function runOf(name: ScenarioName): Run {
  const known = runs.get(name) ?? simulate(SCENARIOS[name]);
  runs.set(name, known);
  return known;
}
