import { msg } from '../../language/t.ts';
import type { WrittenScenario } from '../writeScenario.ts';

const REGULAR = [
  {
    name: 'regular',
    link: 'loopback',
    asks: 'home',
    keepAlive: true,
    arrivals: { count: 1, think: '200ms', requestsEach: 12 },
  },
] as const;
const HOME = [{ name: 'home', response: '2kB', cpu: '2ms' }] as const;

/** What servers do that nobody expects of them. */
export const SURPRISES = {
  'uwsgi-closes-unsaid': {
    title: msg('uWSGI closes without saying so'),
    duration: '5s',
    clients: [
      {
        name: 'eager',
        asks: 'home',
        keepAlive: true,
        arrivals: { count: 1, think: '0s', requestsEach: 12 },
      },
    ],
    front: 'none',
    app: { server: 'uwsgi', processes: 2 },
    database: 'none',
    routes: HOME,
  },
  'runserver-keepalive': {
    title: msg('runserver with keep-alive: 44 ms for a request of 2'),
    duration: '5s',
    clients: REGULAR,
    front: 'none',
    app: { server: 'runserver' },
    database: 'none',
    routes: HOME,
  },
  'runserver-crash': {
    title: msg('runserver after a crash: gone for good'),
    duration: '5s',
    clients: [
      { name: 'visitors', asks: 'home', arrivals: { every: '100ms' } },
      { name: 'unlucky', asks: 'crash', arrivals: [{ at: '2s' }] },
    ],
    front: 'none',
    app: { server: 'runserver' },
    database: 'none',
    routes: [...HOME, { name: 'crash', path: '/crash', effect: 'crash' }],
  },
  'uwsgi-harakiri': {
    title: msg('uWSGI ends a request that takes too long: harakiri'),
    duration: '8s',
    clients: [
      { name: 'visitors', asks: 'home', arrivals: { every: '200ms' } },
      { name: 'unlucky', asks: 'hang', arrivals: [{ at: '1s' }] },
    ],
    app: { server: 'uwsgi', protocol: 'socket', processes: 2, harakiri: '3s' },
    database: 'none',
    routes: [...HOME, { name: 'hang', path: '/hang', effect: 'hang' }],
  },
  'mod-wsgi-queue-timeout': {
    title: msg('mod_wsgi turns away who waited too long: queue-timeout'),
    duration: '12s',
    clients: [
      {
        name: 'crowd',
        asks: 'report',
        arrivals: Array.from({ length: 6 }, (_, k) => ({ at: `${100 + 10 * k}ms` })),
      },
    ],
    front: { server: 'apache' },
    app: { server: 'mod_wsgi', processes: 1, threads: 1, 'queue-timeout': '3s' },
    database: 'none',
    routes: [{ name: 'report', path: '/report', wait: '2s' }],
  },
} as const satisfies Record<string, WrittenScenario>;

export const SURPRISES_WORDS: Readonly<Record<keyof typeof SURPRISES, string>> = {
  'uwsgi-closes-unsaid': msg(
    'Its answers say nothing of closing; a client that counts on the connection loses its next request.',
  ),
  'runserver-keepalive': msg(
    'The second half of each answer waits for the client’s delayed acknowledgement.',
  ),
  'runserver-crash': msg('Nobody starts it again: from the crash on every connection is refused.'),
  'uwsgi-harakiri': msg(
    'The view hangs; after three seconds its worker is killed and another one stands there.',
  ),
  'mod-wsgi-queue-timeout': msg(
    'One at a time, two seconds each: who has waited for more than three gets 504.',
  ),
};
