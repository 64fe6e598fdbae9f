import { NONE } from '../recording/vocabulary.ts';
import type { Arrival, Population } from '../scenario/scenario.ts';
import { ArrivalTimes } from './arrivalTimes.ts';
import { exponentialUs, STREAMS, uniform } from './chance.ts';
import { ClientConnection } from './charts/client/client.ts';
import { CLOCK } from './clock.ts';
import { MESSAGE } from './messages.ts';
import { type Errand, Visitor } from './visitor.ts';
import type { World } from './world.ts';

/** Clients of one population are numbered below this; bursts take the upper half. */
export const MOST_CLIENTS = 2 ** 24;

/** Numbers of clients that bursts add, apart from a population's own. */
const BURST_CLIENT = MOST_CLIENTS / 2;

/** Chance of one client of one population: whatever other clients do, its draws stay. */
export function keyOf(population: number, client: number): number {
  return population * MOST_CLIENTS + client;
}

/**
 * The clients of one population: who comes, and what each asks for. Arrivals are scheduled one ahead, so the queue holds one entry per population and not one per
 * request; chance is keyed by population and client, so populations do not disturb one another.
 */
export class PopulationSource {
  readonly world: World;
  readonly index: number;
  readonly population: Population;
  private readonly times: ArrivalTimes;
  /** Of its arrivals; null where they are not a list. */
  private readonly items: readonly Arrival[] | null;
  private readonly isClosed: boolean;
  private readonly totalWeight: number;
  private readonly hasChance: boolean;
  /** HTTP/2: its clients send all they want over one connection. */
  readonly multiplexes: boolean;
  /** Its clients keep something from one request to the next: a connection, a page's files, a failure to make good. */
  private readonly hasVisitors: boolean;
  /** Those who will ask again, by client. */
  private readonly visitors = new Map<number, Visitor>();
  /** Written numbers of clients, and the client that each became: the index of its first arrival in the list. */
  private readonly numbered = new Map<number, number>();
  /** Requests asked by closed-loop clients, by client. */
  private readonly asked: number[] = [];
  /** What will be tried again, by number. */
  private readonly retries = new Map<number, Errand>();
  private retried = 0;
  /** Clients that bursts have added. */
  private added = 0;

  constructor(world: World, index: number) {
    this.world = world;
    this.index = index;
    this.population = world.populations[index];
    this.totalWeight = this.population.asks.reduce((sum, ask) => sum + ask.weight, 0);
    this.hasChance = this.population.asks.length > 1;
    const { arrivals } = this.population;
    // Kept here because they are asked for with every request, and arrivals come in as many shapes as scenarios.
    this.items = arrivals.kind === 'list' ? arrivals.items : null;
    this.isClosed = arrivals.kind === 'closed';
    this.times = new ArrivalTimes(arrivals, world.seed, index);
    if (arrivals.kind === 'list')
      arrivals.items.forEach(({ client }, first) => {
        if (client !== null && !this.numbered.has(client)) this.numbered.set(client, first);
      });
    const { keepAlive, assets, retries } = this.population;
    const { tls } = world;
    this.multiplexes = tls?.http2 === true && this.population.http2;
    const comesBack = keepAlive || tls?.session_tickets === true;
    this.hasVisitors =
      assets.length > 0 ||
      retries > 0 ||
      this.numbered.size > 0 ||
      this.multiplexes ||
      (comesBack && arrivals.kind === 'closed');
  }

  get firstUs(): number {
    return this.times.firstUs;
  }

  /** Sends the next client on its way and returns the moment of the one after it, Infinity when there is none. */
  fire(): number {
    const n = this.times.take();
    if (this.items !== null) {
      const item = this.items[n];
      const client = item.client === null ? n : (this.numbered.get(item.client) as number);
      this.start(client, 0, n, item);
    } else if (this.isClosed) this.startAll();
    else this.start(n, 0, NONE, null);
    return this.times.nextUs(this.world.queue.nowUs);
  }

  /** All clients of a closed loop begin together; they drift apart by themselves. */
  private startAll(): void {
    const { arrivals } = this.population;
    if (arrivals.kind !== 'closed') return;
    for (let client = 0; client < arrivals.count; client++) this.start(client, 0, NONE, null);
  }

  /** So many more clients, all at this moment. */
  burst(count: number, route: number): void {
    for (let i = 0; i < count; i++) this.start(BURST_CLIENT + this.added++, 0, NONE, null, route);
  }

  /** A client of a closed loop asks again. */
  startAgain(client: number): void {
    this.start(client, this.asked[client], NONE, null);
  }

  /**
   * A client has what it wanted. One of a closed loop thinks, then asks again; after what it was to ask it closes what it has open.
   */
  onDone(client: number): void {
    if (!this.isClosed) return;
    const asked = (this.asked[client] ?? 0) + 1;
    this.asked[client] = asked;
    const thinkUs = this.thinkUs(client, asked);
    if (thinkUs === Number.POSITIVE_INFINITY) {
      if (this.population.closes) this.visitors.get(client)?.closeAll();
      this.visitors.delete(client);
    } else this.wake(Math.max(1, thinkUs), CLOCK.again, this.keyOf(client));
  }

  /** Infinity when it has asked all it wants. */
  private thinkUs(client: number, asked: number): number {
    const { arrivals } = this.population;
    if (arrivals.kind !== 'closed' || asked >= arrivals.requestsEach)
      return Number.POSITIVE_INFINITY;
    if (arrivals.thinkIs === 'fixed') return arrivals.thinkUs;
    return exponentialUs(
      arrivals.thinkUs,
      this.world.seed,
      STREAMS.think,
      this.keyOf(client),
      asked,
    );
  }

  /** One more try of an errand, in a while. */
  askLater(errand: Errand, inUs: number): void {
    const number = this.retried++ % MOST_CLIENTS;
    this.retries.set(number, errand);
    this.wake(inUs, CLOCK.retry, this.keyOf(number));
  }

  /** The moment for that try has come. */
  retry(number: number): void {
    const errand = this.retries.get(number) as Errand;
    this.retries.delete(number);
    errand.visitor.begin(errand);
  }

  keyOf(client: number): number {
    return keyOf(this.index, client);
  }

  /**
   * A client asks for something now.
   * @param nth how many requests this client has made before
   */
  start(
    client: number,
    nth: number,
    arrivalIndex: number,
    item: Arrival | null,
    chosenRoute = NONE,
  ): void {
    const chosen = chosenRoute === NONE ? item?.route : chosenRoute;
    const route = chosen ?? this.chooseRoute(this.keyOf(client), nth);
    if (this.hasVisitors) this.visitorOf(client, item).ask(route, arrivalIndex, item);
    else {
      const connection = this.open(client, route, nth, arrivalIndex, item, null);
      this.world.kernel.send(connection.cell, MESSAGE.start, 0);
    }
  }

  /**
   * Makes a request, which then has to be told to start, within this very moment.
   * @param draw number of its chance among all of this client
   */
  open(
    client: number,
    routeIndex: number,
    draw: number,
    arrivalIndex: number,
    item: Arrival | null,
    errand: Errand | null,
  ): ClientConnection {
    const { world, population } = this;
    const route = world.routes[routeIndex];
    const number = world.recording.requests;
    const waitUs =
      item?.waitUs ??
      (route.waitIs === 'fixed'
        ? route.waitUs
        : exponentialUs(route.waitUs, world.seed, STREAMS.wait, this.keyOf(client), draw));
    const bodyBytes = item?.bodyBytes ?? route.bodyBytes;
    const connection = new ClientConnection(
      world,
      this.index,
      client,
      routeIndex,
      world.slowLines === null
        ? (item?.link ?? population.link)
        : world.slowLines.lineOf(this.index, client, item?.link ?? population.link),
      item?.pace ?? population.pace,
      item?.patienceUs ?? population.patienceUs,
      bodyBytes,
      waitUs,
      errand,
    );
    connection.request = number;
    world.recording.addRequest(
      this.index,
      client,
      arrivalIndex,
      routeIndex,
      bodyBytes,
      route.responseBytes,
      waitUs,
    );
    if (world.clientsToAbort.has(number)) world.clientsToAbort.set(number, connection);
    return connection;
  }

  /** Who comes back is remembered. */
  private visitorOf(client: number, item: Arrival | null): Visitor {
    const known = this.visitors.get(client);
    if (known !== undefined) return known;
    const visitor = new Visitor(this, client);
    if (this.isClosed || (item !== null && item.client !== null))
      this.visitors.set(client, visitor);
    return visitor;
  }

  private wake(inUs: number, code: number, arg: number): void {
    const { queue } = this.world;
    queue.push(queue.nowUs + inUs, null, code, arg);
  }

  private chooseRoute(key: number, nth: number): number {
    const { asks } = this.population;
    if (!this.hasChance) return asks[0].route;
    let at = uniform(this.world.seed, STREAMS.route, key, nth) * this.totalWeight;
    for (const ask of asks) {
      at -= ask.weight;
      if (at < 0) return ask.route;
    }
    return asks[asks.length - 1].route;
  }
}
