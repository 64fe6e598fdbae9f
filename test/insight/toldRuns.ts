import type { Run } from '../../src/insight/shapes.ts';
import { Recording, type SlotPlace } from '../../src/recording/recording.ts';
import { EVENT, type EventName, NONE } from '../../src/recording/vocabulary.ts';
import type {
  Gunicorn,
  Link,
  MySQL,
  Nginx,
  Population,
  PostgreSQL,
  Route,
  Scenario,
  SQLite,
  Upstream,
} from '../../src/scenario/scenario.ts';

/** Recordings told word by word, for what the engine does seldom or on many conditions: each test says the few events that it is about. */

const link: Link = {
  name: 'loopback',
  rttUs: 0,
  upBytesPerSecond: Infinity,
  downBytesPerSecond: Infinity,
  burstBytes: 0,
  sendBufferBytes: 2_500_000,
  receiveBufferBytes: 200_000,
};

export const route = (over: Partial<Route> = {}): Route => ({
  name: 'page',
  method: 'GET',
  path: '/ping',
  isStatic: false,
  bodyBytes: 0,
  responseBytes: 5_000,
  contentType: 'text/plain',
  cpuUs: 0,
  waitUs: 100_000,
  waitIs: 'fixed',
  queries: 0,
  queryUs: 0,
  effect: 'none',
  isAsync: false,
  locks: '',
  writes: false,
  isCacheable: true,
  compressesTo: 0.25,
  memoryBytes: 0,
  spans: [],
  ...over,
});

export const visitors = (over: Partial<Population> = {}): Population => ({
  name: 'visitors',
  link,
  pace: {
    headOverUs: 0,
    bodyOverUs: 0,
    stops: null,
    readBytesPerSecond: Infinity,
    readEveryUs: 100_000,
    readDelayUs: 0,
  },
  arrivals: { kind: 'list', items: [] },
  asks: [{ route: 0, weight: 1 }],
  patienceUs: Infinity,
  closes: true,
  keepAlive: false,
  connections: 6,
  assets: [],
  addresses: 'each',
  http2: true,
  windowBytes: 15_000_000,
  resumes: false,
  retries: 0,
  backoffUs: 0,
  ...over,
});

export const nginx = (over: Partial<Nginx> = {}): Nginx => ({
  kind: 'nginx',
  version: '1.31',
  hosts: [0],
  locations: [{ modifier: '', match: '/', does: 'proxy' }],
  proxy_request_buffering: true,
  proxy_ignore_client_abort: false,
  proxy_buffering: true,
  proxy_buffersBytes: 36_864,
  proxy_max_temp_file_sizeBytes: 1_073_741_824,
  client_max_body_sizeBytes: 1_048_576,
  worker_connections: 512,
  client_header_timeoutUs: 60_000_000,
  client_body_timeoutUs: 60_000_000,
  proxy_connect_timeoutUs: 60_000_000,
  proxy_read_timeoutUs: 60_000_000,
  send_timeoutUs: 60_000_000,
  keepalive_timeoutUs: 75_000_000,
  keepalive_requests: 1000,
  proxy_http_version: null,
  proxy_next_upstream: true,
  gzip: false,
  instances: 1,
  balancer: 'dns',
  upstream: null,
  tls: null,
  limit_req: null,
  proxy_cache: null,
  ...over,
});

export const upstream = (over: Partial<Upstream> = {}): Upstream => ({
  method: 'round_robin',
  weights: [],
  keepalive: null,
  keepalive_timeoutUs: 60_000_000,
  keepalive_requests: 1000,
  max_fails: 1,
  fail_timeoutUs: 10_000_000,
  ...over,
});

export const gunicorn = (over: Partial<Gunicorn> = {}): Gunicorn => ({
  kind: 'gunicorn',
  version: '26.1',
  hosts: [0],
  instances: 1,
  worker_class: 'sync',
  workers: 1,
  threads: 1,
  worker_connections: 1000,
  timeoutUs: 30_000_000,
  graceful_timeoutUs: 30_000_000,
  keepaliveUs: 2_000_000,
  max_requests: 0,
  max_requests_jitter: 0,
  preload_app: false,
  asgi_disconnect_grace_periodUs: 3_000_000,
  django: '5.2',
  memoryBytes: 104_857_600,
  bootUs: 100_000,
  ...over,
});

export const postgresql = (over: Partial<PostgreSQL> = {}): PostgreSQL => ({
  kind: 'postgresql',
  host: 0,
  rttUs: 0,
  max_connections: 100,
  connectUs: null,
  CONN_MAX_AGEUs: 0,
  superuser_reserved_connections: 3,
  auth: 'scram-sha-256',
  lock_timeoutUs: Infinity,
  ...over,
});

export const mysql = (over: Partial<MySQL> = {}): MySQL => ({
  kind: 'mysql',
  host: 0,
  rttUs: 0,
  max_connections: 151,
  connectUs: null,
  CONN_MAX_AGEUs: 0,
  auth: 'mysql_native_password',
  innodb_lock_wait_timeoutUs: 50_000_000,
  ...over,
});

export const sqlite = (over: Partial<SQLite> = {}): SQLite => ({
  kind: 'sqlite',
  CONN_MAX_AGEUs: 0,
  timeoutUs: 5_000_000,
  ...over,
});

export type Knobs = Partial<Omit<Scenario, 'app'>> & { app?: Partial<Gunicorn> };

export const world = ({ app, ...over }: Knobs = {}): Scenario => ({
  title: 'told',
  seed: 1,
  durationUs: 60_000_000,
  hosts: [{ name: 'server', cores: 2, memoryBytes: Infinity }],
  clients: [visitors()],
  front: null,
  socket: { kind: 'tcp', backlog: 2048, rttUs: 0 },
  routes: [route()],
  database: null,
  script: [],
  ...over,
  app: gunicorn(app),
});

/** One event: seconds, word, request, actor, arg. */
export type Told = readonly [
  at: number,
  name: EventName,
  request?: number,
  actor?: number,
  arg?: number,
];

export interface Tale extends Knobs {
  /** Requests in order: which route, and which client of the only population. */
  readonly asks?: readonly { readonly route?: number; readonly client?: number }[];
  /** Threads, greenlets or tasks of each process; [1, 1] = two sync workers. They are forked at 0 unless `unborn`. */
  readonly slots?: readonly number[];
  readonly unborn?: boolean;
  readonly events: readonly Told[];
  readonly endUs?: number;
}

/** The recording of a tale. Its events may be told in any order. */
export function tell({ asks = [{}], slots = [1], unborn, events, endUs, ...knobs }: Tale): Run {
  const scenario = world({ ...knobs, app: { workers: slots.length, ...knobs.app } });
  const run: Run = new Recording(scenario);
  const perInstance = Math.ceil(slots.length / scenario.app.instances);
  slots.forEach((count, process) => {
    for (let nth = 0; nth < count; nth++) {
      const place: SlotPlace = { instance: Math.floor(process / perInstance), process, nth };
      run.slots.push(place);
    }
  });
  for (const { route: r = 0, client } of asks) {
    const of = scenario.routes[r] as Route;
    run.addRequest(0, client ?? run.requests, NONE, r, of.bodyBytes, of.responseBytes, of.waitUs);
  }
  const push = ([at, name, request = NONE, actor = NONE, arg = 0]: Told): void =>
    run.push(Math.round(at * 1e6), EVENT[name], request, actor, arg);
  if (!unborn)
    slots.forEach((_, process) => {
      push([0, 'worker/forked', NONE, process, 101 + process]);
      push([0, 'worker/booted', NONE, process, 101 + process]);
    });
  // Stable: those of one moment stay in the order in which they are told.
  for (const event of [...events].sort((a, b) => a[0] - b[0])) push(event);
  run.endUs = endUs ?? scenario.durationUs;
  return run;
}

/** A request's way to the app server: straight, or through nginx; accepted by `slot` at once. */
export function comes(at: number, request: number, slot: number, hasFront = false): Told[] {
  const start: Told[] = [
    [at, 'request/started', request, 0],
    ...(hasFront ? ([[at, 'front/accepted', request, NONE, 1]] as Told[]) : []),
    [at, 'connection/established', request],
    [at, 'request/sending', request, NONE, 0],
    ...(hasFront
      ? ([
          [at, 'head/received', request, NONE, 0],
          [at, 'upstream/connected', request],
        ] as Told[])
      : []),
    [at, 'socket/queued', request, NONE, 1],
  ];
  return slot === NONE ? start : [...start, ...taken(at, request, slot)];
}

/** A slot takes it off the backlog and enters its view. */
export function taken(at: number, request: number, slot: number): Told[] {
  return [
    [at, 'worker/accepted', request, slot],
    [at, 'worker/received', request, slot],
    [at, 'view/entered', request, slot],
  ];
}

/** Its answer, complete at once. */
export function answered(
  at: number,
  request: number,
  slot: number,
  status = 200,
  hasFront = false,
): Told[] {
  return [
    [at, 'view/left', request, slot, status],
    [at, 'response/writing', request, slot, 5_000],
    [at, 'response/written', request, slot],
    ...(hasFront ? ([[at, 'response/buffered', request, NONE, 5_000]] as Told[]) : []),
    [at, 'worker/released', request, slot],
    [at, 'response/begun', request],
    [at, 'request/answered', request, NONE, status],
    ...(hasFront ? ([[at, 'front/closed', request, NONE, status]] as Told[]) : []),
  ];
}
