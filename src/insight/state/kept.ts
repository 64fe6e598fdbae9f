import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import { slotTable } from './slotTable.ts';
import { NEVER } from './stays.ts';

/** Open connections that wait for another request, by the last request that they carried. Event numbers. */
export interface Kept {
  /** When the connection of request r stops being idle: used again, expired, closed, or its process died. NEVER = not in this run. */
  readonly untilOf: ReadonlyMap<number, number>;
  /** The request that was carried before by the connection that r uses, where r reuses one. */
  readonly before: ReadonlyMap<number, number>;
}

interface Idle {
  readonly request: number;
  readonly carried: number;
}

/**
 * Follows connections through a recording, which names requests only: a kept connection is known by the request it carried last, a reused one by
 * whose it is and how many requests it has carried. Where several fit, the one that was kept last is taken, as pools do.
 */
class Follower {
  readonly untilOf = new Map<number, number>();
  readonly before = new Map<number, number>();
  private readonly idle = new Map<string, Idle[]>();
  private readonly carried = new Map<number, number>();

  keep(key: string, request: number): void {
    const list = this.idle.get(key) ?? [];
    this.idle.set(key, list);
    list.push({ request, carried: (this.carried.get(request) ?? 0) + 1 });
    this.untilOf.set(request, NEVER);
  }

  reuse(key: string, request: number, carried: number, i: number): void {
    this.carried.set(request, carried);
    const list = this.idle.get(key) ?? [];
    const fitting = list.findLastIndex((c) => c.carried === carried);
    const [taken] = list.splice(fitting === -1 ? list.length - 1 : fitting, 1);
    if (!taken) return;
    this.before.set(request, taken.request);
    this.untilOf.set(taken.request, i);
  }

  /** The connection that carried `request` last is idle no more; with NONE the one that has been idle longest. */
  drop(key: string, request: number, i: number): void {
    const list = this.idle.get(key);
    if (!list) return;
    const at = request === NONE ? 0 : list.findIndex((c) => c.request === request);
    const gone = at === -1 ? undefined : list.splice(at, 1)[0];
    if (gone) this.untilOf.set(gone.request, i);
  }

  dropAll(of: (request: number) => boolean, i: number): void {
    for (const [key, list] of this.idle) {
      for (const c of list) if (of(c.request)) this.untilOf.set(c.request, i);
      this.idle.set(
        key,
        list.filter((c) => !of(c.request)),
      );
    }
  }
}

/** Kept connections of clients, and those of nginx's pool to the app servers. */
export function followConnections(run: Run): { clients: Kept; upstream: Kept } {
  const clients = new Follower();
  const upstream = new Follower();
  const slots = slotTable(run);
  const processOf = new Map<number, number>();
  const hasFront = run.scenario.front !== null;
  const clientOf = (request: number): string => {
    const seed = run.seed(request);
    return `${seed.population} ${seed.client}`;
  };
  for (let i = 0; i < run.length; i++) {
    const type = run.type(i);
    const r = run.request(i);
    switch (type) {
      case EVENT['worker/accepted']:
        processOf.set(r, slots.processOf(run.actor(i)));
        break;
      case EVENT['connection/kept']:
        clients.keep(clientOf(r), r);
        break;
      case EVENT['connection/reused']:
        clients.reuse(clientOf(r), r, run.arg(i), i);
        break;
      case EVENT['connection/expired']:
      case EVENT['connection/closed']:
        if (r !== NONE) clients.drop(clientOf(r), r, i);
        break;
      case EVENT['upstream/kept']:
        if (r !== NONE) upstream.keep(String(run.actor(i)), r);
        break;
      case EVENT['upstream/reused']:
        upstream.reuse(String(run.actor(i)), r, run.arg(i), i);
        break;
      case EVENT['upstream/expired']:
        upstream.drop(String(run.actor(i)), r, i);
        break;
      case EVENT['worker/killed']:
      case EVENT['worker/exited']: {
        const ofIt = (request: number): boolean => processOf.get(request) === run.actor(i);
        (hasFront ? upstream : clients).dropAll(ofIt, i);
        break;
      }
    }
  }
  return { clients, upstream };
}
