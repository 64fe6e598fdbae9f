import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import type { Gunicorn, Nginx, Problem, Scenario } from '../../src/scenario/scenario.ts';
import { APP_SERVERS } from '../../src/scenario/servers/appServers.ts';
import { FRONTS } from '../../src/scenario/servers/fronts.ts';
import { Dice, randomScenario } from './randomScenario.ts';

function problemsOf(input: unknown): Problem[] {
  const result = parseScenario(input);
  if (!isProblems(result)) throw new Error('was accepted');
  return result;
}
function parsed(input: unknown): Scenario {
  const result = parseScenario(input);
  if (isProblems(result)) throw new Error(JSON.stringify(result));
  return result;
}
const clients = (...populations: unknown[]) => ({ clients: populations });
const arrivals = (value: unknown) => clients({ arrivals: value });

describe('one mistake is one message: where, what, what is allowed', () => {
  test.each<[input: unknown, at: string, value: string, message: string]>([
    // the whole
    ['nginx', '', 'nginx', 'must be a set of settings'],
    [[], '', '[]', 'must be a set of settings'],
    [{ titel: 'x' }, 'titel', 'x', 'did you mean “title”?'],
    [{ zzzzzz: 1 }, 'zzzzzz', '1', 'allowed: title, seed, duration, version, hosts'],
    [{ title: '' }, 'title', '', 'must be 1 to 120 characters long'],
    [{ seed: 1.5 }, 'seed', '1.5', 'must be a whole number, 0 to 4294967295'],
    [{ seed: '1' }, 'seed', '1', 'must be a whole number'],
    [{ duration: 10 }, 'duration', '10', 'needs a unit: 10ms or 10s? Allowed: 1ms to 1h'],
    [{ duration: '2h' }, 'duration', '2h', 'is too much; allowed: 1ms to 1h'],
    [{ duration: '0s' }, 'duration', '0s', 'is too little; allowed: 1ms to 1h'],
    [{ duration: 'Infinitys' }, 'duration', 'Infinitys', 'write a duration'],
    [
      { version: 'old' },
      'version',
      'old',
      'current (Gunicorn 26.1, nginx 1.31) or classic (Gunicorn 20.1, nginx 1.22)',
    ],
    // hosts
    [{ hosts: {} }, 'hosts', '0 hosts', 'allowed: 1 to 8 hosts'],
    [{ hosts: ['web'] }, 'hosts', '[web]', 'must be names with settings'],
    [{ hosts: { '9': {} } }, 'hosts.9', '9', 'a name of up to 32 letters'],
    [{ hosts: { web: { cores: 0 } } }, 'hosts.web.cores', '0', 'is too little; allowed: 1 to 128'],
    [{ hosts: { web: 2 } }, 'hosts.web', '2', 'must be a set of settings'],
    // clients
    [{ clients: {} }, 'clients', '{}', 'must be a list'],
    [
      {
        clients: Array(21)
          .fill({})
          .map((_, index) => ({ name: `c${index}` })),
      },
      'clients',
      '21 items',
      'is too long; allowed: at most 20 items',
    ],
    [clients({ name: 'a' }, { name: 'a' }), 'clients[1].name', 'a', 'stands twice'],
    [
      clients({ name: 'two words' }),
      'clients[0].name',
      'two words',
      'must be a name of up to 32 letters',
    ],
    [clients({ link: 'fiber' }), 'clients[0].link', 'fiber', 'did you mean “fibre”?'],
    [
      clients({ link: { rtt: '-1ms' } }),
      'clients[0].link.rtt',
      '-1ms',
      'must not be negative; allowed: 0s to 10s',
    ],
    [
      clients({ link: { up: '0B/s' } }),
      'clients[0].link.up',
      '0B/s',
      'is too little; allowed: 1B/s to 100Gbit/s, or unlimited',
    ],
    [
      clients({ pace: { stops: 'midway' } }),
      'clients[0].pace.stops',
      'midway',
      'must be one of: before-head, mid-head, mid-body, none',
    ],
    [
      clients({ patience: 'forever' }),
      'clients[0].patience',
      'forever',
      'allowed: 1ms to 24h, or never',
    ],
    [clients({ closes: 'yes' }), 'clients[0].closes', 'yes', 'must be on or off'],
    [
      clients({ asks: 'hme' }),
      'clients[0].asks',
      'hme',
      'there is no route of this name; did you mean “home”?',
    ],
    [clients({ asks: [] }), 'clients[0].asks', '[]', 'names no route; allowed: at least one'],
    [clients({ asks: ['home', '/'] }), 'clients[0].asks', '[home, /]', 'names a route twice'],
    [
      clients({ asks: { home: 0 } }),
      'clients[0].asks.home',
      '0',
      'is too little; allowed: 0.001 to 1000000',
    ],
    [clients({ asks: 7 }), 'clients[0].asks', '7', 'must be a route’s name, a list of names'],
    // arrivals
    [arrivals('often'), 'clients[0].arrivals', 'often', 'must be { rate: 30/s }'],
    [arrivals({ rate: 30 }), 'clients[0].arrivals.rate', '30', 'needs a unit: 30/s or 30/min?'],
    [
      arrivals({ rate: '10/s', until: '11s' }),
      'clients[0].arrivals.until',
      '11s',
      'is after the end of the run; allowed: 0s to 10s',
    ],
    [
      arrivals({ rate: '10/s', from: '5s', until: '5s' }),
      'clients[0].arrivals.from',
      '5s',
      'leaves no time for arrivals; allowed: less than until, 5s',
    ],
    [
      arrivals({ rate: '300000/s' }),
      'clients[0].arrivals',
      '3000000 requests',
      'is too many; allowed: 2000000 in all',
    ],
    [
      arrivals({ every: '1us' }),
      'clients[0].arrivals',
      '10000000 requests',
      'is too many; allowed: 2000000 in all',
    ],
    [
      arrivals({ every: '1s', rate: '1/s' }),
      'clients[0].arrivals.every',
      '1s',
      'stands beside rate; write one of them',
    ],
    [
      arrivals({ count: 1e9 }),
      'clients[0].arrivals.count',
      '1000000000',
      'is too much; allowed: 1 to 10000',
    ],
    [
      arrivals({ count: 3, rate: '1/s' }),
      'clients[0].arrivals.rate',
      '1/s',
      'is not a setting here',
    ],
    [
      arrivals([{ at: '11s' }]),
      'clients[0].arrivals[0].at',
      '11s',
      'is after the end of the run; allowed: 0s to 10s',
    ],
    [
      arrivals([{ at: '1s', route: 'x' }]),
      'clients[0].arrivals[0].route',
      'x',
      'there is no route of this name; allowed: home, upload, css',
    ],
    [arrivals([1]), 'clients[0].arrivals[0]', '1', 'must be a set of settings'],
    // front
    [
      { front: 'haproxy' },
      'front',
      'haproxy',
      'is not known here; allowed: nginx, apache, iis, none, or settings of one of them',
    ],
    [
      { front: { server: 'caddy' } },
      'front.server',
      'caddy',
      'allowed: nginx, apache, iis or none',
    ],
    [
      { front: { proxy_bufering: 'on' } },
      'front.proxy_bufering',
      'on',
      'did you mean “proxy_buffering”?',
    ],
    [{ front: { proxy_buffering: 1 } }, 'front.proxy_buffering', '1', 'must be on or off'],
    [{ front: { version: '1.18' } }, 'front.version', '1.18', 'must be one of: 1.31, 1.22'],
    [
      { front: { client_max_body_size: '1m' } },
      'front.client_max_body_size',
      '1m',
      'write a size such as 900kB, 1MB or 64KiB',
    ],
    [
      { front: { host: 'wbe' } },
      'front.host',
      'wbe',
      'there is no host of this name; did you mean “web”?',
    ],
    [
      { front: { locations: [{ match: 'static' }] } },
      'front.locations[0].match',
      'static',
      'must begin with “/”',
    ],
    [
      { front: { locations: [{}] } },
      'front.locations[0].match',
      'nothing',
      'must be text such as /static/',
    ],
    [{ front: { locations: ['/'] } }, 'front.locations[0]', '/', 'must be a location such as'],
    [
      { front: { locations: [{ match: '/', root: 1 }] } },
      'front.locations[0].root',
      '1',
      'is not a setting here',
    ],
    [
      { front: { locations: [{ match: '/', return: 99 }] } },
      'front.locations[0].return',
      '99',
      'allowed: 200 to 599',
    ],
    [
      { front: { locations: [{ match: '/', return: 200, proxy: true }] } },
      'front.locations[0]',
      '{match: /, return: 200, proxy: true}',
      'one of static, proxy, return',
    ],
    [
      { front: { locations: [{ match: '/' }, { match: '^~ /' }] } },
      'front.locations[1].match',
      '^~ /',
      'stands twice',
    ],
    [
      { front: { locations: [{ match: '~ (' }] } },
      'front.locations[0].match',
      '~ (',
      'is not a valid regular expression',
    ],
    [
      { front: { locations: [{ match: '~ ^(a+)+$' }] } },
      'front.locations[0].match',
      '~ ^(a+)+$',
      'may take very long',
    ],
    // socket, app, database
    [
      { front: 'none', socket: { kind: 'unix' } },
      'socket.kind',
      'unix',
      'allowed without a front server: tcp',
    ],
    [{ socket: { backlog: 0 } }, 'socket.backlog', '0', 'is too little; allowed: 1 to 65535'],
    [{ app: 'none' }, 'app', 'none', 'is not known here; allowed: gunicorn'],
    [{ app: { workers: 1e9 } }, 'app.workers', '1000000000', 'is too much; allowed: 1 to 512'],
    [
      { app: { worker_class: 'eventlet' } },
      'app.worker_class',
      'eventlet',
      'must be one of: sync, gthread, gevent, asgi',
    ],
    [
      { app: { timeout: '-3s' } },
      'app.timeout',
      '-3s',
      'must not be negative; allowed: 0s to 24h, or never',
    ],
    [
      { app: { 'graceful-timeout': '3s' } },
      'app.graceful-timeout',
      '3s',
      'did you mean “graceful_timeout”?',
    ],
    [
      { database: 'oracle' },
      'database',
      'oracle',
      'is not known here; allowed: postgresql, mysql, sqlite, mariadb, none, or settings of one of them',
    ],
    [
      { database: { max_connections: 3 } },
      'database.superuser_reserved_connections',
      '3',
      'leaves no connection for Django; allowed: 0 to 2',
    ],
    // routes
    [{ routes: [] }, 'routes', '[]', 'names no route; allowed: at least one'],
    [{ routes: [{ name: 'a' }, { name: 'a' }] }, 'routes[1].name', 'a', 'stands twice'],
    [
      { routes: [{ path: 'photo' }] },
      'routes[0].path',
      'photo',
      'must be a path such as /profile/photo',
    ],
    [
      { routes: [{ method: 'BREW' }] },
      'routes[0].method',
      'BREW',
      'must be one of: GET, POST, PUT, DELETE',
    ],
    [
      { routes: [{ type: 'html' }] },
      'routes[0].type',
      'html',
      'must be a content type such as text/html',
    ],
    [
      { routes: [{ queries: 1 }], database: 'none' },
      'routes[0].queries',
      '1',
      'needs a database, and this scenario has none; allowed: 0',
    ],
    // script
    [{ script: [3] }, 'script[0]', '3', 'must be an action such as { at: 3s, kill-worker: 1 }'],
    [
      { script: [{ 'add-worker': true }] },
      'script[0].at',
      'nothing',
      'is missing: when does it happen? allowed: 0s to 10s',
    ],
    [
      { script: [{ at: '1s' }] },
      'script[0]',
      '{at: 1s}',
      'does nothing; allowed: one of kill-worker',
    ],
    [
      { script: [{ at: '1s', 'add-worker': true, 'kill-worker': 1 }] },
      'script[0]',
      '{at: 1s, add-worker: true, kill-worker: 1}',
      'does several things at once',
    ],
    [
      { script: [{ at: '1s', 'kil-worker': 1, 'add-worker': true }] },
      'script[0].kil-worker',
      '1',
      'did you mean “kill-worker”?',
    ],
    [
      { script: [{ at: '12s', 'add-worker': true }] },
      'script[0].at',
      '12s',
      'is after the end of the run; allowed: 0s to 10s',
    ],
    [
      { script: [{ at: '1s', 'kill-worker': 4 }] },
      'script[0].kill-worker',
      '4',
      'there is no such worker; allowed: 1 to 3',
    ],
    [
      { script: [{ at: '1s', 'add-worker': 2 }] },
      'script[0].add-worker',
      '2',
      'must be true: one worker at a time',
    ],
    [
      { script: [{ at: '1s', 'slow-database': { factr: 2 } }] },
      'script[0].slow-database.factr',
      '2',
      'did you mean “factor”?',
    ],
    [
      { script: [{ at: '1s', 'restart-database': '2s' }], database: null },
      'script[0].restart-database',
      '2s',
      'needs a database',
    ],
    [
      { script: [{ at: '1s', burst: { clients: 'slw' } }] },
      'script[0].burst.clients',
      'slw',
      'there is no group of clients of this name',
    ],
    [{ script: [{ at: '1s', burst: {} }], clients: [] }, 'script[0].burst', '{}', 'needs clients'],
    [
      { script: [{ at: '1s', 'abort-client': 0 }] },
      'script[0].abort-client',
      '0',
      'is too little; allowed: 1 to 2000000',
    ],
  ])('%j', (input, at, value, message) => {
    const problems = problemsOf(input);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ at, value });
    expect(problems[0]?.message).toContain(message);
  });

  test('all mistakes are told at once', () => {
    const input = {
      duration: 3,
      app: { workers: 0 },
      clients: [{ link: 'x', arrivals: { until: '99s' } }],
      script: [{ at: '50s', 'kill-worker': 9 }],
    };
    // A faulty duration does not make every later moment “too late”.
    expect(problemsOf(input).map(({ at }) => at)).toEqual([
      'duration',
      'clients[0].link',
      'app.workers',
      'script[0].kill-worker',
    ]);
  });

  test('a flood of mistakes is cut off', () => {
    expect(problemsOf({ routes: Array(100).fill({ a: 1, b: 2 }) })).toHaveLength(100);
  });
});

describe('nothing makes it throw', () => {
  const ODD = [
    null,
    undefined,
    Number.NaN,
    -0,
    1e308,
    -1,
    2 ** 53,
    '',
    '0',
    '1e999s',
    '\ud800',
    true,
    [],
    [[]],
    {},
    { at: {} },
    Symbol('s'),
    10n,
    () => 1,
    new Map(),
    '__proto__',
    '9'.repeat(5000),
  ];

  test('not any value in place of any part of a scenario', () => {
    const dice = new Dice(11);
    for (let seed = 0; seed < 400; seed++) {
      const input = { ...PARTS, ...randomScenario(seed) };
      const spoil = (value: unknown): unknown => {
        if (dice.chance(0.04)) return dice.pick(ODD);
        if (Array.isArray(value)) return value.map(spoil);
        if (typeof value !== 'object' || value === null) return value;
        return Object.fromEntries(
          Object.entries(value).map(([key, item]) => [
            dice.chance(0.01) ? '__proto__' : key,
            spoil(item),
          ]),
        );
      };
      const result = parseScenario(spoil(input));
      if (!isProblems(result)) continue;
      expect(result.length).toBeGreaterThan(0);
      for (const problem of result) {
        expect(problem.value.length).toBeLessThanOrEqual(60);
        expect(problem.message).not.toMatch(/undefined|\[object|NaN/);
      }
    }
  });
  const PARTS = { title: 'x', socket: { kind: 'tcp', backlog: 3 } };

  test.each(ODD)('not %s as the whole', (value) => {
    expect(() => parseScenario(value)).not.toThrow();
  });
});

describe('defaults are those of the programs', () => {
  const scenario = parsed({ app: {} });

  test('nginx', () => {
    expect(scenario.front).toMatchObject({
      proxy_request_buffering: true,
      proxy_buffering: true,
      proxy_buffersBytes: 9 * 4096,
      proxy_max_temp_file_sizeBytes: 1024 ** 3,
      client_max_body_sizeBytes: 1024 ** 2,
      worker_connections: 512,
      client_header_timeoutUs: 60e6,
      client_body_timeoutUs: 60e6,
      proxy_connect_timeoutUs: 60e6,
      proxy_read_timeoutUs: 60e6,
      send_timeoutUs: 60e6,
      locations: [
        { modifier: '', match: '/static/', does: 'static' },
        { modifier: '', match: '/', does: 'proxy' },
      ],
    });
  });
  test('Gunicorn, PostgreSQL, Django', () => {
    expect(scenario.app).toMatchObject({
      workers: 1,
      worker_class: 'sync',
      timeoutUs: 30e6,
      graceful_timeoutUs: 30e6,
    });
    expect(scenario.socket.backlog).toBe(2048);
    expect(scenario.database).toMatchObject({
      max_connections: 100,
      superuser_reserved_connections: 3,
      CONN_MAX_AGEUs: 0,
    });
  });
  test('versions are selected together or alone', () => {
    const versions = (input: unknown) => {
      const { app, front } = parsed(input);
      return [app, front as Nginx].map((server) => (server as Gunicorn | Nginx).version);
    };
    expect(versions({})).toEqual(['26.1', '1.31']);
    expect(versions({ version: 'classic' })).toEqual(['20.1', '1.22']);
    expect(versions({ version: 'classic', front: { version: 1.31 } })).toEqual(['20.1', '1.31']);
    expect(versions({ app: { version: '20.1' } })).toEqual(['20.1', '1.31']);
  });
});

describe('conveniences', () => {
  test('on and off, zero and words', () => {
    const { front, app, database } = parsed({
      front: { proxy_buffering: 'off', client_max_body_size: 0 },
      app: { timeout: 'never' },
      database: { CONN_MAX_AGE: 'none' },
    });
    expect(front).toMatchObject({
      proxy_buffering: false,
      client_max_body_sizeBytes: Number.POSITIVE_INFINITY,
    });
    expect(app).toMatchObject({ timeoutUs: 0 });
    expect(database?.CONN_MAX_AGEUs).toBe(Number.POSITIVE_INFINITY);
  });
  test('no front, no database', () => {
    expect(parsed({ front: null, database: null })).toMatchObject({ front: null, database: null });
    expect(
      parsed({ front: 'none', database: 'none' }).routes.every((route) => route.queries === 0),
    ).toBe(true);
  });
  test('routes by path, weights, even spacing', () => {
    const [first] = parsed(
      clients({ asks: { '/profile/photo': 2, css: 1 }, arrivals: { every: '200ms', from: '1s' } }),
    ).clients;
    expect(first?.asks).toEqual([
      { route: 1, weight: 2 },
      { route: 2, weight: 1 },
    ]);
    expect(first?.arrivals).toEqual({ kind: 'uniform', perSecond: 5, fromUs: 1e6, untilUs: 10e6 });
  });
  test('programs find a host', () => {
    const { app, database } = parsed({ hosts: { db: {}, web: {} } });
    expect(app.hosts).toEqual([1]);
    expect(database).toMatchObject({ host: 0 });
    expect(parsed({ hosts: { box: {} } }).database).toMatchObject({ host: 0 });
  });
  test('workers and requests are counted from 1 as written, from 0 as resolved', () => {
    const { script } = parsed({
      script: [
        { at: '1s', 'kill-worker': 1 },
        { at: '2s', 'abort-client': 4 },
      ],
    });
    expect(script).toEqual([
      { atUs: 1e6, do: 'kill-worker', worker: 0 },
      { atUs: 2e6, do: 'abort-client', request: 3 },
    ]);
  });
  test('static files have a type and cost little', () => {
    expect(parsed({ routes: [{ path: '/static/a.svg', static: true }] }).routes[0]).toMatchObject({
      contentType: 'image/svg+xml',
      cpuUs: 500,
    });
  });
});

describe('the written forms in the README', () => {
  const readme = readFileSync(new URL('../../src/scenario/README.md', import.meta.url), 'utf8');
  const [first = '', others = ''] = [...readme.matchAll(/```yaml\n(.*?)```/gs)].map(
    ([, yaml]) => yaml,
  );

  test('the first is a scenario', () => {
    const scenario = parsed(parse(first));
    expect(scenario.clients.map((population) => population.arrivals.kind)).toEqual([
      'poisson',
      'closed',
      'list',
    ]);
    expect(scenario.script).toHaveLength(14);
    expect(scenario.routes.map((route) => route.spans.length)).toEqual([0, 0, 0, 0, 3, 0]);
    expect(scenario.app).toMatchObject({ instances: 2, worker_class: 'gthread' });
  });

  test('each of the other servers, with all settings that the program has', () => {
    const read = others.split('---\n').map((yaml) => parsed(parse(yaml)));
    expect(new Set(read.map(({ app }) => app.kind))).toEqual(new Set(Object.keys(APP_SERVERS)));
    expect(new Set(read.map(({ front }) => front?.kind ?? 'none'))).toEqual(
      new Set([...Object.keys(FRONTS), 'none']),
    );
    for (const { kind, settings } of [
      ...Object.entries(APP_SERVERS).map(([kind, { settings }]) => ({ kind, settings })),
      ...Object.entries(FRONTS).map(([kind, { settings }]) => ({ kind, settings })),
    ]) {
      if (kind === 'gunicorn' || kind === 'nginx') continue;
      for (const { key } of Object.values(settings as Record<string, { key: string }>))
        if (key !== 'version') expect(others, kind).toContain(`${key}:`);
    }
  });
});

test('a script can be taken away', () => {
  expect(parseScenario({ script: 'none' })).toEqual(parseScenario({}));
});
