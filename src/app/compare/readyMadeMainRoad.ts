import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../../scenario/writeScenario.ts';
import type { ReadyMade } from './readyMade.ts';
import { NO_DATABASE, SLOW_UPLOADS, TWO_WORKERS } from './sharedTraffic.ts';

/** nginx and Gunicorn, and what differs in their settings. */
export const MAIN_ROAD: readonly ReadyMade[] = [
  {
    id: 'nginx-or-not',
    title: msg('Do I need nginx in front of Gunicorn?'),
    words: [
      msg('Eight photos trickle in from bad phones while others ask for a page that takes 20 ms.'),
      msg('nginx takes the bytes in for the workers; alone, Gunicorn waits for each phone itself.'),
    ],
    look: {
      atUs: 3_000_000,
      words: msg('both workers of B wait for phones; who wants a page queues'),
    },
    traffic: SLOW_UPLOADS,
    deployments: [
      { title: 'nginx + Gunicorn', is: { ...NO_DATABASE, ...TWO_WORKERS } },
      { title: msg('Gunicorn alone'), is: { ...NO_DATABASE, ...TWO_WORKERS, front: 'none' } },
    ],
  },
  {
    id: 'request-buffering',
    title: msg('What does proxy_request_buffering do for me?'),
    words: [
      msg('nginx stands in front on both sides; only one of them lets it collect an upload first.'),
      msg(
        'With buffering off nginx passes each byte on as it comes, and the worker waits with it.',
      ),
    ],
    look: { atUs: 3_000_000, words: msg('A’s request buffers fill while its workers are free') },
    traffic: SLOW_UPLOADS,
    deployments: [
      { title: msg('buffering on'), is: { ...NO_DATABASE, ...TWO_WORKERS } },
      {
        title: msg('buffering off'),
        is: { ...NO_DATABASE, ...TWO_WORKERS, front: { proxy_request_buffering: 'off' } },
      },
    ],
  },
  {
    id: 'worker-classes-slow-clients',
    title: msg('Which worker class bears slow clients without nginx?'),
    words: [
      msg('The same slow uploads meet two workers of each class, with nobody in front.'),
      msg(
        'A sync worker serves one client at a time; threads, greenlets and tasks wait side by side.',
      ),
    ],
    look: {
      atUs: 3_000_000,
      words: msg('sync has no worker left; the others hold the same uploads'),
    },
    traffic: SLOW_UPLOADS,
    deployments: [
      { title: 'sync', is: { ...NO_DATABASE, ...TWO_WORKERS, front: 'none' } },
      {
        title: 'gthread',
        is: {
          ...NO_DATABASE,
          front: 'none',
          app: { worker_class: 'gthread', workers: 2, threads: 4 },
        },
      },
      {
        title: 'gevent',
        is: { ...NO_DATABASE, front: 'none', app: { worker_class: 'gevent', workers: 2 } },
      },
      {
        title: 'asgi',
        is: { ...NO_DATABASE, front: 'none', app: { worker_class: 'asgi', workers: 2 } },
      },
    ],
  },
  {
    id: 'worker-classes-cpu',
    title: msg('Do threads or greenlets help when Python computes?'),
    words: [
      msg('Every page costs 40 ms of Python’s own work, on two cores.'),
      msg(
        'A process computes for one request at a time, whatever its class: more slots add no cores.',
      ),
    ],
    look: { atUs: 4_000_000, words: msg('as much work waits in each, only in another place') },
    traffic: {
      seed: 3,
      duration: '10s',
      clients: [{ name: 'visitors', asks: 'report', arrivals: { rate: '40/s', until: '8s' } }],
      routes: [{ name: 'report', path: '/report', response: '20kB', cpu: '40ms' }],
    },
    deployments: classes({ ...NO_DATABASE }),
  },
  {
    id: 'worker-classes-database',
    title: msg('And when they wait for the database?'),
    words: [
      msg('Every page asks the database for 150 ms in all and computes next to nothing.'),
      msg('Two sync workers can wait for two answers at once; eight threads wait for eight.'),
    ],
    look: { atUs: 4_000_000, words: msg('sync’s backlog grows while its two workers only wait') },
    traffic: {
      seed: 3,
      duration: '10s',
      clients: [{ name: 'visitors', asks: 'list', arrivals: { rate: '30/s', until: '8s' } }],
      routes: [
        { name: 'list', path: '/list', response: '20kB', cpu: '2ms', queries: 3, query: '50ms' },
      ],
    },
    deployments: classes({
      database: { CONN_MAX_AGE: '60s' },
      hosts: { web: { cores: 2 }, db: { cores: 16 } },
    }),
  },
  {
    id: 'workers',
    title: msg('How many workers: one, two or four?'),
    words: [
      msg('Thirty pages a second, each of which holds a worker for 60 ms, most of it waiting.'),
      msg(
        'One worker has to turn people away into the queue; from some number on more change nothing.',
      ),
    ],
    look: {
      atUs: 4_000_000,
      words: msg('the queue in front of one worker; workers with nothing to do'),
    },
    traffic: {
      seed: 11,
      duration: '10s',
      clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '30/s', until: '8s' } }],
      routes: [{ name: 'home', response: '20kB', cpu: '6ms', wait: '54ms', waitIs: 'exponential' }],
    },
    deployments: [
      { title: msg('1 worker'), is: { ...NO_DATABASE, app: { workers: 1 } } },
      { title: msg('2 workers'), is: { ...NO_DATABASE, app: { workers: 2 } } },
      { title: msg('4 workers'), is: { ...NO_DATABASE, app: { workers: 4 } } },
    ],
  },
  {
    id: 'conn-max-age',
    title: msg('Does CONN_MAX_AGE spare me connections, or take them all?'),
    words: [
      msg(
        'Sixteen workers share a PostgreSQL that lets Django have nine connections; a burst puts all of them to work once.',
      ),
      msg(
        'With 0 Django logs in for every page; with 60 s nine workers keep theirs, and the other seven find none.',
      ),
    ],
    look: { atUs: 3_000_000, words: msg('B: nine sessions without a query, and pages that fail') },
    traffic: {
      seed: 5,
      duration: '8s',
      clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '60/s', until: '7s' } }],
      routes: [
        { name: 'home', response: '20kB', cpu: '2ms', wait: '20ms', queries: 2, query: '2ms' },
      ],
      script: [{ at: '1s', burst: { clients: 'visitors', route: 'home', count: 16 } }],
    },
    deployments: ['0s', '60s'].map((age) => ({
      title: `CONN_MAX_AGE ${age.replace('s', '')}`,
      is: { app: { workers: 16 }, database: { max_connections: 12, CONN_MAX_AGE: age } },
    })),
  },
  {
    id: 'full-backlog',
    title: msg('A full backlog: unix or TCP socket?'),
    words: [
      msg(
        'Sixty people come at once; the backlog takes eight, and one worker needs 50 ms for each.',
      ),
      msg(
        'A full unix socket says no at once, and nginx answers 502; a full TCP port says nothing.',
      ),
    ],
    look: { atUs: 1_120_000, words: msg('A’s 502s, and B’s connections that try again') },
    traffic: {
      seed: 2,
      duration: '8s',
      clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '4/s', until: '6s' } }],
      routes: [{ name: 'home', response: '20kB', cpu: '5ms', wait: '45ms' }],
      script: [{ at: '1s', burst: { clients: 'visitors', route: 'home', count: 60 } }],
    },
    deployments: (['unix', 'tcp'] as const).map((kind) => ({
      title: kind === 'unix' ? msg('unix socket') : msg('tcp socket'),
      is: { ...NO_DATABASE, app: { workers: 1 }, socket: { kind, backlog: 8 } },
    })),
  },
  {
    id: 'preload',
    title: msg('A view that kills its worker: does preload_app help?'),
    words: [
      msg(
        'Every second somebody asks for a page that ends its process; the site takes 1.5 s to import.',
      ),
      msg(
        'Without preload each new worker imports it first; with it a new worker is there at once.',
      ),
    ],
    look: { atUs: 3_200_000, words: msg('B’s workers start up while people wait') },
    traffic: {
      seed: 4,
      duration: '10s',
      clients: [
        { name: 'visitors', asks: 'home', arrivals: { rate: '25/s', until: '9s' } },
        { name: 'unlucky', asks: 'crash', arrivals: { every: '1s', from: '1s', until: '8s' } },
      ],
      routes: [
        { name: 'home', response: '20kB', cpu: '4ms', wait: '30ms' },
        { name: 'crash', path: '/crash', cpu: '1ms', effect: 'crash' },
      ],
    },
    deployments: [
      { title: 'preload_app', is: preloading(true) },
      { title: msg('no preload_app'), is: preloading(false) },
    ],
  },
  {
    id: 'max-fails',
    title: msg('Two servers and one bad page: who gets the 502s?'),
    words: [
      msg('A page crashes whichever worker serves it; nginx then tries the other server.'),
      msg(
        'With max_fails=1 nginx leaves both alone for a while, and everybody else gets a 502 too.',
      ),
    ],
    look: { atUs: 2_100_000, words: msg('A has no live upstream left for pages that do no harm') },
    traffic: {
      seed: 6,
      duration: '10s',
      clients: [
        { name: 'visitors', asks: 'home', arrivals: { rate: '20/s', until: '9s' } },
        { name: 'unlucky', asks: 'crash', arrivals: { every: '3s', from: '2s', until: '9s' } },
      ],
      routes: [
        { name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' },
        { name: 'crash', path: '/crash', cpu: '1ms', effect: 'crash' },
      ],
    },
    deployments: [1, 0].map((max_fails) => ({
      title: `max_fails=${max_fails}`,
      is: {
        ...NO_DATABASE,
        app: { instances: 2, workers: 2 },
        front: { upstream: { max_fails, fail_timeout: '2s' } },
      },
    })),
  },
];

/** Two processes of each worker class behind nginx; gthread with four threads. */
function classes(rest: WrittenScenario): ReadyMade['deployments'] {
  return (['sync', 'gthread', 'gevent', 'asgi'] as const).map((worker_class) => ({
    title: worker_class,
    is: {
      ...rest,
      app: { worker_class, workers: 2, ...(worker_class === 'gthread' ? { threads: 4 } : {}) },
    },
  }));
}

function preloading(preload_app: boolean): WrittenScenario {
  return { ...NO_DATABASE, app: { workers: 3, boot: '1.5s', preload_app } };
}
