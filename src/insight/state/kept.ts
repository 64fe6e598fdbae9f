import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { Population } from '../../scenario/scenario.ts';
import { MOST_INSTANCES } from '../../scenario/servers/appServer.ts';
import type { Run } from '../shapes.ts';
import { slotTable } from './slotTable.ts';
import { NEVER } from './stays.ts';

/** Open connections that wait for another request, by the last request that they carried. Event numbers. */
export interface Kept {
  /** When the connection of request r stops being idle: used again, expired, closed, or its process died. NEVER = not in this run. */
  readonly untilOf: ReadonlyMap<number, number>;
  /** The request that was carried before by the connection that r uses, where r reuses one. */
  readonly before: ReadonlyMap<number, number>;
  /** HTTP/2: the request that was sent last before r over the connection that both share. */
  readonly shared: ReadonlyMap<number, number>;
}

interface Idle {
  readonly request: number;
  readonly carried: number;
}

/** An idle connection that the server has closed; its other end hears of it at `knownUs` and may use it until then, in vain. */
interface Closed extends Idle {
  readonly knownUs: number;
}

/**
 * Follows connections through a recording, which names requests only: a kept connection is known by the request it carried last, a reused one by
 * whose it is (`owner`) and how many requests it has carried. Where several fit, the one that was kept last is taken, as pools do; and
 * only where none is left, one whose end is on its way.
 */
class Follower {
  readonly untilOf = new Map<number, number>();
  readonly before = new Map<number, number>();
  readonly shared = new Map<number, number>();
  /** HTTP/2: the request that each owner sent last. */
  private readonly lastStream = new Map<number, number>();
  private readonly idle = new Map<number, Idle[]>();
  private readonly closed = new Map<number, Closed[]>();
  /** Whose the idle connection is that carried a request last. */
  private readonly ownerOf = new Map<number, number>();
  private readonly carried = new Map<number, number>();
  /** The request that opened the connection which one uses, where it is another. */
  private readonly opener = new Map<number, number>();

  keep(owner: number, request: number): void {
    const list = this.idle.get(owner) ?? [];
    this.idle.set(owner, list);
    list.push({ request, carried: (this.carried.get(request) ?? 0) + 1 });
    this.ownerOf.set(request, owner);
    this.untilOf.set(request, NEVER);
  }

  reuse(owner: number, request: number, carried: number, i: number, atUs: number): void {
    this.carried.set(request, carried);
    const open = this.idle.get(owner) ?? [];
    const closed = this.closed.get(owner)?.filter((c) => atUs < c.knownUs) ?? [];
    const fits = (c: Idle): boolean => c.carried === carried;
    const taken = open.findLast(fits) ?? closed.findLast(fits) ?? open.at(-1) ?? closed.at(-1);
    if (!taken) return;
    this.before.set(request, taken.request);
    this.opener.set(request, this.openerOf(taken.request));
    if (open.includes(taken)) {
      this.drop(taken.request, i);
      return;
    }
    this.closed.set(
      owner,
      closed.filter((c) => c !== taken),
    );
  }

  /** HTTP/2: one more request over the connection that its client shares, which may have been idle. */
  stream(owner: number, request: number, carried: number, i: number): void {
    this.carried.set(request, carried);
    const last = this.lastStream.get(owner);
    this.lastStream.set(owner, request);
    if (carried === 0 || last === undefined) return;
    this.shared.set(request, last);
    this.opener.set(request, this.openerOf(last));
    const idle = this.idle.get(owner)?.at(-1);
    if (!idle) return;
    this.before.set(request, idle.request);
    this.drop(idle.request, i);
  }

  /** The server has closed the connection that carried `request` last, if it was idle; the other end hears of it at `knownUs`. */
  close(request: number, i: number, knownUs: number): void {
    const owner = this.ownerOf.get(request);
    const was = this.idle.get(owner ?? NONE)?.find((c) => c.request === request);
    if (owner === undefined || !was) return;
    this.drop(request, i);
    const list = this.closed.get(owner) ?? [];
    this.closed.set(owner, list);
    list.push({ ...was, knownUs });
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
    this.ownerOf.delete(request);
    this.untilOf.set(request, i);
  }

  /** The connection of this owner that has been idle longest is idle no more. */
  dropOldest(owner: number, i: number): void {
    const oldest = this.idle.get(owner)?.[0];
    if (oldest) this.drop(oldest.request, i);
  }

  openerOf(request: number): number {
    return this.opener.get(request) ?? request;
  }

  /** Requests whose connection is idle. */
  get waiting(): number[] {
    return [...this.ownerOf.keys()];
  }
}

/** More clients than this no population has. */
const CLIENTS = 2 ** 32;

/** How long news takes from the server to the client of a request, µs. */
function latencyUs(run: Run, request: number): number {
  const { population, arrival } = run.seed(request);
  const { link, arrivals } = run.scenario.clients[population] as Population;
  const own = arrivals.kind === 'list' ? arrivals.items[arrival]?.link : null;
  return Math.round((own ?? link).rttUs / 2);
}

/**
 * Kept connections of clients, and those of nginx's pool to the app servers. Behind nginx it is a connection of the pool that a worker
 * process closes for want of requests (`upstream/expired` follows); its clients' are nginx's.
 */
export function followConnections(run: Run): { clients: Kept; upstream: Kept } {
  const clients = new Follower();
  const upstream = new Follower();
  const slots = slotTable(run);
  const processOf = new Map<number, number>();
  const hasFront = run.scenario.front !== null;
  /** Of several front servers the one that has a request; each has a pool of its own. */
  const frontOf = new Map<number, number>();
  const poolOf = (instance: number, request: number): number =>
    Math.max(0, frontOf.get(request) ?? 0) * MOST_INSTANCES + instance;
  const close = (r: number, i: number): void =>
    clients.close(r, i, run.at(i) + latencyUs(run, clients.openerOf(r)));
  const clientOf = (request: number): number => {
    const seed = run.seed(request);
    return seed.population * CLIENTS + seed.client;
  };
  for (let i = 0; i < run.length; i++) {
    const type = run.type(i);
    const r = run.request(i);
    switch (type) {
      case EVENT['head/received']:
        if (run.actor(i) !== NONE) frontOf.set(r, run.actor(i));
        break;
      case EVENT['worker/accepted']:
        processOf.set(r, slots.processOf(run.actor(i)));
        break;
      case EVENT['connection/kept']:
        clients.keep(clientOf(r), r);
        break;
      case EVENT['stream/opened']:
        clients.stream(clientOf(r), r, run.arg(i), i);
        break;
      case EVENT['connection/reused']:
        clients.reuse(clientOf(r), r, run.arg(i), i, run.at(i));
        break;
      case EVENT['connection/expired']:
        if (!hasFront || run.actor(i) === NONE) close(r, i);
        break;
      case EVENT['connection/closed']:
        clients.drop(r, i);
        break;
      case EVENT['upstream/kept']:
        if (r !== NONE) upstream.keep(poolOf(run.actor(i), r), r);
        break;
      case EVENT['upstream/reused']:
        upstream.reuse(poolOf(run.actor(i), r), r, run.arg(i), i, run.at(i));
        break;
      case EVENT['upstream/expired']:
        if (r === NONE) upstream.dropOldest(run.actor(i), i);
        else upstream.drop(r, i);
        break;
      case EVENT['worker/killed']:
      case EVENT['worker/exited']: {
        const ofIt = (request: number): boolean => processOf.get(request) === run.actor(i);
        const of = hasFront ? upstream : clients;
        for (const request of of.waiting.filter(ofIt)) {
          if (hasFront) upstream.drop(request, i);
          else close(request, i);
        }
        break;
      }
    }
  }
  return { clients, upstream };
}
