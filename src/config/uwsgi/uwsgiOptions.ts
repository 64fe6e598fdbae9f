/**
 * uWSGI's options: other names of those that the simulation has, and why others have no effect. Source: uWSGI 2.0.21, core/uwsgi.c and
 * plugins/http/http.c.
 */
import { msg } from '../../language/t.ts';
import { NO_BEARING } from '../noBearing.ts';

/** Short and other names. */
const ALIASES: Readonly<Record<string, string>> = {
  p: 'processes',
  workers: 'processes',
  t: 'harakiri',
  z: 'socket-timeout',
  'so-timeout': 'socket-timeout',
  'http-to': 'http-timeout',
  M: 'master',
  R: 'max-requests',
  l: 'listen',
  s: 'socket',
  'uwsgi-socket': 'socket',
  lazy: 'lazy-apps',
  H: 'home',
  virtualenv: 'home',
  venv: 'home',
  w: 'module',
  wsgi: 'module',
  'set-ph': 'set-placeholder',
  d: 'daemonize',
  C: 'chmod-socket',
  b: 'buffer-size',
  x: msg('xml'),
  y: 'yaml',
  j: 'json',
  L: 'disable-logging',
  chmod: 'chmod-socket',
  T: 'enable-threads',
  i: 'single-interpreter',
  m: 'memory-report',
};

/** An option by its long name. */
export function nameOfOption(text: string): string {
  return ALIASES[text] ?? text;
}

/** Options that need no value on the command line. */
export const SWITCHES: ReadonlySet<string> = new Set(
  'master lazy-apps no-defer-accept enable-threads vacuum need-app die-on-term single-interpreter thunder-lock disable-logging log-x-forwarded-for no-orphans memory-report strict harakiri-verbose http-keepalive http-auto-chunked ignore-sigpipe ignore-write-errors disable-write-exception auto-procname log-master manage-script-name catch-exceptions show-config reuse-port honour-stdin close-on-exec log-4xx log-5xx'.split(
    ' ',
  ),
);

/** Options that are an address to listen on, and in which language. */
export const LISTENERS: Readonly<Record<string, 'http-socket' | 'socket' | 'http'>> = {
  'http-socket': 'http-socket',
  'http11-socket': 'http-socket',
  socket: 'socket',
  http: 'http',
};

const HARMLESS = new Set(
  'module wsgi-file file callable home chdir chdir2 pythonpath pp env uid gid umask user group pidfile pidfile2 safe-pidfile daemonize daemonize2 logto logto2 logger req-logger log-format log-date log-master log-maxsize log-4xx log-5xx disable-logging log-x-forwarded-for log-reopen touch-logreopen logformat vacuum need-app die-on-term single-interpreter chmod-socket chown-socket procname procname-prefix procname-prefix-spaced auto-procname plugin plugins plugins-dir need-plugin show-config strict master-fifo stats stats-http stats-push memory-report no-orphans ignore-sigpipe ignore-write-errors disable-write-exception set set-placeholder print wsgi-env-behaviour enable-threads harakiri-verbose harakiri-no-arh honour-stdin close-on-exec manage-script-name mount threads-stacksize buffer-size catch-exceptions'.split(
    ' ',
  ),
);

const OTHER = {
  files: msg('Files are sent by a front server here, not by uWSGI.'),
  scale: msg('The number of workers stays as it is here.'),
  reload: msg('Reloading by itself is not modelled.'),
  life: msg(
    'Workers are replaced after a number of requests (max-requests), not by age or memory.',
  ),
  loop: msg('Other ways of concurrency than processes and threads are not modelled for uWSGI.'),
  tls: msg('TLS towards clients is done by a front server here.'),
  spool: msg('Work outside of requests is not modelled.'),
  router: msg('Of the router, how long it waits for a worker is modelled; this is not.'),
} as const;

const REASONS: readonly (readonly [RegExp, string])[] = [
  [/^(static-|check-static|file-serve|offload-threads)/, OTHER.files],
  [/^(cheap|idle|subscribe|emperor|vassal|broodlord|zerg)/, OTHER.scale],
  [/^(touch-|py-auto-?reload|fs-reload|auto-reload)/, OTHER.reload],
  [
    /^(reload-on|max-worker-lifetime|min-worker-lifetime|max-requests-delta|evil-reload|worker-reload)/,
    OTHER.life,
  ],
  [/^(gevent|async|ugreen|asyncio|greenlet|tornado|coroae|loop)/, OTHER.loop],
  [/^(https|ssl|sni)/, OTHER.tls],
  [
    /^(spooler|mule|cron|timer|attach-daemon|smart-attach|farm|import|shared-import|exec-|hook-|cache2?$|queue)/,
    OTHER.spool,
  ],
  [/^(http-|route|final-route|add-header|http1)/, OTHER.router],
  [
    /^(limit-as|limit-post|cpu-affinity|rlimit|cgroup)/,
    msg('Limits of the process are not modelled.'),
  ],
  [
    /^(thunder-lock|lock-engine|reuse-port|map-socket)/,
    msg('Idle workers take turns at the socket here, as they nearly do by themselves.'),
  ],
  [/^(fastcgi|scgi|udp|raw)/, msg('Only HTTP and uWSGI’s own protocol are modelled.')],
  [/^(so-|tcp-|abstract-socket|freebind)/, NO_BEARING],
  [
    /^(xml|yaml|yml|json|inherit|include|ini-paste|paste)/,
    msg('The file that it names is not here, or in a form that is not read.'),
  ],
  [
    /^(if-|endif|for|endfor)/,
    msg('Branches are not read: only options that are written out count.'),
  ],
];

/** Why an option that the simulation has no setting for has no effect. */
export function whyNotOption(name: string): string {
  if (HARMLESS.has(name)) return NO_BEARING;
  return (
    REASONS.find(([pattern]) => pattern.test(name))?.[1] ??
    msg('The simulation has no setting for it.')
  );
}
