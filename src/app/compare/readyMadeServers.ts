import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../../scenario/writeScenario.ts';
import type { ReadyMade } from './readyMade.ts';
import { NO_DATABASE, SLOW_UPLOADS, TWO_WORKERS } from './sharedTraffic.ts';

/** One page of 1 ms, as benchmarks like it: a browser's fetch that nobody waits for. */
const TRIVIAL: WrittenScenario = {
  seed: 8,
  duration: '6s',
  clients: [
    {
      name: 'load',
      link: 'loopback',
      asks: 'ping',
      arrivals: { count: 16, think: '0s', requestsEach: 200 },
    },
  ],
  routes: [{ name: 'ping', path: '/ping', response: '20B', cpu: '500us' }],
};
const RUNSERVER = { ...NO_DATABASE, app: { server: 'runserver' } } as const;
const FOUR_WORKERS = { ...NO_DATABASE, app: { workers: 4 } } as const;
const DEVELOPMENT_OR_NOT = [
  { title: 'nginx → runserver', is: RUNSERVER },
  { title: 'nginx → Gunicorn', is: FOUR_WORKERS },
] as const;

const FAR = { rtt: '100ms', up: '20Mbit/s', down: '50Mbit/s' } as const;

/** Servers beside those of the main road. */
export const OTHER_SERVERS: readonly ReadyMade[] = [
  {
    id: 'runserver-trivial',
    title: msg('A benchmark of trivial requests: runserver or Gunicorn?'),
    words: [
      msg('Sixteen clients on the same machine ask for next to nothing, as fast as answers come.'),
      msg(
        'One process can use one core, four workers use two: a gap in a number, and nothing that anybody would notice.',
      ),
    ],
    look: { atUs: 1_000_000, words: msg('hardly anybody waits on either side') },
    traffic: TRIVIAL,
    deployments: DEVELOPMENT_OR_NOT,
  },
  {
    id: 'runserver-real',
    title: msg('And with requests that compute?'),
    words: [
      msg('The same two servers; each page costs 20 ms of Python’s own work, on two cores.'),
      msg('runserver is one process with one interpreter lock: its threads share one core.'),
    ],
    look: { atUs: 4_000_000, words: msg('A’s threads wait for one another, B uses both cores') },
    traffic: {
      seed: 8,
      duration: '10s',
      clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '65/s', until: '8s' } }],
      routes: [{ name: 'home', response: '20kB', cpu: '20ms' }],
    },
    deployments: DEVELOPMENT_OR_NOT,
  },
  {
    id: 'runserver-crash',
    title: msg('And when a view takes its process along?'),
    words: [
      msg('At two seconds somebody asks for a page that ends the process it runs in.'),
      msg(
        'Gunicorn puts a new worker there; nobody starts runserver again, and from then on all is 502.',
      ),
    ],
    look: { atUs: 3_000_000, words: msg('A answers nobody any more') },
    traffic: {
      seed: 8,
      duration: '8s',
      clients: [
        { name: 'visitors', asks: 'home', arrivals: { rate: '20/s', until: '7s' } },
        { name: 'unlucky', asks: 'crash', arrivals: [{ at: '2s' }] },
      ],
      routes: [
        { name: 'home', response: '20kB', cpu: '4ms', wait: '10ms' },
        { name: 'crash', path: '/crash', cpu: '1ms', effect: 'crash' },
      ],
    },
    deployments: DEVELOPMENT_OR_NOT,
  },
  {
    id: 'apache-or-nginx',
    title: msg('Apache + mod_wsgi, or nginx + Gunicorn?'),
    words: [
      msg('Two processes for Django on both sides, and photos that trickle in from bad phones.'),
      msg(
        'Apache hands a body on as it comes, so its daemon processes wait for phones; nginx collects it first.',
      ),
    ],
    look: { atUs: 3_000_000, words: msg('both daemon processes of A wait for phones') },
    traffic: SLOW_UPLOADS,
    deployments: [
      {
        title: 'Apache + mod_wsgi',
        is: {
          ...NO_DATABASE,
          front: { server: 'apache' },
          app: { server: 'mod_wsgi', processes: 2, threads: 1 },
        },
      },
      { title: 'nginx + Gunicorn', is: { ...NO_DATABASE, ...TWO_WORKERS } },
    ],
  },
  {
    id: 'uwsgi-or-gunicorn',
    title: msg('nginx + uWSGI, or nginx + Gunicorn?'),
    words: [
      msg(
        'A view that never comes back meets uWSGI’s harakiri and Gunicorn’s timeout, both of three seconds.',
      ),
      msg(
        'Both kill the worker and put another one there; with nginx in front hardly anything else differs.',
      ),
    ],
    look: { atUs: 4_500_000, words: msg('a new worker in the place of the one that hung') },
    traffic: {
      seed: 9,
      duration: '10s',
      clients: [
        { name: 'visitors', asks: 'home', arrivals: { rate: '20/s', until: '9s' } },
        { name: 'unlucky', asks: 'hang', arrivals: [{ at: '1s' }] },
      ],
      routes: [
        { name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' },
        { name: 'hang', path: '/hang', effect: 'hang' },
      ],
    },
    deployments: [
      {
        title: 'nginx + uWSGI',
        is: {
          ...NO_DATABASE,
          app: { server: 'uwsgi', protocol: 'socket', processes: 2, harakiri: '3s' },
        },
      },
      { title: 'nginx + Gunicorn', is: { ...NO_DATABASE, app: { workers: 2, timeout: '3s' } } },
    ],
  },
  {
    id: 'cherrypy-or-gthread',
    title: msg('Two servers with ten threads: CherryPy or gthread?'),
    words: [
      msg(
        'One process with ten threads each, nobody in front, and a view that ends its process at two seconds.',
      ),
      msg('They share the work out alike; what differs is who is there after a crash.'),
    ],
    look: { atUs: 4_000_000, words: msg('A is gone; B’s arbiter has started another worker') },
    traffic: {
      seed: 10,
      duration: '8s',
      clients: [
        { name: 'visitors', asks: 'home', arrivals: { rate: '30/s', until: '7s' } },
        { name: 'unlucky', asks: 'crash', arrivals: [{ at: '2s' }] },
      ],
      routes: [
        { name: 'home', response: '20kB', cpu: '4ms', wait: '60ms' },
        { name: 'crash', path: '/crash', cpu: '1ms', effect: 'crash' },
      ],
    },
    deployments: [
      {
        title: 'CherryPy',
        is: { ...NO_DATABASE, front: 'none', app: { server: 'cherrypy', numthreads: 10 } },
      },
      {
        title: 'gthread',
        is: { ...NO_DATABASE, front: 'none', app: { worker_class: 'gthread', threads: 10 } },
      },
    ],
  },
  {
    id: 'who-buffers',
    title: msg('Who collects slow uploads before Django hears of them?'),
    words: [
      msg(
        'The same photos from bad phones meet nginx, Apache as a proxy, Apache before mod_wsgi, and nobody.',
      ),
      msg(
        'Only nginx takes a whole body in; Apache as a proxy stops at 16 kB, and mod_wsgi collects nothing.',
      ),
    ],
    look: {
      atUs: 3_000_000,
      words: msg('A’s workers are free; those of the others wait for phones'),
    },
    traffic: SLOW_UPLOADS,
    deployments: [
      { title: 'nginx', is: { ...NO_DATABASE, ...TWO_WORKERS } },
      {
        title: 'Apache mod_proxy',
        is: { ...NO_DATABASE, ...TWO_WORKERS, front: { server: 'apache' } },
      },
      {
        title: 'mod_wsgi daemon',
        is: {
          ...NO_DATABASE,
          front: { server: 'apache' },
          app: { server: 'mod_wsgi', processes: 2, threads: 1 },
        },
      },
      {
        title: msg('nobody'),
        is: { ...NO_DATABASE, ...TWO_WORKERS, front: 'none' },
      },
    ],
  },
  {
    id: 'prefork-or-event',
    title: msg('Apache with Django inside: prefork or event?'),
    words: [
      msg(
        'Clients keep their connections for five seconds, and there are eight places on both sides.',
      ),
      msg(
        'Under prefork an idle connection has a child for itself; under event it waits without a thread.',
      ),
    ],
    look: { atUs: 3_000_000, words: msg('A’s children wait for clients who say nothing') },
    traffic: {
      seed: 12,
      duration: '12s',
      clients: [
        {
          name: 'visitors',
          asks: 'home',
          keepAlive: true,
          arrivals: { count: 24, think: '1.5s', requestsEach: 6 },
        },
      ],
      routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' }],
    },
    deployments: [
      { title: 'prefork', is: embedded('prefork', { processes: 8 }) },
      { title: 'event', is: embedded('event', { processes: 2, threads: 4 }) },
    ],
  },
  {
    id: 'http2',
    title: msg('A page of thirty files: HTTP/1.1 or HTTP/2?'),
    words: [
      msg('A browser 100 ms away asks for a page and thirty pictures behind it.'),
      msg(
        'HTTP/1.1 has six connections with one request each at a time; HTTP/2 has one with all of them.',
      ),
    ],
    look: { atUs: 900_000, words: msg('B has all pictures under way, A six of them') },
    traffic: {
      seed: 13,
      duration: '6s',
      clients: [
        {
          name: 'browser',
          link: FAR,
          asks: 'home',
          assets: Array<string>(30).fill('photo'),
          connections: 6,
          keepAlive: true,
          arrivals: { count: 1, requestsEach: 1 },
        },
      ],
      routes: [
        { name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' },
        { name: 'photo', path: '/static/photo.jpg', static: true, response: '15kB' },
      ],
    },
    deployments: (['off', 'on'] as const).map((http2) => ({
      title: http2 === 'on' ? 'HTTP/2' : 'HTTP/1.1',
      is: { ...NO_DATABASE, ...TWO_WORKERS, front: { tls: { http2 } } },
    })),
  },
  {
    id: 'tls-versions',
    title: msg('What does TLS 1.3 save a new client?'),
    words: [
      msg('People 100 ms away who were never here before ask for one page each.'),
      msg('TLS 1.2 greets for two round trips before the request may go out, TLS 1.3 for one.'),
    ],
    look: { atUs: 400_000, words: msg('B’s first request is on its way, A is still greeting') },
    traffic: {
      seed: 14,
      duration: '5s',
      clients: [
        { name: 'newcomers', link: FAR, asks: 'home', arrivals: { every: '300ms', until: '4s' } },
      ],
      routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' }],
    },
    deployments: (['1.2', '1.3'] as const).map((ssl_protocols) => ({
      title: `TLS ${ssl_protocols}`,
      is: { ...NO_DATABASE, ...TWO_WORKERS, front: { tls: { ssl_protocols } } },
    })),
  },
  {
    id: 'cache-lock',
    title: msg('An empty cache under load: does proxy_cache_lock help?'),
    words: [
      msg('Forty a second want a report that takes 800 ms, which nginx keeps once it has it.'),
      msg(
        'Without the lock all who come meanwhile go to the app server; with it one goes, the others look again every 500 ms.',
      ),
    ],
    look: { atUs: 600_000, words: msg('A’s workers all make the same report; one of B’s does') },
    traffic: {
      seed: 15,
      duration: '8s',
      clients: [{ name: 'visitors', asks: 'report', arrivals: { rate: '40/s', until: '7s' } }],
      routes: [{ name: 'report', path: '/report', response: '20kB', cpu: '4ms', wait: '800ms' }],
    },
    deployments: (['off', 'on'] as const).map((proxy_cache_lock) => ({
      title: proxy_cache_lock === 'on' ? msg('lock') : msg('no lock'),
      is: {
        ...NO_DATABASE,
        app: { workers: 4 },
        front: { proxy_cache: { proxy_cache_lock } },
      },
    })),
  },
  {
    id: 'least-conn',
    title: msg('Two app servers, some pages slow: in turn, or least_conn?'),
    words: [
      msg(
        'Two analysts a second want reports that take a second; each app server has two workers.',
      ),
      msg(
        'Taking turns does not see that a server is busy; least_conn gives to whom has fewest under way.',
      ),
    ],
    look: {
      atUs: 4_000_000,
      words: msg('who waits behind slow pages while the other server is free'),
    },
    traffic: {
      seed: 16,
      duration: '12s',
      clients: [
        {
          name: 'visitors',
          asks: 'home',
          arrivals: { rate: '15/s', until: '10s' },
        },
        { name: 'analysts', asks: 'report', arrivals: { rate: '2/s', until: '10s' } },
      ],
      routes: [
        { name: 'home', response: '20kB', cpu: '4ms', wait: '20ms' },
        { name: 'report', path: '/report', response: '20kB', wait: '1s' },
      ],
    },
    deployments: (['round_robin', 'least_conn'] as const).map((method) => ({
      title: method === 'least_conn' ? 'least_conn' : msg('round robin'),
      is: {
        ...NO_DATABASE,
        app: { instances: 2, workers: 2 },
        front: { upstream: { method } },
      },
    })),
  },
  {
    id: 'front-down',
    title: msg('One of two front servers is down: DNS or a balancer?'),
    words: [
      msg('At two seconds one of two front servers stops, and stays away.'),
      msg('By name half of the clients knock at the closed one first; a balancer leaves it out.'),
    ],
    look: { atUs: 2_500_000, words: msg('A’s clients who were turned away and try the other one') },
    traffic: {
      seed: 17,
      duration: '8s',
      clients: [{ name: 'visitors', asks: 'home', arrivals: { rate: '40/s', until: '7s' } }],
      routes: [{ name: 'home', response: '20kB', cpu: '4ms', wait: '30ms' }],
    },
    deployments: (['dns', 'balancer'] as const).map((balancer) => ({
      title: balancer === 'dns' ? 'DNS' : msg('balancer'),
      is: {
        ...NO_DATABASE,
        hosts: { web: { cores: 4 }, front1: { cores: 1 }, front2: { cores: 1 } },
        front: { instances: 2, hosts: ['front1', 'front2'], balancer },
        app: { workers: 6 },
        script: [{ at: '2s', 'stop-front': 2 }],
      },
    })),
  },
];

/** Django within Apache's own children. */
function embedded(
  mpm: 'prefork' | 'event',
  size: { readonly processes: number; readonly threads?: number },
): WrittenScenario {
  return {
    ...NO_DATABASE,
    front: 'none',
    app: { server: 'mod_wsgi', mode: 'embedded', mpm, ...size },
  };
}
