/** What the replay of all measured cases gives, as `test/fidelity/writeTable.ts` writes it into `fidelity.json`. Times are ms. */
export interface FidelityTable {
  /** Requests with the right outcome that also end when they should. */
  readonly right: number;
  /** Requests answered with the same status, or failed in the same way. */
  readonly outcomes: number;
  readonly requests: number;
  /** Of all requests: how far the simulated end lies from the measured one. */
  readonly meanErrorMs: number;
  readonly medianErrorMs: number;
  /** The same of each arrangement of servers, most requests first. */
  readonly servers: readonly FidelityServer[];
  readonly families: readonly FidelityFamily[];
  readonly cases: readonly FidelityCase[];
  readonly misses: readonly FidelityMiss[];
  readonly notExpressed: readonly { readonly cases: string; readonly reason: string }[];
  /** 800 requests each, arriving at random, replayed as they came. */
  readonly loads: readonly {
    readonly name: string;
    readonly utilisation: number;
    readonly requests: number;
    readonly meanErrorMs: number;
    readonly largestErrorMs: number;
  }[];
  /** The median of what one request takes. */
  readonly costs: readonly {
    readonly name: string;
    readonly title: string;
    readonly measuredMs: number;
    readonly simulatedMs: number;
  }[];
  /** Clients who ask again at once, pages, idle connections: figures of a whole run. */
  readonly runs: readonly ToldCase[];
  /** Where the real programs are random: what was seen, and what many simulated runs give. */
  readonly random: readonly ToldCase[];
}

/** What was measured and what is simulated, in words. */
export interface ToldCase {
  readonly name: string;
  readonly title: string;
  readonly measured: string;
  readonly simulated: string;
  readonly isMiss: boolean;
}

export interface FidelityServer {
  /** `uWSGI`, `Gunicorn behind nginx`. */
  readonly name: string;
  readonly cases: number;
  readonly requests: number;
  readonly outcomes: number;
  readonly right: number;
}

export interface FidelityFamily {
  readonly id: string;
  readonly title: string;
  readonly cases: number;
  readonly requests: number;
  readonly right: number;
}

export interface FidelityCase {
  readonly name: string;
  readonly title: string;
  /** Id of its family. */
  readonly family: string;
  readonly version: 'classic' | 'current';
  readonly requests: number;
  readonly right: number;
  readonly worst: ComparedRequest;
}

/** One request; times from its start to its end. */
export interface ComparedRequest {
  readonly kind: string;
  readonly measuredMs: number;
  readonly simulatedMs: number;
  /** How far the simulated end may lie off: 10 ms, or 5 % of what was measured. */
  readonly limitMs: number;
}

export interface FidelityMiss {
  readonly case: string;
  readonly reason: string;
  readonly requests: readonly (ComparedRequest & {
    /** Place in the case, from 1. */
    readonly number: number;
    readonly measuredStatus: number | null;
    readonly simulatedStatus: number | null;
  })[];
}

/** How much of what is allowed a request is off: above 1 it is wrong. */
export function shareOfLimit({ measuredMs, simulatedMs, limitMs }: ComparedRequest): number {
  return Math.abs(simulatedMs - measuredMs) / limitMs;
}
