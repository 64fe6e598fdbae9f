import type { Arrival, Arrivals } from '../scenario/scenario.ts';
import { exponentialUs, STREAMS } from './chance.ts';

/** When the clients of one population come, one after another. Infinity = no more. */
export class ArrivalTimes {
  readonly firstUs: number;
  private readonly items: readonly Arrival[] | null;
  /** Mean time from one to the next, µs; and the moment from which nobody comes any more. */
  private readonly gapUs: number;
  private readonly untilUs: number;
  private readonly isRandom: boolean;
  private readonly seed: number;
  private readonly population: number;
  /** Indices of a written list in order of time; ties as written. */
  private readonly order: readonly number[];
  /** How many have come. */
  private come = 0;

  constructor(arrivals: Arrivals, seed: number, population: number) {
    const isOpen = arrivals.kind === 'poisson' || arrivals.kind === 'uniform';
    this.items = arrivals.kind === 'list' ? arrivals.items : null;
    this.gapUs = isOpen ? 1e6 / arrivals.perSecond : Number.POSITIVE_INFINITY;
    this.untilUs = isOpen ? arrivals.untilUs : Number.POSITIVE_INFINITY;
    this.isRandom = arrivals.kind === 'poisson';
    this.seed = seed;
    this.population = population;
    this.order = arrivals.kind === 'list' ? inOrderOfTime(arrivals.items) : [];
    if (arrivals.kind === 'list') this.firstUs = this.listedUs(arrivals.items);
    else if (arrivals.kind === 'closed')
      this.firstUs = arrivals.count > 0 ? 0 : Number.POSITIVE_INFINITY;
    else this.firstUs = this.bounded(arrivals.fromUs + (this.isRandom ? this.drawnUs() : 0));
  }

  /** The one whose moment it is: its place in a written list, else its number. */
  take(): number {
    const n = this.come++;
    return this.items === null ? n : this.order[n];
  }

  /** When the next one comes, after the one just taken. Clients of a closed loop come all at once, and once. */
  nextUs(nowUs: number): number {
    if (this.items !== null) return this.listedUs(this.items);
    return this.bounded(nowUs + (this.isRandom ? this.drawnUs() : Math.round(this.gapUs)));
  }

  private listedUs(items: readonly Arrival[]): number {
    return this.come < items.length ? items[this.order[this.come]].atUs : Number.POSITIVE_INFINITY;
  }

  private drawnUs(): number {
    return exponentialUs(this.gapUs, this.seed, STREAMS.arrival, this.population, this.come);
  }

  private bounded(atUs: number): number {
    return atUs >= this.untilUs ? Number.POSITIVE_INFINITY : atUs;
  }
}

function inOrderOfTime(items: readonly Arrival[]): number[] {
  return items.map((_, index) => index).sort((a, b) => items[a].atUs - items[b].atUs || a - b);
}
