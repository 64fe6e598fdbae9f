import type { CauseKind } from '../../src/insight/causes/causeKinds.ts';

/** A failed or slow request of a measured case, and why it was so: told by how the case was set up and by what the real programs did. */
export interface WhyCase {
  /** A case by name; or one of {@link WHY_SCENARIOS}, of cases that are held against the model as a distribution. */
  readonly name: string;
  /** Kind of the request and the how-manieth of it, from 0. */
  readonly request: readonly [kind: string, nth: number];
  /** What did it, and what was behind that in the end. */
  readonly cause: CauseKind;
  readonly root: CauseKind;
  /** What the chain must say on the way. */
  readonly says: RegExp;
}

const one =
  (name: string) =>
  (kind: string, nth: number, cause: CauseKind, root: CauseKind, says: RegExp): WhyCase => ({
    name,
    request: [kind, nth],
    cause,
    root,
    says,
  });

const hang = one('F_hang-timeout3_sync-w1_direct#1');
const hangNow = one('N26_F_hang-timeout3_sync-w1_direct#1');
const readTimeout = one('F_read-timeout2s_via-nginx');
const queuedAbort = one('F_client-abort_queued_via-nginx');
const poison = one('F_crash-GET-retried-poisons-both_lb-rr');
const bothDown = one('L_both-backends-down');
const retryOnTimeout = one('L_read-timeout1s-next-upstream');
const term = one('G_TERM-inflight-5s_graceful-timeout2_sync-w1');
const starving = one('twelve workers, max_connections 6, CONN_MAX_AGE 60');
const silentHeads = one('J_client_header_timeout2s');

const daemonQueue = one('I_queue-timeout2_mod_wsgi-daemon-p2');
const reqtimeout = one('F_mod_reqtimeout_apache-mod_proxy');
const cherrypyDies = one('I_crash_cheroot-t2');
const silentAtUwsgi = one('B2_idle-long_uwsgi-http-socket-p2');

export const WHY_CASES: readonly WhyCase[] = [
  // A view that hangs: killed by the arbiter a second at most after --timeout; who waits behind it waits for that.
  hang('hang', 0, 'worker-killed-timeout', 'view-hangs', /--timeout \(3 s\)/),
  hang('probe', 1, 'view-hangs', 'view-hangs', /worker 1 by #2, hanging/),
  hangNow('hang', 0, 'worker-killed-timeout', 'view-hangs', /answered 500/),
  one('F_hang-timeout3_sync-w1_via-nginx#1')(
    'hang',
    0,
    'worker-killed-timeout',
    'view-hangs',
    /answered 502/,
  ),
  one('F_hanghard-timeout3_sync-w1_direct#1')(
    'hang',
    0,
    'worker-killed-timeout',
    'view-hangs',
    /so Gunicorn killed it/,
  ),
  // gthread and gevent show that they live from their main loop: nothing ends the view, the client does.
  one('F_hang-timeout3_gthread-w1t2_all-threads-hung_direct')(
    'fast',
    0,
    'client-gave-up',
    'view-hangs',
    /--timeout never ends it/,
  ),
  one('F_hang-timeout3_gevent-w1_direct')(
    'hang',
    0,
    'client-gave-up',
    'view-hangs',
    /--timeout never ends it/,
  ),
  // gevent that computes does not come to its main loop.
  one('F_cpuhang-timeout3_gevent-w1_direct#1')(
    'hang',
    0,
    'worker-killed-timeout',
    'own-work',
    /--timeout \(3 s\)/,
  ),
  // Waiting for a client counts against --timeout of a sync worker.
  one('F_slowsender8s-timeout3_sync-w1_direct#1')(
    'hang',
    0,
    'worker-killed-timeout',
    'slow-client-holds-worker',
    /sends its head over 8 s/,
  ),
  one('F_slowsender8s-timeout3_sync-w1_direct#1')(
    'probe',
    1,
    'slow-client-holds-worker',
    'slow-client-holds-worker',
    /no front server/,
  ),
  one('F_idleconn-timeout3_sync-w1_direct#1')(
    'hang',
    0,
    'worker-killed-timeout',
    'slow-client-holds-worker',
    /says nothing/,
  ),
  one('N26_F_slowreader-timeout3_sync-w1_direct#1')(
    'hang',
    0,
    'worker-killed-timeout',
    'slow-client-holds-worker',
    /larger than the socket buffers/,
  ),
  // The view ends its process.
  one('F_crash_sync-w1_direct')('crash', 0, 'worker-crashed', 'worker-crashed', /os\._exit/),
  one('F_sigkill_sync-w1_direct')('crash', 0, 'worker-crashed', 'worker-crashed', /SIGKILL/),
  one('F_segv_sync-w1_direct')('crash', 0, 'worker-crashed', 'worker-crashed', /SIGSEGV/),
  one('F_crash_sync-w1_via-nginx')('crash', 0, 'worker-crashed', 'worker-crashed', /answered 502/),
  one('F_crash-restart-latency_sync-w1_direct')(
    'next',
    0,
    'worker-booting',
    'worker-crashed',
    /importing Django/,
  ),
  // Gunicorn is not there.
  one('F_gunicorn-down-then-back_via-nginx')(
    'during',
    0,
    'server-down',
    'server-down',
    /nothing listens there/,
  ),
  one('F_gunicorn-down_unix_via-nginx')('down', 0, 'server-down', 'server-down', /TERM/),
  bothDown('fast', 4, 'server-down', 'server-down', /nothing listens there/),
  bothDown('fast', 6, 'servers-set-aside', 'server-down', /fail_timeout/),
  // 504: nginx counts waiting for a worker, too; the worker runs on.
  readTimeout('slow', 0, 'proxy-timeout', 'own-work', /proxy_read_timeout \(2 s\)/),
  readTimeout('fast', 0, 'proxy-timeout', 'queue-behind-long-views', /by #1, in “sleep5000”/),
  readTimeout('late', 0, 'queue-behind-long-views', 'queue-behind-long-views', /sleeps 5 s/),
  // 499: what a client leaves behind is executed all the same.
  one('F_client-abort_via-nginx')('slow', 0, 'client-gave-up', 'own-work', /gave up after 1 s/),
  one('F_client-abort_via-nginx')(
    'fast',
    0,
    'queue-behind-long-views',
    'queue-behind-long-views',
    /by #1, in “sleep3000”/,
  ),
  queuedAbort('gone', 0, 'client-gave-up', 'queue-behind-long-views', /waited 500 ms for a worker/),
  queuedAbort('fast', 0, 'queue-behind-long-views', 'queue-behind-long-views', /by #1/),
  // A unix socket is full at once, a TCP one drops the knock.
  one('F_backlog3_unix_via-nginx_burst20')(
    'burst',
    7,
    'backlog-full',
    'queue-behind-long-views',
    /listen backlog 3\) was full/,
  ),
  one('twenty at once, TCP, backlog 3')(
    'burst',
    10,
    'backlog-full',
    'queue-behind-long-views',
    /\(SYN\)/,
  ),
  one('twenty at once behind nginx, TCP, backlog 3, proxy_connect_timeout 2s')(
    'burst',
    19,
    'proxy-timeout',
    'queue-behind-long-views',
    /proxy_connect_timeout \(2 s\)/,
  ),
  // One GET takes a worker of each app server with it, and all others get 502 for ten seconds.
  poison('crashget', 0, 'worker-crashed', 'worker-crashed', /os\._exit/),
  poison('probe', 2, 'servers-set-aside', 'worker-crashed', /sent it again/),
  one('F_crash-POST-not-retried_lb-rr')(
    'crashpost',
    0,
    'worker-crashed',
    'worker-crashed',
    /os\._exit/,
  ),
  one('N20_F_hang-timeout3-GET_lb-rr_2x-sync-w1#1')(
    'hang',
    0,
    'worker-killed-timeout',
    'view-hangs',
    /--timeout \(3 s\)/,
  ),
  retryOnTimeout('slow', 0, 'proxy-timeout', 'own-work', /proxy_read_timeout \(1 s\)/),
  retryOnTimeout('slowpost', 0, 'proxy-timeout', 'own-work', /answered 504 after 1 s/),
  retryOnTimeout('fast', 0, 'servers-set-aside', 'proxy-timeout', /#1 failed on each of them/),
  // Signals.
  term('long', 0, 'told-to-stop', 'told-to-stop', /graceful_timeout \(2 s\) was over/),
  term('queued', 0, 'server-down', 'server-down', /thrown out/),
  term('fast', 0, 'server-down', 'server-down', /TERM/),
  one('N26_G_TERM-inflight-5s_graceful-timeout2_asgi-w1')(
    'fast',
    0,
    'server-down',
    'server-down',
    /nothing listens there/,
  ),
  one('N26_G_HUP-inflight-5s_graceful-timeout2_asgi-w1')(
    'long',
    0,
    'told-to-stop',
    'told-to-stop',
    /HUP/,
  ),
  // A reload keeps the old worker until its request is over; the new one is not replaced meanwhile.
  one('N20_X_HUP-with-long-request-then-new-worker-crashes_sync-w1')(
    'fast',
    0,
    'worker-crashed',
    'worker-crashed',
    /starts none in its place while worker 1, told to stop, still has #1/,
  ),
  one('N20_X_HUP-with-long-request-then-new-worker-hangs_timeout3_sync-w1')(
    'fast',
    0,
    'view-hangs',
    'view-hangs',
    /worker 2 by #2, hanging/,
  ),
  // Limits of nginx.
  one('J_client_max_body_1m')('big_post', 0, 'limit', 'limit', /client_max_body_size/),
  silentHeads('slowhdr', 0, 'slow-client', 'slow-client', /client_header_timeout \(2 s\)/),
  silentHeads('slowbody', 0, 'slow-client', 'slow-client', /client_body_timeout \(2 s\)/),
  one('J_worker_connections10_burst20')(
    'burst',
    12,
    'no-connection-left',
    'no-connection-left',
    /worker_connections is 10/,
  ),
  // Limits of databases.
  one('K_pg_max_connections_sync-w12')(
    'db',
    3,
    'no-connection-left',
    'no-connection-left',
    /max_connections leaves 3/,
  ),
  one('K_pg_max_connections6_reserved0_sync-w12')(
    'db',
    6,
    'no-connection-left',
    'no-connection-left',
    /max_connections leaves 6/,
  ),
  one('K_mariadb_max_connections_sync-w12')(
    'db',
    11,
    'no-connection-left',
    'no-connection-left',
    /max_connections leaves 10/,
  ),
  starving('later', 0, 'connections-kept-idle', 'connections-kept-idle', /CONN_MAX_AGE keeps/),
  one('K_pg_restart_conn_max_age60_sync-w1')(
    'after',
    0,
    'database-down',
    'database-down',
    /had kept \(CONN_MAX_AGE\) was dead/,
  ),
  one('K_pg_server-down_sync-w1')('down', 0, 'database-down', 'database-down', /was away/),
  one('K_pg_lock-timeout_sync-w8')(
    'lock',
    1,
    'database-lock',
    'database-lock',
    /lock_timeout \(300 ms\)/,
  ),
  one('K_mariadb_lock-timeout1s_sync-w8')(
    'lock',
    2,
    'database-lock',
    'database-lock',
    /innodb_lock_wait_timeout \(1 s\)/,
  ),
  one('K_mariadb_lock-wait_sync-w8')('lock', 2, 'database-lock', 'database-lock', /held the row/),
  // Slow clients hold workers wherever nobody collects for them, and after their answer, too.
  one('B_gunicorn-sync-w2_body_slow2')(
    'fast',
    0,
    'slow-client-holds-worker',
    'slow-client-holds-worker',
    /a slow upload/,
  ),
  one('B_gunicorn-gthread-w1t4_headers_slow4')(
    'fast',
    0,
    'slow-client-holds-worker',
    'slow-client-holds-worker',
    /a slow request head/,
  ),
  one('B_C_nginx-buffering-off_sync-w2_body_slow2')(
    'fast',
    0,
    'slow-client-holds-worker',
    'slow-client-holds-worker',
    /proxy_request_buffering off/,
  ),
  one('N26_X_client-does-not-close-after-response_sync-w1_direct')(
    'fast',
    0,
    'slow-client-holds-worker',
    'slow-client-holds-worker',
    /waits up to 2 s for the other side to close/,
  ),

  // Servers whose processes nobody starts again.
  cherrypyDies('crash', 0, 'worker-crashed', 'worker-crashed', /the view “crash” called os\._exit/),
  cherrypyDies('probe', 8, 'server-gone', 'worker-crashed', /connection refused/),
  one('I_crash_runserver')('probe', 8, 'server-gone', 'worker-crashed', /connection refused/),
  // Those whose processes are replaced, and what the front server answers meanwhile.
  one('I_crash_mod_wsgi-daemon-p2')('crash', 0, 'worker-crashed', 'worker-crashed', /answered 500/),
  one('I_crash_nginx-uwsgi-unix-p2')(
    'crash',
    0,
    'worker-crashed',
    'worker-crashed',
    /answered 502/,
  ),
  // Limits of a request, and of waiting for a process.
  one('I_harakiri3_hang_uwsgi-http-socket-p2')(
    'hang',
    0,
    'request-over-limit',
    'view-hangs',
    /longer than harakiri \(3 s\)/,
  ),
  one('I_request-timeout3_hang_mod_wsgi-daemon-p2')(
    'hang',
    0,
    'request-over-limit',
    'view-hangs',
    /longer than request-timeout \(3 s\)/,
  ),
  daemonQueue('burst', 5, 'queue-over-limit', 'queue-behind-long-views', /queue-timeout \(2 s\)/),
  // nginx before it, Apache before it.
  one('J_limit_req_10rps_no-burst')('burst', 3, 'rate-limit', 'rate-limit', /limit_req lets 10\/s/),
  one('J_proxy_cache_lock')('fast', 2, 'cache-wait', 'cache-wait', /every 500 ms/),
  one('F_proxytimeout2s_via-apache-mod_proxy')(
    'slow',
    0,
    'proxy-timeout',
    'own-work',
    /ProxyTimeout \(2 s\)/,
  ),
  one('F_gunicorn-down_via-apache-mod_proxy')(
    'down',
    0,
    'server-down',
    'server-down',
    /answered 503/,
  ),
  reqtimeout('slowhdr', 0, 'slow-client', 'slow-client', /RequestReadTimeout-header \(3 s\)/),
  reqtimeout('slowbody', 0, 'slow-client', 'slow-client', /RequestReadTimeout-body \(3 s\)/),
  one('C2_slowbody400KB-5s_apache-mod_proxy_gunicorn-sync-w2_slow2')(
    'fast',
    0,
    'slow-client-holds-worker',
    'slow-client-holds-worker',
    /collects the first 16\.\d kB/,
  ),
  // Clients that say nothing, at servers that bear it for a while.
  silentAtUwsgi('idle', 0, 'slow-client', 'slow-client', /socket-timeout/),
  silentAtUwsgi(
    'fast',
    3,
    'slow-client-holds-worker',
    'slow-client-holds-worker',
    /by #2, a silent client/,
  ),
  one('B2_idle-long_cheroot-t2')('idle', 0, 'slow-client', 'slow-client', /limit of CherryPy/),
  one('B2_partial-header-then-silence_uwsgi-http-socket-p2')(
    'partialbody',
    0,
    'slow-client',
    'slow-client',
    /socket-timeout/,
  ),
];

const burst = (count: number, route: string, gapMs = 2) =>
  Array.from({ length: count }, (_, i) => ({ at: `${i * gapMs}ms`, route }));
const SLEEP = { name: 'sleep500', path: '/sleep', cpu: '0s', wait: '500ms', response: '6B' };
const LAB = {
  duration: '40s',
  version: 'classic',
  hosts: { lab: { cores: 2 }, db: { cores: 128 } },
};

/** Set-ups whose measured requests differ from repetition to repetition; written as they were set up, kinds by name of the clients. */
export const WHY_SCENARIOS: Readonly<Record<string, object>> = {
  'twenty at once, TCP, backlog 3': {
    ...LAB,
    clients: [{ name: 'burst', link: 'loopback', arrivals: burst(20, 'sleep500') }],
    front: 'none',
    socket: { kind: 'tcp', backlog: 3 },
    app: { workers: 1 },
    routes: [SLEEP],
    database: 'none',
  },
  'twenty at once behind nginx, TCP, backlog 3, proxy_connect_timeout 2s': {
    ...LAB,
    clients: [{ name: 'burst', link: 'loopback', arrivals: burst(20, 'sleep500') }],
    front: { proxy_connect_timeout: '2s' },
    socket: { kind: 'tcp', backlog: 3 },
    app: { workers: 1 },
    routes: [SLEEP],
    database: 'none',
  },
  'twelve workers, max_connections 6, CONN_MAX_AGE 60': {
    ...LAB,
    clients: [
      { name: 'db', link: 'loopback', arrivals: burst(12, 'db', 20) },
      { name: 'later', link: 'loopback', arrivals: { rate: '10/s', from: '2s', until: '4s' } },
    ],
    front: 'none',
    app: { workers: 12 },
    routes: [{ name: 'db', path: '/db', cpu: '0s', queries: 1, query: '500ms' }],
    database: { host: 'db', max_connections: 6, CONN_MAX_AGE: '60s' },
  },
};
