/** Under what conditions was measured. */
export const CONDITIONS: readonly (readonly [string, string])[] = [
  ['Machine', 'one Linux 6.18 machine with 2 cores; everything on it, over loopback'],
  ['Both versions', 'Python 3.11, Django 3.2.25, PostgreSQL 15'],
  ['Classic', 'Gunicorn 20.1.0, nginx 1.22.1'],
  ['Current', 'Gunicorn 26.1.0, nginx 1.31.5; technical names begin with N26_'],
  [
    'Figures',
    'medians of three repetitions; one repetition where sockets swallow an answer, and one each for names ending in #1 to #3',
  ],
  [
    'Taken, not predicted',
    'the kill’s moment within its second (as a seed), the boot time of the app, the cost of a connect and a query, and what the sockets of a far link swallow',
  ],
];

/** The most important of what a run leaves out; MODEL.md lists all. */
export const NOT_MODELLED: readonly string[] = [
  'Keep-alive: every request opens a connection of its own. No TLS, no HTTP/2, no packet loss, no slow start.',
  'Threads, async workers and the GIL: Gunicorn’s sync workers only.',
  'Cold starts: the first request of a fresh process takes 8 ms longer in reality, with the database 35 to 55 ms.',
  'Half-open connections: a SYN finds room in the backlog or not.',
  'nginx’s own work: a fixed 0.15 ms a request that waits for no core; no upstream block, cache, compression or rate limit.',
  'Reloads and a stop of the whole server; the arbiter never dies.',
  'Database locks.',
  'Shared bandwidth: each client has a link of its own.',
  'Memory: nothing is ever killed for want of it.',
];
