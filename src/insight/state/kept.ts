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
 * whose it is (`owner`) and how many requests it has carried. Where several fit, the one that was kept last is taken, as pools do.
 */
class Follower {
  readonly untilOf = new Map<number, number>();
  readonly before = new Map<number, number>();
  private readonly idle = new Map<number, Idle[]>();
  /** Whose the idle connection is that carried a request last. */
  private readonly ownerOf = new Map<number, number>();
  private readonly carried = new Map<number, number>();

  keep(owner: number, request: number): void {
    const list = this.idle.get(owner) ?? [];
    this.idle.set(owner, list);
    list.push({ request, carried: (this.carried.get(request) ?? 0) + 1 });
    this.ownerOf.set(request, owner);
    this.untilOf.set(request, NEVER);
  }

  reuse(owner: number, request: number, carried: number, i: number): void {
    this.carried.set(request, carried);
    const list = this.idle.get(owner);
    if (!list) return;
    const fitting = list.findLastIndex((c) => c.carried === carried);
    const [taken] = list.splice(fitting === -1 ? list.length - 1 : fitting, 1);
    if (!taken) return;
    this.before.set(request, taken.request);
    this.end(taken.request, i);
  }

  /** The connection that carried `request` last is idle no more, if it was. */
  drop(request: number, i: number): void {
    const owner = this.ownerOf.get(request);
    if (owner === undefined) return;
    const list = this.idle.get(owner) as Idle[];
    list.splice(
      list.findIndex((c) => c.request === request),
      1,
    );
    this.end(request, i);
  }

  /** The connection of this owner that has been idle longest is idle no more. */
  dropOldest(owner: number, i: number): void {
    const oldest = this.idle.get(owner)?.[0];
    if (oldest) this.drop(oldest.request, i);
  }

  dropAll(of: (request: number) => boolean, i: number): void {
    for (const request of [...this.ownerOf.keys()]) if (of(request)) this.drop(request, i);
  }

  private end(request: number, i: number): void {
    this.ownerOf.delete(request);
    this.untilOf.set(request, i);
  }
}

/** More clients than this no population has. */
const CLIENTS = 2 ** 32;

/** Kept connections of clients, and those of nginx's pool to the app servers. */
export function followConnections(run: Run): { clients: Kept; upstream: Kept } {
  const clients = new Follower();
  const upstream = new Follower();
  const slots = slotTable(run);
  const processOf = new Map<number, number>();
  const hasFront = run.scenario.front !== null;
  const clientOf = (request: number): number => {
    const seed = run.seed(request);
    return seed.population * CLIENTS + seed.client;
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
        clients.drop(r, i);
        break;
      case EVENT['upstream/kept']:
        if (r !== NONE) upstream.keep(run.actor(i), r);
        break;
      case EVENT['upstream/reused']:
        upstream.reuse(run.actor(i), r, run.arg(i), i);
        break;
      case EVENT['upstream/expired']:
        if (r === NONE) upstream.dropOldest(run.actor(i), i);
        else upstream.drop(r, i);
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
