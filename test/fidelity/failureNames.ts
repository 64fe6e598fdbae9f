import { type NamePattern, server, trial, workers } from './namePattern.ts';

const DIE: Record<string, string> = {
  crash: 'A worker exits in the middle of a request',
  sigkill: 'A worker is killed with SIGKILL in the middle of a request',
  segv: 'A worker crashes with a segmentation fault',
};
const HUNG: Record<string, string> = {
  hang: 'A view that hangs',
  slowsender8s: 'A client that takes 8 s for its headers',
  idleconn: 'A connection that says nothing',
  slowreader: 'A client that reads slowly',
};

/** Failures, signals and several app servers. */
export const FAILURE_NAMES: readonly NamePattern[] = [
  [
    /^F_hanghard-timeout3_(sync-w1)_direct#(\d)$/,
    (kind, n) => `A view that hangs and blocks SIGABRT, --timeout 3, ${workers(kind)}${trial(n)}`,
  ],
  [
    /^F_hang-timeout3_((?:gthread|gevent|asgi)-\w+?)_(?:all-threads-hung_)?(direct|per-request-thread-context)$/,
    (kind, how) =>
      `${kind === 'gthread-w1t2' ? 'Two views that hang' : HUNG.hang}, --timeout 3, ${workers(kind)}${kind === 'asgi-w1' ? `, ${how === 'direct' ? 'Django 3.2' : 'a thread for each'}` : ''}`,
  ],
  [
    /^F_hang_asgi-w1_django3.2_one-hung-sync-view$/,
    'A view that hangs, then an async and a sync one, one asgi worker, Django 3.2',
  ],
  [
    /^F_cpuhang-timeout3_(gevent-w1|asgi-w1)_[a-z-]+#(\d)$/,
    (kind, n) => `A view that computes for 6 s, --timeout 3, ${workers(kind)}${trial(n)}`,
  ],
  [
    /^F_hang-timeout3-GET_lb-rr_2x-sync-w1#(\d)$/,
    (n) => `A view that hangs, --timeout 3, two app servers with one worker each${trial(n)}`,
  ],
  [/^F_crash-GET-retried-/, 'A GET that ends its worker, two app servers: tried on both'],
  [/^F_crash-POST-not-retried_/, 'A POST that ends its worker, two app servers: tried on one'],
  [/^F_gunicorn-down-then-back_/, 'Gunicorn is stopped and started again behind nginx'],
  [/^F_gunicorn-down_unix_/, 'Gunicorn is stopped, its unix socket gone, behind nginx'],
  [
    /^F_client-abort_(asgi-w1)_(async|sync)-view_direct$/,
    (kind, view) =>
      `A client leaves while an ${view === 'sync' ? 'ordinary' : 'async'} view works, ${workers(kind)}`,
  ],
  [
    /^F_(hang|slowsender8s|idleconn|slowreader)-timeout3_sync-w(\d)_([a-z-]+)(?:#(\d))?$/,
    (what, w, where, n) => `${HUNG[what]}, --timeout 3, ${server(w, where)}${trial(n)}`,
  ],
  [
    /^F_(crash|sigkill|segv)_sync-w(\d)_([a-z-]+)$/,
    (how, w, where) => `${DIE[how]}, ${server(w, where)}`,
  ],
  [
    /^F_crash-restart-latency_sync-w1_(preload_)?direct$/,
    (preload) => `The request after a crash, one worker${preload ? ', --preload' : ''}`,
  ],
  [/^F_read-timeout2s_/, 'proxy_read_timeout 2s runs out behind a view of 5 s'],
  [/^F_client-abort_via-nginx$/, 'A client leaves while its request is worked on, behind nginx'],
  [
    /^F_client-abort_queued_(via-nginx|direct)$/,
    (where) => `A client leaves while queued, ${server('1', where)}`,
  ],
  [
    /^F_backlog(\d+)_unix_via-nginx_burst20$/,
    (b) => `Twenty at once, a unix socket with a backlog of ${b}`,
  ],
  [
    /^F_backlog(\d+)-default_tcp_direct_burst200$/,
    (b) => `200 at once, the default backlog of ${b}`,
  ],
  [/^G_TTIN-at-1s_/, 'SIGTTIN adds a worker after 1 s'],
  [
    /^G_(HUP|TERM)-inflight-5s_graceful-timeout2_(.+)$/,
    (signal, kind) =>
      `${signal === 'HUP' ? 'SIGHUP reloads' : 'SIGTERM stops'} Gunicorn in a request of 5 s, graceful_timeout 2, ${workers(kind)}`,
  ],
  [/^L_round-robin$/, 'Two app servers in turn'],
  [/^L_weight3-1$/, 'Two app servers, weights 3 and 1'],
  [/^L_least_conn$/, 'Two app servers, least_conn: two long requests among short ones'],
  [
    /^L_least_conn_alternating-long-short_w1$/,
    'Two app servers with one worker each, least_conn: long and short requests in turn',
  ],
  [/^L_ip_hash$/, 'Two app servers, ip_hash: eight addresses, two of them neighbours'],
  [
    /^L_round-robin_random-mix-/,
    'Two app servers with one worker each: short and long requests in turn',
  ],
  [/^L_one-backend-down_/, 'One of two app servers is stopped'],
  [/^L_both-backends-down$/, 'Both app servers are stopped'],
  [
    /^L_read-timeout1s-next-upstream$/,
    'proxy_read_timeout 1s with two app servers: a GET and a POST',
  ],
  [
    /^X_client-does-not-close-after-response_(.+)_direct$/,
    (kind) =>
      `${/gevent|asgi/.test(kind) ? 'Four clients that keep their' : 'A client that keeps the'} connection${/gevent|asgi/.test(kind) ? 's' : ''} open after ${/gevent|asgi/.test(kind) ? 'their answers' : 'its answer'}, ${workers(kind)}`,
  ],
  [
    /^X_HUP-with-long-request-then-new-worker-(crashes|hangs)_/,
    (how) =>
      `A reload while a request runs, then the new worker ${how === 'hangs' ? 'hangs, --timeout 3' : 'crashes'}`,
  ],
];
