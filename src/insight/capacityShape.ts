import type { Micros } from '../scenario/scenario.ts';

/** One figure over the runs of a point: the median of the seeds, and the least and the most of them. */
export interface Band {
  readonly mid: number;
  readonly low: number;
  readonly high: number;
}

/** Latency of requests without error, from start to last byte; one that was still under way at the end counts with its age then. */
export interface LatencyBands {
  readonly p50Us: Band;
  readonly p95Us: Band;
  readonly p99Us: Band;
}

/** What one load led to. Requests are those that began while it was measured, the warming up left out. */
export interface CapacityPoint extends LatencyBands {
  /** How many times the present load. */
  readonly factor: number;
  /** What clients who come by themselves ask for, requests a second without retries and files of pages; 0 where there are none. */
  readonly offeredPerSecond: number;
  /** Clients who wait for their answer before they ask again; 0 where there are none. */
  readonly clients: number;
  /** How long it was measured. */
  readonly windowUs: Micros;
  /** Requests measured, of all seeds together. */
  readonly requests: number;
  readonly meanUs: Band;
  /** The same by population, in the scenario's order: those who are slow by themselves hide what others suffer. */
  readonly latencyOf: readonly (LatencyBands & { readonly name: string })[];
  /** Share of requests that were refused, failed, given up or answered with 5xx, 0..1. */
  readonly errorShare: Band;
  /** Share of requests still under way when no more came and the window had passed a second time, 0..1. */
  readonly unfinishedShare: Band;
  /** Requests answered without error per second, while load was offered. */
  readonly throughputPerSecond: Band;
  /** Requests waiting for a worker, mean over time. */
  readonly meanQueue: Band;
  /** Share of the workers' time in which they were held, 0..1. */
  readonly workerUtilisation: Band;
  /** Share of the core time of the busiest host, 0..1. */
  readonly coreUtilisation: Band;
}

/** What gave way first: errors beyond those at light load, a queue that grows, or the latency of some population. */
export type KneeCause = 'errors' | 'queue' | 'latency';

/** Where it stops holding: the highest load that held below the first that did not. */
export interface Knee {
  readonly factor: number;
  /** The first load that did not hold. */
  readonly beyondFactor: number;
  readonly cause: KneeCause;
  /** Whose latency, by index of the population; null for other causes. */
  readonly population: number | null;
}

/** What queueing theory says of the same load; Infinity where the queue grows without end. */
export interface TheoryPoint {
  readonly factor: number;
  readonly meanUs: number;
  readonly p50Us: number;
  readonly p95Us: number;
}

export interface CapacityTheory {
  /** Such as `M/M/3`. */
  readonly name: string;
  readonly servers: number;
  readonly serviceUs: Micros;
  /** What a request spends on its way in any case, from the lightest load: added to the formula's time. */
  readonly onTheWayUs: Micros;
  readonly points: readonly TheoryPoint[];
}

/** Latency, errors, utilisation and throughput against load. */
export interface CapacityCurve {
  /** In order of load. */
  readonly points: readonly CapacityPoint[];
  /** Null where every load measured held, or none did; `holds` says which. */
  readonly knee: Knee | null;
  /** Whether the lightest load held. */
  readonly holds: boolean;
  /** Null where no formula applies. */
  readonly theory: CapacityTheory | null;
  readonly seeds: number;
  /** What was changed or assumed to measure, as sentences. */
  readonly notes: readonly string[];
}
