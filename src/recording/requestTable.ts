import type { Recording } from './recording.ts';
import { EVENT, FAILURES, type Failure, NONE } from './vocabulary.ts';

export type Outcome = 'answered' | 'refused' | 'failed' | 'abandoned' | 'in-flight';

/** The life of one request as a row. Times in µs from the start of the run; null where it never came to that. */
export interface RequestRow {
  readonly id: number;
  readonly startUs: number;
  connectedUs: number | null;
  /** Last byte of the request handed to the client's kernel. */
  sentUs: number | null;
  /** nginx had the whole head. */
  headUs: number | null;
  /** nginx had the whole body (proxy_request_buffering on). */
  bufferedUs: number | null;
  /** Entered the app server's backlog. */
  queuedUs: number | null;
  /** A worker took it. */
  acceptedUs: number | null;
  worker: number | null;
  /** The worker had read the whole request. */
  receivedUs: number | null;
  viewStartUs: number | null;
  viewEndUs: number | null;
  /** Microseconds of the view spent waiting for the database. */
  databaseUs: number;
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
    sentUs: null,
    headUs: null,
    bufferedUs: null,
    queuedUs: null,
    acceptedUs: null,
    worker: null,
    receivedUs: null,
    viewStartUs: null,
    viewEndUs: null,
    databaseUs: 0,
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
