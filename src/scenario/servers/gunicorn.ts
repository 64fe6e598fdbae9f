import { msg } from '../../language/t.ts';
import { choice, count, DAY, duration, flag, SECOND } from '../makeField.ts';
import { type AppEntry, appServer } from './appServer.ts';
import { type AppTraits, ONE_AT_A_TIME } from './appTraits.ts';

const NEVER = Number.POSITIVE_INFINITY;
/** Loops of gevent and asgi workers show themselves to the arbiter this often, and see then whether they are to end. */
export const LOOP_TURN_US = 1_000_000;
/** Half of the 1.4 ms that asgi takes longer over a ping in a sync view (measured: N overhead-ping asgi). */
const HAND_OVER_US = 700;
/** From fork to ready where the arbiter has imported the app already (measured: F crash-restart-latency, preload). */
export const FORK_US = 1_000;
/**
 * What the first request of a process takes longer that was forked from a master with the app in it: it loads what no request has needed
 * yet, and copies the master's memory (measured: F crash-restart-latency, preload). Where a worker imports the app itself, its boot has that.
 */
export const FIRST_AFTER_FORK_US = 10_000;

const SETTINGS = {
  version: choice('version', '26.1', ['26.1', '20.1'], msg('which Gunicorn')),
  worker_class: choice(
    'worker_class',
    'sync',
    ['sync', 'gthread', 'gevent', 'asgi'],
    msg(
      'how a worker works: one request at a time (sync), in threads (gthread), in greenlets (gevent), on an event loop (asgi)',
    ),
  ),
  workers: count('workers', 1, 1, 512, msg('worker processes')),
  threads: count('threads', 1, 1, 1_000, msg('threads of each gthread worker')),
  worker_connections: count(
    'worker_connections',
    1000,
    1,
    1_000_000,
    msg('connections that a gthread or gevent worker holds at once'),
  ),
  timeoutUs: duration(
    'timeout',
    30 * SECOND,
    DAY,
    msg('a worker silent for longer is killed; never = 0'),
    { named: { never: 0 } },
  ),
  graceful_timeoutUs: duration(
    'graceful_timeout',
    30 * SECOND,
    DAY,
    msg('how long a worker told to stop may finish its request'),
  ),
  keepaliveUs: duration(
    'keepalive',
    2 * SECOND,
    DAY,
    msg(
      'how long a kept connection may be idle (not with sync workers); 0 = closed after each answer',
    ),
  ),
  max_requests: count(
    'max_requests',
    0,
    0,
    1_000_000_000,
    msg('a worker is replaced after this many requests; 0 = never'),
  ),
  max_requests_jitter: count(
    'max_requests_jitter',
    0,
    0,
    1_000_000_000,
    msg('a random number up to this is added to max_requests, for each worker its own'),
  ),
  preload_app: flag(
    'preload_app',
    false,
    msg('import the app before workers are forked: a new one is ready at once'),
  ),
  asgi_disconnect_grace_periodUs: duration(
    'asgi_disconnect_grace_period',
    3 * SECOND,
    DAY,
    msg('how long an async view may go on after its client has left'),
  ),
} as const;

/** What changed between the two versions. */
interface Version {
  /** How long a sync or gthread worker waits for the client to close after its last byte (`close_graceful`). */
  readonly lingerUs: number;
  /** It takes a peer that closes at once, and a worker that waits for that, so long to wake one another (measured: A, F hang). */
  readonly closingTogetherUs: number;
  readonly timeoutAnswers: boolean;
  readonly abortEndsSend: boolean;
  /** How long a thread of a gthread worker waits for the first byte before it gives the connection back to the poller. */
  readonly firstByteUs: number;
  /** gthread: a worker that sees that it is to stop closes its listening socket at once. */
  readonly gthreadClosesSocket: boolean;
  /** gthread: SIGTERM, or a request that is done, wakes the main thread; otherwise it sees either with its next connection, or after 1 s. */
  readonly gthreadWakes: boolean;
  /** gthread: a worker that is to stop still waits for the requests that come over its idle connections. */
  readonly gthreadDrainsIdle: boolean;
  readonly reloadBlocks: boolean;
}

const VERSIONS: { readonly [version in '26.1' | '20.1']: Version } = {
  '26.1': {
    lingerUs: 2_000_000,
    closingTogetherUs: 300,
    timeoutAnswers: true,
    abortEndsSend: false,
    firstByteUs: 5_000_000,
    gthreadClosesSocket: false,
    gthreadWakes: true,
    gthreadDrainsIdle: true,
    reloadBlocks: true,
  },
  '20.1': {
    lingerUs: 0,
    closingTogetherUs: 0,
    timeoutAnswers: false,
    abortEndsSend: true,
    firstByteUs: NEVER,
    gthreadClosesSocket: true,
    gthreadWakes: false,
    gthreadDrainsIdle: false,
    reloadBlocks: false,
  },
};

type Settings = Parameters<AppEntry<typeof SETTINGS>['traits']>[0];

const CLASSES: {
  readonly [name in Settings['worker_class']]: (
    version: Version,
    settings: Settings,
  ) => Partial<AppTraits>;
} = {
  sync: ({ lingerUs, closingTogetherUs }) => ({
    slotLingersUs: lingerUs,
    closingTogetherUs,
  }),
  gthread: (
    { lingerUs, firstByteUs, gthreadClosesSocket, gthreadWakes, gthreadDrainsIdle },
    { threads, worker_connections, keepaliveUs },
  ) => ({
    slotsPerProcess: threads,
    slotWord: 'thread',
    connectionsPerProcess: worker_connections,
    acceptsInLoop: true,
    sharesInterpreter: true,
    mainLingersUs: lingerUs,
    seesTerm: gthreadWakes ? 'at-once' : 'next-event',
    seesQuota: 'next-event',
    wakesWhenDone: gthreadWakes,
    drainsIdle: gthreadDrainsIdle,
    breaksPromise: true,
    closesSocketOnStop: gthreadClosesSocket,
    laneOf: ({ nth }) => nth,
    limits: {
      ...ONE_AT_A_TIME.limits,
      firstByteUs,
      parksIdle: true,
      keepaliveUs,
      tickUs: 1_000_000,
    },
  }),
  gevent: (_, { worker_connections, keepaliveUs }) => ({
    slotsPerProcess: 0,
    slotWord: 'greenlet',
    connectionsPerProcess: worker_connections,
    acceptsInLoop: true,
    sharesInterpreter: true,
    loopRunsViews: true,
    seesTerm: 'next-turn',
    seesQuota: 'next-turn',
    drainTurnUs: LOOP_TURN_US,
    drainsIdle: true,
    cutsAfterUs: LOOP_TURN_US,
    abortEnds: 'greenlet',
    closesSocketOnStop: true,
    serializesInLoop: true,
    limits: {
      ...ONE_AT_A_TIME.limits,
      headUs: keepaliveUs === 0 ? NEVER : keepaliveUs,
      keepaliveUs,
    },
  }),
  asgi: (_, { django, worker_connections, asgi_disconnect_grace_periodUs }) => ({
    slotsPerProcess: 0,
    slotWord: 'task',
    connectionsPerProcess: worker_connections,
    acceptsInLoop: true,
    sharesInterpreter: true,
    loopRunsViews: true,
    seesTerm: 'next-turn',
    seesQuota: 'next-turn',
    drainTurnUs: 100_000,
    drainsIdle: true,
    breaksPromise: true,
    cutsAfterUs: 0,
    abortEnds: 'nothing',
    closesSocketOnStop: true,
    cancelsAsyncAfterUs: asgi_disconnect_grace_periodUs,
    hasOneSyncThread: django === '3.2',
    laneOf: ({ nth, isAsync }) => (isAsync ? 0 : nth + 1),
    serializesInLoop: true,
    handOverUs: HAND_OVER_US,
    limits: { ...ONE_AT_A_TIME.limits, keepaliveUs: NEVER },
  }),
};

/** Gunicorn; settings in its own spelling and with its own defaults. */
export const GUNICORN = appServer({
  name: 'Gunicorn',
  isMeasured: true,
  backlog: 2048,
  settings: SETTINGS,
  words: {
    processes: 'workers',
    slots: 'threads',
    kind: 'worker_class',
    connections: 'worker_connections',
    heartbeat: ['timeout', '--timeout'],
    keepalive: ['keepalive', '--keep-alive'],
    maxRequests: 'max_requests',
    graceful: 'graceful_timeout',
    cancel: 'asgi_disconnect_grace_period',
    importsOnce: { setting: 'preload_app', value: true },
    manyAtOnce: [
      { setting: 'threads', value: 4, words: msg('four threads in each worker (gthread)') },
      {
        setting: 'worker_class',
        value: 'gevent',
        words: msg('workers that serve many requests at once while they wait'),
      },
    ],
  },
  releases: { current: '26.1', classic: '20.1' },
  // Gunicorn itself does so, and says “Using worker: gthread”.
  normal: ({ worker_class, threads }) =>
    worker_class === 'sync' && threads > 1 ? { worker_class: 'gthread' } : {},
  check: ({ worker_class, version }) =>
    worker_class === 'asgi' && version === '20.1'
      ? [
          {
            at: 'worker_class',
            value: 'asgi',
            message: msg('is not in Gunicorn 20.1; allowed there: sync, gthread, gevent'),
          },
        ]
      : [],
  traits: (settings) => {
    const version = VERSIONS[settings.version];
    const { timeoutAnswers, abortEndsSend, reloadBlocks } = version;
    return {
      ...ONE_AT_A_TIME,
      masterWord: 'arbiter',
      processes: settings.workers,
      heartbeatUs: settings.timeoutUs,
      gracefulUs: settings.graceful_timeoutUs,
      stopGraceUs: settings.graceful_timeoutUs,
      reloads: 'new-first',
      scales: true,
      maxRequests: settings.max_requests,
      maxRequestsJitter: settings.max_requests_jitter,
      bootUs: settings.preload_app ? FORK_US : settings.bootUs,
      firstAfterForkUs: settings.preload_app ? FIRST_AFTER_FORK_US : 0,
      timeoutAnswers,
      abortEndsSend,
      reloadBlocks,
      ...CLASSES[settings.worker_class](version, settings),
    };
  },
});
