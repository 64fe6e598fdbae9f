import { type Dice, maybe, type Written } from './dice.ts';

const LOCATIONS = [
  { match: '/static/', static: '/srv/static' },
  { match: '/', proxy: true },
  { match: '= /health', return: 200 },
  { match: '^~ /media/', static: '/srv/media' },
  { match: '~ \\.(css|js)$', static: '/srv/static' },
  { match: '~* ^/API/', proxy: true },
  { match: '/old/', return: 410 },
];

/** A front server of any kind; nginx most often. */
export function randomFront(dice: Dice, hosts: readonly string[]): Written {
  const kind = dice.pick(['nginx', 'nginx', 'nginx', 'nginx', 'apache', 'apache', 'iis'] as const);
  return {
    server: kind,
    ...maybe(dice, 0.2, {
      instances: () => dice.whole(1, 3),
      balancer: () => dice.pick(['dns', 'balancer']),
      tls: () => dice.chance(0.3) || randomTls(dice),
    }),
    ...maybe(dice, 0.25, {
      locations: () => dice.some(LOCATIONS, dice.whole(1, LOCATIONS.length)),
    }),
    ...randomHosts(dice, hosts),
    ...FRONTS[kind](dice),
  };
}

const timeouts = (dice: Dice) => () => dice.pick(['200ms', '1s', '2.5s', '60s']);

const FRONTS: Record<'nginx' | 'apache' | 'iis', (dice: Dice) => Written> = {
  nginx: (dice) => ({
    ...maybe(dice, 0.5, {
      proxy_request_buffering: () => dice.pick(['on', 'off', true, false]),
      proxy_ignore_client_abort: () => dice.pick(['on', 'off']),
      proxy_buffering: () => dice.pick(['on', 'off', true, false]),
    }),
    ...maybe(dice, 0.25, {
      version: () => dice.pick(['1.31', '1.22']),
      proxy_buffers: () => dice.pick(['8KiB', '36KiB', '1MiB']),
      proxy_max_temp_file_size: () => dice.pick([0, '1MiB', '1GiB']),
      client_max_body_size: () => dice.pick([0, '100kB', '1MiB', '10MiB', 'unlimited']),
      worker_connections: () => dice.pick([4, 8, 20, 512]),
      client_header_timeout: timeouts(dice),
      client_body_timeout: timeouts(dice),
      proxy_connect_timeout: timeouts(dice),
      proxy_read_timeout: timeouts(dice),
      send_timeout: timeouts(dice),
      keepalive_timeout: () => dice.pick(['0s', '300ms', '75s']),
      keepalive_requests: () => dice.pick([1, 2, 1000]),
      proxy_http_version: () => dice.pick(['1.0', '1.1']),
      proxy_next_upstream: () => dice.pick(['off', 'error timeout', true, false]),
      gzip: () => dice.chance(0.7),
    }),
    ...maybe(dice, 0.4, {
      upstream: () =>
        dice.chance(0.3) || randomUpstream(dice, ['round_robin', 'least_conn', 'ip_hash']),
    }),
    ...maybe(dice, 0.25, {
      limit_req: () => dice.chance(0.2) || randomLimit(dice),
      proxy_cache: () => dice.chance(0.2) || randomCache(dice),
    }),
  }),
  apache: (dice) => ({
    ...maybe(dice, 0.35, {
      MaxRequestWorkers: () => dice.pick([1, 2, 5, 150]),
      ListenBacklog: () => dice.pick([1, 5, 511]),
      Timeout: timeouts(dice),
      ProxyTimeout: timeouts(dice),
      LimitRequestBody: () => dice.pick(['100kB', '10MiB', '1GiB']),
      KeepAlive: () => dice.chance(0.5),
      KeepAliveTimeout: () => dice.pick(['300ms', '5s']),
      MaxKeepAliveRequests: () => dice.pick([0, 1, 100]),
      retry: () => dice.pick(['0s', '2s', '60s']),
      'RequestReadTimeout-header': () => dice.pick(['never', '500ms', '20s']),
      'RequestReadTimeout-body': () => dice.pick(['never', '500ms', '20s']),
    }),
    ...maybe(dice, 0.4, {
      upstream: () => dice.chance(0.3) || randomUpstream(dice, ['round_robin', 'least_conn']),
    }),
  }),
  iis: (dice) =>
    maybe(dice, 0.35, {
      queueLength: () => dice.pick([10, 1000]),
      requestTimeout: timeouts(dice),
      startupTimeLimit: timeouts(dice),
      rapidFailsPerMinute: () => dice.pick([1, 3, 10]),
      maxAllowedContentLength: () => dice.pick(['1MiB', '30MB']),
      connectionTimeout: timeouts(dice),
    }),
};

/** `host`, or `hosts`, or neither. */
function randomHosts(dice: Dice, hosts: readonly string[]): Written {
  if (dice.chance(0.7)) return {};
  if (dice.chance(0.5)) return { host: dice.pick(hosts) };
  return { hosts: Array.from({ length: dice.whole(1, 3) }, () => dice.pick(hosts)) };
}

function randomUpstream(dice: Dice, methods: readonly string[]): Written {
  return maybe(dice, 0.5, {
    method: () => dice.pick(methods),
    weights: () => [dice.pick([1, 3, 50])],
    keepalive: () => dice.pick([0, 1, 2, 32]),
    keepalive_timeout: () => dice.pick(['200ms', '2s', '60s']),
    keepalive_requests: () => dice.pick([1, 3, 1000]),
    max_fails: () => dice.pick([0, 1, 2]),
    fail_timeout: () => dice.pick(['100ms', '1s', '10s']),
  });
}

function randomTls(dice: Dice): Written {
  return maybe(dice, 0.5, {
    ssl_protocols: () => dice.pick(['1.2', '1.3']),
    certificate: () => dice.pick(['ecdsa', 'rsa']),
    ssl_session_tickets: () => dice.chance(0.5),
    ssl_early_data: () => dice.chance(0.5),
    http2: () => dice.chance(0.7),
  });
}

function randomLimit(dice: Dice): Written {
  return maybe(dice, 0.6, {
    rate: () => dice.pick(['1/s', '10/s', '30/min']),
    burst: () => dice.pick([0, 1, 5, 20]),
    nodelay: () => dice.chance(0.5),
    limit_req_status: () => dice.pick([503, 429]),
  });
}

function randomCache(dice: Dice): Written {
  return maybe(dice, 0.6, {
    proxy_cache_valid: () => dice.pick(['1s', '3s', '10min']),
    proxy_cache_lock: () => dice.chance(0.7),
    proxy_cache_lock_timeout: () => dice.pick(['0s', '700ms', '5s']),
    proxy_cache_lock_age: () => dice.pick(['0s', '300ms', '5s']),
    proxy_cache_use_stale: () => dice.chance(0.6),
  });
}

/** An app server of any kind that can stand behind this front server; Gunicorn most often. */
export function randomApp(dice: Dice, hosts: readonly string[], front: Written | null): Written {
  const kind = dice.pick<keyof typeof APPS>([
    ...Array<'gunicorn'>(7).fill('gunicorn'),
    ...(['uwsgi', 'uwsgi', 'cherrypy', 'runserver', 'flask'] as const),
    ...(front === null || front.server === 'apache' ? (['mod_wsgi', 'mod_wsgi'] as const) : []),
  ]);
  const shares = front !== null && front.server !== 'iis';
  return {
    ...(kind === 'gunicorn' && dice.chance(0.7) ? {} : { server: kind }),
    ...(shares ? maybe(dice, 0.3, { instances: () => dice.whole(1, 3) }) : {}),
    ...randomHosts(dice, hosts),
    ...maybe(dice, 0.25, {
      boot: () => dice.pick(['0s', '10ms', '120ms', '1.5s']),
      django: () => dice.pick(['5.2', '3.2']),
      memory: () => dice.pick(['20MB', '60MB', '200MB']),
    }),
    ...APPS[kind](dice, front),
  };
}

const APPS = {
  gunicorn: (dice: Dice): Written => {
    const worker_class = dice.pick(['sync', 'sync', 'gthread', 'gevent', 'asgi']);
    return {
      workers: dice.whole(1, 5),
      ...(worker_class === 'asgi' ? { version: '26.1' } : {}),
      ...(worker_class !== 'sync' || dice.chance(0.2) ? { worker_class } : {}),
      ...maybe(dice, worker_class === 'gthread' ? 0.8 : 0.1, { threads: () => dice.whole(1, 4) }),
      ...maybe(dice, 0.4, {
        timeout: () => dice.pick(['0s', 'never', '1s', '2s', '3s', '30s']),
        graceful_timeout: () => dice.pick(['0s', '1s', '30s']),
      }),
      ...(worker_class === 'asgi'
        ? {}
        : maybe(dice, 0.4, { version: () => dice.pick(['26.1', '20.1']) })),
      ...maybe(dice, 0.25, {
        worker_connections: () => dice.pick([1, 2, 5, 1000]),
        keepalive: () => dice.pick(['0s', '300ms', '1s', '2s']),
        max_requests: () => dice.pick([0, 1, 3, 10]),
        max_requests_jitter: () => dice.pick([0, 2, 5]),
        preload_app: () => dice.pick(['on', false, true]),
        asgi_disconnect_grace_period: () => dice.pick(['0s', '500ms', '3s']),
      }),
    };
  },
  uwsgi: (dice: Dice, front: Written | null): Written => ({
    processes: dice.whole(1, 4),
    ...maybe(dice, 0.4, {
      protocol: () =>
        dice.pick([
          'http-socket',
          'http',
          front === null || front.server === 'iis' ? 'http' : 'socket',
        ]),
      threads: () => dice.whole(1, 3),
      harakiri: () => dice.pick(['never', '1s', '3s']),
      'socket-timeout': () => dice.pick(['500ms', '4s']),
      'http-timeout': () => dice.pick(['1s', '60s']),
      'defer-accept': () => dice.chance(0.5),
      'post-buffering': () => dice.pick([0, '8KiB']),
      'max-requests': () => dice.pick([0, 1, 3]),
      master: () => dice.chance(0.5),
      'lazy-apps': () => dice.chance(0.5),
      'worker-reload-mercy': () => dice.pick(['500ms', '60s']),
    }),
  }),
  mod_wsgi: (dice: Dice, front: Written | null): Written => ({
    mode: front === null ? 'embedded' : 'daemon',
    processes: dice.whole(1, 3),
    threads: dice.whole(1, 4),
    ...maybe(dice, 0.4, {
      mpm: () => dice.pick(['event', 'prefork']),
      'request-timeout': () => dice.pick(['never', '1s', '3s']),
      'queue-timeout': () => dice.pick(['never', '500ms', '2s']),
      'shutdown-timeout': () => dice.pick(['300ms', '5s']),
      'maximum-requests': () => dice.pick([0, 1, 5]),
      MinSpareServers: () => dice.pick([1, 5]),
      KeepAlive: () => dice.chance(0.5),
      KeepAliveTimeout: () => dice.pick(['300ms', '5s']),
      Timeout: () => dice.pick(['1s', '60s']),
    }),
  }),
  cherrypy: (dice: Dice): Written =>
    maybe(dice, 0.5, {
      numthreads: () => dice.whole(1, 4),
      timeout: () => dice.pick(['500ms', '2s', '10s']),
      shutdown_timeout: () => dice.pick(['300ms', '5s']),
    }),
  runserver: (dice: Dice): Written =>
    maybe(dice, 0.5, { threading: () => dice.chance(0.5), reload: () => dice.chance(0.5) }),
  flask: (dice: Dice): Written =>
    maybe(dice, 0.5, { threaded: () => dice.chance(0.5), reload: () => dice.chance(0.5) }),
};

/** A database of any of the three kinds. */
export function randomDatabase(dice: Dice, hosts: readonly string[]): unknown {
  const max = dice.pick([1, 2, 4, 6, 100]);
  const age = () => dice.pick(['0s', '1s', '60s', 'none']);
  const server = {
    host: () => dice.pick(hosts),
    rtt: () => dice.pick(['0s', '200us', '30ms']),
    connect: () => dice.pick(['0s', '5ms', '400ms']),
    CONN_MAX_AGE: age,
  };
  const kind = dice.pick(['postgresql', 'postgresql', 'mysql', 'sqlite']);
  if (dice.chance(0.1)) return dice.pick(['postgresql', 'mysql', 'mariadb', 'sqlite']);
  if (kind === 'sqlite') {
    const timeout = () => dice.pick(['0s', '200ms', '5s']);
    return { server: kind, ...maybe(dice, 0.5, { CONN_MAX_AGE: age, timeout }) };
  }
  if (kind === 'mysql') {
    return {
      server: dice.pick(['mysql', 'mariadb']),
      max_connections: max,
      ...maybe(dice, 0.4, {
        ...server,
        auth: () => dice.pick(['mysql_native_password', 'none']),
        innodb_lock_wait_timeout: () => dice.pick(['100ms', '1s', '50s']),
      }),
    };
  }
  return {
    server: kind,
    max_connections: max,
    superuser_reserved_connections: Math.min(max - 1, dice.pick([0, 3])),
    ...maybe(dice, 0.4, {
      ...server,
      auth: () => dice.pick(['scram-sha-256', 'trust']),
      lock_timeout: () => dice.pick([0, 'never', '50ms', '1s']),
    }),
  };
}
