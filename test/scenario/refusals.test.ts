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
    'must be true, none, or settings such as { keepalive: 8, max_fails: 0 }',
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
    'needs nginx to share the requests out; allowed without a front server: 1',
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
