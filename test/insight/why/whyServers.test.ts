import { describe, expect, test } from 'vitest';
import type { CauseKind } from '../../../src/insight/causes/causeKinds.ts';
import { whyChain } from '../../../src/insight/causes/whyChain.ts';
import type { Run } from '../../../src/insight/shapes.ts';
import { why, whyText } from '../../../src/insight/why/why.ts';
import { isProblems, parseScenario } from '../../../src/scenario/parseScenario.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { appServer } from '../../../src/scenario/servers/appServer.ts';
import { APP_SERVERS } from '../../../src/scenario/servers/appServers.ts';
import { ONE_AT_A_TIME } from '../../../src/scenario/servers/appTraits.ts';
import { simulate } from '../../../src/sim/simulate.ts';

/** Why, for every server that is not the main road: who is held, who gives up, who stays gone, and by which of its own settings. */

const ROUTES = [
  { name: 'up', method: 'POST', path: '/up', body: '100kB', cpu: '0s' },
  { name: 'home', path: '/', cpu: '0s', wait: '20ms' },
  { name: 'slow', path: '/slow', cpu: '0s', wait: '3s' },
  { name: 'hang', path: '/hang', effect: 'hang' },
  { name: 'crash', path: '/crash', effect: 'crash' },
];

interface Case {
  readonly name: string;
  readonly scenario: object;
  /** Which request, from 0, and when; null = after its end. */
  readonly of: readonly [request: number, atMs: number | null];
  readonly says: RegExp;
  readonly not?: RegExp;
  readonly cause?: readonly [cause: CauseKind, root: CauseKind];
}

const at = (atMs: number, route: string, more: object = {}) => ({
  at: `${atMs}ms`,
  route,
  ...more,
});
const clients = (arrivals: object[], more: object = {}) => ({
  name: 'clients',
  link: 'loopback',
  arrivals,
  ...more,
});
const slowBodies = clients([at(0, 'up'), at(2, 'up')], {
  name: 'slow',
  pace: { bodyOver: '5s' },
});
const silent = (more: object = {}) =>
  clients([at(0, 'home')], { name: 'silent', pace: { stops: 'before-head' }, ...more });
const hurried = clients([at(1000, 'home')], { name: 'hurried' });

const CASES: readonly Case[] = [
  {
    name: 'uWSGI is held by slow uploads, and says which of its limits counts',
    scenario: { app: { server: 'uwsgi', processes: 2 }, clients: [slowBodies, hurried] },
    of: [2, 2000],
    says: /both workers are held.*slow upload.*no front server collects it first; it gives up.*socket-timeout \(4 s\)/,
    cause: ['slow-client-holds-worker', 'slow-client-holds-worker'],
  },
  {
    name: 'uWSGI: the kernel keeps silent connections from its workers',
    scenario: { app: { server: 'uwsgi' }, clients: [silent({ patience: '15s' }), hurried] },
    of: [0, 2000],
    says: /sends nothing\. The kernel shows a connection to uWSGI only once.*no worker is held: defer-accept\./,
  },
  {
    name: 'uWSGI: the limit on silence runs from when it was shown',
    scenario: { app: { server: 'uwsgi' }, clients: [silent({ patience: '15s' })] },
    of: [0, null],
    says: /sent nothing for 4 s, the limit of uWSGI \(socket-timeout\).*without a word.*only after 7(\.\d)? s/,
    cause: ['slow-client', 'slow-client'],
  },
  {
    name: 'uWSGI: harakiri ends a request, not a silence',
    scenario: {
      front: 'nginx',
      app: { server: 'uwsgi', harakiri: '3s', protocol: 'socket' },
      clients: [clients([at(0, 'hang'), at(100, 'home')])],
    },
    of: [0, null],
    says: /had been at one request for .*, longer than harakiri \(3 s\), so uWSGI ended it/,
    not: /sign of life|--timeout/,
    cause: ['request-over-limit', 'view-hangs'],
  },
  {
    name: 'uWSGI without harakiri: nothing ends it',
    scenario: {
      front: 'nginx',
      app: { server: 'uwsgi', protocol: 'socket' },
      clients: [clients([at(0, 'hang'), at(100, 'home')])],
    },
    of: [1, 2000],
    says: /harakiri is 0, so nothing ends it/,
  },
  {
    name: 'CherryPy dies, and nobody starts it again',
    scenario: {
      app: { server: 'cherrypy' },
      clients: [clients([at(0, 'crash'), at(1000, 'home')])],
    },
    of: [1, null],
    says: /CherryPy has been gone for .*: #1’s view called os\._exit\(1\), and nobody starts it again/,
    cause: ['server-gone', 'worker-crashed'],
  },
  {
    name: 'CherryPy says 408 to who says nothing',
    scenario: { app: { server: 'cherrypy', numthreads: 1 }, clients: [silent(), hurried] },
    of: [0, null],
    says: /answered 408 .*sent nothing for 10 s, the limit of CherryPy \(timeout\)\./,
    cause: ['slow-client', 'slow-client'],
  },
  {
    name: 'runserver without threads is held by one slow upload, without any limit',
    scenario: { app: { server: 'runserver', threading: false }, clients: [slowBodies, hurried] },
    of: [2, 2000],
    says: /the only server is held.*runserver has no limit on how long that may take/,
    not: /worker/,
  },
  {
    name: 'runserver: the body of an answer waits for a delayed acknowledgement',
    scenario: {
      app: { server: 'runserver' },
      clients: [
        clients([at(0, 'home', { client: 1 }), at(500, 'home', { client: 1 })], {
          keepAlive: true,
        }),
      ],
      routes: ROUTES.map((r) => (r.name === 'home' ? { ...r, wait: '1ms', response: '1kB' } : r)),
    },
    of: [1, null],
    says: /writes head and body of an answer apart.*the body waited 4\d ms/,
    cause: ['delayed-ack', 'delayed-ack'],
  },
  {
    name: 'Apache prefork: a child waits itself on a kept connection',
    scenario: {
      app: { server: 'mod_wsgi', mode: 'embedded', mpm: 'prefork', processes: 1 },
      clients: [clients([at(0, 'home', { client: 1 })], { keepAlive: true }), hurried],
    },
    of: [1, 2000],
    says: /the only child is held\. Child 1 by #1, answered, its connection kept.*KeepAliveTimeout \(5 s\)/,
    cause: ['kept-holds-worker', 'kept-holds-worker'],
  },
  {
    name: 'mod_wsgi: queue-timeout turns away who has waited',
    scenario: {
      front: { server: 'apache' },
      app: { server: 'mod_wsgi', mode: 'daemon', processes: 1, threads: 1, 'queue-timeout': '1s' },
      clients: [clients([at(0, 'slow'), at(100, 'home')])],
    },
    of: [1, null],
    says: /answered 504 .*waited 2\.9 s for a process, longer than queue-timeout \(1 s\)\. Half-way: #2 waits.*Process 1 by #1/,
    cause: ['queue-over-limit', 'queue-behind-long-views'],
  },
  {
    name: 'Apache collects the beginning of a body only',
    scenario: { front: { server: 'apache' }, app: { workers: 2 }, clients: [slowBodies, hurried] },
    of: [2, 2500],
    says: /both workers are held.*Apache collects the first .* of a body only/,
    cause: ['slow-client-holds-worker', 'slow-client-holds-worker'],
  },
  {
    name: 'every thread of Apache is taken',
    scenario: {
      front: { server: 'apache', MaxRequestWorkers: 2 },
      app: { workers: 4 },
      clients: [clients([at(0, 'slow'), at(2, 'slow'), at(100, 'home')])],
    },
    of: [2, 1000],
    says: /waits for a thread of Apache, for 900 ms: all are taken, MaxRequestWorkers is 2\./,
    cause: ['front-full', 'front-full'],
  },
  {
    name: 'limit_req turns away',
    scenario: {
      front: { limit_req: { rate: '1/s', burst: 1 } },
      clients: [clients([at(0, 'home'), at(20, 'home'), at(40, 'home')], { addresses: 'one' })],
    },
    of: [2, null],
    says: /answered 503 .*nginx lets only 1\/s of one address through \(limit_req\), and no more than 1 early \(burst\)/,
    cause: ['rate-limit', 'rate-limit'],
  },
  {
    name: 'limit_req makes wait',
    scenario: {
      front: { limit_req: { rate: '1/s', burst: 1 } },
      clients: [clients([at(0, 'home'), at(20, 'home')], { addresses: 'one' })],
    },
    of: [1, 500],
    says: /waits for its turn in nginx, for 480 ms: limit_req lets 1\/s/,
    cause: ['rate-limit', 'rate-limit'],
  },
  {
    name: 'proxy_cache_lock: one fetches, the others look again every 500 ms',
    scenario: {
      front: { proxy_cache: { proxy_cache_lock: true } },
      clients: [clients([at(0, 'home'), at(20, 'home')])],
      routes: ROUTES.map((r) => (r.name === 'home' ? { ...r, wait: '800ms' } : r)),
    },
    of: [1, 300],
    says: /waits in nginx for the cache, for 280 ms: #1 fetches the answer.*looks again in 220 ms/,
    cause: ['cache-wait', 'cache-wait'],
  },
  {
    name: 'ip_hash sends one network to one app server',
    scenario: {
      front: { upstream: { method: 'ip_hash' } },
      app: { workers: 1, instances: 2 },
      clients: [clients([at(0, 'slow'), at(20, 'slow'), at(30, 'slow')], { addresses: 'network' })],
    },
    of: [2, null],
    says: /waiting for a worker/,
    cause: ['uneven-share', 'queue-behind-long-views'],
  },
  {
    name: 'TLS 1.2 takes two round trips',
    scenario: {
      front: { tls: { ssl_protocols: '1.2' } },
      clients: [clients([at(0, 'home')], { link: { rtt: '200ms' } })],
    },
    of: [0, 400],
    says: /is being secured: TLS 1\.2 in full: 2 round trips of 200 ms/,
    cause: ['tls-handshake', 'tls-handshake'],
  },
  {
    name: 'a small HTTP/2 window paces a long answer',
    scenario: {
      front: { tls: { http2: true } },
      clients: [clients([at(0, 'home')], { link: { rtt: '200ms' }, window: '64KiB' })],
      routes: ROUTES.map((r) => (r.name === 'home' ? { ...r, response: '2MB' } : r)),
    },
    of: [0, null],
    says: /one window \(65\.5 kB\) ahead of its client/,
    cause: ['stream-window', 'stream-window'],
  },
  {
    name: 'every front server is down, each by its own name',
    scenario: {
      front: { instances: 2 },
      clients: [clients([at(3000, 'home')])],
      script: [
        { at: '1s', 'stop-front': 1 },
        { at: '2s', 'stop-front': 2 },
      ],
    },
    of: [0, null],
    says: /nginx [12] had been stopped: nothing listens there/,
    cause: ['front-down', 'front-down'],
  },
];

function runOf(written: object): Run {
  const scenario = parseScenario({
    duration: '20s',
    database: 'none',
    front: 'none',
    routes: ROUTES,
    ...written,
  });
  if (isProblems(scenario)) throw new Error(JSON.stringify(scenario));
  return simulate(scenario);
}

describe.each(CASES)('$name', ({ scenario, of: [request, atMs], says, not, cause }) => {
  const run = runOf(scenario);
  test('in words', () => {
    const text = whyText(why(run, request, atMs === null ? run.endUs : atMs * 1000));
    expect(text).toMatch(says);
    expect(text).not.toMatch(/undefined|NaN|null|Infinity|for for|Gunicorn worker 0/);
    if (not) expect(text).not.toMatch(not);
  });
  test.runIf(cause)('as a chain', () => {
    const chain = whyChain(run, request, null);
    expect([chain.cause, chain.root]).toEqual(cause);
    for (const link of chain.links) expect(link.text).not.toMatch(/undefined|NaN|null|Infinity/);
  });
});

test('a server that nobody has heard of gets whole sentences out of its traits alone', () => {
  const registry = APP_SERVERS as unknown as Record<string, unknown>;
  registry.made_up = appServer({
    name: 'Made-up',
    isMeasured: false,
    backlog: 64,
    releases: null,
    settings: {},
    traits: () => ({ ...ONE_AT_A_TIME, slotsPerProcess: 3, slotWord: 'thread', respawns: false }),
  });
  try {
    const parsed = parseScenario({
      duration: '20s',
      database: 'none',
      front: 'none',
      routes: ROUTES,
      clients: [
        clients([at(0, 'up'), at(1, 'up'), at(2, 'up')], { pace: { bodyOver: '5s' } }),
        clients([at(1000, 'home'), at(8000, 'crash'), at(9000, 'home')], { name: 'others' }),
      ],
    }) as Scenario;
    const { instances, django, memoryBytes, bootUs, hosts } = parsed.app;
    const app = { kind: 'made_up', instances, django, memoryBytes, bootUs, hosts };
    const run = simulate({ ...parsed, app } as unknown as Scenario);
    expect(whyText(why(run, 3, 2_000_000))).toMatch(
      /all 3 threads are held.*a thread must take a request at the pace of its client.*Made-up has no limit/,
    );
    const gone = whyText(why(run, 5, run.endUs));
    expect(gone).toMatch(/Made-up has been gone .*Made-up has no master process/);
    expect(gone).not.toMatch(/undefined|Gunicorn|nginx/);
    expect(whyChain(run, 5, null)).toMatchObject({ cause: 'server-gone', root: 'worker-crashed' });
  } finally {
    delete registry.made_up;
  }
});
