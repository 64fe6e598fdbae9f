import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from '../state/circumstances.ts';
import { slotTable } from '../state/slotTable.ts';
import { hangs } from '../why/whyHeld.ts';
import { hasSyncThread } from '../why/whyShared.ts';
import { viewNeeds } from './viewNeeds.ts';

/** What a request waited for. */
export type WaitKind =
  | 'full' //     a place in the backlog
  | 'queue' //    a worker
  | 'pool' //     a thread of a worker
  | 'database'
  | 'lock'
  | 'hang' //     a view that never returns
  | 'cpu' //      its turn to compute
  | 'syncThread'; // the one thread for sync code

export interface Wait {
  readonly kind: WaitKind;
  readonly request: number;
  readonly fromUs: number;
  readonly untilUs: number;
  /** Microseconds of it that count: of a view, only what it lost. */
  readonly countsUs: number;
  /** App server of a queue, process of a pool or of a thread for sync code, otherwise NONE. */
  readonly place: number;
}

/** Less than this between two steps of a worker is what the steps themselves cost. */
const NOTABLE_US = 2_000;

/**
 * Every wait of every request until a moment, in one pass over the events. A wait is time in which others kept it: own work, own network and
 * the pace of its own client are none. What happens after a client has left is no wait either.
 */
export function waitsOf(run: Run, atUs: number): Wait[] {
  const found: Wait[] = [];
  const { processOf } = slotTable(run);
  const count = run.countUntil(atUs);
  const requests = run.requests;
  const kinds: (WaitKind | null)[] = new Array(requests).fill(null);
  const fromUs = new Float64Array(requests);
  const places = new Int32Array(requests).fill(NONE);
  const instances = new Int32Array(requests);
  const startUs = new Float64Array(requests);
  const viewUs = new Float64Array(requests).fill(NONE);
  const leftUs = new Float64Array(requests).fill(NONE);
  const isOver = new Uint8Array(requests);

  const add = (kind: WaitKind, r: number, from: number, until: number, countsUs: number): void => {
    if (countsUs > 0)
      found.push({
        kind,
        request: r,
        fromUs: from,
        untilUs: until,
        countsUs,
        place: places[r] as number,
      });
  };
  const close = (r: number, at: number): void => {
    const kind = kinds[r];
    if (!kind) return;
    kinds[r] = null;
    const from = fromUs[r] as number;
    // Handing over to a thread takes its time anyway.
    if (kind !== 'syncThread' || at - from > NOTABLE_US) add(kind, r, from, at, at - from);
  };
  const open = (kind: WaitKind, r: number, at: number, place = NONE as number): void => {
    close(r, at);
    kinds[r] = kind;
    fromUs[r] = at;
    places[r] = place;
  };
  const endView = (r: number, at: number): void => {
    const from = viewUs[r] as number;
    viewUs[r] = NONE;
    if (from < 0 || hangs(circumstances(run, r).route)) return;
    const lost = viewNeeds(run).lostUs(r, atUs, at);
    places[r] = NONE;
    // A client that leaves in the middle has lost no more than it was there for.
    add('cpu', r, from, at, Math.min(lost, at - from));
  };

  for (let i = 0; i < count; i++) {
    const r = run.request(i);
    if (r === NONE || isOver[r]) continue;
    const at = run.at(i);
    switch (run.type(i)) {
      case EVENT['request/started']:
        startUs[r] = at;
        break;
      case EVENT['upstream/chosen']:
        instances[r] = Math.max(0, run.actor(i));
        break;
      case EVENT['connection/retried']:
        if (kinds[r] !== 'full') open('full', r, at);
        break;
      case EVENT['connection/established']:
      case EVENT['upstream/connected']:
      case EVENT['upstream/retried']:
        close(r, at);
        break;
      case EVENT['socket/queued']:
        open('queue', r, at, instances[r]);
        break;
      case EVENT['connection/pooled']:
        open('pool', r, at, run.actor(i));
        break;
      case EVENT['connection/parked']:
        close(r, at);
        break;
      case EVENT['worker/accepted']:
        close(r, at);
        break;
      case EVENT['worker/received']:
        if (hasSyncThread(run, r)) open('syncThread', r, at, processOf(run.actor(i)));
        break;
      case EVENT['view/entered']:
        close(r, at);
        viewUs[r] = at;
        if (hangs(circumstances(run, r).route)) open('hang', r, at);
        break;
      case EVENT['lock/waiting']:
        open('lock', r, at);
        break;
      case EVENT['session/connecting']:
      case EVENT['query/started']:
        if (kinds[r] !== 'lock') open('database', r, at);
        break;
      case EVENT['lock/taken']:
        open('database', r, at);
        break;
      case EVENT['lock/timedOut']:
      case EVENT['query/finished']:
      case EVENT['query/failed']:
      case EVENT['session/refused']:
      case EVENT['session/connected']:
        close(r, at);
        break;
      case EVENT['view/left']:
        close(r, at);
        endView(r, at);
        leftUs[r] = at;
        break;
      case EVENT['response/writing']: {
        const left = leftUs[r] as number;
        leftUs[r] = NONE;
        places[r] = NONE;
        if (left >= 0 && at - left > NOTABLE_US) add('cpu', r, left, at, at - left);
        break;
      }
      case EVENT['request/answered']:
      case EVENT['request/failed']:
      case EVENT['request/abandoned']:
        close(r, at);
        endView(r, at);
        isOver[r] = 1;
        break;
    }
  }
  for (let r = 0; r < requests; r++)
    if (!isOver[r]) {
      close(r, atUs);
      endView(r, atUs);
    }
  return found;
}
