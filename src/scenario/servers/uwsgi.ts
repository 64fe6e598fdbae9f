import { msg } from '../../language/t.ts';
import { bytes, choice, count, DAY, duration, flag, GIB, SECOND } from '../makeField.ts';
import { appServer } from './appServer.ts';
import { ONE_AT_A_TIME } from './appTraits.ts';
import { FIRST_AFTER_FORK_US, FORK_US } from './gunicorn.ts';

const NEVER = Number.POSITIVE_INFINITY;

/** Its clock for harakiri shows whole seconds (uWSGI 2.0.21, `uwsgi_now`). */
const CLOCK_STEP_US = 1_000_000;

/** uWSGI; settings in its own spelling and with its own defaults. */
export const UWSGI = appServer({
  name: 'uWSGI',
  isMeasured: true,
  backlog: 100,
  releases: null,
  fronts: ({ protocol }) =>
    protocol === 'socket'
      ? {
          names: ['nginx', 'apache'],
          at: 'protocol',
          value: protocol,
          why: msg('is uWSGI’s own language, which no client speaks'),
        }
      : null,
  words: {
    processes: 'processes',
    slots: 'threads',
    requestLimit: 'harakiri',
    silence: 'socket-timeout',
    deferAccept: 'defer-accept',
    maxRequests: 'max-requests',
    graceful: 'worker-reload-mercy',
    respawn: 'master',
    importsOnce: { setting: 'lazy-apps', value: false },
    manyAtOnce: [{ setting: 'threads', value: 4, words: msg('four threads in each worker') }],
  },
  settings: {
    version: choice('version', '2.0', ['2.0'], msg('which uWSGI')),
    protocol: choice(
      'protocol',
      'http-socket',
      ['http-socket', 'socket', 'http'],
      msg(
        'what its workers listen for: HTTP (http-socket), uWSGI’s own binary protocol behind nginx (socket), or HTTP through a router process of its own (http)',
      ),
    ),
    processes: count('processes', 1, 1, 512, msg('worker processes')),
    threads: count('threads', 1, 1, 1_000, msg('threads of each worker')),
    harakiriUs: duration(
      'harakiri',
      0,
      DAY,
      msg('a request that takes longer ends its worker; never = 0'),
      { named: { never: 0 } },
    ),
    socket_timeoutUs: duration(
      'socket-timeout',
      4 * SECOND,
      DAY,
      msg('how long a worker waits for more of a request, or for room to write'),
    ),
    http_timeoutUs: duration(
      'http-timeout',
      60 * SECOND,
      DAY,
      msg('how long the router waits for a worker'),
    ),
    defer_accept: flag(
      'defer-accept',
      true,
      msg(
        'the kernel shows a connection to a worker only once something has come over it (off = no-defer-accept)',
      ),
    ),
    post_bufferingBytes: bytes(
      'post-buffering',
      0,
      GIB,
      msg('read the whole body before the app is called, beyond this size into a file; 0 = not'),
    ),
    max_requests: count(
      'max-requests',
      0,
      0,
      1_000_000_000,
      msg('a worker is replaced after this many requests; 0 = never'),
    ),
    master: flag('master', true, msg('a master process replaces workers that have died')),
    lazy_apps: flag(
      'lazy-apps',
      false,
      msg('each worker imports the app itself, instead of the master before it forks'),
    ),
    worker_reload_mercyUs: duration(
      'worker-reload-mercy',
      60 * SECOND,
      DAY,
      msg('how long a worker told to stop may finish its request'),
    ),
  } as const,
  traits: (settings) => ({
    ...ONE_AT_A_TIME,
    processes: settings.processes,
    slotsPerProcess: settings.threads,
    slotWord: settings.threads > 1 ? 'thread' : 'worker',
    sharesInterpreter: settings.threads > 1,
    laneOf: ({ nth }) => nth,
    // It asks for as many seconds as its socket-timeout has (uWSGI 2.0.21, `core/socket.c`).
    defersAcceptUs:
      settings.defer_accept && settings.protocol === 'http-socket' ? settings.socket_timeoutUs : 0,
    routesForUs: settings.protocol === 'http' ? settings.http_timeoutUs || NEVER : 0,
    writes: settings.protocol === 'http' ? 'relayed' : 'as-room',
    limits: {
      ...ONE_AT_A_TIME.limits,
      firstByteUs: settings.socket_timeoutUs || NEVER,
      silenceUs: settings.socket_timeoutUs || NEVER,
      // Django sees the body end too soon; a body that is buffered first is given up without a word (`uwsgi_postbuffer_do_in_mem`).
      bodyStatus: settings.post_bufferingBytes > 0 ? 0 : 500,
    },
    closesUnsaid: settings.protocol !== 'socket',
    masterWord: settings.master ? 'master' : '',
    respawns: settings.master,
    seesDeathAtLook: true,
    masterBootUs: settings.lazy_apps ? 0 : settings.bootUs,
    bootUs: settings.lazy_apps ? settings.bootUs : FORK_US,
    firstAfterForkUs: settings.lazy_apps ? 0 : FIRST_AFTER_FORK_US,
    maxRequests: settings.max_requests,
    requestLimitUs: settings.master ? settings.harakiriUs : 0,
    requestLimitStepUs: CLOCK_STEP_US,
    gracefulUs: settings.worker_reload_mercyUs,
    cutsAfterUs: 0,
    stopGraceUs: 0,
    reloads: settings.master ? 'old-first' : 'none',
  }),
});
