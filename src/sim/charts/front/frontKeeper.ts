import { EVENT, NONE } from '../../../recording/vocabulary.ts';
import type { Front } from '../../../scenario/scenario.ts';
import { frontTraitsOf } from '../../../scenario/servers/fronts.ts';
import { type FrontTraits, UNBUFFERED_BYTES } from '../../../scenario/servers/frontTraits.ts';
import { hostOf } from '../../../scenario/servers/hosts.ts';
import { STREAMS, uniform } from '../../chance.ts';
import { MESSAGE } from '../../messages.ts';
import { CpuGroup } from '../../resources/cores.ts';
import { LimitReq } from '../../resources/limitReq.ts';
import type { Outage } from '../../resources/outage.ts';
import { ProxyCache } from '../../resources/proxyCache.ts';
import { Pool } from '../../resources/upstreamPool.ts';
import { type Block, Upstreams } from '../../resources/upstreams.ts';
import type { World } from '../../world.ts';
import type { ClientConnection } from '../client/client.ts';
import { type Keeper, Kept } from '../kept.ts';
import { AppStarts } from './appStarts.ts';
import { FrontConnection } from './front.ts';
import { Places } from './places.ts';
import type { PooledConnection } from './pooled.ts';

/** An upstream block that is not written: a single server, no pool. */
const STRAIGHT: Block & { keepalive_timeoutUs: number; keepalive_requests: number } = {
  method: 'round_robin',
  weights: [],
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
  /** Host that it runs on. */
  readonly host: number;
  /** Of its front server among several. */
  readonly index: number;
  /** The same for events: NONE where there is only one. */
  readonly actor: number;
  /** Threads, where each request needs one; null = connections alone count. */
  readonly places: Places | null;
  /** Round trip to the app servers, µs. */
  readonly rttUs: number;
  /** One way, µs. */
  readonly latencyUs: number;
  /** Round trip to each of them, null = the same to all. */
  readonly rtts: readonly number[] | null;
  /** When the way to each of them is cut, null = never to any. */
  readonly outages: readonly (Outage | null)[] | null;
  readonly upstreamTimeoutUs: number;
  readonly upstreamRequests: number;
  /** One app server, a connection for each request, no distance: there is nothing to choose and nothing to wait for. */
  readonly isPlain: boolean;
  /** limit_req and proxy_cache, which lie in memory that all processes of this nginx share; null = not configured. */
  readonly limit: LimitReq | null;
  readonly cache: ProxyCache | null;
  /** Something looks at requests before an app server is asked, or must know whose they are. */
  readonly isPicky: boolean;
  /** Answers are collected whole: only such ones can be kept in the cache. */
  readonly keepsWhole: boolean;
  /** For an answer that goes into the cache: all of it may go into a file. */
  readonly storingTraits: FrontTraits;
  /** Clients' and upstream's together, idle ones too. */
  connections = 0;
  /** A newer one has taken over: it finishes what it has and keeps nothing. */
  isExiting = false;
  /** It has ended: nobody listens. */
  isDown = false;
  /** Requests it deals with; null where nobody will ask. */
  readonly live: Set<FrontConnection> | null;
  /** Where one process deals with all connections, their handshakes wait for one another; null = each has a thread of its own. */
  readonly handshakes: CpuGroup | null;
  /** What a new connection may close, the oldest first: clients' connections between two requests, and those over which nothing has come. */
  private readonly reusable = new Set<Kept | FrontConnection>();
  /** Idle connections to app servers. */
  readonly pool: Pool<PooledConnection>;
  /** App servers that it has started. */
  readonly starts: AppStarts;

  /**
   * @param index its front server among several
   * @param before the process that it takes over from: the cache lies on disk, what else they share is gone with the last process
   */
  constructor(world: World, settings: Front, index: number, before: FrontKeeper | null = null) {
    this.world = world;
    this.index = index;
    this.actor = settings.instances > 1 ? index : NONE;
    this.live = world.frontMayStop ? new Set() : null;
    this.settings = settings;
    this.host = hostOf(settings, this.index);
    this.traits = frontTraitsOf(settings, world.scenario.app);
    this.handshakes = this.traits.handshakesInTurn ? new CpuGroup() : null;
    const { app, socket, seed } = world.scenario;
    const { retryUs, pooledFor } = this.traits;
    const written = settings.upstream ?? STRAIGHT;
    const block =
      retryUs === null ? written : { ...written, max_fails: 1, fail_timeoutUs: retryUs };
    const phaseUs = Math.floor(uniform(seed, STREAMS.clock, 0, 0) * 1_000_000);
    this.upstreams = new Upstreams(app.instances, block, phaseUs);
    this.pool = new Pool(this.traits.upstreamPool);
    this.starts = new AppStarts(world, this.traits.startsAppPerMinute);
    this.upstreamTimeoutUs = pooledFor?.idleUs ?? block.keepalive_timeoutUs;
    this.upstreamRequests = pooledFor?.requests ?? block.keepalive_requests;
    this.rttUs = socket.rttUs;
    this.latencyUs = Math.round(socket.rttUs / 2);
    this.rtts = world.roads.rttsFrom(index);
    this.outages = world.roads.outagesFrom(index);
    const { connections, waitingRoom, idleIsFree } = this.traits;
    this.places = idleIsFree ? new Places(connections, waitingRoom) : null;
    this.isPlain = app.instances === 1 && this.pool.limit === 0 && socket.rttUs === 0;
    const { limit_req, proxy_cache } = settings;
    const shared = before?.isDown ? null : before;
    this.limit = limit_req === null ? null : (shared?.limit ?? new LimitReq(limit_req, phaseUs));
    this.cache =
      proxy_cache === null ? null : (before?.cache ?? new ProxyCache(proxy_cache, phaseUs));
    this.isPicky = this.limit !== null || this.cache !== null || block.method !== 'round_robin';
    this.keepsWhole = this.traits.answerMemoryBytes > UNBUFFERED_BYTES;
    this.storingTraits = { ...this.traits, answerFileBytes: Number.POSITIVE_INFINITY };
  }

  /** Idle connections to app servers. */
  get idleUpstream(): number {
    return this.pool.all().length;
  }

  get hasPool(): boolean {
    return this.pool.limit > 0 && !this.isExiting;
  }

  /** No connection is left, not even one that could be closed for a new one. */
  get isFull(): boolean {
    return this.isDown || (this.places === null && this.free <= 0 && this.reusable.size === 0);
  }

  private get free(): number {
    const { connections, ownConnections } = this.traits;
    return connections - ownConnections - this.connections;
  }

  /** One more connection. Where they run short, idle ones of clients are closed for it, oldest first. */
  take(): void {
    const { size } = this.reusable;
    if (size > 0 && this.places === null && this.free <= Math.floor(this.traits.connections / 16))
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
    this.world.record(EVENT['front/accepted'], client.request, this.actor, this.connections);
  }

  /** The first request of a new connection, or the next one of a kept connection, begins. */
  open(client: ClientConnection): void {
    client.front = new FrontConnection(this, client);
    this.live?.add(client.front);
    if (this.places !== null) {
      this.world.kernel.send(client.front.cell, MESSAGE.await, 0);
      return;
    }
    if (client.pace.stops === 'before-head') this.reusable.add(client.front);
    this.world.kernel.send(client.front.cell, MESSAGE.open, 0);
  }

  /** A new connection begins with a TLS handshake. */
  secure(client: ClientConnection): void {
    client.front = new FrontConnection(this, client);
    this.live?.add(client.front);
    this.world.kernel.send(client.front.cell, MESSAGE.secure, 0);
  }

  /** That is over: its request may come. */
  secured(client: ClientConnection): void {
    const { front } = client;
    if (front === null) return;
    // One that several requests share is not closed for the silence of one.
    if (client.pace.stops === 'before-head' && client.kept === null && this.places === null)
      this.reusable.add(front);
    this.world.kernel.send(front.cell, MESSAGE.secured, 0);
  }

  takesStream(kept: Kept): boolean {
    return !this.isExiting && kept.carried < this.traits.keepaliveRequests;
  }

  /** HTTP/2: one of the requests of a connection is over. Without any the connection is idle, or done with. */
  endStream(kept: Kept, request: number): void {
    const { world, traits } = this;
    const { streams } = kept;
    if (streams === null || !streams.delete(request) || streams.size > 0) return;
    if (kept.closedUs < Number.POSITIVE_INFINITY) return;
    kept.lastRequest = request;
    kept.limitUs = traits.keepaliveUs;
    const patienceUs = kept.limitUs === Number.POSITIVE_INFINITY ? -1 : kept.limitUs;
    const { population } = world.recording.seed(request);
    world.record(EVENT['connection/kept'], request, population, patienceUs);
    this.reusable.add(kept);
    world.kernel.send(kept.cell, MESSAGE.keep, 0);
    if (!this.takesStream(kept) || kept.limitUs === 0)
      world.kernel.send(kept.cell, MESSAGE.expire, 0);
    else kept.onIdle?.(kept);
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
    kept.front = this.index;
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
