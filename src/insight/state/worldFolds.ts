import type { SignalCause, WorkerState } from '../scene/scene.ts';

/** A slot as the events so far leave it: where one request at a time is dealt with. For a sync worker that is its process. */
export interface WorkerFold {
  /** Index of the slot. */
  readonly worker: number;
  readonly process: number;
  pid: number;
  state: WorkerState;
  sinceUs: number;
  /** Request that holds it, or NONE. */
  request: number;
  heldSinceUs: number;
  served: number;
  /** Database session of the present request, or NONE. */
  session: number;
  /** Told to end after the present request. */
  stopping: boolean;
  /** When the arbiter found its process silent for longer than --timeout, or NONE. */
  timedOutUs: number;
  /** It stands still under SIGSTOP since then; NONE = it does not. */
  pausedUs: number;
  /** Index in the route's spans of the part that runs, or NONE. */
  span: number;
  /** Its query waits for a row. */
  isLocked: boolean;
  /** It has answered, and waits for the next request over the same connection. */
  awaits: boolean;
  /** Dead by a signal that nobody can answer, or by the arbiter's verdict; false: it ended by itself. */
  wasKilled: boolean;
}

/** A worker process as the events so far leave it. */
export interface ProcessFold {
  readonly process: number;
  readonly instance: number;
  pid: number;
  state: 'booting' | 'ready' | 'dead';
  sinceUs: number;
  stopping: boolean;
  /** max_requests reached. */
  recycling: boolean;
  timedOutUs: number;
  /** It stands still under SIGSTOP since then; NONE = it does not. */
  pausedUs: number;
  wasKilled: boolean;
  /** Its main thread waits until then for the client of a request to close, and accepts nobody; NONE = it does not. */
  blockedUntilUs: number;
  blockedBy: number;
  /** Requests accepted by it that wait for one of its threads, oldest first. */
  pooled: number[];
  /** Requests whose connection is back at its poller, because nothing has come yet. */
  parked: number[];
  /** Kept connections that wait for another request. */
  idle: number;
  /** Slots that hold a request. */
  busy: number;
  served: number;
}

/** One copy of the app server. */
export interface InstanceFold {
  readonly instance: number;
  up: boolean;
  sinceUs: number;
  /** nginx leaves it alone until then, or NONE. */
  downUntilUs: number;
  /** Idle connections to it in nginx's pool. */
  pool: number;
  overflowed: number;
  /** The last signal of its arbiter; signal 0 = none yet. `signalTo`: worker process, NONE = the arbiter itself. */
  signal: number;
  signalUs: number;
  signalTo: number;
  signalCause: SignalCause;
  /** What the arbiter itself was last told: 1 HUP, 15 TERM, 0 nothing. */
  order: number;
}

export interface SessionFold {
  readonly session: number;
  /** `locked`: the query waits for a row that another session holds. */
  state: 'connecting' | 'idle' | 'querying' | 'locked';
  request: number;
  sinceUs: number;
}

/** A row that somebody holds or waits for. */
export interface LockFold {
  readonly row: string;
  /** Session and request that hold it, or NONE. */
  session: number;
  request: number;
  sinceUs: number;
  /** Who waits, in order of coming. */
  readonly waiting: { session: number; request: number; sinceUs: number }[];
}

/** One front server. */
export interface FrontFold {
  /** False: it is stopped. */
  up: boolean;
  /** Connections of clients that it keeps open between requests. */
  kept: number;
  /** Connections that its old workers still hold after a reload. */
  oldConnections: number;
  staticServed: number;
  matchLocation: number;
  matchRequest: number;
  matchUs: number;
  /** Answers out of its cache, and requests that its limit refused. */
  cacheHits: number;
  cacheStored: number;
  cacheFreshUntilUs: number;
  refusedByLimit: number;
}

/** What is shared by all requests, as the events so far leave it. Small: the requests themselves are not in it. */
export interface World {
  /** By slot; one that has never been forked or used has pid 0. */
  readonly workers: WorkerFold[];
  readonly processes: ProcessFold[];
  readonly instances: InstanceFold[];
  readonly sessions: SessionFold[];
  readonly locks: LockFold[];
  readonly populations: { inFlight: number; answered: number; failed: number }[];
  /** By front server. */
  readonly fronts: FrontFold[];
  overflowed: number;
  databaseUp: boolean;
  /** Work of a query is multiplied by this. */
  databaseFactor: number;
  /** Pages that were there with all their files. */
  pagesLoaded: number;
  lastPageUs: number;
  /** Requests that repeat another one. */
  retried: number;
  /** When a host last had to kill for want of memory, and which; NONE = never. */
  exhaustedUs: number;
  exhaustedHost: number;
  /** Hosts whose network is cut. */
  readonly unplugged: Set<number>;
  /** Other programs that compute on a host. */
  readonly others: Map<number, number>;
  /** How many times slower the line of a population is made; absent: its own speed. */
  readonly slowed: Map<number, number>;
  /** Answers by status, from 400 on; requests without an answer by index in FAILURES. */
  readonly badStatuses: Map<number, number>;
  readonly failures: Map<number, number>;
  arrived: number;
  answered: number;
  refused: number;
  failed: number;
  abandoned: number;
}
