import { DATABASE, type NamePattern, workers } from './namePattern.ts';

const connections = (how: string) =>
  how === 'newconn' ? 'a connection each' : 'a client that keeps its connection';
const pooled = (where: string) =>
  where === 'direct' ? '' : ', through nginx with an upstream block';
const UPSTREAM: Record<string, string> = {
  implicit: 'nginx with proxy_pass straight to Gunicorn',
  'upstream-block': 'nginx with an upstream block',
  'http1.0': 'nginx with proxy_http_version 1.0',
  keepalive: 'nginx with an upstream block and keepalive 8',
  close: 'nginx with an upstream block without keepalive',
};

/** Clients who ask again at once. */
export const LOOP_NAMES: readonly NamePattern[] = [
  [
    /^N_overhead-ping_gunicorn-(.+)_direct_(newconn|keepalive)$/,
    (kind, how) => `A ping straight at Gunicorn, ${workers(kind)}, ${connections(how)}`,
  ],
  [
    /^N_overhead-ping_nginx-(tcp|unix)_gunicorn-sync-w1_(newconn|keepalive)$/,
    (kind, how) =>
      `A ping through nginx over a ${kind === 'tcp' ? 'TCP' : 'unix'} socket, ${connections(how)}`,
  ],
  [
    /^K_(pg|mariadb)_connect-cost_(trust-auth_)?conn_max_age(\d+)_/,
    (db, trust, age) =>
      `A query over a ${age === '0' ? 'new' : 'kept'} connection${trust ? ' without a password check' : ''}, ${DATABASE[db]}`,
  ],
  [/^K_(pg|mariadb)_join_n(\d+)$/, (db, n) => `One join of ${n} rows, ${DATABASE[db]}`],
  [
    /^K_(pg|mariadb)_nplus1_n(\d+)$/,
    (db, n) => `One query and ${n} more, one for each row, ${DATABASE[db]}`,
  ],
  [
    /^G_HUP-under-load_(.+?)(?:_keepalive)?_(direct|via-nginx-upstream-block)$/,
    (kind, where) => `SIGHUP under load, ${workers(kind)}${pooled(where)}`,
  ],
  [
    /^G_max-requests20(-jitter10)?_(.+?)(?:_keepalive|_newconn)?_(direct|via-nginx-upstream-block)$/,
    (jitter, kind, where) =>
      `--max-requests 20${jitter ? ', jitter 10' : ''}, ${workers(kind)}${pooled(where)}`,
  ],
  [/^G_nginx-HUP-under-load_/, 'SIGHUP to nginx under load'],
  [
    /^J_client-keepalive_gunicorn-(\w+)_direct$/,
    (of) => `A client that keeps its connection, ${of} workers`,
  ],
  [
    /^J_upstream-(implicit|upstream-block|http1\.0|keepalive|close)_(\w+)$/,
    (how, of) => `${UPSTREAM[how]}, ${of} workers`,
  ],
];
