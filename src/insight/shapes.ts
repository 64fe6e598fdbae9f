import type { Recording } from '../recording/recording.ts';
import type { Outcome } from '../recording/requestTable.ts';
import type { EventName } from '../recording/vocabulary.ts';
import type { Micros, Scenario } from '../scenario/scenario.ts';

/** A recording whose scenario is known: what every question here is put to. */
export type Run = Recording<Scenario>;

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

/** One stretch of one lane. */
export interface Span {
  readonly fromUs: Micros;
  readonly untilUs: Micros;
  readonly state: WorkerState | 'backlog' | 'querying' | 'connecting' | 'buffering';
  readonly request: number | null;
  readonly heldByClient: boolean;
  readonly words: string;
}

export interface Lane {
  readonly key: string;
  /** `worker 1`, `nginx`, `backlog`, `session 1`. */
  readonly label: string;
  readonly kind: 'front' | 'backlog' | 'worker' | 'session';
  readonly actor: number | null;
  readonly spans: readonly Span[];
}

/** A number over time as steps: value[i] holds from atUs[i] to atUs[i+1]. */
export interface Series {
  readonly label: string;
  readonly unit: string;
  readonly atUs: readonly Micros[];
  readonly value: readonly number[];
}

/** One bar of a request's waterfall. */
export interface Stretch {
  readonly key:
    | 'connect'
    | 'send'
    | 'buffer'
    | 'queue'
    | 'read'
    | 'view'
    | 'database'
    | 'write'
    | 'receive'
    | 'static'
    | 'linger';
  /** Plain words: `waiting for a worker`. */
  readonly label: string;
  readonly fromUs: Micros;
  /** Null while it still goes on at the moment asked for. */
  readonly untilUs: Micros | null;
  /** Whether a worker was occupied during it. */
  readonly holdsWorker: boolean;
}

export interface Percentiles {
  readonly count: number;
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p90Us: number;
  readonly p95Us: number;
  readonly p99Us: number;
  readonly maxUs: number;
}

export interface Metrics {
  readonly arrived: number;
  readonly answered: number;
  readonly refused: number;
  readonly failed: number;
  readonly abandoned: number;
  readonly inFlight: number;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Time from start to last byte of answered requests, all and by population name. */
  readonly latency: Percentiles;
  readonly latencyOf: Readonly<Record<string, Percentiles>>;
  /** Answered per second of the observed window. */
  readonly throughputPerSecond: number;
  /** Share of the workers' time in which they were held, 0..1. */
  readonly workerUtilisation: number;
  /** Share in which they were held while waiting for a client. */
  readonly workerHeldByClients: number;
  readonly hostUtilisation: readonly { readonly name: string; readonly share: number }[];
  readonly meanQueue: number;
  readonly maxQueue: number;
  readonly longestQueueUs: number;
}

/** A part of an explanation. Joined, the texts are the explanation; each part may lead to its moment. */
export interface WhyPart {
  readonly text: string;
  /** Moment to go to when followed, or null for plain text. */
  readonly atUs: Micros | null;
  readonly request: number | null;
  readonly worker: number | null;
  /** Name of the setting that makes it so, as written in its file, such as `proxy_request_buffering`. */
  readonly setting: string | null;
}

export interface Why {
  readonly request: number;
  readonly atUs: Micros;
  /** False: it is not waiting for anybody; the parts say what it does instead. */
  readonly waiting: boolean;
  readonly parts: readonly WhyPart[];
}

/** What went over one hop, as text with its moments; bytes that are not text are shown as a hex dump. */
export interface WireMessage {
  readonly hop:
    | 'client → nginx'
    | 'nginx → Gunicorn'
    | 'client → Gunicorn'
    | 'WSGI environ'
    | 'Django → PostgreSQL'
    | 'PostgreSQL → Django'
    | 'Gunicorn → nginx'
    | 'Gunicorn → client'
    | 'nginx → client';
  readonly atUs: Micros;
  /** Complete at this moment, null while under way. */
  readonly untilUs: Micros | null;
  readonly bytes: number;
  /** First bytes as they are; long bodies are cut with a line that says how much follows. */
  readonly text: string;
}

export interface LogLine {
  readonly atUs: Micros;
  readonly file: 'nginx access.log' | 'nginx error.log' | 'gunicorn' | 'postgresql';
  readonly text: string;
  readonly request: number | null;
}

/** One event in words. */
export interface Narration {
  readonly index: number;
  readonly atUs: Micros;
  readonly name: EventName;
  readonly request: number | null;
  readonly worker: number | null;
  readonly text: string;
}
