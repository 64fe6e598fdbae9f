import type { Run } from '../../src/insight/shapes.ts';
import { Recording } from '../../src/recording/recording.ts';
import { EVENT, type EventName, NONE } from '../../src/recording/vocabulary.ts';
import type {
  Gunicorn,
  Link,
  Nginx,
  Pace,
  Population,
  PostgreSQL,
  Route,
  Scenario,
} from '../../src/scenario/scenario.ts';
import { traitsOf } from '../../src/scenario/servers/appServers.ts';

/** Recordings made by hand, in the order in which the engine records, so that insight is tested without it. */

export const lan: Link = {
  name: 'LAN',
  rttUs: 2_000,
  upBytesPerSecond: 12_500_000,
  downBytesPerSecond: 12_500_000,
  burstBytes: 0,
  sendBufferBytes: 2_500_000,
  receiveBufferBytes: 200_000,
};

export const prompt: Pace = {
  headOverUs: 0,
  bodyOverUs: 0,
  stops: null,
  readBytesPerSecond: Infinity,
  readEveryUs: 100_000,
  readDelayUs: 0,
};

export const page: Route = {
  name: 'page',
  method: 'GET',
  path: '/',
  isStatic: false,
  bodyBytes: 0,
  responseBytes: 20_000,
  contentType: 'text/html',
  cpuUs: 20_000,
  waitUs: 80_000,
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
};

export const nginx: Nginx = {
  kind: 'nginx',
  version: '1.31',
  hosts: [0],
  locations: [
    { modifier: '', match: '/static/', does: 'static', root: '/srv/static' },
    { modifier: '', match: '/', does: 'proxy' },
  ],
  proxy_request_buffering: true,
  proxy_ignore_client_abort: false,
  proxy_buffering: true,
  proxy_buffersBytes: 36_864,
  proxy_max_temp_file_sizeBytes: 1_073_741_824,
  client_max_body_sizeBytes: 10_000_000,
  worker_connections: 512,
  client_header_timeoutUs: 60_000_000,
  client_body_timeoutUs: 60_000_000,
  proxy_connect_timeoutUs: 60_000_000,
  proxy_read_timeoutUs: 60_000_000,
  send_timeoutUs: 60_000_000,
  keepalive_timeoutUs: 0,
  keepalive_requests: 1_000,
  proxy_http_version: null,
  proxy_next_upstream: true,
  gzip: false,
  instances: 1,
  balancer: 'dns',
  upstream: null,
  tls: null,
  limit_req: null,
  proxy_cache: null,
};

export const gunicorn: Gunicorn = {
  kind: 'gunicorn',
  version: '26.1',
  hosts: [0],
  instances: 1,
  worker_class: 'sync',
  workers: 3,
  threads: 1,
  worker_connections: 1_000,
  timeoutUs: 30_000_000,
  graceful_timeoutUs: 30_000_000,
  keepaliveUs: 2_000_000,
  max_requests: 0,
  max_requests_jitter: 0,
  preload_app: false,
  asgi_disconnect_grace_periodUs: 3_000_000,
  django: '5.2',
  memoryBytes: 60_000_000,
  bootUs: 500_000,
};

export const postgresql: PostgreSQL = {
  kind: 'postgresql',
  host: 0,
  rttUs: 200,
  max_connections: 100,
  superuser_reserved_connections: 3,
  connectUs: 5_000,
  CONN_MAX_AGEUs: 0,
  auth: 'scram-sha-256',
  lock_timeoutUs: Infinity,
};

export const routes: Route[] = [
  page,
  { ...page, name: 'upload', method: 'POST', path: '/upload', bodyBytes: 900_000 },
  { ...page, name: 'logo', path: '/static/logo.png', isStatic: true, responseBytes: 4_000 },
  { ...page, name: 'list', path: '/list', queries: 2, queryUs: 10_000 },
  { ...page, name: 'export', path: '/export', responseBytes: 6_000_000 },
];

export const population = (over: Partial<Population> = {}): Population => ({
  name: 'visitors',
  link: lan,
  pace: prompt,
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

/** Clients of 900 kB that take 20 s over it. */
export const slowUploaders = population({
  name: 'slow uploaders',
  pace: { ...prompt, bodyOverUs: 20_000_000 },
});

export const scenario = (over: Partial<Scenario> = {}): Scenario => ({
  title: 'by hand',
  seed: 1,
  durationUs: 60_000_000,
  hosts: [{ name: 'server', cores: 2, memoryBytes: Infinity }],
  clients: [population(), slowUploaders],
  front: nginx,
  socket: { kind: 'unix', backlog: 2048, rttUs: 0 },
  app: gunicorn,
  routes,
  database: null,
  script: [],
  ...over,
});

/** Writes events; `forks` workers are ready at 0. */
export class Hand {
  readonly run: Run;
  private readonly events: { at: number; push: () => void }[] = [];
  private readonly backlogOf = { length: 0 };

  constructor(s: Scenario = scenario(), forks = traitsOf(s.app).processes) {
    this.run = new Recording(s);
    for (let w = 0; w < forks; w++) {
      this.event(0, 'worker/forked', NONE, w, 101 + w);
      this.event(0, 'worker/booted', NONE, w, 101 + w);
    }
  }

  /** Events may be noted in any order; {@link done} sorts them by time, keeping the order of one moment. */
  event(at: number, name: EventName, request = NONE, actor = NONE, arg = 0): this {
    this.events.push({ at, push: () => this.run.push(at, EVENT[name], request, actor, arg) });
    return this;
  }

  request(populationIndex: number, route: number): number {
    const r = this.run.scenario.routes[route] as Route;
    return this.run.addRequest(
      populationIndex,
      0,
      NONE,
      route,
      r.bodyBytes,
      r.responseBytes,
      r.waitUs,
    );
  }

  /** A request up to nginx having its head. */
  toHead(at: number, populationIndex: number, route: number, sendOverUs = 0): number {
    const r = this.request(populationIndex, route);
    this.event(at, 'request/started', r, populationIndex)
      .event(at + 1_000, 'front/accepted', r, NONE, 1)
      .event(at + 2_000, 'connection/established', r)
      .event(at + 2_000, 'request/sending', r, NONE, sendOverUs)
      .event(
        at + 3_000,
        'head/received',
        r,
        NONE,
        this.run.scenario.routes[route]?.isStatic ? 0 : 1,
      );
    return r;
  }

  /** A page request up to the backlog of the app server, through nginx; queued at `at + 3 ms`. */
  toBacklog(at: number, populationIndex = 0, route = 0): number {
    const r = this.toHead(at, populationIndex, route);
    this.event(at + 3_000, 'upstream/connected', r);
    this.event(at + 3_000, 'socket/queued', r, NONE, ++this.backlogOf.length);
    return r;
  }

  /** Worker takes it at `at`, view runs until `until`, the answer arrives 1 ms later. */
  served(r: number, worker: number, at: number, until: number): this {
    this.taken(r, worker, at).event(at, 'worker/received', r, worker, 0);
    return this.event(at, 'view/entered', r, worker).answered(r, worker, until);
  }

  taken(r: number, worker: number, at: number): this {
    return this.event(at, 'worker/accepted', r, worker, Math.max(0, --this.backlogOf.length));
  }

  answered(r: number, worker: number, until: number): this {
    const bytes = this.run.seed(r).responseBytes;
    return this.event(until, 'view/left', r, worker, 200)
      .event(until, 'response/writing', r, worker, bytes)
      .event(until, 'response/written', r, worker, 0)
      .event(until, 'response/buffered', r, NONE, bytes)
      .event(until, 'worker/released', r, worker, 0)
      .event(until + 1_000, 'response/begun', r, NONE, 0)
      .event(until + 1_000, 'request/answered', r, NONE, 200)
      .event(until + 1_000, 'connection/closed', r)
      .event(until + 2_000, 'front/closed', r, NONE, 200);
  }

  done(endUs = 60_000_000): Run {
    this.events
      .map((e, i) => ({ ...e, i }))
      .sort((a, b) => a.at - b.at || a.i - b.i)
      .forEach((e) => {
        e.push();
      });
    this.events.length = 0;
    this.run.endUs = endUs;
    return this.run;
  }
}

/**
 * Three workers held by slow uploads because proxy_request_buffering is off (#1..#3, from 0.1 s), five pages that wait
 * behind them from 3.18 s on (#4..#8).
 */
export function threeHeldByUploads(): Run {
  const hand = new Hand(scenario({ front: { ...nginx, proxy_request_buffering: false } }));
  for (let k = 0; k < 3; k++) {
    const at = 100_000 + k * 1_000;
    const r = hand.toHead(at, 1, 1, 20_000_000);
    hand
      .event(at + 3_000, 'body/receiving', r, NONE, 20_000_000)
      .event(at + 3_000, 'upstream/connected', r)
      .event(at + 3_000, 'socket/queued', r, NONE, 1)
      .event(at + 3_000, 'worker/accepted', r, k, 0)
      .event(at + 20_003_000, 'worker/received', r, k, 900_000)
      .event(at + 20_003_000, 'view/entered', r, k)
      .answered(r, k, at + 20_103_000);
  }
  for (let k = 0; k < 5; k++) hand.toBacklog(3_177_000 + k * 10_000);
  for (let k = 0; k < 5; k++)
    hand.served(
      3 + k,
      k % 3,
      20_300_000 + Math.floor(k / 3) * 100_000 + k * 1_000,
      20_400_000 + Math.floor(k / 3) * 100_000 + k * 1_000,
    );
  return hand.done();
}

/** Arrivals every millisecond for one worker of 2 ms: the backlog grows without end. */
export function busy(requests: number): Run {
  const s = scenario();
  const run: Run = new Recording(s);
  run.push(0, EVENT['worker/forked'], NONE, 0, 101);
  run.push(0, EVENT['worker/booted'], NONE, 0, 101);
  let taken = 0;
  const take = (at: number): void => {
    run.push(at, EVENT['worker/accepted'], taken, 0, 0);
    run.push(at, EVENT['worker/received'], taken, 0, 0);
    run.push(at, EVENT['view/entered'], taken, 0, 0);
  };
  for (let k = 0; k < requests; k++) {
    const at = k * 1000;
    const r = run.addRequest(0, k, NONE, 0, 0, 20_000, 0);
    run.push(at, EVENT['request/started'], r, 0, 0);
    run.push(at, EVENT['front/accepted'], r, NONE, 1);
    run.push(at, EVENT['connection/established'], r, NONE, 0);
    run.push(at, EVENT['request/sending'], r, NONE, 0);
    run.push(at, EVENT['head/received'], r, NONE, 1);
    run.push(at, EVENT['upstream/connected'], r, NONE, 0);
    run.push(at, EVENT['socket/queued'], r, NONE, 1);
    if (k === 0) take(at);
    if (k % 2 === 1) {
      run.push(at, EVENT['view/left'], taken, 0, 200);
      run.push(at, EVENT['response/written'], taken, 0, 0);
      run.push(at, EVENT['response/buffered'], taken, NONE, 20_000);
      run.push(at, EVENT['worker/released'], taken, 0, 2000);
      run.push(at, EVENT['response/begun'], taken, NONE, 0);
      run.push(at, EVENT['request/answered'], taken, NONE, 200);
      taken++;
      take(at);
    }
  }
  run.endUs = requests * 1000;
  return run;
}
