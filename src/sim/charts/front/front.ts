import type { FrontTraits } from '../../../scenario/servers/frontTraits.ts';
import type { Compiled } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE } from '../../messages.ts';
import type { Delivery } from '../../resources/delivery.ts';
import type { Outage } from '../../resources/outage.ts';
import type { World } from '../../world.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Kept } from '../kept.ts';
import { compiled } from './frontChart.ts';
import type { FrontKeeper } from './frontKeeper.ts';
import { Passage } from './passage.ts';
import { PooledConnection } from './pooled.ts';

/** One request in nginx, with the upstream connection it may open or use for it. */
export class FrontConnection extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  /** The worker process of nginx that has the client's connection. */
  declare readonly keeper: FrontKeeper;
  declare traits: FrontTraits;
  declare readonly client: ClientConnection;
  /** Index of the location that matched, -1 = none yet. */
  declare location: number;
  /** An upstream connection exists: queued or with a worker. */
  declare hasUpstream: boolean;
  declare synTries: number;
  declare connectsFromUs: number;
  /** Absolute moment at which nginx has the whole body. */
  declare bodyArrivesUs: number;
  declare status: number;
  /** Longest time in which the client takes nothing of the answer now being sent. */
  declare stallUs: number;
  declare isFree: boolean;
  /** nginx closes the client's connection after the answer, whatever the client would like. */
  declare closesAfter: boolean;
  /** The app server that was chosen, -1 = none was left; those that have been tried, as a bit mask; how many tries came before. */
  declare instance: number;
  declare tried: number;
  declare attempt: number;
  /** Tries granted for connections out of the pool that turned out to be closed. */
  declare extraTries: number;
  /** Something of the request may have reached the app server. */
  declare isSent: boolean;
  /** The connection out of the pool, or the one that is to go there; null = one for this request alone. */
  declare pooled: PooledConnection | null;
  /** The app server has kept the connection: nginx may have it for the next request. */
  declare isReturned: boolean;
  /** The answer now being sent to the client, and its length. */
  declare delivery: Delivery | null;
  declare answerBytes: number;
  /** It has a thread, where the front server needs one for each request. */
  declare hasPlace: boolean;
  /** What the app server had answered while the network to it was cut. */
  declare held: { readonly status: number; readonly bytes: number } | null;
  /** limit_req, the cache and whatever else asks who the client is; null = nothing of it is configured. */
  declare readonly passage: Passage | null;

  constructor(keeper: FrontKeeper, client: ClientConnection) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = keeper.world;
    this.keeper = keeper;
    this.traits = keeper.traits;
    this.client = client;
    this.location = -1;
    this.hasUpstream = false;
    this.synTries = 0;
    this.connectsFromUs = 0;
    this.bodyArrivesUs = 0;
    this.status = 0;
    this.stallUs = 0;
    this.isFree = false;
    this.closesAfter = false;
    this.instance = 0;
    this.tried = 0;
    this.attempt = 0;
    this.extraTries = 0;
    this.isSent = false;
    this.pooled = null;
    this.isReturned = false;
    this.delivery = null;
    this.answerBytes = 0;
    this.hasPlace = false;
    this.held = null;
    this.passage = keeper.isPicky ? new Passage(client) : null;
  }

  /** Round trip to the app server that is meant, µs. */
  get rttUs(): number {
    const { rtts, rttUs } = this.keeper;
    return rtts === null ? rttUs : rtts[Math.max(0, this.instance)];
  }

  /** One way, µs. */
  get latencyUs(): number {
    const { keeper } = this;
    return keeper.rtts === null ? keeper.latencyUs : Math.round(this.rttUs / 2);
  }

  /** When the way to that app server is cut, null = never. */
  get outage(): Outage | null {
    const { outages } = this.keeper;
    return outages === null ? null : outages[Math.max(0, this.instance)];
  }

  /** They do not hear of one another. */
  get isCut(): boolean {
    return this.outage?.isCut(this.world.queue.nowUs) === true;
  }

  /** The connection to the app server may go back into the pool. */
  get keepsUpstream(): boolean {
    const { keeper, pooled } = this;
    if (!keeper.hasPool || this.isFree) return false;
    return (pooled?.kept.carried ?? 0) + 1 < keeper.upstreamRequests;
  }

  /** The app server keeps the connection: it goes back into the pool as soon as nginx has the whole answer. */
  putBack(kept: Kept): void {
    const { world, keeper } = this;
    this.pooled ??= new PooledConnection(keeper, kept, this);
    this.isReturned = true;
    if (this.hasUpstream) return;
    if (this.rttUs === 0) world.kernel.send(this.pooled.cell, MESSAGE.keep, 0);
    else
      world.pushThrough(
        this.outage,
        world.queue.nowUs + this.latencyUs,
        this.pooled.cell,
        MESSAGE.keep,
        0,
      );
  }

  /** The app server closes the connection of the present try at that moment, without an answer. */
  closedByApp(atUs: number): void {
    const { world, attempt } = this;
    world.pushThrough(
      this.outage,
      atUs + this.latencyUs,
      this.cell,
      MESSAGE.upstreamClosed,
      attempt,
    );
  }
}
