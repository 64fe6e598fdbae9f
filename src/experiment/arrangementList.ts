/** The ways in which people put Django on the web, as scenarios are written: two requests at a time wherever that can be set. */
export interface Arrangement {
  readonly name: string;
  /** Parts of a scenario as written: `front`, `app`, `socket`. */
  readonly stack: Readonly<Record<string, unknown>>;
  /** Settings of the app server that put an end to a request after 3 s; null where it knows none. */
  readonly limit: Readonly<Record<string, string>> | null;
}

const gunicorn = (settings: object) => ({ server: 'gunicorn', ...settings });
const uwsgi = { server: 'uwsgi', processes: 2 };
const modWsgi = (settings: object) => ({ server: 'mod_wsgi', ...settings });
const TIMEOUT = { timeout: '3s' };

export const ARRANGEMENTS: readonly Arrangement[] = [
  { name: 'Gunicorn, sync', stack: { app: gunicorn({ workers: 2 }) }, limit: TIMEOUT },
  {
    name: 'Gunicorn, gthread',
    stack: { app: gunicorn({ worker_class: 'gthread', workers: 1, threads: 2 }) },
    limit: TIMEOUT,
  },
  {
    name: 'Gunicorn, gevent',
    stack: { app: gunicorn({ worker_class: 'gevent', workers: 1 }) },
    limit: TIMEOUT,
  },
  {
    name: 'nginx + Gunicorn',
    stack: { front: { server: 'nginx' }, app: gunicorn({ workers: 2 }) },
    limit: TIMEOUT,
  },
  { name: 'uWSGI, http-socket', stack: { app: uwsgi }, limit: { harakiri: '3s' } },
  {
    name: 'nginx + uWSGI',
    stack: {
      front: { server: 'nginx' },
      app: { ...uwsgi, protocol: 'socket' },
      socket: { kind: 'unix' },
    },
    limit: { harakiri: '3s' },
  },
  {
    name: 'Apache prefork, embedded',
    stack: { app: modWsgi({ mode: 'embedded', mpm: 'prefork', processes: 2 }) },
    limit: null,
  },
  {
    name: 'Apache event, embedded',
    stack: { app: modWsgi({ mode: 'embedded', mpm: 'event', processes: 1, threads: 2 }) },
    limit: null,
  },
  {
    name: 'Apache + mod_wsgi daemon',
    stack: {
      front: { server: 'apache' },
      app: modWsgi({ mode: 'daemon', processes: 2, threads: 1 }),
      socket: { kind: 'unix' },
    },
    limit: { 'request-timeout': '3s' },
  },
  {
    name: 'Apache mod_proxy + Gunicorn',
    stack: { front: { server: 'apache' }, app: gunicorn({ workers: 2 }) },
    limit: TIMEOUT,
  },
  {
    name: 'CherryPy',
    stack: { app: { server: 'cherrypy', numthreads: 2 } },
    limit: null,
  },
  { name: 'runserver', stack: { app: { server: 'runserver', reload: false } }, limit: null },
  {
    name: 'runserver --nothreading',
    stack: { app: { server: 'runserver', threading: false, reload: false } },
    limit: null,
  },
];
