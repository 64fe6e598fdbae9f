/** What the families of measured cases are about, in the order they are told. */
export const FAMILIES: readonly { readonly id: string; readonly title: string }[] = [
  { id: 'A', title: 'Twelve requests of 200 ms' },
  { id: 'B', title: 'Slow clients, at Gunicorn and behind nginx' },
  { id: 'B2', title: 'Slow clients: long silences, large answers' },
  { id: 'C2', title: 'Slow clients behind nginx: large bodies and answers' },
  { id: 'D', title: 'Static files while all workers are held' },
  { id: 'F', title: 'Kills, crashes, full backlogs, aborts, timeouts' },
  { id: 'G', title: 'A worker added by a signal' },
  { id: 'J', title: 'Limits of nginx' },
  { id: 'K', title: 'PostgreSQL' },
  { id: 'P', title: 'Work for the processor' },
  { id: 'X', title: 'A client that does not close' },
  { id: 'W', title: 'Clients far away' },
];

type Say = string | ((...groups: string[]) => string);

const SLOW: Record<string, string> = {
  body: 'sending their body over 5 s',
  headers: 'sending their headers over 5 s',
  idle: 'connecting and saying nothing',
  reader: 'reading 6 MB',
};
const NGINX: Record<string, string> = {
  on: 'behind nginx with buffering',
  off: 'behind nginx without buffering',
  'on-notempfile': 'behind nginx buffering without a temporary file',
};
const slow = (count: string, how: string) =>
  `${count === '1' ? 'One slow client' : 'Two slow clients'} ${count === '1' ? how.replace('their', 'its') : how}`;
const server = (workers: string, where: string) =>
  `${workers === '1' ? 'one worker' : `${workers === '2' ? 'two' : workers} workers`}${where === 'via-nginx' ? ' behind nginx' : ''}`;
const trial = (number: string | undefined) => (number ? `, trial ${number}` : '');

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

const NAMES: readonly (readonly [RegExp, Say])[] = [
  [/^A_gunicorn-sync-w(\d)$/, (w) => `Twelve requests of 200 ms, ${server(w, '')}`],
  [
    /^A_nginx-default_gunicorn-sync-w(\d)$/,
    (w) => `Twelve requests of 200 ms, ${server(w, 'via-nginx')}`,
  ],
  [/^B2_idle-long_/, 'Two connections that say nothing for 14 s, two workers'],
  [/^B2_partial-header-then-silence_/, 'Half a header, half a body, then silence; two workers'],
  [/^B2_reader24MB_/, 'Two clients reading 24 MB slowly, two workers'],
  [
    /^B2_socket-absorption_.*_(\d+)KB$/,
    (kb) => `What the sockets swallow: an answer of ${kb} KiB that nobody reads for 2 s`,
  ],
  [
    /^B_gunicorn-sync-w(\d)_(\w+)_slow(\d)$/,
    (w, how, n) => `${slow(n, SLOW[how])}, ${server(w, '')}`,
  ],
  [
    /^B_C_nginx-buffering-([a-z-]+)_sync-w(\d)_(\w+)_slow(\d)$/,
    (buffering, w, how, n) => `${slow(n, SLOW[how])}, ${server(w, '')} ${NGINX[buffering]}`,
  ],
  [
    /^C2_reader24MB_nginx-buffering-([a-z-]+)_/,
    (buffering) => `Two clients reading 24 MB slowly, two workers ${NGINX[buffering]}`,
  ],
  [
    /^C2_slowbody400KB-5s_nginx-buffering-on_/,
    'Two clients sending 400 kB over 5 s, two workers behind nginx with buffering',
  ],
  [/^D_static-/, 'A static file from nginx and one from Django while both workers are held'],
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
  [/^J_client_max_body_1m$/, 'A body over and one under client_max_body_size 1m'],
  [/^J_client_header_timeout2s$/, 'client_header_timeout and client_body_timeout 2s run out'],
  [/^J_worker_connections10_burst20$/, 'Twenty at once with worker_connections 10'],
  [
    /^K_pg_max_connections(?:6_reserved0)?_sync-w12(?:_conn_max_age(\d+))?$/,
    (age) => `Twelve workers want more than max_connections 6${age ? `, CONN_MAX_AGE ${age}` : ''}`,
  ],
  [/^K_pg_restart_conn_max_age60_/, 'PostgreSQL restarts under a kept connection'],
  [/^K_pg_server-down_/, 'PostgreSQL is down'],
  [/^P_cpu100ms-x8_/, 'Eight requests of 100 ms of work, one worker'],
  [/^X_client-does-not-close-/, 'A client that keeps the connection open after its answer'],
  [/^W_close-linger-over-RTT100_/, 'Twelve requests over a round trip of 100 ms, one worker'],
  [
    /^W_slow-reader_([\w-]+)_gunicorn2[06](-behind-nginx-1\.31\.5)?_(\d+)KB$/,
    (sockets, nginx, kb) =>
      `A reader far away takes an answer of ${kb} KiB${nginx ? ', behind nginx' : ''}, ${socketWords(sockets)}`,
  ],
  // Costs of one request.
  [/^N_overhead-ping_.*direct$/, 'A ping straight at Gunicorn'],
  [
    /^N_overhead-ping_nginx-(tcp|unix)_/,
    (kind) => `A ping through nginx over a ${kind === 'tcp' ? 'TCP' : 'unix'} socket`,
  ],
  [/^K_pg_connect-cost_conn_max_age0$/, 'A query over a new connection'],
  [/^K_pg_connect-cost_conn_max_age60$/, 'A query over a kept connection'],
  [/^K_pg_connect-cost_trust-auth_/, 'A query over a new connection without a password check'],
  [/^K_pg_join_n(\d+)$/, (n) => `One join of ${n} rows`],
  [/^K_pg_nplus1_n(\d+)$/, (n) => `One query and ${n} more, one for each row`],
];

/** A measured case in plain words. Throws for a name it does not know, so that none goes untold. */
export function plainName(name: string): string {
  const bare = name.replace(/^N2[06]_/, '');
  for (const [pattern, say] of NAMES) {
    const match = pattern.exec(bare);
    if (!match) continue;
    const title = typeof say === 'string' ? say : say(...match.slice(1));
    const reserved = bare.includes('_reserved0') ? ', none of them reserved' : '';
    if (/undefined/.test(title)) break;
    return title + reserved;
  }
  throw new Error(`plainName: no words for the measured case ${name}`);
}

function socketWords(sockets: string): string {
  if (sockets === 'default-sockbuf') return 'default socket buffers';
  const words: string[] = [];
  if (sockets.includes('tcp_wmem-max-64K')) words.push('send buffer of at most 64 KiB');
  if (sockets.includes('mss1448_rcvbuf64K'))
    words.push('segments of 1448 bytes and a receive buffer of 64 KiB');
  return words.join(', ');
}
