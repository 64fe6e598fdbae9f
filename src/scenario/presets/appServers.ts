import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

/** Two photos that trickle in over four seconds, and somebody every 400 ms who wants a page of 200 ms; two places for requests where there is a choice. */
const SLOW_CLIENTS = {
  duration: '7s',
  clients: [
    {
      name: 'slow',
      link: '4g',
      asks: 'upload',
      pace: { bodyOver: '4s' },
      arrivals: [{ at: '0s' }, { at: '2ms' }],
    },
    { name: 'fast', asks: 'home', arrivals: { every: '400ms', from: '500ms', until: '4s' } },
  ],
  database: 'none',
  routes: [
    { name: 'home', cpu: '4ms', wait: '196ms', response: '20kB' },
    {
      name: 'upload',
      method: 'POST',
      path: '/profile/photo',
      body: '900kB',
      cpu: '4ms',
      wait: '16ms',
      response: '2kB',
    },
  ],
} as const;

/** One traffic through every arrangement of servers: who collects, who is held. */
export const APP_SERVERS_COMPARED = {
  'servers-gunicorn-sync': {
    title: msg('Slow clients at Gunicorn, sync'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { workers: 2 },
  },
  'servers-gunicorn-gthread': {
    title: msg('Slow clients at Gunicorn, gthread'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { worker_class: 'gthread', threads: 4 },
  },
  'servers-gunicorn-gevent': {
    title: msg('Slow clients at Gunicorn, gevent'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { worker_class: 'gevent' },
  },
  'servers-nginx-gunicorn': {
    title: msg('Slow clients at nginx before Gunicorn'),
    ...SLOW_CLIENTS,
    app: { workers: 2 },
  },
  'servers-uwsgi-http': {
    title: msg('Slow clients at uWSGI, speaking HTTP itself'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { server: 'uwsgi', processes: 2 },
  },
  'servers-nginx-uwsgi': {
    title: msg('Slow clients at nginx before uWSGI, in its own protocol'),
    ...SLOW_CLIENTS,
    app: { server: 'uwsgi', protocol: 'socket', processes: 2 },
  },
  'servers-apache-prefork': {
    title: msg('Slow clients at Apache prefork, Django in its children'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { server: 'mod_wsgi', mode: 'embedded', mpm: 'prefork', processes: 2 },
  },
  'servers-apache-event': {
    title: msg('Slow clients at Apache event, Django in its threads'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { server: 'mod_wsgi', mode: 'embedded', mpm: 'event', processes: 1, threads: 4 },
  },
  'servers-apache-daemon': {
    title: msg('Slow clients at Apache before mod_wsgi daemons'),
    ...SLOW_CLIENTS,
    front: { server: 'apache' },
    app: { server: 'mod_wsgi', mode: 'daemon', processes: 2, threads: 1 },
  },
  'servers-apache-proxy': {
    title: msg('Slow clients at Apache as a proxy before Gunicorn'),
    ...SLOW_CLIENTS,
    front: { server: 'apache' },
    app: { workers: 2 },
  },
  'servers-cherrypy': {
    title: msg('Slow clients at CherryPy'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { server: 'cherrypy', numthreads: 4 },
  },
  'servers-runserver': {
    title: msg('Slow clients at runserver'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { server: 'runserver' },
  },
  'servers-runserver-nothreading': {
    title: msg('Slow clients at runserver --nothreading'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { server: 'runserver', threading: 'off' },
  },
  'servers-iis': {
    title: msg('Slow clients at IIS before CherryPy (not measured)'),
    ...SLOW_CLIENTS,
    front: { server: 'iis' },
    app: { server: 'cherrypy', numthreads: 4 },
  },
  'servers-flask': {
    title: msg('Slow clients at Flask’s development server (not measured)'),
    ...SLOW_CLIENTS,
    front: 'none',
    app: { server: 'flask' },
  },
} as const satisfies Record<string, WrittenScenario>;

export const APP_SERVERS_WORDS: Readonly<Record<keyof typeof APP_SERVERS_COMPARED, string>> = {
  'servers-gunicorn-sync': msg(
    'Both workers wait for bytes: everybody else waits until the photos are in.',
  ),
  'servers-gunicorn-gthread': msg('Two of four threads wait for bytes; the other two go on.'),
  'servers-gunicorn-gevent': msg('Who waits for bytes holds next to nothing.'),
  'servers-nginx-gunicorn': msg('nginx collects the photos; no worker waits for a byte of them.'),
  'servers-uwsgi-http': msg(
    'uWSGI reads bodies as views ask for them: both workers wait for bytes.',
  ),
  'servers-nginx-uwsgi': msg(
    'nginx collects the photos here too, and hands them over in one packet.',
  ),
  'servers-apache-prefork': msg('A child for each connection: two slow clients have both of them.'),
  'servers-apache-event': msg(
    'Apache waits for heads without a thread, not for bodies: two of four are held.',
  ),
  'servers-apache-daemon': msg(
    'Apache passes bodies on as they come: both daemon processes wait with it.',
  ),
  'servers-apache-proxy': msg(
    'As a proxy Apache collects 16 kB and no more: both workers wait for the rest.',
  ),
  'servers-cherrypy': msg('A thread that waits for bytes is held; two of four go on.'),
  'servers-runserver': msg('A thread for each connection: nobody waits for anybody.'),
  'servers-runserver-nothreading': msg(
    'One thing at a time: a slow client holds the whole server.',
  ),
  'servers-iis': msg('IIS passes bodies on as they come. From its documentation, not measured.'),
  'servers-flask': msg(
    'As with runserver, a thread for each. From its documentation, not measured.',
  ),
};
