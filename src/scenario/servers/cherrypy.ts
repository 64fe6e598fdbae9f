import { msg } from '../../language/t.ts';
import { choice, count, DAY, duration, SECOND } from '../makeField.ts';
import { appServer } from './appServer.ts';
import { ONE_AT_A_TIME } from './appTraits.ts';

/** It keeps no more idle connections than this (`keep_alive_conn_limit`), and looks this often for those that have been idle for too long. */
const KEPT_CONNECTIONS = 10;
const EXPIRY_LOOK_US = 500_000;
/** A ping takes this much longer than with Gunicorn (measured: N overhead-ping). */
const EXTRA_US = 100;

/** CherryPy's server, cheroot: one process, a pool of threads, and a queue of its own before them. */
export const CHERRYPY = appServer({
  name: 'CherryPy',
  isMeasured: true,
  backlog: 5,
  releases: null,
  words: {
    slots: 'numthreads',
    silence: 'timeout',
    keepalive: 'timeout',
    graceful: 'shutdown_timeout',
  },
  settings: {
    version: choice('version', '9.0', ['9.0'], msg('which cheroot')),
    numthreads: count('numthreads', 10, 1, 1_000, msg('threads that deal with requests')),
    timeoutUs: duration(
      'timeout',
      10 * SECOND,
      DAY,
      msg('how long a thread waits for more of a request, and an idle connection for its next one'),
    ),
    shutdown_timeoutUs: duration(
      'shutdown_timeout',
      5 * SECOND,
      DAY,
      msg('how long threads may finish their requests when the server stops'),
    ),
  } as const,
  traits: (settings) => ({
    ...ONE_AT_A_TIME,
    slotsPerProcess: settings.numthreads,
    processWord: 'server',
    masterWord: '',
    slotWord: 'thread',
    acceptsInLoop: true,
    sharesInterpreter: true,
    laneOf: ({ nth }) => nth,
    limits: {
      ...ONE_AT_A_TIME.limits,
      firstByteUs: settings.timeoutUs,
      silenceUs: settings.timeoutUs,
      idleStatus: 408,
      headStatus: 408,
      bodyStatus: 500,
      keepaliveUs: settings.timeoutUs,
      keptConnections: KEPT_CONNECTIONS,
      tickUs: EXPIRY_LOOK_US,
    },
    extraUs: EXTRA_US,
    respawns: false,
    bindsLate: true,
    bootUs: settings.bootUs,
    gracefulUs: settings.shutdown_timeoutUs,
    stopGraceUs: settings.shutdown_timeoutUs,
    closesSocketOnStop: true,
  }),
});
