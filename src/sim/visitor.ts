import { EVENT, NONE } from '../recording/vocabulary.ts';
import type { Arrival } from '../scenario/scenario.ts';
import type { PopulationSource } from './arrivals.ts';
import { STREAMS, uniform } from './chance.ts';
import type { ClientConnection } from './charts/client/client.ts';
import type { Kept } from './charts/kept.ts';
import { MESSAGE } from './messages.ts';
import { DownLine } from './resources/downLine.ts';

/** Answers that a client program takes for “try again later”. */
const WORTH_ANOTHER_TRY: readonly number[] = [502, 503, 504];

/** Streams of one HTTP/2 connection at a time: nginx's http2_max_concurrent_streams. */
const MOST_STREAMS = 128;

/** One client asks less often than this. */
const MOST_ASKS = 2 ** 17;

/** Numbers of one visitor's draws: those of its asks first, then one row for each asset, and all of that again for each try. */
const DRAWS_PER_TRY = MOST_ASKS * 256;

/** One thing that a visitor wants: a page, or a file of a page. It ends with the answer to its last try, and that of its last file. */
export class Errand {
  readonly visitor: Visitor;
  /** The page that this file belongs to, or null. */
  readonly page: Errand | null;
  readonly route: number;
  /** Index in an explicit list of arrivals, or NONE; files have that of their page. */
  readonly arrival: number;
  readonly item: Arrival | null;
  private readonly draw: number;
  private tries = 0;
  private isFinal = false;
  /** Of the present try. */
  private request: number = NONE;
  private startUs = 0;
  private repeats: number = NONE;
  private filesLeft = 0;
  /** The present try waits for a connection. */
  isStalled = false;

  constructor(
    visitor: Visitor,
    page: Errand | null,
    route: number,
    arrival: number,
    item: Arrival | null,
    draw: number,
  ) {
    this.visitor = visitor;
    this.page = page;
    this.route = route;
    this.arrival = arrival;
    this.item = item;
    this.draw = draw;
  }

  /** One more try. */
  open(): ClientConnection {
    const { source, client } = this.visitor;
    const draw = this.draw + this.tries * DRAWS_PER_TRY;
    const connection = source.open(client, this.route, draw, this.arrival, this.item, this);
    this.repeats = this.request;
    this.request = connection.request;
    this.startUs = source.world.queue.nowUs;
    return connection;
  }

  /** Right behind the word that it has started: because of what. */
  noteCause({ world, request, populationIndex }: ClientConnection): void {
    if (this.page !== null)
      world.record(EVENT['request/followed'], request, populationIndex, this.page.request);
    if (this.repeats !== NONE)
      world.record(EVENT['request/retried'], request, populationIndex, this.repeats);
  }

  forgoRetries(): void {
    this.isFinal = true;
  }

  /** The present try is over, one way or another. */
  ended(connection: ClientConnection): void {
    const { visitor, page } = this;
    visitor.release(connection, this.isStalled);
    this.isStalled = false;
    const isAnswered = !connection.isGone;
    if (isAnswered) visitor.hasTicket = true;
    if (this.mayRetry && !(isAnswered && !WORTH_ANOTHER_TRY.includes(connection.status)))
      this.retryLater();
    else if (page !== null) page.fileEnded();
    else if (isAnswered && connection.status === 200 && this.hasFiles) this.askFiles();
    else visitor.done();
    visitor.serve();
    visitor.closeIfDone();
  }

  private get mayRetry(): boolean {
    return !this.isFinal && this.tries < this.visitor.source.population.retries;
  }

  /** Only what is asked for by itself is a page. */
  private get hasFiles(): boolean {
    const { assets, asks } = this.visitor.source.population;
    return assets.length > 0 && asks.some((ask) => ask.route === this.route);
  }

  /** The pause doubles with each try, less a random part of up to a half, so that those who failed together do not come back together. */
  private retryLater(): void {
    const { source, client } = this.visitor;
    const { seed } = source.world.scenario;
    const most = source.population.backoffUs * 2 ** this.tries;
    const draw = this.draw + this.tries * DRAWS_PER_TRY;
    const less = uniform(seed, STREAMS.retry, source.keyOf(client), draw) / 2;
    this.tries++;
    source.askLater(this, Math.round(most * (1 - less)));
  }

  private askFiles(): void {
    const { visitor, item, arrival, draw } = this;
    const { assets } = visitor.source.population;
    const asPage = item === null ? null : { ...item, waitUs: null, bodyBytes: null };
    this.filesLeft = assets.length;
    assets.forEach((route, nth) => {
      const own = draw + (nth + 1) * MOST_ASKS;
      visitor.begin(new Errand(visitor, this, route, arrival, asPage, own));
    });
  }

  private fileEnded(): void {
    if (--this.filesLeft > 0) return;
    const { source } = this.visitor;
    const { world } = source;
    const tookUs = world.queue.nowUs - this.startUs;
    world.record(EVENT['page/loaded'], this.request, source.index, tookUs);
    this.visitor.done();
  }
}

/**
 * One person's browser or program: the connections that it holds, and which of its requests wait for one. Only clients with something to
 * keep from one request to the next have a visitor (see {@link PopulationSource}).
 */
export class Visitor {
  readonly source: PopulationSource;
  readonly client: number;
  /** Requests under way; each has a connection of its own. */
  private inUse = 0;
  /** Kept connections without a request, the most recently used last. Those that the server has closed are found out when wanted. */
  private readonly idle: Kept[] = [];
  /** Requests without a connection, oldest first. */
  private readonly waiting: ClientConnection[] = [];
  private isServing = false;
  private asked = 0;
  /** It knows something that the next TLS handshake can go on with. */
  hasTicket = false;
  /** All of its requests go over one connection (HTTP/2): that connection, once it stands, and the request that opens one now. */
  readonly multiplexes: boolean;
  private shared: Kept | null = null;
  private opener: ClientConnection | null = null;
  private isLeaving = false;
  /** Where several answers to it may come at a time; null = there is nothing to share. */
  readonly line: DownLine | null;

  constructor(source: PopulationSource, client: number) {
    this.source = source;
    this.client = client;
    const { population, world, multiplexes } = source;
    const { rttUs, downBytesPerSecond, burstBytes } = population.link;
    this.multiplexes = multiplexes;
    const shares = multiplexes || population.connections > 1 || burstBytes > 0;
    const window = multiplexes ? population.windowBytes : Number.POSITIVE_INFINITY;
    this.line =
      shares && Math.min(downBytesPerSecond, window) < Number.POSITIVE_INFINITY
        ? new DownLine(world, rttUs, downBytesPerSecond, burstBytes, window)
        : null;
  }

  /** Wants something new. */
  ask(route: number, arrival: number, item: Arrival | null): void {
    this.begin(new Errand(this, null, route, arrival, item, this.asked++));
  }

  /** First or further try of an errand. Its request starts now, whether or not a connection is free for it. */
  begin(errand: Errand): void {
    const connection = errand.open();
    errand.isStalled = this.waiting.length > 0 || !this.connect(connection);
    if (errand.isStalled) this.waiting.push(connection);
    this.source.world.kernel.send(connection.cell, MESSAGE.start, 0);
  }

  /** A connection stays open after an answer. */
  keep(kept: Kept): void {
    this.idle.push(kept);
  }

  /** A request is over: its connection is closed, or has been kept. */
  release(connection: ClientConnection, isStalled: boolean): void {
    if (isStalled) this.waiting.splice(this.waiting.indexOf(connection), 1);
    else this.inUse--;
    if (connection === this.opener) this.opener = null;
  }

  /** Gives free connections to those that wait. Who is refused at once makes room for the next, so this does not nest. */
  serve(): void {
    if (this.isServing) return;
    this.isServing = true;
    while (this.waiting.length > 0 && this.connect(this.waiting[0])) {
      const connection = this.waiting.shift() as ClientConnection;
      (connection.errand as Errand).isStalled = false;
      this.source.world.kernel.send(connection.cell, MESSAGE.proceed, 0);
    }
    this.isServing = false;
  }

  /** A TLS handshake of its own is over. With TLS 1.3 tickets for the next one come later, along with the first answer. */
  secured(connection: ClientConnection): void {
    if (this.source.world.tls?.protocol === '1.2') this.hasTicket = true;
    if (connection !== this.opener) return;
    this.opener = null;
    this.shared = connection.kept;
    this.serve();
  }

  /** An errand of its own, not a file of a page, has come to its end. */
  done(): void {
    this.source.onDone(this.client);
  }

  /** It wants nothing any more: its FIN goes out on every connection it has kept. */
  closeAll(): void {
    for (const kept of this.idle.splice(0)) this.close(kept);
    this.isLeaving = true;
    this.closeIfDone();
  }

  /** Nothing goes over its HTTP/2 connection, and nothing more will: it closes that, unless it keeps connections. */
  readonly closeIfDone = (): void => {
    const { shared, source } = this;
    if (shared === null || this.inUse > 0 || this.waiting.length > 0) return;
    const { keepAlive, closes } = source.population;
    if (!closes || (keepAlive && !this.isLeaving) || shared.streams?.size !== 0) return;
    this.shared = null;
    this.close(shared);
  };

  private close(kept: Kept): void {
    if (kept.isKnownClosed) return;
    const { world, index } = this.source;
    const { queue, kernel } = world;
    world.record(EVENT['connection/closed'], kept.lastRequest, index, 0);
    if (kept.latencyUs === 0) kernel.send(kept.cell, MESSAGE.clientGone, kept.lastRequest);
    else
      world.pushThrough(
        world.clientOutages === null ? null : world.clientOutages[kept.front],
        queue.nowUs + kept.latencyUs,
        kept.cell,
        MESSAGE.clientGone,
        kept.lastRequest,
      );
  }

  /** Finds a connection: the idle one used last, or a new one where it may have more. */
  private connect(connection: ClientConnection): boolean {
    if (this.multiplexes) return this.share(connection);
    let kept = this.idle.pop();
    while (kept?.isKnownClosed) kept = this.idle.pop();
    if (kept === undefined && this.inUse >= this.source.population.connections) return false;
    connection.kept = kept ?? null;
    this.inUse++;
    return true;
  }

  /** HTTP/2: over the one connection, which the first request opens while the others wait. */
  private share(connection: ClientConnection): boolean {
    const { shared } = this;
    if (shared !== null && (shared.isKnownClosed || !shared.keeper.takesStream?.(shared)))
      this.shared = null;
    if (this.shared !== null) {
      if ((this.shared.streams?.size ?? 0) >= MOST_STREAMS) return false;
      connection.kept = this.shared;
    } else {
      if (this.opener !== null) return false;
      this.opener = connection;
      connection.kept = null;
    }
    this.inUse++;
    return true;
  }
}
