import type { Recording } from './recording.ts';
import { EVENT, FAILURES, type Failure, NONE } from './vocabulary.ts';

export type Outcome = 'answered' | 'refused' | 'failed' | 'abandoned' | 'in-flight';

/** The life of one request as a row. Times in µs from the start of the run; null where it never came to that. */
export interface RequestRow {
  readonly id: number;
  readonly startUs: number;
  /** Its connection stood: a new one, or one that was open already. */
  connectedUs: number | null;
  /** Requests that its connection had carried before; 0 = a new connection, null = it never had one. */
  carriedBefore: number | null;
  /** Which try this is of what the client wants, from 1, and the request that it repeats. */
  attempt: number;
  repeats: number | null;
  /** The page whose file it is. */
  page: number | null;
  /** A page: from its start until it was there with all its files, µs. */
  pageLoadUs: number | null;
  /** Last byte of the request handed to the client's kernel. */
  sentUs: number | null;
  /** nginx had the whole head. */
  headUs: number | null;
  /** nginx had the whole body (proxy_request_buffering on). */
  bufferedUs: number | null;
  /** Entered the app server's backlog. */
  queuedUs: number | null;
  /** App server that nginx chose last; null with only one. */
  instance: number | null;
  /** A gthread worker accepted it before it had a thread for it. */
  pooledUs: number | null;
  /** A worker, or one of its threads, greenlets or tasks, took it. */
  acceptedUs: number | null;
  /** The slot that took it: the worker itself (sync), or its thread, greenlet or task. */
  worker: number | null;
  process: number | null;
  /** The worker had read the whole request. */
  receivedUs: number | null;
  viewStartUs: number | null;
  viewEndUs: number | null;
  /** Microseconds of the view spent waiting for the database. */
  databaseUs: number;
  /** Microseconds of that spent waiting for a row that another request held. */
  lockUs: number;
  /** asgi: the view was stopped because its client had left. */
  cancelled: boolean;
  /** Last send() of the worker returned. */
  writtenUs: number | null;
  /** The worker was idle again. */
  releasedUs: number | null;
  firstByteUs: number | null;
  endUs: number | null;
  status: number | null;
  outcome: Outcome;
  error: Failure | null;
  /** Location rule that matched in nginx, or null. */
  location: number | null;
  /** Turned round by the file door of the front server. */
  servedStatic: boolean;
}

const tables = new WeakMap<Recording, RequestRow[]>();

/** Every request as a row, indexed by request. Folded once per recording, then remembered. */
export function requestTable(recording: Recording): readonly RequestRow[] {
  const known = tables.get(recording);
  if (known) return known;
  const rows: RequestRow[] = [];
  const askedAt: number[] = [];
  const lockedAt: number[] = [];
  for (let i = 0; i < recording.length; i++) {
    const r = recording.request(i);
    if (r === NONE) continue;
    const at = recording.at(i);
    const arg = recording.arg(i);
    const type = recording.type(i);
    if (type === EVENT['request/started']) rows[r] = emptyRow(r, at);
    const row = rows[r];
    if (!row) continue;
    switch (type) {
      case EVENT['connection/established']:
        row.connectedUs = at;
        row.carriedBefore = 0;
        break;
      case EVENT['connection/reused']:
      case EVENT['stream/opened']:
        row.connectedUs = at;
        row.carriedBefore = arg;
        break;
      case EVENT['request/retried']:
        row.repeats = arg;
        row.attempt = (rows[arg]?.attempt ?? 0) + 1;
        break;
      case EVENT['request/followed']:
        row.page = arg;
        break;
      case EVENT['page/loaded']:
        row.pageLoadUs = arg;
        break;
      case EVENT['upstream/chosen']:
        row.instance = recording.actor(i);
        break;
      case EVENT['connection/pooled']:
        row.pooledUs ??= at;
        break;
      case EVENT['lock/waiting']:
        lockedAt[r] = at;
        break;
      case EVENT['lock/taken']:
      case EVENT['lock/timedOut']:
        row.lockUs += at - (lockedAt[r] ?? at);
        delete lockedAt[r];
        break;
      case EVENT['view/cancelled']:
        row.cancelled = true;
        break;
      case EVENT['request/sending']:
        if (arg >= 0) row.sentUs = at + arg;
        break;
      case EVENT['head/received']:
        row.headUs = at;
        row.location = arg === NONE ? null : arg;
        break;
      case EVENT['body/buffered']:
        row.bufferedUs = at;
        break;
      case EVENT['static/served']:
        row.servedStatic = true;
        break;
      case EVENT['socket/queued']:
        row.queuedUs ??= at;
        break;
      case EVENT['worker/accepted']:
        row.acceptedUs = at;
        row.worker = recording.actor(i);
        row.process = recording.slots[row.worker]?.process ?? row.worker;
        break;
      case EVENT['worker/received']:
        row.receivedUs = at;
        break;
      case EVENT['view/entered']:
        row.viewStartUs = at;
        break;
      case EVENT['view/left']:
        row.viewEndUs = at;
        break;
      case EVENT['session/connecting']:
      case EVENT['query/started']:
        askedAt[r] = at;
        break;
      case EVENT['session/connected']:
      case EVENT['session/refused']:
      case EVENT['query/finished']:
      case EVENT['query/failed']:
        row.databaseUs += at - (askedAt[r] ?? at);
        break;
      case EVENT['response/written']:
        row.writtenUs = at;
        break;
      case EVENT['worker/released']:
        row.releasedUs = at;
        break;
      case EVENT['response/begun']:
        row.firstByteUs = at;
        break;
      case EVENT['request/answered']:
        end(row, at, 'answered');
        row.status = arg;
        break;
      case EVENT['request/failed']:
        end(row, at, arg === 0 ? 'refused' : 'failed');
        row.error = FAILURES[arg] as Failure;
        break;
      case EVENT['request/abandoned']:
        end(row, at, 'abandoned');
        row.error = 'client-abort';
        break;
    }
  }
  tables.set(recording, rows);
  return rows;
}

function end(row: RequestRow, at: number, outcome: Outcome): void {
  row.endUs = at;
  row.outcome = outcome;
  // The end of sending was planned when it began; a request that ended earlier never got there.
  if (row.sentUs !== null && row.sentUs > at) row.sentUs = null;
}

function emptyRow(id: number, startUs: number): RequestRow {
  return {
    id,
    startUs,
    connectedUs: null,
    carriedBefore: null,
    attempt: 1,
    repeats: null,
    page: null,
    pageLoadUs: null,
    sentUs: null,
    headUs: null,
    bufferedUs: null,
    queuedUs: null,
    instance: null,
    pooledUs: null,
    acceptedUs: null,
    worker: null,
    process: null,
    receivedUs: null,
    viewStartUs: null,
    viewEndUs: null,
    databaseUs: 0,
    lockUs: 0,
    cancelled: false,
    writtenUs: null,
    releasedUs: null,
    firstByteUs: null,
    endUs: null,
    status: null,
    outcome: 'in-flight',
    error: null,
    location: null,
    servedStatic: false,
  };
}
