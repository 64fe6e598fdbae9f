import { Dice } from '../scenario/randomScenario.ts';

type Written = Record<string, unknown>;

/** The values at the ends of what the written form allows, and odd ones between. */
const SPANS = ['0s', '1us', '3us', '7us', '1ms', '1.333333ms', '999.999ms', '1s', '59s', '10min'];
const LIMITS = ['1ms', '1.001ms', '7.777777ms', '1s', '2s', '60s', '1h'];
const SIZES = ['0B', '1B', '4096B', '131072B', '131073B', '3590000B', '10MB', '3GB', '10GiB'];
const SPEEDS = ['1B/s', '7B/s', '1kB/s', '999kB/s', '1GB/s', 'unlimited'];
const SECONDS = { '1ms': 0.001, '1s': 1, '7s': 7, '61s': 61, '1h': 3600 } as const;
const ROUTES = ['a', 'b', 'c'];

/** Scenario number `seed` in its written form: valid in every value, sensible in none. */
export function extremeScenario(seed: number): Written {
  const dice = new Dice(seed);
  const duration = dice.pick(Object.keys(SECONDS)) as keyof typeof SECONDS;
  const workers = dice.pick([1, 1, 2, 3, 64, 512]);
  const [hasFront, hasDatabase] = [dice.chance(0.6), dice.chance(0.7)];
  const version = dice.pick(['current', 'classic']);
  const instances = hasFront ? dice.pick([1, 1, 2, 5]) : 1;
  const kind = hasFront ? dice.pick(['unix', 'tcp']) : 'tcp';
  const moment = () => `${Math.floor(dice.next() ** 2 * SECONDS[duration] * 1e6)}us`;
  return {
    seed,
    duration,
    version,
    hosts: {
      // A host that is always too small has its workers forked and killed for ever; in an hour that is many.
      web: {
        cores: dice.pick([1, 2, 128]),
        memory:
          duration === '1h' || workers > 3 ? 'unlimited' : dice.pick(['unlimited', '1GB', '61MB']),
      },
      db: { cores: dice.pick([1, 3]) },
    },
    clients: ['first', 'second'].slice(0, dice.whole(1, 2)).map((name) => ({
      name,
      asks: dice.some(ROUTES, dice.whole(1, 3)),
      link: link(dice),
      pace: pace(dice),
      arrivals: arrivals(dice, moment, SECONDS[duration]),
      ...maybe(dice, 0.4, {
        patience: () => dice.pick(['1ms', '1.001ms', '1s', 'never', '10min']),
        closes: () => dice.chance(0.5),
        keepAlive: () => dice.chance(0.7),
        connections: () => dice.pick([1, 2, 32]),
        addresses: () => dice.pick(['one', 'network', 'each']),
        retries: () => dice.pick([0, 1, 3]),
        backoff: () => dice.pick(['1ms', '1s', '1min']),
        assets: () => dice.some(ROUTES, dice.whole(0, 2)),
        http2: () => dice.chance(0.8),
        window: () => dice.pick(['1KiB', '15MB', '1GiB']),
        resumes: () => dice.chance(0.5),
      }),
    })),
    front: hasFront ? front(dice) : 'none',
    socket: {
      kind,
      backlog: dice.pick([1, 2, 64, 65_535]),
      ...(kind === 'tcp' ? maybe(dice, 0.3, { rtt: () => dice.pick(['1us', '3us', '10s']) }) : {}),
    },
    app: {
      workers,
      host: dice.pick(['web', 'db']),
      timeout: dice.pick(['never', '1us', '1ms', '1s', '2.5s', '30s']),
      boot: dice.pick(['0s', '1us', '1s', '600s']),
      instances,
      worker_class: dice.pick(
        version === 'current'
          ? ['sync', 'gthread', 'gevent', 'asgi']
          : ['sync', 'gthread', 'gevent'],
      ),
      ...maybe(dice, 0.4, {
        threads: () => dice.pick([1, 2, 50]),
        worker_connections: () => dice.pick([1, 2, 1000]),
        keepalive: () => dice.pick(['0s', '1us', '1s', '1h']),
        graceful_timeout: () => dice.pick(['1us', '1s', '1h']),
        max_requests: () => dice.pick([0, 1, 7]),
        max_requests_jitter: () => dice.pick([0, 1, 100]),
        preload_app: () => dice.chance(0.5),
        memory: () => dice.pick(['0B', '60MB', '1GB']),
      }),
    },
    routes: ROUTES.map((name) => route(dice, name, hasDatabase)),
    database: hasDatabase ? database(dice) : 'none',
    script: Array.from({ length: dice.whole(0, 20) }, () => ({
      at: moment(),
      ...deed(dice, workers, instances, hasDatabase, hasFront),
    })),
  };
}

function maybe(dice: Dice, of: number, settings: Record<string, () => unknown>): Written {
  const kept = Object.entries(settings).filter(() => dice.chance(of));
  return Object.fromEntries(kept.map(([key, make]) => [key, make()]));
}

function link(dice: Dice): unknown {
  if (dice.chance(0.4)) return dice.pick(['loopback', 'fibre', 'dribble']);
  return {
    rtt: dice.pick(['0s', '1us', '3us', '333us', '10s']),
    up: dice.pick(SPEEDS),
    down: dice.pick(SPEEDS),
    ...maybe(dice, 0.2, { burst: () => dice.pick(['0B', '1B', '1GiB']) }),
    sendBuffer: dice.pick(['1KiB', '1GiB', '87kB']),
    receiveBuffer: dice.pick(['1KiB', '1GiB', '64KiB']),
  };
}

function pace(dice: Dice): Written {
  return maybe(dice, 0.3, {
    headOver: () => dice.pick(['0s', '1us', '5us', '1s', '10min']),
    bodyOver: () => dice.pick(['0s', '2us', '6us', '1s', '10min']),
    stops: () => dice.pick(['none', 'before-head', 'mid-head', 'mid-body']),
    readRate: () => dice.pick(['1B/s', '333B/s', '1MB/s', 'unlimited']),
    readEvery: () => dice.pick(['1ms', '1.001ms', '10s']),
    readDelay: () => dice.pick(['0s', '1us', '5s', '10min']),
  });
}

function arrivals(dice: Dice, moment: () => string, seconds: number): unknown {
  switch (dice.pick(['list', 'closed', 'every'])) {
    case 'list':
      return Array.from({ length: dice.whole(1, 40) }, () => ({
        at: dice.chance(0.5) ? '0s' : moment(),
        ...maybe(dice, 0.2, {
          route: () => dice.pick(ROUTES),
          wait: () => dice.pick(SPANS),
          body: () => dice.pick(SIZES),
          link: () => link(dice),
          pace: () => pace(dice),
          patience: () => dice.pick(['1ms', 'never', '1s']),
        }),
      }));
    case 'closed':
      return {
        count: dice.pick([1, 20, 300]),
        think: dice.pick(['0s', '1us', '1s']),
        thinkIs: dice.pick(['fixed', 'exponential']),
        requestsEach: dice.pick([1, 10]),
      };
    default:
      return {
        every: dice.pick(['1us', '3us', '7ms']),
        until: `${Math.min(seconds * 1e6, dice.pick([50, 300]))}us`,
      };
  }
}

function front(dice: Dice): Written {
  const limit = () => dice.pick(LIMITS);
  const locations = [
    { match: '/', proxy: true },
    { match: '= /a', static: '/s' },
    { match: '~ b', return: dice.pick([200, 301, 404, 599]) },
  ];
  return maybe(dice, 0.4, {
    host: () => dice.pick(['web', 'db']),
    locations: () => dice.some(locations, dice.whole(1, 3)),
    proxy_request_buffering: () => dice.chance(0.5),
    proxy_buffering: () => dice.chance(0.5),
    proxy_buffers: () => dice.pick(['1KiB', '1GiB']),
    proxy_max_temp_file_size: () => dice.pick([0, '100GiB']),
    client_max_body_size: () => dice.pick([0, '1B', 'unlimited']),
    worker_connections: () => dice.pick([4, 5, 1_000_000]),
    client_header_timeout: limit,
    client_body_timeout: limit,
    proxy_connect_timeout: limit,
    proxy_read_timeout: limit,
    send_timeout: limit,
    keepalive_timeout: () => dice.pick(['0s', '1us', '1s', '1h']),
    keepalive_requests: () => dice.pick([1, 2, 1000]),
    proxy_http_version: () => dice.pick(['1.0', '1.1']),
    tls: () => ({
      ssl_protocols: dice.pick(['1.2', '1.3']),
      ssl_early_data: dice.chance(0.6),
      http2: dice.chance(0.8),
    }),
    proxy_next_upstream: () => dice.pick(['off', 'error timeout']),
    gzip: () => dice.chance(0.7),
    limit_req: () => ({
      rate: dice.pick(['0.01/s', '1/s', '1000000/s']),
      burst: dice.pick([0, 1, 100_000]),
      nodelay: dice.chance(0.4),
    }),
    proxy_cache: () => ({
      proxy_cache_valid: dice.pick(['1s', '24h']),
      proxy_cache_lock: dice.chance(0.7),
      proxy_cache_lock_timeout: dice.pick(['0s', '1us', '500ms', '24h']),
      proxy_cache_lock_age: dice.pick(['0s', '1us', '5s', '24h']),
      proxy_cache_use_stale: dice.chance(0.5),
    }),
    upstream: () => ({
      method: dice.pick(['round_robin', 'least_conn', 'ip_hash']),
      weights: dice.pick([[], [1000], [1]]),
      keepalive: dice.pick([0, 1, 32]),
      keepalive_timeout: dice.pick(['1ms', '1s', '1h']),
      max_fails: dice.pick([0, 1, 3]),
      fail_timeout: dice.pick(['1ms', '1s', '1h']),
    }),
  });
}

function route(dice: Dice, name: string, hasDatabase: boolean): Written {
  const isStatic = dice.chance(0.1);
  return {
    name,
    path: `/${name}`,
    method: dice.pick(['GET', 'POST']),
    effect: dice.pick([
      ...['none', 'none', 'none', 'none', 'none', 'none'],
      ...['crash', 'segv', 'sigkill', 'hang', 'hang-hard', 'spin'],
    ]),
    async: dice.chance(0.3),
    static: isStatic,
    ...maybe(dice, 0.6, {
      body: () => dice.pick(SIZES),
      response: () => dice.pick(SIZES),
      cpu: () => dice.pick(SPANS),
      wait: () => dice.pick(SPANS),
      waitIs: () => dice.pick(['fixed', 'exponential']),
      memory: () => dice.pick(['0B', '1B', '2GB']),
      spans: () => [
        { kind: 'urls' },
        { kind: 'view', cpu: dice.pick(SPANS), wait: dice.pick(SPANS) },
      ],
    }),
    ...(hasDatabase && !isStatic
      ? {
          queries: dice.pick([0, 1, 3, 50]),
          query: dice.pick(['0s', '1us', '3us', '1s']),
          ...(dice.chance(0.4) ? { locks: 'row' } : {}),
          writes: dice.chance(0.5),
        }
      : {}),
  };
}

function database(dice: Dice): Written {
  const server = dice.pick(['postgresql', 'mysql', 'sqlite']);
  const CONN_MAX_AGE = dice.pick(['0s', '1us', '1s', 'none']);
  if (server === 'sqlite') return { server, CONN_MAX_AGE, timeout: dice.pick(['0s', '1us', '5s']) };
  const lock = dice.pick(['1s', '10min']);
  return {
    server,
    CONN_MAX_AGE,
    host: dice.pick(['web', 'db']),
    rtt: dice.pick(['0s', '1us', '3us', '10s']),
    max_connections: dice.pick([1, 4, 10_000]),
    connect: dice.pick(['0s', '1us', '60s']),
    ...(server === 'mysql'
      ? { innodb_lock_wait_timeout: lock }
      : { superuser_reserved_connections: 0, lock_timeout: lock }),
  };
}

function deed(
  dice: Dice,
  workers: number,
  instances: number,
  hasDatabase: boolean,
  hasFront: boolean,
): Written {
  const deeds: Written[] = [
    { 'kill-worker': dice.whole(1, workers) },
    { 'kill-worker': 1 },
    { 'add-worker': true },
    { 'remove-worker': true },
    { burst: { count: dice.pick([1, 200]) } },
    { 'abort-client': dice.whole(1, 40) },
    { 'reload-app': dice.whole(1, instances) },
    { 'stop-app': dice.whole(1, instances) },
    { 'start-app': dice.whole(1, instances) },
  ];
  const lasting = () => dice.pick(['0s', '1us', '1ms', '1s', '10min', 'good']);
  deeds.push(
    { 'hang-worker': { worker: dice.whole(1, workers), for: lasting() } },
    { 'hang-worker': { worker: 1, for: lasting() } },
    { 'slow-client': { factor: dice.pick([1, 1.5, 10_000]), for: lasting() } },
    { 'unplug-host': { host: dice.pick(['web', 'db']), for: lasting() } },
    {
      'busy-host': {
        host: dice.pick(['web', 'db']),
        processes: dice.pick([1, 200]),
        for: lasting(),
      },
    },
  );
  if (hasFront)
    deeds.push({ 'reload-front': true }, { 'stop-front': true }, { 'start-front': true });
  if (hasDatabase)
    deeds.push(
      { 'restart-database': dice.pick(['0s', '1us', '1s', '10min']) },
      {
        'slow-database': {
          factor: dice.pick([0.01, 0.333, 10_000]),
          for: dice.pick(['0s', '1us', '1s']),
        },
      },
    );
  return dice.pick(deeds);
}
