import type { Outcome } from '../../recording/requestTable.ts';
import type { Micros } from '../../scenario/scenario.ts';

/** Where a request is. One token on the stage stands in exactly one of these places. */
export type Place =
  | 'client' //       connecting has not begun, or the whole answer is there
  | 'to-front' //     on the wire between client and the first server it meets
  | 'front' //        in nginx: reading head or body, or holding the answer
  | 'door' //         in nginx's file door
  | 'backlog' //      in the app server's listen backlog
  | 'worker' //       held by a worker
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
  /** Index of the worker that holds it, or null. */
  readonly worker: number | null;
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
}

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

export interface WorkerView {
  readonly worker: number;
  readonly pid: number;
  readonly state: WorkerState;
  /** Since when in this state. */
  readonly sinceUs: Micros;
  /** Since when held by the present request, or null. */
  readonly heldSinceUs: Micros | null;
  readonly request: number | null;
  /** `reading request`, `held 3.9 s by a slow upload`, `idle`. */
  readonly words: string;
  /** True where it waits for its client rather than works: drawn hatched. */
  readonly heldByClient: boolean;
  /** Requests it has served. */
  readonly served: number;
}

export interface SessionView {
  readonly session: number;
  readonly state: 'connecting' | 'idle' | 'querying' | 'closed';
  readonly request: number | null;
  readonly sinceUs: Micros;
  readonly words: string;
}

export interface PopulationView {
  readonly population: number;
  readonly name: string;
  readonly linkName: string;
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
  readonly front: null | {
    readonly connections: number;
    readonly worker_connections: number;
    /** Requests being read into nginx's buffer: bytes there, bytes expected. */
    readonly requestBuffers: readonly {
      readonly request: number;
      readonly bytes: number;
      readonly total: number;
    }[];
    /** Answers that nginx holds for clients still reading. */
    readonly responseBuffers: readonly {
      readonly request: number;
      readonly bytes: number;
      readonly total: number;
    }[];
    /** Location rule most lately matched, and by which request. */
    readonly lastMatch: null | {
      readonly location: number;
      readonly request: number;
      readonly atUs: Micros;
    };
    readonly staticServed: number;
  };
  readonly backlog: {
    readonly requests: readonly number[];
    readonly limit: number;
    readonly oldestSinceUs: Micros | null;
    readonly overflowed: number;
  };
  readonly workers: readonly WorkerView[];
  readonly database: null | {
    readonly up: boolean;
    readonly sessions: readonly SessionView[];
    readonly usable: number;
  };
  readonly counts: {
    readonly arrived: number;
    readonly inFlight: number;
    readonly answered: number;
    readonly refused: number;
    readonly failed: number;
    readonly abandoned: number;
  };
}
