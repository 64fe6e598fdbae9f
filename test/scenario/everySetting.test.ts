import { describe, expect, test } from 'vitest';
import { decodeLink, encodeLink } from '../../src/scenario/link.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Gunicorn, Scenario } from '../../src/scenario/scenario.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';

function parsed(written: unknown): Scenario {
  const scenario = parseScenario(written);
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return scenario;
}

/** Through a link, from one written form to the other. */
function linked(written: Record<string, unknown>): unknown {
  const link = encodeLink({ scenario: written });
  const state = decodeLink(String(link));
  return isProblems(state) ? state : state.scenario;
}

/** One scenario with a value of its own in every setting of servers that keep connections, of pages, of parts and of locks. */
const WRITTEN = {
  hosts: { web: { memory: '2GB' }, db: {} },
  clients: [
    {
      name: 'visitors',
      keepAlive: true,
      connections: 6,
      retries: 2,
      backoff: '250ms',
      assets: ['css', 'css'],
      arrivals: [{ at: '1s', client: 7 }, { at: '2s' }],
    },
  ],
  front: {
    keepalive_timeout: '5s',
    keepalive_requests: 3,
    proxy_http_version: '1.1',
    proxy_next_upstream: 'off',
    upstream: {
      keepalive: 8,
      keepalive_timeout: '2s',
      keepalive_requests: 9,
      max_fails: 0,
      fail_timeout: '1s',
    },
  },
  socket: { rtt: '40ms' },
  app: {
    instances: 2,
    worker_class: 'gthread',
    workers: 3,
    threads: 4,
    worker_connections: 20,
    keepalive: '5s',
    max_requests: 20,
    max_requests_jitter: 10,
    preload_app: true,
    asgi_disconnect_grace_period: '1s',
    django: '3.2',
    memory: '90MB',
  },
  routes: [
    {
      effect: 'hang-hard',
      queries: 1,
      async: true,
      locks: 'account 42',
      writes: true,
      memory: '5MB',
      spans: [
        { kind: 'middleware', name: 'SessionMiddleware', cpu: '1ms', queries: 1, query: '2ms' },
        { kind: 'template', wait: '3ms' },
      ],
    },
    { name: 'css', path: '/static/app.css', static: true },
  ],
  database: { auth: 'trust', connect: '7ms', lock_timeout: '300ms' },
  script: [
    { at: '1s', 'reload-app': true },
    { at: '2s', 'stop-app': 2 },
    { at: '3s', 'start-app': 2 },
    { at: '4s', 'reload-front': true },
    { at: '5s', 'kill-worker': 6 },
  ],
};

describe('what keeps connections, serves pages, locks and reloads', () => {
  const scenario = parsed(WRITTEN);

  test('is read', () => {
    expect(scenario.hosts.map((host) => host.memoryBytes)).toEqual([2e9, Number.POSITIVE_INFINITY]);
    const [visitors] = scenario.clients;
    expect(visitors).toMatchObject({
      keepAlive: true,
      connections: 6,
      retries: 2,
      backoffUs: 250_000,
      assets: [1, 1],
      arrivals: { items: [{ client: 7 }, { client: null }] },
    });
    expect(scenario.front).toMatchObject({
      keepalive_timeoutUs: 5e6,
      keepalive_requests: 3,
      proxy_http_version: '1.1',
      proxy_next_upstream: false,
      upstream: {
        keepalive: 8,
        keepalive_timeoutUs: 2e6,
        keepalive_requests: 9,
        max_fails: 0,
        fail_timeoutUs: 1e6,
      },
    });
    expect(scenario.socket.rttUs).toBe(40_000);
    expect(scenario.app).toMatchObject({
      instances: 2,
      worker_class: 'gthread',
      threads: 4,
      worker_connections: 20,
      keepaliveUs: 5e6,
      max_requests: 20,
      max_requests_jitter: 10,
      preload_app: true,
      asgi_disconnect_grace_periodUs: 1e6,
      django: '3.2',
      memoryBytes: 90e6,
    });
    expect(scenario.routes[0]).toMatchObject({
      effect: 'hang-hard',
      isAsync: true,
      locks: 'account 42',
      writes: true,
      memoryBytes: 5e6,
      cpuUs: 0, // the parts say where the time goes
      spans: [
        {
          kind: 'middleware',
          name: 'SessionMiddleware',
          cpuUs: 1_000,
          waitUs: 0,
          queries: 1,
          queryUs: 2_000,
        },
        { kind: 'template', name: 'template', cpuUs: 0, waitUs: 3_000, queries: 0, queryUs: 0 },
      ],
    });
    expect(scenario.database).toMatchObject({
      kind: 'postgresql',
      auth: 'trust',
      connectUs: 7_000,
      lock_timeoutUs: 300_000,
    });
    expect(scenario.script).toEqual([
      { atUs: 1e6, do: 'reload-app', instance: 0 },
      { atUs: 2e6, do: 'stop-app', instance: 1 },
      { atUs: 3e6, do: 'start-app', instance: 1 },
      { atUs: 4e6, do: 'reload-front', front: null },
      { atUs: 5e6, do: 'kill-worker', worker: 5 },
    ]);
  });

  test('is written as it was', () => {
    expect(writeScenario(scenario)).toEqual(WRITTEN);
  });

  test('comes through a link', () => {
    expect(linked(WRITTEN)).toEqual(WRITTEN);
  });
});

test('nothing of it stands in a scenario that does not ask for it', () => {
  const { hosts, clients, front, socket, app, routes, database } = parsed({});
  expect(hosts.map((host) => host.memoryBytes)).toEqual([
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  expect(clients[0]).toMatchObject({
    keepAlive: false,
    connections: 1,
    assets: [],
    retries: 0,
    backoffUs: 1e6,
  });
  expect(front).toMatchObject({
    keepalive_timeoutUs: 75e6,
    keepalive_requests: 1000,
    proxy_http_version: null,
    proxy_next_upstream: true,
    upstream: null,
  });
  expect(socket.rttUs).toBe(0);
  expect(app).toMatchObject({
    instances: 1,
    worker_class: 'sync',
    threads: 1,
    worker_connections: 1000,
    keepaliveUs: 2e6,
    max_requests: 0,
    max_requests_jitter: 0,
    preload_app: false,
    asgi_disconnect_grace_periodUs: 3e6,
    django: '5.2',
    memoryBytes: 60e6,
  });
  expect(routes[0]).toMatchObject({
    effect: 'none',
    isAsync: false,
    locks: '',
    writes: false,
    memoryBytes: 0,
    spans: [],
  });
  expect(database).toMatchObject({
    kind: 'postgresql',
    auth: 'scram-sha-256',
    connectUs: null,
    lock_timeoutUs: Number.POSITIVE_INFINITY,
  });
});

describe('databases', () => {
  test.each([
    ['mysql', { server: 'mysql' }],
    ['mariadb', { server: 'mysql' }],
    ['sqlite', { server: 'sqlite' }],
    [
      { server: 'mariadb', auth: 'none' },
      { server: 'mysql', auth: 'none' },
    ],
    [{ server: 'mysql', innodb_lock_wait_timeout: '1s', max_connections: 10 }, undefined],
    [{ server: 'sqlite', timeout: '20s', CONN_MAX_AGE: 'none' }, undefined],
    ['postgresql', null],
    [{ server: 'postgresql', lock_timeout: 0 }, null],
    [{ server: 'postgresql', lock_timeout: 'never' }, null],
    [{ lock_timeout: '2s', auth: 'trust' }, undefined],
  ])('%j is written back as %j', (database, expected) => {
    const { database: written, ...rest } = writeScenario(parsed({ database }));
    expect(rest).toEqual({});
    expect(written ?? null).toEqual(expected === undefined ? database : expected);
  });

  test('have defaults of their own', () => {
    expect(parsed({ database: 'mysql' }).database).toEqual({
      kind: 'mysql',
      host: 1,
      rttUs: 200,
      max_connections: 151,
      connectUs: null,
      CONN_MAX_AGEUs: 0,
      auth: 'mysql_native_password',
      innodb_lock_wait_timeoutUs: 50e6,
    });
    expect(parsed({ database: 'sqlite' }).database).toEqual({
      kind: 'sqlite',
      CONN_MAX_AGEUs: 0,
      timeoutUs: 5e6,
    });
  });
});

describe('what follows from something else', () => {
  test('sync workers with threads are gthread, as Gunicorn has it', () => {
    const classOf = (app: object) => (parsed({ app }).app as Gunicorn).worker_class;
    expect(classOf({ threads: 2 })).toBe('gthread');
    expect(classOf({ worker_class: 'sync', threads: 2 })).toBe('gthread');
    expect(classOf({ worker_class: 'gevent', threads: 2 })).toBe('gevent');
    expect(classOf({ threads: 1 })).toBe('sync');
  });

  test('several instances have an upstream block', () => {
    const upstreamOf = (front: object, instances: number) =>
      parsed({ front, app: { instances } }).front?.upstream;
    const usual = {
      method: 'round_robin',
      weights: [],
      keepalive: null,
      keepalive_timeoutUs: 60e6,
      keepalive_requests: 1000,
      max_fails: 1,
      fail_timeoutUs: 10e6,
    };
    expect(upstreamOf({}, 1)).toBeNull();
    expect(upstreamOf({ upstream: 'none' }, 1)).toBeNull();
    expect(upstreamOf({ upstream: true }, 1)).toEqual(usual);
    expect(upstreamOf({}, 2)).toEqual(usual);
    expect(writeScenario(parsed({ app: { instances: 2 } }))).toEqual({ app: { instances: 2 } });
    expect(writeScenario(parsed({ front: { upstream: true } }))).toEqual({
      front: { upstream: true },
    });
  });

  test('the classic generation has Django 3.2', () => {
    expect(parsed({ version: 'classic' }).app.django).toBe('3.2');
    expect(parsed({ version: 'classic', app: { django: 5.2 } }).app.django).toBe('5.2');
    expect(parsed({ app: { version: '20.1' } }).app.django).toBe('5.2');
  });

  test('1.0 is a number to YAML', () => {
    const { front } = parsed({ front: { proxy_http_version: 1.0 } });
    expect(front).toMatchObject({ proxy_http_version: '1.0' });
  });

  test('error timeout is what nginx does unless told otherwise', () => {
    const front = { proxy_next_upstream: 'error timeout' };
    expect(parsed({ front }).front).toMatchObject({ proxy_next_upstream: true });
  });
});
