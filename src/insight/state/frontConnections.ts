import { EVENT, NONE } from '../../recording/vocabulary.ts';
import { frontTraitsOf } from '../../scenario/servers/fronts.ts';
import { UNBUFFERED_BYTES } from '../../scenario/servers/frontTraits.ts';
import type { Run } from '../shapes.ts';
import type { Kept } from './kept.ts';
import { runIndex } from './runIndex.ts';

/** Changes of a count: `events[k]` is the number of the event behind which it is `counts[k]`. */
export interface Count {
  readonly events: readonly number[];
  readonly counts: readonly number[];
}

const remembered = new WeakMap<Run, { length: number; count: Count }>();

/**
 * Connections of nginx's present worker process after so many events, as `worker_connections` counts them: clients' and those to the app
 * servers, with the idle ones of both. 0 without nginx.
 */
export function frontConnections(run: Run, eventCount: number): number {
  const known = remembered.get(run);
  const { events, counts } =
    known?.length === run.length ? known.count : remember(run, new FrontCount(run).count());
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as number) < eventCount) low = middle + 1;
    else high = middle;
  }
  return counts[low - 1] ?? 0;
}

function remember(run: Run, count: Count): Count {
  remembered.set(run, { length: run.length, count });
  return count;
}

/** Follows nginx's connections through a recording. After a reload old connections belong to the old process and count no more. */
export class FrontCount {
  /** What `front/accepted` says and what is counted here are told to `compare`, for tests. */
  private readonly compare: (said: number, counted: number, i: number) => void;
  private readonly run: Run;
  private readonly clients: Kept;
  /** nginx's worker process (a reload begins the next) to which the connection of a request belongs; NONE: none. */
  private readonly process: Int32Array;
  /** 1 while nginx has a connection to an app server for a request. */
  private readonly upstream: Uint8Array;
  /** HTTP/2: 1 where the request shares its client's connection with others: that stays when it is over. */
  private readonly isStream: Uint8Array;
  /** 1 where nginx will say that it is done with the request. */
  private readonly isTold: Uint8Array;
  private present = 0;
  private open = 0;

  constructor(run: Run, compare: (said: number, counted: number, i: number) => void = () => {}) {
    this.run = run;
    this.clients = runIndex(run).clients;
    this.compare = compare;
    this.process = new Int32Array(run.requests).fill(NONE);
    this.upstream = new Uint8Array(run.requests);
    this.isStream = new Uint8Array(run.requests);
    this.isTold = new Uint8Array(run.requests);
    for (let i = 0; i < run.length; i++)
      if (run.type(i) === EVENT['front/closed']) this.isTold[run.request(i)] = 1;
  }

  count(): Count {
    const events: number[] = [];
    const counts: number[] = [];
    for (let i = 0; i < this.run.length; i++) {
      const before = this.open;
      this.event(i);
      if (this.open === before) continue;
      events.push(i);
      counts.push(this.open);
    }
    return { events, counts };
  }

  private event(i: number): void {
    const { run, clients } = this;
    const r = run.request(i);
    switch (run.type(i)) {
      case EVENT['front/reloaded']:
      case EVENT['front/stopped']:
        this.present++;
        this.open = 0;
        return;
      case EVENT['front/accepted']:
        this.process[r] = this.present;
        this.compare(run.arg(i), this.open + 1, i);
        this.open = run.arg(i);
        return;
      case EVENT['stream/opened']: {
        this.isStream[r] = 1;
        const last = clients.shared.get(r);
        if (last !== undefined) this.process[r] = this.process[last] as number;
        return;
      }
      case EVENT['connection/reused']: {
        // One that nginx has closed already is none.
        const last = clients.before.get(r);
        if (last !== undefined && clients.untilOf.get(last) === i)
          this.process[r] = this.process[last] as number;
        return;
      }
      case EVENT['upstream/connected']:
        this.upstream[r] = 1;
        this.change(r, 1);
        return;
      case EVENT['upstream/reused']:
        this.upstream[r] = 1;
        return;
      case EVENT['response/buffered']: {
        // Without buffering nginx reads no faster than its client, and has the connection until it is done with it.
        const { front } = run.scenario;
        if (front !== null && frontTraitsOf(front).answerMemoryBytes > UNBUFFERED_BYTES)
          this.leaveUpstream(r);
        return;
      }
      case EVENT['connection/retried']: // of nginx: it tries anew
      case EVENT['upstream/retried']:
      case EVENT['upstream/failed']:
      case EVENT['upstream/timedOut']:
        this.leaveUpstream(r);
        return;
      case EVENT['front/closed']:
        this.leaveUpstream(r);
        // What ends before its handshake does takes the connection along.
        if (this.isStream[r] === 0 || run.arg(i) === 0) this.change(r, -1);
        return;
      case EVENT['connection/kept']:
        if (this.isStream[r] === 0) this.change(r, 1);
        return;
      case EVENT['upstream/kept']:
        this.change(r, 1);
        return;
      case EVENT['upstream/expired']:
        this.change(r, -1);
        return;
      case EVENT['connection/expired']:
      case EVENT['connection/closed']:
        if (clients.untilOf.get(r) === i) this.change(r, -1);
        return;
      case EVENT['request/failed']:
      case EVENT['request/abandoned']:
        // Over before a byte of it was at nginx, over a kept connection: nginx sees that one close and says nothing.
        if (this.isTold[r] === 0 && this.isStream[r] === 0 && clients.before.has(r))
          this.change(r, -1);
        return;
    }
  }

  private leaveUpstream(r: number): void {
    if (this.upstream[r] === 1) this.change(r, -1);
    this.upstream[r] = 0;
  }

  private change(r: number, by: number): void {
    if (r === NONE || this.process[r] !== this.present) return;
    this.open = Math.max(0, this.open + by);
  }
}
