import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

const HOME = [{ name: 'home', response: '20kB', cpu: '4ms', wait: '30ms', queries: 2 }] as const;
const FIVE = ['front1', 'front2', 'front3', 'front4', 'front5'] as const;
const boxes = (names: readonly string[], cores = 2) =>
  Object.fromEntries(names.map((name) => [name, { cores }]));

/** Many front servers, two app hosts, one database: where a whole site lives. */
const WIDE = {
  duration: '8s',
  hosts: { ...boxes(FIVE, 1), ...boxes(['app1', 'app2'], 4), db: { cores: 4 } },
  clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '100/s' } }],
  app: { instances: 2, hosts: ['app1', 'app2'], workers: 6 },
  routes: HOME,
  database: { host: 'db', CONN_MAX_AGE: '60s' },
} as const;

const FRONT_DOWN = {
  duration: '8s',
  hosts: { ...boxes(['front1', 'front2'], 1), web: { cores: 4 } },
  clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '40/s', until: '7s' } }],
  app: { workers: 6 },
  database: 'none',
  routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '30ms' }],
  script: [{ at: '2s', 'stop-front': 2 }],
} as const;

/** A page that kills whoever serves it, asked for once; visitors beside it. */
const POISON = {
  seed: 6,
  duration: '16s',
  clients: [
    { name: 'visitors', asks: 'home', arrivals: { rate: '20/s', until: '15s' } },
    { name: 'unlucky', asks: 'crash', arrivals: [{ at: '2s' }] },
  ],
  app: { instances: 2, workers: 2 },
  database: 'none',
} as const;
const POISON_ROUTES = (method: 'GET' | 'POST', effect: 'crash' | 'hang') =>
  [
    { name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' },
    { name: 'crash', method, path: '/crash', cpu: '1ms', effect },
  ] as const;

const ONE_NETWORK = {
  duration: '6s',
  hosts: { web: { cores: 4 } },
  clients: [
    {
      name: 'office',
      addresses: 'one',
      asks: 'home',
      arrivals: { rate: '40/s', until: '5s' },
    },
  ],
  app: { instances: 2, workers: 2 },
  database: 'none',
  routes: [{ name: 'home', response: '20kB', cpu: '2ms', wait: '60ms', waitIs: 'exponential' }],
} as const;

const STAMPEDE = {
  duration: '8s',
  clients: [{ name: 'visitors', asks: 'report', arrivals: { rate: '40/s', until: '7s' } }],
  app: { workers: 4 },
  routes: [{ name: 'report', path: '/report', response: '20kB', cpu: '4ms', wait: '800ms' }],
  database: 'none',
} as const;

/** Several of a program, several boxes, and what the front server does with them. */
export const WIDE_FRONT = {
  'five-fronts': {
    title: msg('Five front servers, two app hosts, one database'),
    ...WIDE,
    front: { instances: 5, hosts: FIVE, balancer: 'balancer' },
  },
  'three-app-hosts': {
    title: msg('Three app hosts behind one front server'),
    duration: '6s',
    hosts: { edge: { cores: 2 }, ...boxes(['app1', 'app2', 'app3']) },
    clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '60/s', until: '5s' } }],
    front: { host: 'edge', upstream: { weights: [2, 1, 1] } },
    app: { instances: 3, hosts: ['app1', 'app2', 'app3'], workers: 2 },
    database: 'none',
    routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '30ms' }],
  },
  'one-box': {
    title: msg('Everything on one box with two cores'),
    duration: '6s',
    hosts: { box: { cores: 2 } },
    clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '60/s', until: '5s' } }],
    front: { host: 'box' },
    app: { host: 'box', workers: 4 },
    database: { host: 'box', rtt: '0s' },
    routes: [{ name: 'home', response: '20kB', cpu: '12ms', queries: 4, query: '5ms' }],
  },
  'front-down-dns': {
    title: msg('One of two front servers is down: found by name (DNS)'),
    ...FRONT_DOWN,
    front: { instances: 2, hosts: ['front1', 'front2'], balancer: 'dns' },
    app: { ...FRONT_DOWN.app, host: 'web' },
  },
  'front-down-balancer': {
    title: msg('One of two front servers is down: behind a balancer'),
    ...FRONT_DOWN,
    front: { instances: 2, hosts: ['front1', 'front2'], balancer: 'balancer' },
    app: { ...FRONT_DOWN.app, host: 'web' },
  },
  'poison-get': {
    title: msg('One bad GET takes both app servers away for ten seconds'),
    ...POISON,
    routes: POISON_ROUTES('GET', 'crash'),
  },
  'poison-max-fails-0': {
    title: msg('The same with max_fails=0: nobody is left alone'),
    ...POISON,
    front: { upstream: { max_fails: 0 } },
    routes: POISON_ROUTES('GET', 'crash'),
  },
  'poison-hang-classic': {
    title: msg('A GET that hangs, at Gunicorn 20.1: both app servers away'),
    ...POISON,
    version: 'classic',
    app: { ...POISON.app, timeout: '3s' },
    routes: POISON_ROUTES('GET', 'hang'),
  },
  'poison-hang': {
    title: msg('A GET that hangs, at Gunicorn 26.1: an error, and that is all'),
    ...POISON,
    app: { ...POISON.app, timeout: '3s' },
    routes: POISON_ROUTES('GET', 'hang'),
  },
  'poison-post': {
    title: msg('The same as a POST: only one app server is tried'),
    ...POISON,
    routes: POISON_ROUTES('POST', 'crash'),
  },
  'nat-ip-hash': {
    title: msg('An office behind one address: ip_hash'),
    ...ONE_NETWORK,
    front: { upstream: { method: 'ip_hash' } },
  },
  'nat-least-conn': {
    title: msg('An office behind one address: least_conn'),
    ...ONE_NETWORK,
    front: { upstream: { method: 'least_conn' } },
  },
  'rate-limit': {
    title: msg('Whom does limit_req turn away?'),
    duration: '6s',
    clients: [
      {
        name: 'greedy',
        addresses: 'one',
        asks: 'home',
        arrivals: { every: '50ms', from: '500ms', until: '4s' },
      },
      { name: 'visitors', asks: 'home', arrivals: { rate: '10/s', until: '5s' } },
    ],
    front: { limit_req: { rate: '5/s', burst: 5, nodelay: 'on' } },
    app: { workers: 2 },
    database: 'none',
    routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' }],
  },
  'cache-stampede': {
    title: msg('An empty cache under load: everybody fetches the report'),
    ...STAMPEDE,
    front: { proxy_cache: true },
  },
  'cache-lock': {
    title: msg('The same with proxy_cache_lock: one fetches it'),
    ...STAMPEDE,
    front: { proxy_cache: { proxy_cache_lock: 'on' } },
  },
  'cache-stale': {
    title: msg('A cached report runs out: does the lock help then?'),
    ...STAMPEDE,
    front: { proxy_cache: { proxy_cache_valid: '3s', proxy_cache_lock: 'on' } },
  },
  'cache-use-stale': {
    title: msg('The same with proxy_cache_use_stale: the old one meanwhile'),
    ...STAMPEDE,
    front: {
      proxy_cache: {
        proxy_cache_valid: '3s',
        proxy_cache_lock: 'on',
        proxy_cache_use_stale: 'on',
      },
    },
  },
} as const satisfies Record<string, WrittenScenario>;

export const WIDE_FRONT_WORDS: Readonly<Record<keyof typeof WIDE_FRONT, string>> = {
  'five-fronts': msg(
    'A balancer hands connections to five front servers; each shares out to both app hosts.',
  ),
  'three-app-hosts': msg(
    'Each has cores of its own; one weighs twice as much and gets half of all requests.',
  ),
  'one-box': msg(
    'nginx, four workers and PostgreSQL share two cores: whatever one computes, others wait for.',
  ),
  'front-down-dns': msg(
    'Half of the clients knock at a closed door first, and try the other one then.',
  ),
  'front-down-balancer': msg(
    'The balancer leaves out who is down: nobody comes to the closed door.',
  ),
  'poison-get': msg(
    'nginx tries the other one too; then none is left, and all pages are 502 for ten seconds.',
  ),
  'poison-max-fails-0': msg('The bad page itself fails, nobody else notices.'),
  'poison-post': msg(
    'A POST is not sent twice: one server is left alone, the other one carries on.',
  ),
  'nat-ip-hash': msg('All of them look like one: every request goes to the same app server.'),
  'nat-least-conn': msg(
    'Whoever has fewer requests under way gets the next one; addresses do not matter.',
  ),
  'rate-limit': msg(
    'Twenty a second from one address meet a limit of five: most get 503, others none.',
  ),
  'cache-stampede': msg(
    'Until the first answer is there, everybody who comes goes to the app server.',
  ),
  'cache-lock': msg(
    'One goes to the app server, the others wait in nginx and look again every 500 ms.',
  ),
  'cache-stale': msg(
    'The lock is for what is missing, not for what is old: all who come go to the app server.',
  ),
  'cache-use-stale': msg('One fetches the new one, all others get the old one at once.'),
  'poison-hang-classic': msg(
    'A worker that is killed says nothing: nginx tries the other server, and then none is left.',
  ),
  'poison-hang': msg('A worker that is killed answers 500 first: nginx has nothing to try again.'),
};
