import { msg } from '../../language/t.ts';
/** Under what conditions was measured. */
export const CONDITIONS: readonly (readonly [string, string])[] = [
  [msg('Machine'), msg('one Linux 6.18 machine with 2 cores; everything on it, over loopback')],
  [msg('Both versions'), msg('Python 3.11, Django 3.2.25, PostgreSQL 15, MariaDB 10.11')],
  [msg('Classic'), msg('Gunicorn 20.1.0, nginx 1.22.1')],
  [
    msg('Other servers'),
    msg(
      'uWSGI 2.0.21, Apache 2.4.71 with mod_wsgi 4.9.4, CherryPy’s cheroot 9.0.0, runserver of Django 3.2.25: in one version each',
    ),
  ],
  [
    msg('Not measured'),
    msg(
      'IIS and Flask’s development server: modelled from their documentation and sources; limit_req with a burst that waits, and several front servers',
    ),
  ],
  [msg('Current'), msg('Gunicorn 26.1.0, nginx 1.31.5; technical names begin with N26_')],
  [
    msg('Figures'),
    msg(
      'medians of three repetitions; one repetition where sockets swallow an answer, and one each for names ending in #1 to #3',
    ),
  ],
  [
    msg('Taken, not predicted'),
    msg(
      'the moment of a kill, of nginx’s clock and of the kernel’s timer behind defer-accept (as a seed), the boot time of the app, the cost of a connect and a query, and what the sockets of a far link swallow',
    ),
  ],
];

/** The most important of what a run leaves out; MODEL.md lists all. */
export const NOT_MODELLED: readonly string[] = [
  msg('Packet loss and slow start: links lose nothing, and are as fast at first as later.'),
  msg('Shared bandwidth: each client has a link of its own, which its connections share.'),
  msg('nginx’s own work: a fixed 0.15 ms a request that waits for no core, in one worker process.'),
  msg(
    'Time slices: cores and the interpreter lock are shared infinitely finely, so threads of one process end closer together than in reality.',
  ),
  msg(
    'Cold starts: the first request of a fresh process takes 8 to 60 ms longer in reality, with the database 35 to 55 ms.',
  ),
  msg('Half-open connections: a SYN finds room in the backlog or not.'),
  msg(
    'The order within a view: each of its parts asks its queries first, then works, then sleeps.',
  ),
  msg(
    'Locks: BEGIN and COMMIT cost no round trip, handing a row on takes no time, nothing deadlocks.',
  ),
  msg('Database drivers that block a whole gevent worker: all are taken to wait as greenlets do.'),
  msg(
    'Shared memory and swap: processes have nothing in common, and nothing is moved to the disk.',
  ),
  msg(
    'The asgi worker’s lost requests: Gunicorn 26.1.0 sometimes never answers one that is sent at once on a kept connection.',
  ),
];
