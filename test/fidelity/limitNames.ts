import { DATABASE, type NamePattern } from './namePattern.ts';

/** Limits of nginx, databases. */
export const LIMIT_NAMES: readonly NamePattern[] = [
  [
    /^J_gzip-(on|off)_(text-html|random-octets)$/,
    (on, type) => `Answers of 200 KiB (${type}) through nginx, gzip ${on}`,
  ],
  [/^J_limit_req_10rps_no-burst$/, 'Twenty at once with limit_req 10 a second'],
  [
    /^J_limit_req_10rps_burst5_nodelay$/,
    'Twenty at once with limit_req 10 a second, burst 5 nodelay',
  ],
  [/^J_proxy_cache_stampede$/, 'Six ask for what proxy_cache does not have yet'],
  [/^J_proxy_cache_lock$/, 'Six ask for what proxy_cache does not have yet, proxy_cache_lock on'],
  [/^J_client_max_body_1m$/, 'A body over and one under client_max_body_size 1m'],
  [/^J_client_header_timeout2s$/, 'client_header_timeout and client_body_timeout 2s run out'],
  [/^J_worker_connections10_burst20$/, 'Twenty at once with worker_connections 10'],
  [
    /^K_pg_max_connections(?:6_reserved0)?_sync-w12(?:_conn_max_age(\d+))?$/,
    (age) => `Twelve workers want more than max_connections 6${age ? `, CONN_MAX_AGE ${age}` : ''}`,
  ],
  [
    /^K_mariadb_max_connections_sync-w12(?:_conn_max_age(\d+))?$/,
    (age) =>
      `Twelve workers want more than MariaDB’s max_connections 10${age ? `, CONN_MAX_AGE ${age}` : ''}`,
  ],
  [
    /^K_(pg|mariadb)_lock-wait_sync-w8$/,
    (db) => `Four requests lock the same row for 500 ms each, ${DATABASE[db]}`,
  ],
  [
    /^K_(pg|mariadb)_lock-order_6waiters_/,
    (db) => `Six requests lock the same row for 300 ms each, ${DATABASE[db]}`,
  ],
  [/^K_pg_lock-timeout_/, 'Four requests lock the same row, lock_timeout 300 ms, PostgreSQL'],
  [
    /^K_mariadb_lock-timeout1s_/,
    'Four requests lock the same row, innodb_lock_wait_timeout 1 s, MariaDB',
  ],
  [/^K_pg_restart_conn_max_age60_/, 'PostgreSQL restarts under a kept connection'],
  [/^K_pg_server-down_/, 'PostgreSQL is down'],
];
