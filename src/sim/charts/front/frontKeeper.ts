import { EVENT, NONE } from '../../../recording/vocabulary.ts';
import type { Front } from '../../../scenario/scenario.ts';
import { frontTraitsOf } from '../../../scenario/servers/fronts.ts';
import type { FrontTraits } from '../../../scenario/servers/frontTraits.ts';
import { STREAMS, uniform } from '../../chance.ts';
import { MESSAGE } from '../../messages.ts';
import { Pool, Upstreams } from '../../resources/upstreams.ts';
import type { World } from '../../world.ts';
import type { ClientConnection } from '../client/client.ts';
import { type Keeper, Kept } from '../kept.ts';
import { FrontConnection } from './front.ts';
import type { PooledConnection } from './pooled.ts';

/** An upstream block that is not written: a single server, no pool. */
const STRAIGHT = {
  keepalive_timeoutUs: 0,
  keepalive_requests: 0,
  max_fails: 0,
  fail_timeoutUs: 0,
};

/** The most idle connections that one new connection closes (ngx_drain_connections). */
const MOST_DRAINED = 32;

/** One nginx worker process: the connections it holds, and what it knows of the app servers. A reload begins a new one. */
export class FrontKeeper implements Keeper {
  readonly world: World;
  readonly settings: Front;
  readonly traits: FrontTraits;
  readonly upstreams: Upstreams;
  readonly processIndex = NONE;
  /** Round trip to the app servers, µs. */
  readonly rttUs: number;
  /** One way, µs. */
  readonly latencyUs: number;
  readonly upstreamTimeoutUs: number;
  readonly upstreamRequests: number;
  /** One app server, a connection for each request, no distance: there is nothing to choose and nothing to wait for. */
  readonly isPlain: boolean;
  /** Clients' and upstream's together, idle ones too. */
  connections = 0;
  /** A newer one has taken over: it finishes what it has and keeps nothing. */
  isExiting = false;
  /** It has ended: nobody listens. */
  isDown = false;
  /** Requests it deals with; null where nobody will ask. */
  readonly live: Set<FrontConnection> | null;
  /** What a new connection may close, the oldest first: clients' connections between two requests, and those over which nothing has come. */
  private readonly reusable = new Set<Kept | FrontConnection>();
  private readonly pool: Pool<PooledConnection>;

  constructor(world: World, settings: Front) {
    this.world = world;
    this.live = world.frontMayStop ? new Set() : null;
    this.settings = settings;
    this.traits = frontTraitsOf(settings);
    const { app, socket, seed } = world.scenario;
    const block = settings.upstream ?? STRAIGHT;
    const phaseUs = Math.floor(uniform(seed, STREAMS.clock, 0, 0) * 1_000_000);
    this.upstreams = new Upstreams(app.instances, block, phaseUs);
    this.pool = new Pool(this.traits.upstreamPool);
    this.upstreamTimeoutUs = block.keepalive_timeoutUs;
    this.upstreamRequests = block.keepalive_requests;
    this.rttUs = socket.rttUs;
    this.latencyUs = Math.round(socket.rttUs / 2);
    this.isPlain = app.instances === 1 && this.pool.limit === 0 && socket.rttUs === 0;
  }

  get hasPool(): boolean {
    return this.pool.limit > 0 && !this.isExiting;
  }

  /** No connection is left, not even one that could be closed for a new one. */
  get isFull(): boolean {
    return this.isDown || (this.free <= 0 && this.reusable.size === 0);
  }

  private get free(): number {
    const { connections, ownConnections } = this.traits;
    return connections - ownConnections - this.connections;
  }

  /** One more connection. Where they run short, idle ones of clients are closed for it, oldest first. */
  take(): void {
    const { size } = this.reusable;
    if (size > 0 && this.free <= Math.floor(this.traits.connections / 16))
      this.drain(Math.max(1, Math.min(MOST_DRAINED, Math.floor(size / 8))));
    this.connections++;
  }

  private drain(count: number): void {
    let left = count;
    for (const connection of [...this.reusable]) {
      if (left-- === 0) return;
      this.world.kernel.send(connection.cell, MESSAGE.expire, 0);
    }
  }

  /** A client's handshake is done. */
  accept(client: ClientConnection): void {
    this.take();
    this.world.record(EVENT['front/accepted'], client.request, -1, this.connections);
  }

  /** The first request of a new connection, or the next one of a kept connection, begins. */
  open(client: ClientConnection): void {
    client.front = new FrontConnection(this, client);
    this.live?.add(client.front);
    if (client.pace.stops === 'before-head') this.reusable.add(client.front);
    this.world.kernel.send(client.front.cell, MESSAGE.open, 0);
  }

  /**
   * After an answer the client's connection stays open for its next request. It takes its place all the while.
   * SIMPLIFIED: keepalive_time, an hour, ends no connection here, on neither side.
   */
  keepClient(client: ClientConnection): void {
    const kept = client.kept ?? new Kept(this.world, this, client.link.rttUs);
    kept.carried++;
    kept.lastRequest = client.request;
    kept.limitUs = this.traits.keepaliveUs;
    client.kept = kept;
    this.reusable.add(kept);
    this.world.kernel.send(kept.cell, MESSAGE.keep, 0);
  }

  /** nginx is done with a connection over which nothing came. */
  forgetSilent(front: FrontConnection): void {
    this.reusable.delete(front);
  }

  readKept(kept: Kept, client: ClientConnection): void {
    this.reusable.delete(kept);
    this.open(client);
  }

  forgetKept(kept: Kept): void {
    this.reusable.delete(kept);
    this.connections--;
  }

  /** The connection to an instance that was used last, or null where none is idle. */
  takePooled(instance: number): PooledConnection | null {
    const pooled = this.pool.limit === 0 ? null : this.pool.take(instance);
    if (pooled !== null) this.world.kernel.send(pooled.cell, MESSAGE.take, 0);
    return pooled;
  }

  putIntoPool(pooled: PooledConnection): void {
    const { world, pool } = this;
    const { mustGo } = pool;
    if (mustGo !== null) world.kernel.send(mustGo.cell, MESSAGE.expire, 0);
    pool.put(pooled);
    this.connections++;
    world.record(
      EVENT['upstream/kept'],
      pooled.kept.lastRequest,
      pooled.instance,
      pool.idleTo(pooled.instance),
    );
  }

  leavePool(pooled: PooledConnection): void {
    const { world, pool } = this;
    pool.remove(pooled);
    this.connections--;
    world.record(
      EVENT['upstream/expired'],
      pooled.kept.lastRequest,
      pooled.instance,
      pool.idleTo(pooled.instance),
    );
  }

  /** HUP to nginx: this process takes no more connections, closes the idle ones at once, and ends with its last request. */
  retire(): void {
    const { kernel } = this.world;
    this.isExiting = true;
    for (const kept of [...this.reusable])
      if (kept instanceof Kept) kernel.send(kept.cell, MESSAGE.expire, 0);
    for (const pooled of this.pool.all()) kernel.send(pooled.cell, MESSAGE.expire, 0);
  }

  /** TERM to nginx: this process closes everything and ends. */
  stop(): void {
    this.isDown = true;
    this.isExiting = true;
    for (const front of [...(this.live ?? [])]) this.world.kernel.send(front.cell, MESSAGE.halt, 0);
    this.retire();
    this.connections = 0;
  }
}
