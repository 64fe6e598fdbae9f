import { STREAMS, uniform } from './chance.ts';
import type { ClientConnection } from './charts/client/client.ts';
import type { World } from './world.ts';

/** A client that knows several addresses tries the next one after so long without an answer (RFC 8305, Connection Attempt Delay). */
export const NEXT_ADDRESS_US = 250_000;

/**
 * Which of several front servers a client turns to. By name (`dns`) each client draws an address once and keeps it; where nobody answers there
 * it goes on to the next. A balancer passes connections on in turn and leaves out whoever is down.
 * SIMPLIFIED: the balancer knows at once who is down, takes no time, and cannot fail itself.
 */
export class Doors {
  private readonly world: World;
  private readonly count: number;
  private readonly isBalanced: boolean;
  /** The balancer's next turn. */
  private turn = 0;

  constructor(world: World, count: number, balancer: 'dns' | 'balancer') {
    this.world = world;
    this.count = count;
    this.isBalanced = balancer === 'balancer';
  }

  /** A request of a client begins: the address that it has drawn. */
  assign(client: ClientConnection): void {
    if (this.isBalanced) return;
    const { seed } = this.world.scenario;
    const { populationIndex, client: number } = client;
    client.door = Math.floor(uniform(seed, STREAMS.address, populationIndex, number) * this.count);
    client.doorsLeft = this.count - 1;
  }

  /** The front server that a new connection of this client comes to now. Changes nothing. */
  of(client: ClientConnection): number {
    if (!this.isBalanced) return client.door;
    for (let i = 0; i < this.count; i++) {
      const door = (this.turn + i) % this.count;
      if (!this.isAway(door)) return door;
    }
    return this.turn;
  }

  /** It has come there. */
  enter(client: ClientConnection): void {
    client.door = this.of(client);
    if (this.isBalanced) this.turn = (client.door + 1) % this.count;
  }

  /** Nobody answers there: on to the next address. */
  goOn(client: ClientConnection): void {
    client.door = (client.door + 1) % this.count;
    client.doorsLeft--;
  }

  private isAway(door: number): boolean {
    const { fronts, clientOutages, queue } = this.world;
    return fronts[door].isDown || clientOutages?.[door]?.isCut(queue.nowUs) === true;
  }
}
