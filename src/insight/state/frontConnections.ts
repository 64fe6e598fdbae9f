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

const remembered = new WeakMap<Run, { length: number; counts: readonly Count[] }>();

/**
 * Connections of a front server's present process after so many events, as it counts them itself: with nginx (`worker_connections`) clients'
 * and those to the app servers, with the idle ones of both. 0 without a front server.
 */
export function frontConnections(run: Run, eventCount: number, front = 0): number {
  const known = remembered.get(run);
  const all =
    known?.length === run.length ? known.counts : remember(run, new FrontCount(run).count());
  const { events, counts } = all[front] ?? { events: [], counts: [] };
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as number) < eventCount) low = middle + 1;
    else high = middle;
  }
  return counts[low - 1] ?? 0;
}

function remember(run: Run, counts: readonly Count[]): readonly Count[] {
  remembered.set(run, { length: run.length, counts });
  return counts;
}

/** Follows the connections of front servers through a recording. After a reload old connections belong to the old process and count no more. */
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
  /** By front server: which of its processes is the present one, and its connections. */
  private readonly present: number[];
  private readonly open: number[];
  private readonly fronts: Int32Array;
  /** Connections to app servers, and idle ones of clients, are counted with the others. */
  private readonly countsUpstream: boolean;
  private readonly countsIdle: boolean;
  private readonly buffers: boolean;

  constructor(run: Run, compare: (said: number, counted: number, i: number) => void = () => {}) {
    this.run = run;
    this.clients = runIndex(run).clients;
    this.compare = compare;
    this.process = new Int32Array(run.requests).fill(NONE);
    this.upstream = new Uint8Array(run.requests);
    this.isStream = new Uint8Array(run.requests);
    this.isTold = new Uint8Array(run.requests);
    const { front, app } = run.scenario;
    const traits = front === null ? null : frontTraitsOf(front, app);
    this.present = Array.from({ length: front?.instances ?? 1 }, () => 0);
    this.open = this.present.slice();
    this.fronts = runIndex(run).fronts;
    this.countsUpstream = traits?.countsUpstream ?? true;
    this.countsIdle = traits?.idleIsFree !== true;
    this.buffers = (traits?.answerMemoryBytes ?? 0) > UNBUFFERED_BYTES;
    for (let i = 0; i < run.length; i++)
      if (run.type(i) === EVENT['front/closed']) this.isTold[run.request(i)] = 1;
  }

  /** By front server. */
  count(): Count[] {
    const all = this.open.map(() => ({ events: [] as number[], counts: [] as number[] }));
    const before = this.open.slice();
    for (let i = 0; i < this.run.length; i++) {
      this.event(i);
      for (let f = 0; f < before.length; f++) {
        const open = this.open[f] as number;
        if (open === before[f]) continue;
        before[f] = open;
        all[f]?.events.push(i);
        all[f]?.counts.push(open);
      }
    }
    return all;
  }

  private event(i: number): void {
    const { run, clients } = this;
    const r = run.request(i);
    switch (run.type(i)) {
      case EVENT['front/reloaded']:
      case EVENT['front/stopped']:
        this.restart(Math.max(0, run.actor(i)));
        return;
      case EVENT['front/accepted']: {
        const front = Math.max(0, run.actor(i));
        this.process[r] = this.present[front] as number;
        const open = (this.open[front] as number) + 1;
        // What it says counts all that is open; where only what is worked at counts, that is less.
        const isAll = this.countsUpstream && this.countsIdle;
        if (isAll) this.compare(run.arg(i), open, i);
        this.open[front] = isAll ? run.arg(i) : open;
        return;
      }
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
        if (this.countsUpstream) this.change(r, 1);
        return;
      case EVENT['upstream/reused']:
        this.upstream[r] = 1;
        return;
      case EVENT['response/buffered']: {
        // Without buffering nginx reads no faster than its client, and has the connection until it is done with it.
        if (this.buffers) this.leaveUpstream(r);
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
        if (this.isStream[r] === 0 && this.countsIdle) this.change(r, 1);
        return;
      case EVENT['upstream/kept']:
        if (this.countsUpstream) this.change(r, 1);
        return;
      case EVENT['upstream/expired']:
        if (this.countsUpstream) this.change(r, -1);
        return;
      case EVENT['connection/expired']:
      case EVENT['connection/closed']:
        if (clients.untilOf.get(r) === i && this.countsIdle) this.change(r, -1);
        return;
      case EVENT['request/failed']:
      case EVENT['request/abandoned']:
        // Over before a byte of it was at nginx, over a kept connection: nginx sees that one close and says nothing.
        if (this.isTold[r] === 0 && this.isStream[r] === 0 && clients.before.has(r))
          this.change(r, -1);
        return;
    }
  }

  /** A new process begins with nothing. */
  private restart(front: number): void {
    this.present[front] = (this.present[front] as number) + 1;
    this.open[front] = 0;
  }

  private leaveUpstream(r: number): void {
    if (this.upstream[r] === 1 && this.countsUpstream) this.change(r, -1);
    this.upstream[r] = 0;
  }

  private change(r: number, by: number): void {
    if (r === NONE) return;
    const front = this.fronts[r] as number;
    if (this.process[r] !== this.present[front]) return;
    this.open[front] = Math.max(0, (this.open[front] as number) + by);
  }
}
