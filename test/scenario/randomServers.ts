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

/** nginx. */
export function randomFront(dice: Dice, hosts: readonly string[]): Written {
  const timeout = () => dice.pick(['200ms', '1s', '2.5s', '60s']);
  return {
    server: 'nginx',
    ...maybe(dice, 0.5, {
      proxy_request_buffering: () => dice.pick(['on', 'off', true, false]),
      proxy_buffering: () => dice.pick(['on', 'off', true, false]),
    }),
    ...maybe(dice, 0.25, {
      host: () => dice.pick(hosts),
      version: () => dice.pick(['1.31', '1.22']),
      locations: () => dice.some(LOCATIONS, dice.whole(1, LOCATIONS.length)),
      proxy_buffers: () => dice.pick(['8KiB', '36KiB', '1MiB']),
      proxy_max_temp_file_size: () => dice.pick([0, '1MiB', '1GiB']),
      client_max_body_size: () => dice.pick([0, '100kB', '1MiB', '10MiB', 'unlimited']),
      worker_connections: () => dice.pick([4, 8, 20, 512]),
      client_header_timeout: timeout,
      client_body_timeout: timeout,
      proxy_connect_timeout: timeout,
      proxy_read_timeout: timeout,
      send_timeout: timeout,
      keepalive_timeout: () => dice.pick(['0s', '300ms', '75s']),
      keepalive_requests: () => dice.pick([1, 2, 1000]),
      proxy_http_version: () => dice.pick(['1.0', '1.1']),
      proxy_next_upstream: () => dice.pick(['off', 'error timeout', true, false]),
    }),
    ...maybe(dice, 0.4, { upstream: () => dice.chance(0.3) || randomUpstream(dice) }),
  };
}

function randomUpstream(dice: Dice): Written {
  return maybe(dice, 0.5, {
    keepalive: () => dice.pick([0, 1, 2, 32]),
    keepalive_timeout: () => dice.pick(['200ms', '2s', '60s']),
    keepalive_requests: () => dice.pick([1, 3, 1000]),
    max_fails: () => dice.pick([0, 1, 2]),
    fail_timeout: () => dice.pick(['100ms', '1s', '10s']),
  });
}

/** Gunicorn, with workers of every class. */
export function randomApp(dice: Dice, hosts: readonly string[], hasFront: boolean): Written {
  const worker_class = dice.pick(['sync', 'sync', 'gthread', 'gevent', 'asgi']);
  return {
    workers: dice.whole(1, 5),
    ...(worker_class === 'asgi' ? { version: '26.1' } : {}),
    ...(worker_class !== 'sync' || dice.chance(0.2) ? { worker_class } : {}),
    ...(hasFront ? maybe(dice, 0.3, { instances: () => dice.whole(1, 3) }) : {}),
    ...maybe(dice, worker_class === 'gthread' ? 0.8 : 0.1, { threads: () => dice.whole(1, 4) }),
    ...maybe(dice, 0.4, {
      host: () => dice.pick(hosts),
      timeout: () => dice.pick(['0s', 'never', '1s', '2s', '3s', '30s']),
      graceful_timeout: () => dice.pick(['0s', '1s', '30s']),
      boot: () => dice.pick(['0s', '10ms', '120ms', '1.5s']),
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
      django: () => dice.pick(['5.2', '3.2']),
      memory: () => dice.pick(['20MB', '60MB', '200MB']),
    }),
  };
}

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
