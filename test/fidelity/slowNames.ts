import { type NamePattern, server, workers } from './namePattern.ts';

/** What slow clients are slow at. */
export const SLOW: Record<string, string> = {
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
const COUNTS: Record<string, string> = {
  1: 'One',
  2: 'Two',
  4: 'Four',
  8: 'Eight',
  20: 'Twenty',
};
export const slow = (count: string, how: string) =>
  `${COUNTS[count]} slow client${count === '1' ? '' : 's'} ${count === '1' ? how.replace('their', 'its') : how}`;
const DJANGO: Record<string, string> = {
  'django3.2_async-view_async-middleware': 'async view, Django 3.2',
  'per-request-thread-context_async-view': 'async view',
  'per-request-thread-context_sync-view': 'sync view, a thread for each',
  'per-request-thread-context_sync-view_sync-middleware':
    'sync view and middleware, a thread for each',
};

/** Slow clients, far clients, and what holds a worker. */
export const SLOW_NAMES: readonly NamePattern[] = [
  [/^A_gunicorn-sync-w(\d)$/, (w) => `Twelve requests of 200 ms, ${server(w, '')}`],
  [
    /^A_nginx-default_gunicorn-sync-w(\d)$/,
    (w) => `Twelve requests of 200 ms, ${server(w, 'via-nginx')}`,
  ],
  [
    /^A_gunicorn-(gevent-w1|gthread-w1t4|asgi-w1)$/,
    (kind) =>
      `Twelve requests of 200 ms, ${workers(kind)}${kind === 'asgi-w1' ? ', sync view, Django 3.2' : ''}`,
  ],
  [
    /^A_gunicorn-(asgi-w1)_(.+)$/,
    (kind, django) => `Twelve requests of 200 ms, ${workers(kind)}, ${DJANGO[django]}`,
  ],
  [/^B2_idle-long_gunicorn-(sync-w2)$/, 'Two connections that say nothing for 14 s, two workers'],
  [
    /^B2_idle-long_gunicorn-(.+)$/,
    (kind) => `Four connections that say nothing for 14 s, ${workers(kind)}`,
  ],
  [
    /^B2_partial-header-then-silence_gunicorn-(.+)$/,
    (kind) =>
      `Half a header, half a body, then silence; ${kind === 'sync-w2' ? 'two workers' : workers(kind)}`,
  ],
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
    /^B_gunicorn-((?:gthread|gevent|asgi)-\w+)_(headers|body|reader|idle)_slow(\d+)$/,
    (kind, how, n) => `${slow(n, SLOW[how])}, ${workers(kind)}`,
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
  [
    /^D_static-whitenoise-/,
    'A static file from Django (WhiteNoise) while both workers are held, and later',
  ],
  [/^D_static-/, 'A static file from nginx and one from Django while both workers are held'],
  [
    /^P_cpu100ms-x8_gunicorn-sync-w(\d)$/,
    (w) => `Eight requests of 100 ms of work, ${server(w, '')}`,
  ],
  [
    /^W_close-linger-over-RTT100_gunicorn2[06](?:_(.+))?$/,
    (kind) => `Twelve requests over a round trip of 100 ms, ${workers(kind ?? 'sync-w1')}`,
  ],
  [
    /^W_slow-reader_([\w-]+)_gunicorn2[06](-behind-nginx-1\.31\.5)?_(\d+)KB$/,
    (sockets, nginx, kb) =>
      `A reader far away takes an answer of ${kb} KiB${nginx ? ', behind nginx' : ''}, ${socketWords(sockets)}`,
  ],
];

function socketWords(sockets: string): string {
  if (sockets === 'default-sockbuf') return 'default socket buffers';
  const words: string[] = [];
  if (sockets.includes('tcp_wmem-max-64K')) words.push('send buffer of at most 64 KiB');
  if (sockets.includes('mss1448_rcvbuf64K'))
    words.push('segments of 1448 bytes and a receive buffer of 64 KiB');
  return words.join(', ');
}
