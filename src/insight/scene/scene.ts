import type { Outcome } from '../../recording/requestTable.ts';
import type { Micros } from '../../scenario/scenario.ts';

/** Where a request is. One token on the stage stands in exactly one of these places. */
export type Place =
  | 'client' //       connecting has not begun, or the whole answer is there
  | 'to-front' //     on the wire between client and the first server it meets
  | 'front' //        in nginx: reading head or body, or holding the answer
  | 'door' //         in nginx's file door
  | 'backlog' //      in the app server's listen backlog
  | 'pool' //         accepted by a worker process (gthread) that has no thread for it yet, or nothing to read from it
  | 'worker' //       held by a worker, or by one of its threads, greenlets or tasks
  | 'database' //     held by a worker that waits for the database
  | 'to-client' //    answer on its way
  | 'ended';

/** What kind of thing a request is; gives the token its shape. */
export type TokenKind = 'page' | 'static' | 'upload' | 'api';

/** How it fares; gives the token its colour (and its mark: never colour alone). */
export type Fare = 'moving' | 'waiting' | 'held' | 'slow' | 'answered' | 'failed' | 'abandoned';

export interface Token {
  readonly request: number;
  readonly population: number;
  readonly client: number;
  readonly route: number;
  readonly kind: TokenKind;
  readonly place: Place;
  readonly fare: Fare;
  /** 0..1 along the wire for 'to-front' and 'to-client', 0..1 of the work in 'front', 'door', 'worker', 'database'. */
  readonly progress: number;
  /** When it came to this place. */
  readonly sinceUs: Micros;
  /** Index of the slot that holds it, or null. With sync workers, slots and processes have the same index. */
  readonly worker: number | null;
  /** Worker process that holds it, in a slot or in its own queue, or null. */
  readonly process: number | null;
  /** App server that it is meant for, 0 where there is one. */
  readonly instance: number;
  /** Front server that it came to, 0 where there is one. */
  readonly front: number;
  readonly session: number | null;
  /** Position in the backlog, 0 = oldest, or null. */
  readonly queuePosition: number | null;
  readonly bytesSent: number;
  readonly bytesTotal: number;
  readonly bytesReceived: number;
  readonly responseBytes: number;
  /** What is going on, in a few plain words: `uploading 180 of 900 kB`, `waiting for a worker`. */
  readonly words: string;
  readonly outcome: Outcome;
  readonly status: number | null;
  readonly endUs: Micros | null;
  /** At which station of the front server it waits, or that its TLS handshake goes to and fro; absent: neither. */
  readonly station?: Station;
}

/**
 * `tls`: its connection is being secured. `room`: connected, and no thread of the front server free. `limit`: its turn has not come (limit_req). `cache`: another
 * request fetches the same answer (proxy_cache_lock).
 */
export type Station = 'tls' | 'room' | 'limit' | 'cache';

export type WorkerState =
  | 'booting'
  | 'idle'
  | 'reading'
  | 'running'
  | 'database'
  | 'writing'
  | 'lingering'
  | 'stopping'
  | 'dead';

/** A slot: a sync worker process, or one thread, greenlet or task of a process. Greenlets and tasks are listed only while they hold a request. */
export interface WorkerView {
  /** Index of the slot. */
  readonly worker: number;
  readonly process: number;
  /** 0-based within its process. */
  readonly nth: number;
  /** Of its process. */
  readonly pid: number;
  readonly state: WorkerState;
  /** Since when in this state. */
  readonly sinceUs: Micros;
  /** Since when held by the present request, or null. */
  readonly heldSinceUs: Micros | null;
  readonly request: number | null;
  /** `reading request`, `held 3.9 s by a slow upload`, `idle`. */
  readonly words: string;
  /** Its process is dead as it was told to be (HUP, TERM, max_requests): nothing is wrong. */
  readonly hasEnded: boolean;
  /** True where it waits for its client rather than works: drawn hatched. */
  readonly heldByClient: boolean;
  /** True where its query waits for a row that another request holds. */
  readonly isLocked: boolean;
  /** It has answered, and deals with nobody else until the next request comes over the same connection; absent: it does not. */
  readonly awaits?: boolean;
  /** True where its process stands still (SIGSTOP), whatever it was doing. */
  readonly isPaused: boolean;
  /** Requests it has served. */
  readonly served: number;
  /**
   * Time until the arbiter may take it for dead, where it gives no sign of life while it holds a request (sync) or stands still (SIGSTOP): `--timeout` less its silence, 0
   * when that is up. Null where it need not fear.
   */
  readonly timeoutInUs: Micros | null;
}

export type ProcessState = 'booting' | 'idle' | 'serving' | 'stopping' | 'dead';

/** A worker process. */
export interface ProcessView {
  readonly process: number;
  /** Which app server it belongs to. */
  readonly instance: number;
  readonly pid: number;
  readonly state: ProcessState;
  readonly sinceUs: Micros;
  /** Dead as it was told to be (HUP, TERM, max_requests): nothing is wrong. */
  readonly hasEnded: boolean;
  /** max_requests is reached: it will be replaced. */
  readonly recycling: boolean;
  /** gthread: the request whose client its main thread waits for to close, accepting nobody; or null. */
  readonly blockedBy: number | null;
  /** Slots that it has (sync 1, gthread its threads), or null where they come with need (gevent, asgi). */
  readonly slots: number | null;
  /** Slots that hold a request. */
  readonly busy: number;
  /** Requests it has accepted that wait for a thread, oldest first. */
  readonly pooled: readonly number[];
  /** Connections open in it that nobody works for: nothing to read from them yet, or kept for a next request. */
  readonly idleConnections: number;
  readonly served: number;
  /** `2 of 4 threads busy, 3 wait for one`. */
  readonly words: string;
}

/** Why a process got a signal. */
export type SignalCause = 'timeout' | 'reload' | 'stop' | 'out of memory' | '';

/** The last signal that an arbiter sent, or was sent. */
export interface SignalView {
  readonly atUs: Micros;
  /** `SIGABRT`, `SIGHUP`. */
  readonly name: string;
  /** Worker process that it went to, or null: the arbiter itself. */
  readonly process: number | null;
  /** Why: to be shown with `signalCauseText`; empty where nobody says. */
  readonly cause: SignalCause;
}

/** One copy of the app server. */
export interface InstanceView {
  readonly instance: number;
  /** False: Gunicorn is stopped, its socket closed. */
  readonly up: boolean;
  readonly sinceUs: Micros;
  /** nginx sends it nothing until then, or null. */
  readonly downUntilUs: Micros | null;
  /** Idle connections to it in nginx's pool. */
  readonly pool: number;
  readonly backlog: {
    readonly requests: readonly number[];
    readonly oldestSinceUs: Micros | null;
  };
  /** The last signal of its arbiter, or null. */
  readonly lastSignal: SignalView | null;
}

/** Bytes of one request or answer that a front server holds. */
export interface BufferView {
  readonly request: number;
  readonly bytes: number;
  readonly total: number;
  /** Of `bytes`, what no longer fits into memory and stands in a temporary file; absent where the model does not know (request bodies). */
  readonly inFileBytes?: number;
}

/** One front server. */
export interface FrontView {
  /** False: nginx is stopped. */
  readonly up: boolean;
  readonly connections: number;
  readonly worker_connections: number;
  /** Requests being read into nginx's buffer: bytes there, bytes expected. */
  readonly requestBuffers: readonly BufferView[];
  /** Answers that nginx holds for clients still reading. */
  readonly responseBuffers: readonly BufferView[];
  /** Location rule most lately matched, and by which request. */
  readonly lastMatch: null | {
    readonly location: number;
    readonly request: number;
    readonly atUs: Micros;
  };
  readonly staticServed: number;
  /** Connections of clients that are open between two requests. */
  readonly keptConnections: number;
  /** Idle connections to the app servers, and the most that are kept; null: nginx keeps none here. */
  readonly pool: null | { readonly idle: number; readonly most: number };
  /** Connections that the old workers still held at the last reload; 0 = never reloaded. */
  readonly oldConnections: number;
  /** Answers given out of its cache, and requests that its limit refused. */
  readonly cacheHits: number;
  /** Answers that were put into it, and the latest moment until which one of them is fresh; null: none yet. */
  readonly cacheStored?: number;
  readonly cacheFreshUntilUs?: Micros | null;
  readonly refusedByLimit: number;
}

/** A machine: what wants its cores at this moment, and its memory. */
export interface HostView {
  readonly host: number;
  readonly name: string;
  readonly cores: number;
  /**
   * Processes and queries that would run at this moment if each had a core. Told from what workers and sessions do: the recording does not say
   * who has which core.
   */
  readonly wanting: number;
  /** Of those, other programs than the ones in the picture. */
  readonly others: number;
  /** Its network is cut. */
  readonly unplugged: boolean;
  /** Cores in use: as many as are wanted, at most all. */
  readonly busy: number;
  /** Memory, where it is limited. */
  readonly memory: Scene['memory'];
}

/** How requests ended badly: `502`, `refused`, `gave up`; and how many. */
export interface BadEnding {
  readonly words: string;
  readonly count: number;
}

export interface SessionView {
  readonly session: number;
  /** `locked`: its query waits for a row that another session holds. */
  readonly state: 'connecting' | 'idle' | 'querying' | 'locked' | 'closed';
  readonly request: number | null;
  readonly sinceUs: Micros;
  readonly words: string;
}

/** A row that a request holds, and those that wait for it. */
export interface LockView {
  readonly row: string;
  readonly holder: number | null;
  readonly sinceUs: Micros;
  readonly waiting: readonly number[];
}

export interface PopulationView {
  readonly population: number;
  readonly name: string;
  readonly linkName: string;
  /** How many times slower its line is than it was; absent: as ever. */
  readonly slowedBy?: number;
  readonly inFlight: number;
  readonly answered: number;
  readonly failed: number;
}

/** Everything the stage draws at one moment. */
export interface Scene {
  readonly atUs: Micros;
  /** Number of events that have happened; the index of the next one. */
  readonly eventCount: number;
  readonly tokens: readonly Token[];
  readonly populations: readonly PopulationView[];
  /** The first front server, or null where there is none. */
  readonly front: FrontView | null;
  /** All front servers. */
  readonly fronts: readonly FrontView[];
  /** All backlogs of the app servers together. */
  readonly backlog: {
    readonly requests: readonly number[];
    readonly limit: number;
    readonly oldestSinceUs: Micros | null;
    readonly overflowed: number;
  };
  /** Slots: what deals with one request at a time. */
  readonly workers: readonly WorkerView[];
  readonly processes: readonly ProcessView[];
  readonly instances: readonly InstanceView[];
  readonly database: null | {
    readonly up: boolean;
    readonly sessions: readonly SessionView[];
    /** Connections that Django can have at most; Infinity for SQLite. */
    readonly usable: number;
    readonly locks: readonly LockView[];
    /** How many times as long its work takes at present; 1 = as ever. */
    readonly slowedBy: number;
  };
  readonly hosts: readonly HostView[];
  /** Pages loaded with all their files, where clients load pages; requests that were asked again. */
  readonly pages: null | { readonly loaded: number; readonly lastUs: Micros | null };
  readonly retried: number;
  /** Memory of the app server's host, where it is limited. */
  readonly memory: null | {
    readonly usedBytes: number;
    readonly totalBytes: number;
    /** When the kernel last had to kill, or null. */
    readonly exhaustedUs: Micros | null;
  };
  readonly counts: {
    readonly arrived: number;
    readonly inFlight: number;
    readonly answered: number;
    readonly refused: number;
    readonly failed: number;
    readonly abandoned: number;
  };
  /** Answers from status 400 on, and requests without an answer, most frequent first. */
  readonly badEndings: readonly BadEnding[];
}
