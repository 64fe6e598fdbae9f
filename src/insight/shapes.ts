import type { Recording } from '../recording/recording.ts';
import type { EventName } from '../recording/vocabulary.ts';
import type { Micros, Scenario } from '../scenario/scenario.ts';
import type { WorkerState } from './scene/scene.ts';

/** A recording whose scenario is known: what every question here is put to. */
export type Run = Recording<Scenario>;

/** One stretch of one lane. */
export interface Span {
  readonly fromUs: Micros;
  readonly untilUs: Micros;
  /** `locked`: waits for a row; `paused`: its process stands still; `ended`: gone as it was told to be, where `dead` is no worker's wish; `pool`: accepted by a process that has no thread for it. */
  readonly state:
    | WorkerState
    | 'locked'
    | 'paused'
    | 'ended'
    | 'backlog'
    | 'pool'
    | 'querying'
    | 'connecting'
    | 'buffering';
  readonly request: number | null;
  readonly heldByClient: boolean;
  readonly words: string;
}

export interface Lane {
  readonly key: string;
  /** `worker 1`, `worker 1 · thread 2`, `nginx`, `backlog`, `session 1`. */
  readonly label: string;
  /** `busy`: all slots of a process in one, as an area. */
  readonly kind: 'front' | 'backlog' | 'pool' | 'busy' | 'worker' | 'session';
  /** The slot, session, or app server. */
  readonly actor: number | null;
  /** The process that a lane belongs to, or null. */
  readonly process: number | null;
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
    | 'tls'
    | 'send'
    | 'buffer'
    | 'tried'
    | 'queue'
    | 'pool'
    | 'read'
    | 'view'
    | 'span'
    | 'database'
    | 'lock'
    | 'write'
    | 'receive'
    | 'static'
    | 'linger';
  /** Plain words: `waiting for a worker`. */
  readonly label: string;
  readonly fromUs: Micros;
  /** Null while it still goes on at the moment asked for. */
  readonly untilUs: Micros | null;
  /** Whether a worker (or its thread, greenlet or task) was occupied during it. */
  readonly holdsWorker: boolean;
  /** 1: within another stretch, as a part of the view; its time is counted there. */
  readonly depth: 0 | 1;
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
  /** Requests that repeated another one. */
  readonly retries: number;
  /** Async views that were stopped because their client had left. */
  readonly cancelled: number;
  /** Pages, from the start of their request until all their files were there. */
  readonly pageLoad: Percentiles;
  /** Waits for a row that another request held, of the requests that had to wait. */
  readonly lockWait: Percentiles;
  /** Share of requests that came over a connection which was open already, 0..1. */
  readonly reusedShare: number;
  /**
   * Share of the workers' time in which they were held, 0..1: of their threads where they have a fixed number; where greenlets or tasks come
   * with need, the share in which a process had any request.
   */
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
  /** Who to whom: `client → nginx`, `nginx → uWSGI`; or what the app is called with: `WSGI environ`, `ASGI scope`. */
  readonly hop: string;
  readonly atUs: Micros;
  /** Complete at this moment, null while under way. */
  readonly untilUs: Micros | null;
  readonly bytes: number;
  /** First bytes as they are; long bodies are cut with a line that says how much follows. */
  readonly text: string;
  /** What the bytes do not tell: which connection this is, and whether it was there before. */
  readonly note?: string;
}

export interface LogLine {
  readonly atUs: Micros;
  /** The file, or the program whose output it is: `nginx access.log`, `gunicorn`, `apache error.log`, `postgresql`, `kernel`. */
  readonly file: string;
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
