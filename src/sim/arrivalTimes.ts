import type { Arrival, Arrivals } from '../scenario/scenario.ts';
import { exponentialUs, STREAMS } from './chance.ts';

/** When the clients of one population come, one after another. Infinity = no more. */
export class ArrivalTimes {
  readonly firstUs: number;
  private readonly arrivals: Arrivals;
  private readonly seed: number;
  private readonly population: number;
  /** Indices of a written list in order of time; ties as written. */
  private readonly order: readonly number[];
  /** How many have come. */
  private come = 0;

  constructor(arrivals: Arrivals, seed: number, population: number) {
    this.arrivals = arrivals;
    this.seed = seed;
    this.population = population;
    this.order = arrivals.kind === 'list' ? inOrderOfTime(arrivals.items) : [];
    if (arrivals.kind === 'list') this.firstUs = this.listedUs(arrivals.items);
    else if (arrivals.kind === 'closed')
      this.firstUs = arrivals.count > 0 ? 0 : Number.POSITIVE_INFINITY;
    else
      this.firstUs = this.bounded(
        arrivals.fromUs + (arrivals.kind === 'poisson' ? this.gapUs() : 0),
      );
  }

  /** The one whose moment it is: its place in a written list, else its number. */
  take(): number {
    const n = this.come++;
    return this.arrivals.kind === 'list' ? this.order[n] : n;
  }

  /** When the next one comes, after the one just taken. Clients of a closed loop come all at once, and once. */
  nextUs(nowUs: number): number {
    const { arrivals } = this;
    if (arrivals.kind === 'list') return this.listedUs(arrivals.items);
    if (arrivals.kind === 'closed') return Number.POSITIVE_INFINITY;
    return this.bounded(nowUs + this.gapUs());
  }

  private listedUs(items: readonly Arrival[]): number {
    return this.come < items.length ? items[this.order[this.come]].atUs : Number.POSITIVE_INFINITY;
  }

  private gapUs(): number {
    const { arrivals } = this;
    if (arrivals.kind === 'poisson')
      return exponentialUs(
        1e6 / arrivals.perSecond,
        this.seed,
        STREAMS.arrival,
        this.population,
        this.come,
      );
    if (arrivals.kind === 'uniform') return Math.round(1e6 / arrivals.perSecond);
    return 0;
  }

  private bounded(atUs: number): number {
    const { arrivals } = this;
    return (arrivals.kind === 'poisson' || arrivals.kind === 'uniform') && atUs >= arrivals.untilUs
      ? Number.POSITIVE_INFINITY
      : atUs;
  }
}

function inOrderOfTime(items: readonly Arrival[]): number[] {
  return items.map((_, index) => index).sort((a, b) => items[a].atUs - items[b].atUs || a - b);
}
