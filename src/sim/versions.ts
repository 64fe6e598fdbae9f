import type { Gunicorn } from '../scenario/scenario.ts';

/** What differs between the versions of the programs, and between Gunicorn's worker classes: all of it, as data, here. */
export interface GunicornTraits {
  /** How long a sync or gthread worker waits for the client to close after its last byte (`close_graceful`), µs. */
  readonly lingerUs: number;
  /** It takes a peer that closes at once, and a worker that waits for that, so long to wake one another, µs (measured: A, F hang). */
  readonly closingTogetherUs: number;
  /** A worker that gets SIGABRT on its timeout answers 500 before it dies, unless it hangs in send(). */
  readonly timeoutAnswers: boolean;
  /** SIGABRT also ends a worker that hangs in send(). */
  readonly abortEndsSend: boolean;
  /** How long a thread of a gthread worker waits for the first byte before it gives the connection back to the poller, µs. */
  readonly firstByteUs: number;
  /** gthread: a worker that sees that it is to stop closes its listening socket at once. */
  readonly gthreadClosesSocket: boolean;
  /** gthread: SIGTERM, or a request that is done, wakes the main thread; otherwise it sees either with its next connection, or after 1 s. */
  readonly gthreadWakes: boolean;
  /** gthread: a worker that is to stop still waits for the requests that come over its idle connections. */
  readonly gthreadDrainsIdle: boolean;
  /** On HUP the arbiter does nothing but wait until the old workers are gone. */
  readonly reloadBlocks: boolean;
}

export const GUNICORN: { readonly [version in '26.1' | '20.1']: GunicornTraits } = {
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
    firstByteUs: Number.POSITIVE_INFINITY,
    gthreadClosesSocket: true,
    gthreadWakes: false,
    gthreadDrainsIdle: false,
    reloadBlocks: false,
  },
};

/** How long a worker waits for what has not come, µs; Infinity = for ever. */
export interface WaitingLimits {
  /** For the first byte of a new connection, in a slot. */
  readonly firstByteUs: number;
  /** For the whole head, in a slot. */
  readonly headUs: number;
  /** A connection that exceeded `firstByteUs` goes to the poller; otherwise it is closed. */
  readonly parksIdle: boolean;
  /** For the next request of a kept connection; 0 = none is kept. */
  readonly keepaliveUs: number;
  /** The loop looks for idle connections this often; 0 = each has a timer of its own. */
  readonly tickUs: number;
}

/** When a worker finds out that it is to end: within the signal, with the next event of its loop, or at the loop's next turn (once a second). */
export type Sight = 'at-once' | 'next-event' | 'next-turn';

/** What a worker class does differently. */
export interface ClassTraits {
  /** A loop of its own takes connections off the socket whether or not a slot is free. */
  readonly acceptsInLoop: boolean;
  /** Several slots share one interpreter lock. */
  readonly sharesInterpreter: boolean;
  /** Views run within the loop that shows the arbiter that the worker lives. */
  readonly loopRunsViews: boolean;
  /** The slot, or the loop, waits this long for the client to close after its last byte, µs. */
  readonly slotLingersUs: number;
  readonly mainLingersUs: number;
  /** When it sees SIGTERM, and that max_requests is reached. */
  readonly seesTerm: Sight;
  readonly seesQuota: Sight;
  /** Its loop hears when a request is done. */
  readonly wakesWhenDone: boolean;
  /** A worker that is to stop looks this often whether it has anything left to do, µs; 0 = it hears of it. */
  readonly drainTurnUs: number;
  /** Idle connections are left open meanwhile, and requests that come over them answered. */
  readonly drainsIdle: boolean;
  /** An answer that was begun before the worker knew that it was to end says keep-alive; its connection is closed all the same. */
  readonly breaksPromise: boolean;
  /** A worker that is to stop gives up what it has under way so long after graceful_timeout; Infinity = it finishes it. */
  readonly cutsAfterUs: number;
  /** It closes its listening socket when it sees that it is to stop; otherwise the kernel lets callers in until the last worker is gone. */
  readonly closesSocketOnStop: boolean;
  /** What SIGABRT ends where the loop is stuck: the process, the greenlet that has the loop, or (handled by that loop itself) nothing. */
  readonly abortEnds: 'process' | 'greenlet' | 'nothing';
  /** An async view is stopped some time after its client has left. */
  readonly cancelsAsync: boolean;
  /** All sync code of a process runs in one thread. */
  readonly hasOneSyncThread: boolean;
  /** Slots of one lane do not preempt one another (see CpuGroup). */
  readonly laneOf: (slot: { readonly nth: number; readonly isAsync: boolean }) => number;
  /** Requests are read and answers written in the loop's lane, whatever lane the view has. */
  readonly serializesInLoop: boolean;
  /** Core-µs it takes to hand a sync view to a thread, and to hand its answer back. */
  readonly handOverUs: number;
  readonly limits: WaitingLimits;
}

const NEVER = Number.POSITIVE_INFINITY;
/** Loops of gevent and asgi workers show themselves to the arbiter this often, and see then whether they are to end. */
export const LOOP_TURN_US = 1_000_000;
/** Half of the 1.4 ms that asgi takes longer over a ping in a sync view (measured: N overhead-ping asgi). */
const HAND_OVER_US = 700;

export const CLASSES: {
  readonly [name in Gunicorn['worker_class']]: (
    version: GunicornTraits,
    settings: Gunicorn,
  ) => ClassTraits;
} = {
  sync: ({ lingerUs }) => ({
    acceptsInLoop: false,
    sharesInterpreter: false,
    loopRunsViews: false,
    slotLingersUs: lingerUs,
    mainLingersUs: 0,
    seesTerm: 'at-once',
    seesQuota: 'at-once',
    wakesWhenDone: false,
    drainTurnUs: 0,
    drainsIdle: false,
    breaksPromise: false,
    cutsAfterUs: NEVER,
    abortEnds: 'process',
    closesSocketOnStop: false,
    cancelsAsync: false,
    hasOneSyncThread: false,
    laneOf: () => 0,
    serializesInLoop: false,
    handOverUs: 0,
    limits: { firstByteUs: NEVER, headUs: NEVER, parksIdle: false, keepaliveUs: 0, tickUs: 0 },
  }),
  gthread: (
    { lingerUs, firstByteUs, gthreadClosesSocket, gthreadWakes, gthreadDrainsIdle },
    { keepaliveUs },
  ) => ({
    acceptsInLoop: true,
    sharesInterpreter: true,
    loopRunsViews: false,
    slotLingersUs: 0,
    mainLingersUs: lingerUs,
    seesTerm: gthreadWakes ? 'at-once' : 'next-event',
    seesQuota: 'next-event',
    wakesWhenDone: gthreadWakes,
    drainTurnUs: 0,
    drainsIdle: gthreadDrainsIdle,
    breaksPromise: true,
    cutsAfterUs: NEVER,
    abortEnds: 'process',
    closesSocketOnStop: gthreadClosesSocket,
    cancelsAsync: false,
    hasOneSyncThread: false,
    laneOf: ({ nth }) => nth,
    serializesInLoop: false,
    handOverUs: 0,
    limits: { firstByteUs, headUs: NEVER, parksIdle: true, keepaliveUs, tickUs: 1_000_000 },
  }),
  gevent: (_, { keepaliveUs }) => ({
    acceptsInLoop: true,
    sharesInterpreter: true,
    loopRunsViews: true,
    slotLingersUs: 0,
    mainLingersUs: 0,
    seesTerm: 'next-turn',
    seesQuota: 'next-turn',
    wakesWhenDone: false,
    drainTurnUs: LOOP_TURN_US,
    drainsIdle: true,
    breaksPromise: false,
    cutsAfterUs: LOOP_TURN_US,
    abortEnds: 'greenlet',
    closesSocketOnStop: true,
    cancelsAsync: false,
    hasOneSyncThread: false,
    laneOf: () => 0,
    serializesInLoop: true,
    handOverUs: 0,
    limits: {
      firstByteUs: NEVER,
      headUs: keepaliveUs === 0 ? NEVER : keepaliveUs,
      parksIdle: false,
      keepaliveUs,
      tickUs: 0,
    },
  }),
  asgi: (_, { django }) => ({
    acceptsInLoop: true,
    sharesInterpreter: true,
    loopRunsViews: true,
    slotLingersUs: 0,
    mainLingersUs: 0,
    seesTerm: 'next-turn',
    seesQuota: 'next-turn',
    wakesWhenDone: false,
    drainTurnUs: 100_000,
    drainsIdle: true,
    breaksPromise: true,
    cutsAfterUs: 0,
    abortEnds: 'nothing',
    closesSocketOnStop: true,
    cancelsAsync: true,
    hasOneSyncThread: django === '3.2',
    laneOf: ({ nth, isAsync }) => (isAsync ? 0 : nth + 1),
    serializesInLoop: true,
    handOverUs: HAND_OVER_US,
    limits: { firstByteUs: NEVER, headUs: NEVER, parksIdle: false, keepaliveUs: NEVER, tickUs: 0 },
  }),
};

/** nginx's defaults towards app servers: both changed with 1.29.7. */
export const NGINX: {
  readonly [version in '1.31' | '1.22']: {
    readonly proxy_http_version: '1.0' | '1.1';
    /** Idle connections of an upstream block. */
    readonly keepalive: number;
  };
} = {
  '1.31': { proxy_http_version: '1.1', keepalive: 32 },
  '1.22': { proxy_http_version: '1.0', keepalive: 0 },
};

/** From fork to ready where the arbiter has imported the app already (measured: F crash-restart-latency, preload). */
export const FORK_US = 1_000;

/**
 * Small costs, in core-µs on the machine the measurements come from. A view that does nothing holds its worker for 0.4 ms; one that
 * sleeps holds it 1.2 ms longer than its sleep, the one constant that explains all measured Poisson loads.
 */
export const COST = {
  /** accept, parse, Django's handler and middleware, until the view. */
  beforeViewUs: 250,
  /** accept, read to the end of half a request, close. */
  readToEndUs: 100,
  /** From the view's return to the last send: middleware, response head, send. */
  afterViewUs: 150,
  /** `time.sleep` wakes this much late (measured inside the view). */
  oversleepUs: 400,
  /** Caches stay warm for so long after a process has run. */
  warmUs: 1_000,
  /** A process that has slept finds its caches cold: it takes this much longer over the rest (what is left of the 1.2 ms: fitted). */
  afterSleepUs: 400,
  /** Django turns an exception of the view into a 500 and logs its traceback. */
  exceptionUs: 2_000,
  /** The kernel takes back the memory of a Python process that dies, before it closes its sockets (measured: F crash, sigkill, segv). */
  dyingUs: 10_000,
  /**
   * What the first request of a process takes longer that was forked from an arbiter with the app in it: it loads what no request has needed
   * yet, and copies the arbiter's memory (measured: F crash-restart-latency, preload). Where a worker imports the app itself, its boot has that.
   */
  firstAfterForkUs: 10_000,
  /** A Python interpreter ends by itself: threads joined, modules taken down (measured: G max-requests against F crash). */
  exitUs: 55_000,
  /** From the last byte of an answer until the worker closes a connection that it will not keep, other than said. */
  closingUs: 100,
  /** nginx, from head to upstream and back. */
  nginxUs: 150,
} as const;

/** Socket buffers on the local hop between nginx and the app server, bytes; see `sendBufferBytes`. */
export const LOCAL_HOP_BYTES = 3_590_000;
/** Receive buffer that a listening socket gives a connection nobody has accepted yet: the second number of net.ipv4.tcp_rmem. */
export const UNREAD_BYTES = 131_072;
/** How a program writes to a socket, as far as a slow reader can tell. All four numbers are fitted, on loopback. */
export interface Writer {
  /** The part of a small receive window that stays empty between two looks of the reader. */
  readonly unusableWindowBytes: number;
  /** Share of the send buffer that payload fills: the kernel counts whole buffers, and many small writes leave them part empty. */
  readonly bufferShare: number;
}

export const WRITERS = {
  /** One large sendall(). */
  gunicorn: { unusableWindowBytes: 17_900, bufferShare: 1 },
  /** From its temporary file, or straight through. */
  nginx: { unusableWindowBytes: 10_700, bufferShare: 1 },
  /** Out of its few memory buffers, where no file may take the rest. */
  nginxFromMemory: { unusableWindowBytes: 10_700, bufferShare: 0.8 },
} as const satisfies Record<string, Writer>;
/** A SYN that finds the backlog full is sent again after 1, 2, 3, 4 s (tcp_syn_linear_timeouts of current kernels). */
const SYN_RETRY_US = [1_000_000, 2_000_000, 3_000_000, 4_000_000] as const;

/** Timers of half a second to four seconds are rounded up to a slot of this width (Linux, kernel/time/timer.c, 1000 ticks a second). */
export const TIMER_SLOT_US = 64_000;

/** Something lost in an established connection is sent again after this long, then after twice as long, and so on (Linux TCP_RTO_MIN, TCP_RTO_MAX). */
export const TCP_RTO_MIN_US = 200_000;
export const TCP_RTO_MAX_US = 120_000_000;

/** Wait before the next SYN after `tries` retries, before rounding. */
export function synRetryUs(tries: number): number {
  return SYN_RETRY_US[Math.max(0, Math.min(tries, SYN_RETRY_US.length - 1))];
}

/** The arbiter looks at its workers this often, and whenever a signal or the end of a worker wakes it. */
export const ARBITER_TICK_US = 1_000_000;
/** After each fork it sleeps up to this long, and hears nothing (`spawn_workers`). */
export const SPAWN_SLEEP_US = 100_000;
/** While a reload blocks it, it looks this often for old workers that have ended. */
export const RELOAD_STEP_US = 100_000;
/** Bytes of an error page of nginx with its head, and of Gunicorn's 500 page. */
export const ERROR_PAGE_BYTES = 320;

/** Connections that an nginx worker keeps for itself: its listening socket and its channel to the master. */
export const NGINX_OWN_CONNECTIONS = 2;
