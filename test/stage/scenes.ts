import type {
  FrontView,
  ProcessView,
  Scene,
  Token,
  WorkerView,
} from '../../src/insight/scene/scene.ts';
import type {
  Gunicorn,
  Link,
  Nginx,
  Pace,
  Population,
  Route,
  Scenario,
} from '../../src/scenario/scenario.ts';

/** Hand-made scenarios and scenes: the stage is tested with pictures that no engine need produce. */

const FIBRE: Link = {
  name: 'fibre',
  rttUs: 40_000,
  upBytesPerSecond: 12_500_000,
  downBytesPerSecond: 25_000_000,
  burstBytes: 0,
  sendBufferBytes: 262_144,
  receiveBufferBytes: 131_072,
};
const SLOW: Link = {
  ...FIBRE,
  name: 'slow 3G',
  rttUs: 400_000,
  upBytesPerSecond: 50_000,
  downBytesPerSecond: 50_000,
  burstBytes: 0,
};
const AT_ONCE: Pace = {
  headOverUs: 0,
  bodyOverUs: 0,
  stops: null,
  readBytesPerSecond: Number.POSITIVE_INFINITY,
  readEveryUs: 0,
  readDelayUs: 0,
};

function route(name: string, extra: Partial<Route> = {}): Route {
  return {
    name,
    method: 'GET',
    path: `/${name}`,
    isStatic: false,
    bodyBytes: 0,
    responseBytes: 14_000,
    contentType: 'text/html',
    cpuUs: 20_000,
    waitUs: 0,
    waitIs: 'fixed',
    queries: 2,
    queryUs: 4_000,
    effect: 'none',
    isAsync: false,
    locks: '',
    writes: false,
    memoryBytes: 0,
    isCacheable: false,
    compressesTo: 1,
    spans: [],
    ...extra,
  };
}

export function population(name: string, count: number, link: Link, route: number): Population {
  return {
    name,
    link,
    pace: AT_ONCE,
    arrivals: { kind: 'closed', count, thinkUs: 500_000, thinkIs: 'exponential', requestsEach: 99 },
    asks: [{ route, weight: 1 }],
    patienceUs: Number.POSITIVE_INFINITY,
    closes: true,
    keepAlive: false,
    connections: 6,
    assets: [],
    retries: 0,
    backoffUs: 0,
    addresses: 'each',
    http2: false,
    windowBytes: 65_535,
    resumes: false,
  };
}

export const NGINX: Nginx = {
  kind: 'nginx',
  version: '1.31',
  hosts: [0],
  instances: 1,
  balancer: 'dns',
  locations: [
    { modifier: '=', match: '/favicon.ico', does: 'static', root: '/srv/static' },
    { modifier: '', match: '/static/', does: 'static', root: '/srv/static' },
    { modifier: '', match: '/', does: 'proxy' },
  ],
  proxy_request_buffering: true,
  proxy_buffering: true,
  proxy_buffersBytes: 40_960,
  proxy_max_temp_file_sizeBytes: 1_073_741_824,
  client_max_body_sizeBytes: 1_048_576,
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
  upstream: null,
  tls: null,
  limit_req: null,
  proxy_cache: null,
  proxy_ignore_client_abort: false,
  gzip: false,
};

export const GUNICORN: Gunicorn = {
  kind: 'gunicorn',
  version: '26.1',
  hosts: [0],
  instances: 1,
  worker_class: 'sync',
  workers: 3,
  threads: 1,
  worker_connections: 1_000,
  keepaliveUs: 2_000_000,
  max_requests: 0,
  max_requests_jitter: 0,
  preload_app: false,
  asgi_disconnect_grace_periodUs: 3_000_000,
  django: '5.2',
  memoryBytes: 60_000_000,
  timeoutUs: 30_000_000,
  graceful_timeoutUs: 30_000_000,
  bootUs: 400_000,
};

export function scenario(extra: Partial<Scenario> = {}): Scenario {
  return {
    title: 'Slow clients',
    seed: 1,
    durationUs: 10_000_000,
    hosts: [{ name: 'server', cores: 2, memoryBytes: Number.POSITIVE_INFINITY }],
    clients: [population('visitors', 4, FIBRE, 0), population('phones', 2, SLOW, 1)],
    front: NGINX,
    socket: { kind: 'unix', backlog: 2048, rttUs: 0 },
    app: GUNICORN,
    routes: [
      route('home'),
      route('photo', { method: 'POST', bodyBytes: 900_000 }),
      route('style.css', { isStatic: true }),
      route('api', { contentType: 'application/json' }),
    ],
    database: {
      kind: 'postgresql',
      host: 0,
      rttUs: 300,
      max_connections: 100,
      superuser_reserved_connections: 3,
      connectUs: 4_000,
      CONN_MAX_AGEUs: 0,
      auth: 'scram-sha-256',
      lock_timeoutUs: Number.POSITIVE_INFINITY,
    },
    script: [],
    ...extra,
  };
}

export function token(request: number, extra: Partial<Token> = {}): Token {
  return {
    request,
    population: 0,
    client: request % 4,
    route: 0,
    kind: 'page',
    place: 'to-front',
    fare: 'moving',
    progress: 0.5,
    sinceUs: 4_000_000,
    worker: null,
    process: null,
    instance: 0,
    front: 0,
    session: null,
    queuePosition: null,
    bytesSent: 0,
    bytesTotal: 0,
    bytesReceived: 0,
    responseBytes: 14_000,
    words: 'on its way',
    outcome: 'in-flight',
    status: null,
    endUs: null,
    ...extra,
  };
}

export function worker(index: number, extra: Partial<WorkerView> = {}): WorkerView {
  return {
    worker: index,
    process: index,
    nth: 0,
    pid: 101 + index,
    state: 'idle',
    sinceUs: 0,
    heldSinceUs: null,
    request: null,
    words: 'idle',
    hasEnded: false,
    heldByClient: false,
    isLocked: false,
    isPaused: false,
    served: 3,
    timeoutInUs: null,
    ...extra,
  };
}

export function processView(process: number, extra: Partial<ProcessView> = {}): ProcessView {
  return {
    process,
    instance: 0,
    pid: 101 + process,
    state: 'serving',
    sinceUs: 0,
    hasEnded: false,
    recycling: false,
    blockedBy: null,
    slots: 1,
    busy: 1,
    pooled: [],
    idleConnections: 0,
    served: 3,
    words: '1 of 1 worker busy',
    ...extra,
  };
}

export const waiting = (request: number, queuePosition: number): Token =>
  token(request, {
    place: 'backlog',
    fare: 'waiting',
    queuePosition,
    words: 'waiting for a worker',
  });

export const upload = (
  request: number,
  client: number,
  bytesSent: number,
  extra: Partial<Token> = {},
): Token =>
  token(request, {
    population: 1,
    client,
    route: 1,
    kind: 'upload',
    place: 'worker',
    fare: 'held',
    progress: bytesSent / 900_000,
    bytesSent,
    bytesTotal: 900_000,
    sinceUs: 300_000,
    words: `uploading ${bytesSent / 1000} of 900 kB`,
    ...extra,
  });

export const FRONT: FrontView = {
  up: true,
  connections: 14,
  worker_connections: 512,
  requestBuffers: [],
  responseBuffers: [{ request: 8, bytes: 9_100, total: 14_000 }],
  lastMatch: { location: 1, request: 12, atUs: 4_190_000 },
  staticServed: 4,
  keptConnections: 0,
  pool: null,
  oldConnections: 0,
  cacheHits: 0,
  refusedByLimit: 0,
};

/** Two workers held by uploads, one in a query, three requests waiting, a file at the door: the sketch of the design. */
export function busyScene({ front, ...extra }: Partial<Scene> = {}): Scene {
  const tokens = [
    token(11, { client: 0, progress: 0.6 }),
    token(12, {
      client: 1,
      kind: 'static',
      route: 2,
      place: 'door',
      words: 'file door: no worker needed',
    }),
    token(8, { client: 2, place: 'front', bytesReceived: 4_000 }),
    upload(3, 0, 180_000, { worker: 0 }),
    upload(6, 1, 495_000, { worker: 2 }),
    token(7, {
      client: 3,
      place: 'database',
      worker: 1,
      session: 8,
      kind: 'api',
      route: 3,
      words: 'waiting for the database',
    }),
    waiting(15, 0),
    waiting(16, 1),
    waiting(17, 2),
  ];
  const shownFront = front === undefined ? FRONT : front;
  return {
    atUs: 4_200_000,
    eventCount: 0,
    tokens,
    populations: [
      {
        population: 0,
        name: 'visitors',
        linkName: 'fibre',
        inFlight: 7,
        answered: 9,
        failed: 0,
      },
      {
        population: 1,
        name: 'phones',
        linkName: 'slow 3G',
        inFlight: 2,
        answered: 0,
        failed: 0,
      },
    ],
    front: shownFront,
    fronts: shownFront ? [shownFront] : [],
    backlog: { requests: [15, 16, 17], limit: 2048, oldestSinceUs: 3_380_000, overflowed: 0 },
    workers: [
      worker(0, {
        state: 'reading',
        request: 3,
        heldByClient: true,
        words: 'held 3.9 s by a slow upload',
        heldSinceUs: 300_000,
      }),
      worker(1, { state: 'database', request: 7, words: 'waiting for the database' }),
      worker(2, {
        state: 'reading',
        request: 6,
        heldByClient: true,
        words: 'held 2.1 s by a slow upload',
        heldSinceUs: 2_100_000,
      }),
    ],
    database: {
      up: true,
      sessions: [
        {
          session: 8,
          state: 'querying',
          request: 7,
          sinceUs: 4_190_000,
          words: 'query runs for #8',
        },
      ],
      usable: 97,
      locks: [],
      slowedBy: 1,
    },
    processes: [processView(0), processView(1), processView(2)],
    instances: [
      {
        instance: 0,
        up: true,
        sinceUs: 0,
        downUntilUs: null,
        pool: 0,
        backlog: { requests: [15, 16, 17], oldestSinceUs: 3_380_000 },
        lastSignal: null,
      },
    ],
    pages: null,
    retried: 0,
    memory: null,
    hosts: [
      {
        host: 0,
        name: 'server',
        cores: 2,
        wanting: 1,
        others: 0,
        unplugged: false,
        busy: 1,
        memory: null,
      },
    ],
    badEndings: [],
    counts: { arrived: 18, inFlight: 9, answered: 9, refused: 0, failed: 0, abandoned: 0 },
    ...extra,
  };
}

/** A crowd: `inQueue` waiting in the backlog and `onWires` under way, on top of the busy scene. */
export function crowdedScene(inQueue: number, onWires: number): Scene {
  const base = busyScene();
  const queued = Array.from({ length: inQueue }, (_, i) => waiting(100 + i, i + 3));
  const wires = Array.from({ length: onWires }, (_, i) =>
    token(100 + inQueue + i, { client: i % 4, progress: ((i * 37) % 100) / 100 }),
  );
  const tokens = [...base.tokens, ...queued, ...wires];
  return {
    ...base,
    tokens,
    backlog: { ...base.backlog, requests: [15, 16, 17, ...queued.map((t) => t.request)] },
    counts: { ...base.counts, inFlight: tokens.length },
  };
}
