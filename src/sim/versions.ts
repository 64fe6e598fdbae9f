/** Numbers of the programs and of Linux that no setting changes. What differs between servers is in `scenario/servers/`. */
import type { AppTraits } from '../scenario/servers/appTraits.ts';
import type { Writing } from '../scenario/servers/frontTraits.ts';

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
  /** A Python interpreter ends by itself: threads joined, modules taken down (measured: G max-requests against F crash). */
  exitUs: 55_000,
  /** From the last byte of an answer until the worker closes a connection that it will not keep, other than said. */
  closingUs: 100,
} as const;

/** Payload of one TCP segment, across a network and on loopback. */
export const SEGMENT_BYTES = 1448;
export const LOOPBACK_SEGMENT_BYTES = 65_483;
/** Receive buffer that a listening socket gives a connection nobody has accepted yet: the second number of net.ipv4.tcp_rmem. */
export const UNREAD_BYTES = 131_072;
/** Socket buffers between uWSGI's router and its workers, bytes; as on other local hops. */
export const ROUTER_HOP_BYTES = 3_590_000;
/** How app servers write to a slow reader. */
export const WRITERS = {
  /** One large sendall(). */
  blocking: { unusableWindowBytes: 17_900, bufferShare: 1 },
  /** As often as the socket has room for more: Apache, uWSGI (measured: B reader). */
  'as-room': { unusableWindowBytes: 17_400, bufferShare: 1 },
  /** Through a router of its own, which passes on what it has read (tried with uWSGI 2.0.21 --http: a reader of 6 MB). */
  relayed: { unusableWindowBytes: 13_900, bufferShare: 1 },
} as const satisfies Record<AppTraits['writes'], Writing>;
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
/** With this exit code a process tells its autoreloader that it wants to be begun anew (Django, Werkzeug). */
export const RELOAD_EXIT_CODE = 3;
/** While a reload blocks it, it looks this often for old workers that have ended. */
export const RELOAD_STEP_US = 100_000;
/** Bytes of an error page of nginx with its head, and of Gunicorn's 500 page. */
export const ERROR_PAGE_BYTES = 320;
