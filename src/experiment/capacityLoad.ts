import type { Arrival, Arrivals, Micros, Population, Scenario } from '../scenario/scenario.ts';

/** Clients of a closed population at most, as a scenario may have them; and requests a second. */
const MOST_COUNT = 10_000;
const MOST_PER_SECOND = 1_000_000;
/** Beyond this many times the present load nobody asks. */
const MOST_FACTOR = 10_000;

/** The load of a scenario as it stands. */
export interface PresentLoad {
  /** Requests a second of those who come by themselves. */
  readonly perSecond: number;
  /** Clients who wait for their answer before they ask again, and the pause of each between answer and question, mean. */
  readonly clients: number;
  readonly thinkUs: Micros;
  /** A page brings its files along: requests for each that is asked for, as far as one can know before. */
  readonly requestsEach: number;
  /** The highest factor that can be asked for. */
  readonly mostFactor: number;
  /** The lowest: less than one client is none. */
  readonly leastFactor: number;
}

export function presentLoad(scenario: Scenario): PresentLoad {
  let perSecond = 0;
  let clients = 0;
  let thinkSumUs = 0;
  let mostFactor = MOST_FACTOR;
  for (const { arrivals } of scenario.clients) {
    if (arrivals.kind === 'closed') {
      clients += arrivals.count;
      thinkSumUs += arrivals.count * arrivals.thinkUs;
      mostFactor = Math.min(mostFactor, MOST_COUNT / arrivals.count);
    } else {
      const rate = rateOf(arrivals, scenario.durationUs);
      perSecond += rate;
      if (rate > 0) mostFactor = Math.min(mostFactor, MOST_PER_SECOND / rate);
    }
  }
  return {
    perSecond,
    clients,
    thinkUs: clients > 0 ? thinkSumUs / clients : 0,
    requestsEach: 1 + Math.max(0, ...scenario.clients.map(({ assets }) => assets.length)),
    mostFactor,
    leastFactor: perSecond === 0 && clients > 0 ? 1 / clients : 0,
  };
}

/** The factor nearest to the one asked for that whole clients can make; any will do where clients come by themselves. */
export function possibleFactor(
  { perSecond, clients, ...load }: PresentLoad,
  asked: number,
): number {
  const factor = Math.min(load.mostFactor, Math.max(load.leastFactor, asked));
  if (perSecond > 0 || clients === 0) return factor;
  return Math.max(1, Math.round(clients * factor)) / clients;
}

function rateOf(arrivals: Exclude<Arrivals, { kind: 'closed' }>, durationUs: Micros): number {
  return arrivals.kind === 'list' ? (arrivals.items.length * 1e6) / durationUs : arrivals.perSecond;
}

/**
 * The scenario with so many times its load for so long, and as much time again for what is under way to end. Rates are multiplied, clients
 * who wait for their answers are more (they ask until the end, with pauses of random length), a list is compressed and begins anew when it is through. Nothing of the script happens.
 */
export function underLoad(
  scenario: Scenario,
  factor: number,
  windowUs: Micros,
  seed: number,
): Scenario {
  return {
    ...scenario,
    seed,
    durationUs: 2 * windowUs,
    script: [],
    clients: scenario.clients.map((population) => ({
      ...population,
      arrivals: arrivalsUnderLoad(population, factor, windowUs, scenario.durationUs),
    })),
  };
}

function arrivalsUnderLoad(
  { arrivals }: Population,
  factor: number,
  windowUs: Micros,
  periodUs: Micros,
): Arrivals {
  switch (arrivals.kind) {
    case 'closed':
      return {
        ...arrivals,
        count: Math.min(MOST_COUNT, Math.max(1, Math.round(arrivals.count * factor))),
        // Who all began at one moment and always pause alike would stay in step for ever.
        thinkIs: 'exponential',
        requestsEach: Number.MAX_SAFE_INTEGER,
      };
    case 'list':
      return { kind: 'list', items: repeated(arrivals.items, factor, windowUs, periodUs) };
    default:
      return {
        ...arrivals,
        perSecond: arrivals.perSecond * factor,
        fromUs: 0,
        untilUs: windowUs,
      };
  }
}

/** A list may not grow without end, however long the window and short the list. */
const MOST_ITEMS = 40_000;

function repeated(
  items: readonly Arrival[],
  factor: number,
  windowUs: Micros,
  periodUs: Micros,
): Arrival[] {
  const found: Arrival[] = [];
  // The clients of each round are new ones.
  const stride = items.reduce((most, { client }) => Math.max(most, client ?? 0), 0) + 1;
  const inOrder = [...items].sort((a, b) => a.atUs - b.atUs);
  for (let round = 0; items.length > 0 && found.length < MOST_ITEMS; round++) {
    if ((round * periodUs) / factor >= windowUs) break;
    for (const item of inOrder) {
      const atUs = Math.round((item.atUs + round * periodUs) / factor);
      if (atUs >= windowUs) continue;
      found.push({
        ...item,
        atUs,
        client: item.client === null ? null : item.client + round * stride,
      });
    }
  }
  return found;
}
