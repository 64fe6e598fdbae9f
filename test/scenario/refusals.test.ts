import { expect, test } from 'vitest';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';

const clients = (population: unknown) => ({ clients: [population] });
const route = (settings: object) => ({ routes: [settings] });
const script = (action: object) => ({ script: [{ at: '1s', ...action }] });

test.each<[input: unknown, at: string, value: string, message: string]>([
  // hosts
  [
    { hosts: { web: { memory: '1kB' } } },
    'hosts.web.memory',
    '1kB',
    'is too little; allowed: 1MiB to 1000GiB, or unlimited',
  ],
  [{ hosts: { web: { memory: 2 } } }, 'hosts.web.memory', '2', 'needs a unit: 2kB or 2MB?'],
  // clients
  [clients({ keepAlive: 'yes' }), 'clients[0].keepAlive', 'yes', 'must be on or off'],
  [clients({ connections: 33 }), 'clients[0].connections', '33', 'is too much; allowed: 1 to 32'],
  [clients({ retries: 11 }), 'clients[0].retries', '11', 'is too much; allowed: 0 to 10'],
  [clients({ backoff: 1 }), 'clients[0].backoff', '1', 'needs a unit: 1ms or 1s?'],
  [
    clients({ assets: ['css', 'js'] }),
    'clients[0].assets[1]',
    'js',
    'there is no route of this name',
  ],
  [clients({ assets: 3 }), 'clients[0].assets', '3', 'must be a list'],
  [
    clients({ assets: Array(101).fill('css') }),
    'clients[0].assets',
    '101 items',
    'is too long; allowed: at most 100 items',
  ],
  [
    clients({ arrivals: [{ at: '1s', client: 1.5 }] }),
    'clients[0].arrivals[0].client',
    '1.5',
    'must be a whole number, 0 to 1000000',
  ],
  [
    clients({ assets: ['css'], retries: 9, arrivals: { rate: '20000/s' } }),
    'clients[0].arrivals',
    '4000000 requests',
    'is too many; allowed: 2000000 in all',
  ],
  // front
  [
    { front: { proxy_http_version: '2' } },
    'front.proxy_http_version',
    '2',
    'must be one of: 1.0, 1.1',
  ],
  [
    { front: { proxy_next_upstream: 'http_502' } },
    'front.proxy_next_upstream',
    'http_502',
    'must be error timeout or off',
  ],
  [
    { front: { upstream: 'yes' } },
    'front.upstream',
    'yes',
    'must be on, none, or a set of settings such as { … }',
  ],
  [
    { front: { upstream: { keepalive: -1 } } },
    'front.upstream.keepalive',
    '-1',
    'must not be negative; allowed: 0 to 65535',
  ],
  [
    { front: { upstream: { max_fail: 1 } } },
    'front.upstream.max_fail',
    '1',
    'did you mean “max_fails”?',
  ],
  [{ front: { tls: 'yes' } }, 'front.tls', 'yes', 'must be on, none, or a set of settings'],
  [
    { front: { upstream: { method: 'random' } } },
    'front.upstream.method',
    'random',
    'must be one of: round_robin, least_conn, ip_hash',
  ],
  [
    { front: { upstream: { weights: [3, 1] } } },
    'front.upstream.weights',
    '[3, 1]',
    'are more than the app server has instances; allowed: at most 1',
  ],
  [
    { front: { upstream: { weights: [3, 0] } }, app: { instances: 2 } },
    'front.upstream.weights[1]',
    '0',
    'is too little; allowed: 1 to 1000',
  ],
  [{ front: { upstream: { weights: 3 } } }, 'front.upstream.weights', '3', 'must be a list'],
  [
    { front: { server: 'apache', upstream: { method: 'ip_hash' } } },
    'front.upstream.method',
    'ip_hash',
    'is not something that Apache can do; allowed there: round_robin, least_conn',
  ],
  [
    { front: { server: 'apache', limit_req: { rate: '1/s' } } },
    'front.limit_req',
    '{rate: 1/s}',
    'is not a setting here',
  ],
  [
    { front: { server: 'apache', proxy_read_timeout: '1s' } },
    'front.proxy_read_timeout',
    '1s',
    'is not a setting here',
  ],
  [
    { front: { server: 'iis' }, app: { instances: 2 } },
    'app.instances',
    '2',
    'is more than IIS passes requests to; allowed behind it: 1',
  ],
  [
    { front: { limit_req: { rate: 10 } } },
    'front.limit_req.rate',
    '10',
    'needs a unit: 10/s or 10/min?',
  ],
  [
    { front: { limit_req: { limit_req_status: 200 } } },
    'front.limit_req.limit_req_status',
    '200',
    'is too little; allowed: 400 to 599',
  ],
  [
    { front: { proxy_cache: { proxy_cache_valid: '500ms' } } },
    'front.proxy_cache.proxy_cache_valid',
    '500ms',
    'is too little; allowed: 1s to 24h',
  ],
  [
    { front: { proxy_cache: { lock: true } } },
    'front.proxy_cache.lock',
    'true',
    'is not a setting here',
  ],
  [{ front: { instances: 9 } }, 'front.instances', '9', 'is too much; allowed: 1 to 8'],
  [
    { front: { balancer: 'haproxy' } },
    'front.balancer',
    'haproxy',
    'must be one of: dns, balancer',
  ],
  // socket
  [
    { socket: { kind: 'unix', rtt: '40ms' } },
    'socket.rtt',
    '40ms',
    'a unix socket is a file on one machine; allowed: 0s',
  ],
  // app
  [{ app: { instances: 17 } }, 'app.instances', '17', 'is too much; allowed: 1 to 16'],
  [
    { app: { instances: 2 }, front: 'none' },
    'app.instances',
    '2',
    'needs a front server to share the requests out; allowed without a front server: 1',
  ],
  [
    { app: { server: 'unicorn' } },
    'app.server',
    'unicorn',
    'is not known here; allowed: gunicorn, uwsgi',
  ],
  [{ app: { server: 'uwsgi', workers: 2 } }, 'app.workers', '2', 'is not a setting here'],
  [{ app: { hosts: [] } }, 'app.hosts', '[]', 'names no host; allowed: at least one'],
  [
    { app: { hosts: ['web', 'wbe'] } },
    'app.hosts[1]',
    'wbe',
    'there is no host of this name; did you mean “web”?',
  ],
  [
    { app: { host: 'web', hosts: ['web'] } },
    'app.host',
    'web',
    'stands beside `hosts`; allowed: one of the two',
  ],
  [
    { app: { server: 'mod_wsgi' } },
    'app.mode',
    'daemon',
    'processes belong to an Apache before them; allowed with front: apache',
  ],
  [
    { app: { server: 'mod_wsgi', mode: 'embedded' }, front: 'apache' },
    'app.mode',
    'embedded',
    'runs within Apache itself; allowed with front: none',
  ],
  [
    { app: { server: 'uwsgi', protocol: 'socket' }, front: 'none' },
    'app.protocol',
    'socket',
    'is uWSGI’s own language, which no client speaks; allowed with front: nginx or front: apache',
  ],
  [
    { app: { server: 'uwsgi', protocol: 'socket' }, front: 'iis' },
    'app.protocol',
    'socket',
    'allowed with front: nginx or front: apache',
  ],
  [{ app: { threads: 0 } }, 'app.threads', '0', 'is too little; allowed: 1 to 1000'],
  [
    { app: { worker_class: 'asgi', version: '20.1' } },
    'app.worker_class',
    'asgi',
    'is not in Gunicorn 20.1; allowed there: sync, gthread, gevent',
  ],
  [
    { app: { worker_class: 'asgi' }, version: 'classic' },
    'app.worker_class',
    'asgi',
    'is not in Gunicorn 20.1',
  ],
  [{ app: { django: '4.2' } }, 'app.django', '4.2', 'must be one of: 5.2, 3.2'],
  [{ app: { preload_app: 'yes' } }, 'app.preload_app', 'yes', 'must be on or off'],
  [{ app: { keep_alive: '2s' } }, 'app.keep_alive', '2s', 'did you mean “keepalive”?'],
  // routes
  [
    route({ effect: 'explode' }),
    'routes[0].effect',
    'explode',
    'must be one of: none, crash, segv, sigkill, hang, hang-hard, spin',
  ],
  [route({ locks: '' }), 'routes[0].locks', '', 'must be 1 to 60 characters long'],
  [
    { ...route({ locks: 'row' }), database: 'none' },
    'routes[0].locks',
    'row',
    'needs a database, and this scenario has none; allowed: none',
  ],
  [route({ spans: 'view' }), 'routes[0].spans', 'view', 'must be a list'],
  [
    route({ spans: [{ kind: 'signal' }] }),
    'routes[0].spans[0].kind',
    'signal',
    'must be one of: middleware, urls, view, orm, template',
  ],
  [
    { ...route({ spans: [{}, { queries: 2 }] }), database: 'none' },
    'routes[0].spans[1].queries',
    '2',
    'needs a database, and this scenario has none; allowed: 0',
  ],
  // database
  [
    { database: { server: 'oracle', sid: 1 } },
    'database.server',
    'oracle',
    'allowed: postgresql, mysql, sqlite, mariadb or none',
  ],
  [
    { database: { server: 'mysql', lock_timeout: '1s' } },
    'database.lock_timeout',
    '1s',
    'is not a setting here',
  ],
  [
    { database: { server: 'mysql', auth: 'trust' } },
    'database.auth',
    'trust',
    'must be one of: mysql_native_password, none',
  ],
  [{ database: { server: 'sqlite', host: 'db' } }, 'database.host', 'db', 'is not a setting here'],
  [{ database: { auth: 'md5' } }, 'database.auth', 'md5', 'must be one of: scram-sha-256, trust'],
  // script
  [
    script({ 'reload-app': 2 }),
    'script[0].reload-app',
    '2',
    'there is no such instance of the app server; allowed: 1 to 1',
  ],
  [
    { ...script({ 'stop-app': 4 }), app: { instances: 3 } },
    'script[0].stop-app',
    '4',
    'allowed: 1 to 3',
  ],
  [script({ 'start-app': 0 }), 'script[0].start-app', '0', 'is too little; allowed: 1 to 16'],
  [
    { ...script({ 'reload-front': true }), front: 'none' },
    'script[0].reload-front',
    'true',
    'needs a front server, and this scenario has none',
  ],
  [script({ 'reload-front': 2 }), 'script[0].reload-front', '2', 'must be true, or left out'],
  [
    { ...script({ 'stop-front': 4 }), front: { instances: 3 } },
    'script[0].stop-front',
    '4',
    'is none of the front servers; allowed: true for all of them, or one: 1 to 3',
  ],
  [
    { ...script({ 'kill-worker': 7 }), app: { instances: 2, workers: 3 } },
    'script[0].kill-worker',
    '7',
    'there is no such worker; allowed: 1 to 6',
  ],
])('%j', (input, at, value, message) => {
  const problems = parseScenario(input);
  if (!isProblems(problems)) throw new Error('was accepted');
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ at, value });
  expect(problems[0]?.message).toContain(message);
});

test('a worker of any instance, and one that was added, can be killed', () => {
  const input = {
    app: { instances: 2, workers: 3 },
    script: [
      { at: '1s', 'add-worker': true },
      { at: '2s', 'kill-worker': 7 },
    ],
  };
  expect(isProblems(parseScenario(input))).toBe(false);
});
