import { NONE } from '../recording/vocabulary.ts';
import type { Arrival, Population } from '../scenario/scenario.ts';
import { exponentialUs, STREAMS, uniform } from './chance.ts';
import { ClientConnection } from './charts/client.ts';
import { MESSAGE } from './messages.ts';
import type { World } from './world.ts';

/** Clients of one population are numbered below this; bursts take the upper half. */
export const MOST_CLIENTS = 2 ** 24;

/** Chance of one client of one population: whatever other clients do, its draws stay. */
export function keyOf(population: number, client: number): number {
  return population * MOST_CLIENTS + client;
}

/**
 * When the clients of one population come. Arrivals are scheduled one ahead, so the queue holds one entry per population and not one per
 * request; chance is keyed by population and client, so populations do not disturb one another.
 */
export class PopulationSource {
  readonly world: World;
  readonly index: number;
  readonly population: Population;
  readonly firstUs: number;
  private readonly totalWeight: number;
  private readonly hasChance: boolean;
  /** Indices of a written list in order of time; ties as written. */
  private readonly order: readonly number[];
  private drawn = 0;

  constructor(world: World, index: number) {
    this.world = world;
    this.index = index;
    this.population = world.scenario.clients[index];
    this.totalWeight = this.population.asks.reduce((sum, ask) => sum + ask.weight, 0);
    this.hasChance = this.population.asks.length > 1;
    const { arrivals } = this.population;
    this.order = arrivals.kind === 'list' ? inOrderOfTime(arrivals.items) : [];
    if (arrivals.kind === 'list') this.firstUs = this.listedUs(0);
    else if (arrivals.kind === 'closed')
      this.firstUs = arrivals.count > 0 ? 0 : Number.POSITIVE_INFINITY;
    else
      this.firstUs = this.bounded(
        arrivals.fromUs + (arrivals.kind === 'poisson' ? this.gapUs() : 0),
      );
  }

  /** Sends the next client on its way and returns the moment of the one after it, Infinity when there is none. */
  fire(): number {
    const { arrivals } = this.population;
    const { nowUs } = this.world.queue;
    const n = this.drawn++;
    switch (arrivals.kind) {
      case 'list': {
        const index = this.order[n];
        this.start(index, 0, index, arrivals.items[index]);
        return this.listedUs(n + 1);
      }
      case 'closed':
        // All clients of a closed loop begin together; they drift apart by themselves.
        for (let client = 0; client < arrivals.count; client++) this.start(client, 0, NONE, null);
        return Number.POSITIVE_INFINITY;
      default:
        this.start(n, 0, NONE, null);
        return this.bounded(nowUs + this.gapUs());
    }
  }

  /** A client of a closed loop has ended its request: it thinks, then asks again. Infinity when it has asked all it wants. */
  thinkUs(client: ClientConnection, asked: number): number {
    const { arrivals } = this.population;
    if (arrivals.kind !== 'closed' || asked >= arrivals.requestsEach)
      return Number.POSITIVE_INFINITY;
    if (arrivals.thinkIs === 'fixed') return arrivals.thinkUs;
    return exponentialUs(
      arrivals.thinkUs,
      this.world.scenario.seed,
      STREAMS.think,
      keyOf(this.index, client.client),
      asked,
    );
  }

  /**
   * Opens one connection now.
   * @param nth how many requests this client has made before
   */
  start(
    client: number,
    nth: number,
    arrivalIndex: number,
    item: Arrival | null,
    chosenRoute = NONE,
  ): ClientConnection {
    const { world, population } = this;
    const key = keyOf(this.index, client);
    const routeIndex =
      chosenRoute === NONE ? (item?.route ?? this.chooseRoute(key, nth)) : chosenRoute;
    const route = world.scenario.routes[routeIndex];
    const number = world.recording.requests;
    const waitUs =
      item?.waitUs ??
      (route.waitIs === 'fixed'
        ? route.waitUs
        : exponentialUs(route.waitUs, world.scenario.seed, STREAMS.wait, key, nth));
    const bodyBytes = item?.bodyBytes ?? route.bodyBytes;
    const connection = new ClientConnection(
      world,
      this.index,
      client,
      routeIndex,
      item?.link ?? population.link,
      item?.pace ?? population.pace,
      item?.patienceUs ?? population.patienceUs,
      bodyBytes,
      waitUs,
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
    world.kernel.send(connection, MESSAGE.start, 0);
    return connection;
  }

  /** Moment of the `n`th arrival of a written list. */
  private listedUs(n: number): number {
    const { arrivals } = this.population;
    return arrivals.kind === 'list' && n < this.order.length
      ? arrivals.items[this.order[n]].atUs
      : Number.POSITIVE_INFINITY;
  }

  private chooseRoute(key: number, nth: number): number {
    const { asks } = this.population;
    if (!this.hasChance) return asks[0].route;
    let at = uniform(this.world.scenario.seed, STREAMS.route, key, nth) * this.totalWeight;
    for (const ask of asks) {
      at -= ask.weight;
      if (at < 0) return ask.route;
    }
    return asks[asks.length - 1].route;
  }

  private gapUs(): number {
    const { arrivals } = this.population;
    if (arrivals.kind === 'poisson')
      return exponentialUs(
        1e6 / arrivals.perSecond,
        this.world.scenario.seed,
        STREAMS.arrival,
        this.index,
        this.drawn,
      );
    if (arrivals.kind === 'uniform') return Math.round(1e6 / arrivals.perSecond);
    return 0;
  }

  private bounded(atUs: number): number {
    const { arrivals } = this.population;
    return arrivals.kind === 'poisson' || arrivals.kind === 'uniform'
      ? atUs < arrivals.untilUs
        ? atUs
        : Number.POSITIVE_INFINITY
      : atUs;
  }
}

function inOrderOfTime(items: readonly Arrival[]): number[] {
  return items.map((_, index) => index).sort((a, b) => items[a].atUs - items[b].atUs || a - b);
}
