import { EVENT } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import { slotTable } from './slotTable.ts';

/** Later than every event: it never happened. */
export const NEVER = 0x7fffffff;

/** When requests stood in a backlog. Event numbers, by request; NEVER where it did not happen. */
export interface BacklogStays {
  /** First entering of a backlog, and the leaving of it. */
  readonly queuedAt: Int32Array;
  readonly unqueuedAt: Int32Array;
  /** Further stays of the few requests that nginx sends again: [entered, left] each. */
  readonly stays: ReadonlyMap<number, readonly (readonly [number, number])[]>;
}

const ENDS_PARKING = new Set([
  EVENT['connection/expired'],
  EVENT['connection/closed'],
  EVENT['request/failed'],
  EVENT['request/abandoned'],
]);

/** Requests that a process had when it died, where the event of its death does not bear their name. */
export function deathsOf(run: Run): Map<number, number[]> {
  const slots = slotTable(run);
  /** Request → process that has it, in a slot or in its own queue. */
  const had = new Map<number, number>();
  /** Requests of which no byte has come, back with their process's poller: they outlast the release of their thread. */
  const parked = new Set<number>();
  const deaths = new Map<number, number[]>();
  for (let i = 0; i < run.length; i++) {
    const type = run.type(i);
    if (type === EVENT['worker/accepted']) {
      had.set(run.request(i), slots.processOf(run.actor(i)));
      parked.delete(run.request(i));
    } else if (type === EVENT['connection/pooled']) had.set(run.request(i), run.actor(i));
    else if (type === EVENT['connection/parked']) parked.add(run.request(i));
    else if (ENDS_PARKING.has(type)) {
      if (parked.delete(run.request(i))) had.delete(run.request(i));
    } else if (type === EVENT['worker/released']) {
      if (!parked.has(run.request(i))) had.delete(run.request(i));
    }
    if (type === EVENT['worker/killed'] || type === EVENT['worker/exited']) {
      const lost: number[] = [];
      for (const [r, process] of had)
        if (process === run.actor(i) && r !== run.request(i)) lost.push(r);
      if (type === EVENT['worker/exited'])
        for (const [r, process] of had) if (process === run.actor(i)) had.delete(r);
      if (lost.length > 0) deaths.set(i, lost);
    }
  }
  return deaths;
}

/**
 * When each request stood in a backlog. It leaves it when a worker takes it, into a slot or (gthread) its own queue, or when the app server closes
 * its socket.
 */
export function backlogStays(run: Run): BacklogStays {
  const queuedAt = new Int32Array(run.requests).fill(NEVER);
  const unqueuedAt = new Int32Array(run.requests).fill(NEVER);
  const stays = new Map<number, [number, number][]>();
  /** Request → app server in whose backlog it stands. */
  const standing = new Map<number, number>();
  const chosen = new Map<number, number>();
  const leave = (r: number, i: number): void => {
    if (!standing.delete(r)) return;
    const last = stays.get(r)?.at(-1);
    if (last) last[1] = i;
    else unqueuedAt[r] = i;
  };
  for (let i = 0; i < run.length; i++) {
    const r = run.request(i);
    switch (run.type(i)) {
      case EVENT['upstream/chosen']:
        chosen.set(r, run.actor(i));
        break;
      case EVENT['socket/queued']:
        leave(r, i); // its server went away while it stood there, and nginx sent it to another one
        standing.set(r, chosen.get(r) ?? 0);
        if (queuedAt[r] === NEVER) queuedAt[r] = i;
        else stays.set(r, [...(stays.get(r) ?? []), [i, NEVER]]);
        break;
      case EVENT['worker/accepted']:
      case EVENT['connection/pooled']:
        leave(r, i);
        break;
      case EVENT['app/stopped']:
        for (const [waiting, instance] of standing)
          if (instance === Math.max(0, run.actor(i))) leave(waiting, i);
        break;
    }
  }
  return { queuedAt, unqueuedAt, stays };
}
