import type { Gunicorn } from '../scenario/scenario.ts';

/** What differs between the versions of the programs, and between Gunicorn's worker classes: all of it, as data, here. */
export interface GunicornTraits {
  /** How long a sync or gthread worker waits for the client to close after its last byte (`close_graceful`), µs. */
  readonly lingerUs: number;
  /** A worker that gets SIGABRT on its timeout answers 500 before it dies, unless it hangs in send(). */
  readonly timeoutAnswers: boolean;
  /** SIGABRT also ends a worker that hangs in send(). */
  readonly abortEndsSend: boolean;
  /** How long a thread of a gthread worker waits for the first byte before it gives the connection back to the poller, µs. */
  readonly firstByteUs: number;
  /** gthread: a worker told to stop closes its listening socket at once. */
  readonly gthreadClosesSocket: boolean;
}

export const GUNICORN: { readonly [version in '26.1' | '20.1']: GunicornTraits } = {
  '26.1': {
    lingerUs: 2_000_000,
    timeoutAnswers: true,
    abortEndsSend: false,
    firstByteUs: 5_000_000,
    gthreadClosesSocket: false,
  },
  '20.1': {
    lingerUs: 0,
    timeoutAnswers: false,
    abortEndsSend: true,
    firstByteUs: Number.POSITIVE_INFINITY,
    gthreadClosesSocket: true,
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
  /** A worker told to stop ends after graceful_timeout by itself, whatever it has under way. */
  readonly cutsAtGracefulTimeout: boolean;
  /** A worker told to stop closes its listening socket at once; otherwise the kernel lets callers in until the last worker is gone. */
  readonly closesSocketOnStop: boolean;
  /** SIGABRT ends a worker whose loop is stuck; one whose signals go through that loop waits for SIGKILL. */
  readonly heedsAbort: boolean;
  /** An async view is stopped some time after its client has left. */
  readonly cancelsAsync: boolean;
  /** All sync code of a process runs in one thread. */
  readonly hasOneSyncThread: boolean;
  /** Slots of one lane do not preempt one another (see CpuGroup). */
  readonly laneOf: (slot: { readonly nth: number; readonly isAsync: boolean }) => number;
  readonly limits: WaitingLimits;
}

const NEVER = Number.POSITIVE_INFINITY;

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
    cutsAtGracefulTimeout: false,
    closesSocketOnStop: false,
    heedsAbort: true,
    cancelsAsync: false,
    hasOneSyncThread: false,
    laneOf: () => 0,
    limits: { firstByteUs: NEVER, headUs: NEVER, parksIdle: false, keepaliveUs: 0, tickUs: 0 },
  }),
  gthread: ({ lingerUs, firstByteUs, gthreadClosesSocket }, { keepaliveUs }) => ({
    acceptsInLoop: true,
    sharesInterpreter: true,
    loopRunsViews: false,
    slotLingersUs: 0,
    mainLingersUs: lingerUs,
    cutsAtGracefulTimeout: false,
    closesSocketOnStop: gthreadClosesSocket,
    heedsAbort: true,
    cancelsAsync: false,
    hasOneSyncThread: false,
    laneOf: ({ nth }) => nth,
    limits: { firstByteUs, headUs: NEVER, parksIdle: true, keepaliveUs, tickUs: 1_000_000 },
  }),
  gevent: (_, { keepaliveUs }) => ({
    acceptsInLoop: true,
    sharesInterpreter: true,
    loopRunsViews: true,
    slotLingersUs: 0,
    mainLingersUs: 0,
    cutsAtGracefulTimeout: true,
    closesSocketOnStop: true,
    heedsAbort: true,
    cancelsAsync: false,
    hasOneSyncThread: false,
    laneOf: () => 0,
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
    cutsAtGracefulTimeout: true,
    closesSocketOnStop: true,
    heedsAbort: false,
    cancelsAsync: true,
    hasOneSyncThread: django === '3.2',
    laneOf: ({ nth, isAsync }) => (isAsync ? 0 : nth + 1),
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
  /** A process that has slept finds its caches cold: it takes this much longer over the rest (what is left of the 1.2 ms: fitted). */
  afterSleepUs: 400,
  /** Django turns an exception of the view into a 500 and logs its traceback. */
  exceptionUs: 2_000,
  /** The kernel takes back the memory of a Python process that dies, before it closes its sockets (measured: F crash, sigkill, segv). */
  dyingUs: 10_000,
  /** nginx, from head to upstream and back. */
  nginxUs: 150,
  /** nginx sending a file. */
  staticUs: 150,
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

/** Wait before the next SYN after `tries` retries, before rounding. */
export function synRetryUs(tries: number): number {
  return SYN_RETRY_US[Math.max(0, Math.min(tries, SYN_RETRY_US.length - 1))];
}

/** The arbiter looks at its workers this often. */
export const ARBITER_TICK_US = 1_000_000;
/** Bytes of an error page of nginx with its head, and of Gunicorn's 500 page. */
export const ERROR_PAGE_BYTES = 320;

/** Connections that an nginx worker keeps for itself: its listening socket and its channel to the master. */
export const NGINX_OWN_CONNECTIONS = 2;
