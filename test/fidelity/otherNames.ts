import type { NamePattern } from './namePattern.ts';
import { SLOW, slow } from './slowNames.ts';

/** How the measurements call an arrangement, and what it is. */
const SERVERS: Readonly<Record<string, string>> = {
  'apache-embedded-event-t4': 'mod_wsgi within Apache (event), four threads',
  'apache-embedded-prefork2': 'mod_wsgi within Apache (prefork), two children',
  'apache-embedded-prefork': 'mod_wsgi within Apache (prefork), two children',
  'mod_wsgi-embedded-prefork2': 'mod_wsgi within Apache (prefork), two children',
  'embedded-prefork2': 'mod_wsgi within Apache (prefork), two children',
  'apache-daemon-event': 'two mod_wsgi daemon processes behind Apache',
  'mod_wsgi-daemon-p2': 'two mod_wsgi daemon processes behind Apache',
  'mod_wsgi-daemon': 'two mod_wsgi daemon processes behind Apache',
  'C_apache-mod_proxy_gunicorn-sync-w2': 'two workers behind Apache (mod_proxy)',
  'apache-mod_proxy_gunicorn-sync-w2': 'two workers behind Apache (mod_proxy)',
  'apache-mod_proxy': 'behind Apache (mod_proxy)',
  'cheroot-t2-queue5': 'CherryPy, two threads, request_queue_size 5',
  'cheroot-t2': 'CherryPy, two threads',
  'runserver-nothreading': 'runserver --nothreading',
  runserver: 'runserver',
  'uwsgi-http-socket-p2-listen3': 'uWSGI, two workers, listen 3',
  'uwsgi-http-socket-p2_no-defer-accept': 'uWSGI, two workers, no-defer-accept',
  'uwsgi-http-socket-p2_post-buffering': 'uWSGI, two workers, post-buffering',
  'uwsgi-http-socket-p2': 'uWSGI, two workers',
  'uwsgi-http-router-p2': 'uWSGI, two workers behind its HTTP router',
  'nginx-uwsgi-unix-p2': 'uWSGI, two workers, by its own protocol behind nginx',
};
const ANY = `(${Object.keys(SERVERS)
  .sort((a, b) => b.length - a.length)
  .join('|')})`;
const of = (server: string) => SERVERS[server] ?? 'undefined';
const on = (pattern: string) => new RegExp(`^${pattern.replace('SERVER', ANY)}$`);
const CRASH = 'A process exits in the middle of a request';

/** Servers other than Gunicorn, and Apache in front of it. */
export const OTHER_NAMES: readonly NamePattern[] = [
  [on('A_SERVER'), (server) => `Twelve requests of 200 ms, ${of(server)}`],
  [
    on('B_SERVER_(headers|body|reader|idle)_slow(\\d+)'),
    (server, how, n) => `${slow(n, SLOW[how])}, ${of(server)}`,
  ],
  [on('B2_idle-long_SERVER'), (server) => `Two connections that say nothing, ${of(server)}`],
  [
    on('B2_partial-header-then-silence_SERVER'),
    (server) => `Half a header, half a body, then silence; ${of(server)}`,
  ],
  [
    on('B2_slow-headers-and-bodies_SERVER'),
    (server) => `Slow headers and slow bodies at once, ${of(server)}`,
  ],
  [on('C2_reader24MB_SERVER_slow2'), (server) => `Two clients reading 24 MB slowly, ${of(server)}`],
  [
    on('C2_slowbody400KB-5s_SERVER_slow2'),
    (server) => `Two clients sending 400 kB over 5 s, ${of(server)}`,
  ],
  [
    on('D_static-apache-while-SERVER-blocked'),
    (server) => `A static file from Apache while both are held, ${of(server)}`,
  ],
  [
    on('F_crash_via-SERVER'),
    (server) => `A worker exits in the middle of a request, ${of(server)}`,
  ],
  [
    on('F_gunicorn-down-then-back_via-SERVER'),
    (server) => `Gunicorn is stopped and started again, ${of(server)}`,
  ],
  [on('F_gunicorn-down_via-SERVER'), (server) => `Gunicorn is stopped, ${of(server)}`],
  [
    on('F_mod_reqtimeout_SERVER'),
    (server) => `mod_reqtimeout of 3 s for heads and bodies, ${of(server)}`,
  ],
  [
    on('F_proxytimeout2s_via-SERVER'),
    (server) => `ProxyTimeout 2 runs out behind a view of 5 s, ${of(server)}`,
  ],
  [on('I_burst20_SERVER'), (server) => `Twenty at once, ${of(server)}`],
  [on('I_crash_SERVER'), (server) => `${CRASH}, ${of(server)}`],
  [on('I_harakiri3_hang_SERVER'), (server) => `A view that hangs, harakiri 3, ${of(server)}`],
  [
    on('I_queue-timeout2_SERVER'),
    (server) => `Twelve at once of 1.5 s, queue-timeout 2, ${of(server)}`,
  ],
  [
    on('I_request-timeout3_hang_SERVER'),
    (server) => `A view that hangs, request-timeout 3, ${of(server)}`,
  ],
  [
    on('N_overhead-ping_SERVER_(newconn|keepalive)'),
    (server, how) =>
      `A ping, ${of(server)}, ${how === 'newconn' ? 'a connection each' : 'a client that keeps its connection'}`,
  ],
];
