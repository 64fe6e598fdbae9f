import { msg } from '../../language/t.ts';
import { choice, count, DAY, duration, flag, SECOND } from '../makeField.ts';
import { appServer } from './appServer.ts';
import { ONE_AT_A_TIME } from './appTraits.ts';
import { FORK_US } from './gunicorn.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** Apache asks the kernel to show it connections with their first bytes only (APR's `apr_socket_accept_filter` on Linux: 30 s of TCP_DEFER_ACCEPT). */
const DEFER_ACCEPT_US = 30_000_000;
/** A prefork child waits for the client to close, and gives up after so long without a sign of it (httpd 2.4, SECONDS_TO_LINGER). */
const LINGER_US = 2_000_000;
/** A process that is told to end with the server is killed after this long at the latest (APR_KILL_AFTER_TIMEOUT). */
const KILLED_AFTER_US = 3_000_000;
/** A ping takes this much longer than with Gunicorn (measured: N overhead-ping). */
const EXTRA_US = 200;

/** Bytes of an answer that a daemon process gets rid of beyond what Apache says it holds: the unix socket (net.core.wmem_default), and what Apache takes at once when a third of its socket's room is free again. SIMPLIFIED: always as much; fitted to the measured readers of 6 and 24 MB. */
const DAEMON_HOP_BYTES = 620_000;
/** mod_wsgi's connect-timeout, and how long it sleeps before it calls a full or missing socket again (4.9, `wsgi_connect_daemon`). */
const CONNECT_TIMEOUT_US = 15_000_000;
const QUICK_TRY_US = 125_000;
const QUICK_TRIES = 16;
const SLOW_TRY_US = 1_000_000;

/** Apache with mod_wsgi: in processes of its own behind Apache (daemon), or within Apache's children themselves (embedded). */
export const MOD_WSGI = appServer({
  name: 'mod_wsgi',
  isMeasured: true,
  backlog: 100,
  releases: null,
  fronts: ({ mode }) =>
    mode === 'daemon'
      ? {
          names: ['apache'],
          at: 'mode',
          value: mode,
          why: msg('processes belong to an Apache before them'),
        }
      : { names: ['none'], at: 'mode', value: mode, why: msg('runs within Apache itself') },
  words: {
    processes: 'processes',
    slots: 'threads',
    requestLimit: 'request-timeout',
    queueLimit: 'queue-timeout',
    silence: 'Timeout',
    keepalive: 'KeepAliveTimeout',
    keepsAlive: 'KeepAlive',
    maxRequests: 'maximum-requests',
    graceful: 'shutdown-timeout',
    manyAtOnce: [
      { setting: 'mpm', value: 'event', words: msg('threads in each child (event MPM)') },
      { setting: 'threads', value: 4, words: msg('four threads in each process') },
    ],
  },
  settings: {
    version: choice('version', '4.9', ['4.9'], msg('which mod_wsgi')),
    mode: choice(
      'mode',
      'daemon',
      ['daemon', 'embedded'],
      msg(
        'in processes of its own behind Apache (daemon; needs front: apache), or within Apache’s children themselves (embedded; no front)',
      ),
    ),
    mpm: choice(
      'mpm',
      'event',
      ['event', 'prefork'],
      msg(
        'embedded: how Apache works: in threads (event), or one connection for each child (prefork)',
      ),
    ),
    processes: count(
      'processes',
      1,
      1,
      512,
      msg('daemon processes; embedded: children of Apache (ServerLimit)'),
    ),
    threads: count(
      'threads',
      15,
      1,
      1_000,
      msg('threads of each daemon process; embedded under event: ThreadsPerChild; prefork has one'),
    ),
    request_timeoutUs: duration(
      'request-timeout',
      0,
      DAY,
      msg(
        'a request that takes longer, averaged over the threads, restarts its daemon process; never = 0',
      ),
      { named: { never: 0 } },
    ),
    queue_timeoutUs: duration(
      'queue-timeout',
      0,
      DAY,
      msg(
        'a request that has waited for a daemon process for longer gets 504 when its turn comes; never = 0',
      ),
      { named: { never: 0 } },
    ),
    shutdown_timeoutUs: duration(
      'shutdown-timeout',
      5 * SECOND,
      DAY,
      msg('how long a daemon process told to stop may finish its requests'),
    ),
    maximum_requests: count(
      'maximum-requests',
      0,
      0,
      1_000_000_000,
      msg('a daemon process is replaced after this many requests; 0 = never'),
    ),
    min_spare: count(
      'MinSpareServers',
      5,
      1,
      512,
      msg(
        'embedded: a child that has died is replaced while fewer slots than this are idle (event: MinSpareThreads)',
      ),
    ),
    keep_alive: flag(
      'KeepAlive',
      true,
      msg('embedded: keep a client’s connection for its next request'),
    ),
    keep_alive_timeoutUs: duration(
      'KeepAliveTimeout',
      5 * SECOND,
      DAY,
      msg('embedded: how long such a connection may be idle'),
    ),
    timeoutUs: duration(
      'Timeout',
      60 * SECOND,
      DAY,
      msg('embedded: how long Apache waits for more of a request, or for room to write'),
    ),
  } as const,
  traits: (settings) => {
    const isEmbedded = settings.mode === 'embedded';
    const isPrefork = isEmbedded && settings.mpm === 'prefork';
    const threads = isPrefork ? 1 : settings.threads;
    return {
      ...ONE_AT_A_TIME,
      processes: settings.processes,
      slotsPerProcess: threads,
      masterWord: 'Apache',
      processWord: isEmbedded ? 'child' : 'process',
      slotWord: threads > 1 ? 'thread' : isEmbedded ? 'child' : 'process',
      sharesInterpreter: threads > 1,
      laneOf: ({ nth }) => nth,
      defersAcceptUs: isEmbedded ? DEFER_ACCEPT_US : 0,
      writes: isEmbedded ? 'as-room' : 'blocking',
      servesFiles: isEmbedded,
      limits: {
        ...ONE_AT_A_TIME.limits,
        firstByteUs: isEmbedded ? settings.timeoutUs || NEVER : NEVER,
        silenceUs: isEmbedded ? settings.timeoutUs || NEVER : NEVER,
        headStatus: 408,
        bodyStatus: 500,
        keepaliveUs: isEmbedded && settings.keep_alive ? settings.keep_alive_timeoutUs : 0,
        keptHoldsSlot: isPrefork,
      },
      slotLingersUs: isPrefork ? LINGER_US : 0,
      extraUs: isEmbedded ? EXTRA_US : 0,
      seesDeathAtLook: true,
      spareSlots: isEmbedded ? settings.min_spare : NEVER,
      // A process imports the app with its first request.
      bootUs: FORK_US,
      firstAfterForkUs: settings.bootUs,
      maxRequests: isEmbedded ? 0 : settings.maximum_requests,
      requestLimitUs: isEmbedded ? 0 : settings.request_timeoutUs,
      requestLimitGraceUs: settings.shutdown_timeoutUs,
      queueLimitUs: isEmbedded ? 0 : settings.queue_timeoutUs,
      requestLimitIsMean: true,
      gracefulUs: isEmbedded ? NEVER : settings.shutdown_timeoutUs,
      cutsAfterUs: 0,
      stopGraceUs: isEmbedded ? 0 : Math.min(settings.shutdown_timeoutUs, KILLED_AFTER_US),
      reloads: 'in-place',
    };
  },
  /** Apache passes a body on as it comes and an answer as it is read, over a unix socket, and says in its own statuses what went wrong there. */
  behind: (settings, { sendSilenceUs }) =>
    settings.mode === 'embedded'
      ? {}
      : {
          requestBufferBytes: 0,
          hopBytes: DAEMON_HOP_BYTES,
          connectLimitUs: CONNECT_TIMEOUT_US,
          answerLimitUs: sendSilenceUs,
          closedStatus: 500,
          lateStatus: 504,
          reconnectsInUs: (tries) => (tries < QUICK_TRIES ? QUICK_TRY_US : SLOW_TRY_US),
          triesNext: false,
          upstreamPool: 0,
        },
});
