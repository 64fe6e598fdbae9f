import { littlesLaw } from './littlesLaw.ts';

/**
 * What a formula says of one queue that callers come to from outside, in the long run. At a utilisation of 1 or more the queue grows
 * without end: every mean but the utilisation is then Infinity.
 */
export interface OpenQueue {
  /** Share of the servers' time that is asked of them: ρ = λ s / c. May exceed 1. */
  readonly utilisation: number;
  /** Mean time in the queue before service begins, µs, over all callers, those who need not wait included: W_q. */
  readonly meanWaitUs: number;
  /** Mean time in queue and service together, µs: W. */
  readonly meanStayUs: number;
  /** Mean number over time of those who wait: L_q. */
  readonly meanQueue: number;
  /** Mean number over time of those who wait or are served: L. */
  readonly meanNumber: number;
}

/** The other numbers follow from the mean wait by Little's law; `stableMeanWaitUs` is asked only for a utilisation below 1. */
export function openQueue(
  arrivalsPerSecond: number,
  serviceUs: number,
  servers: number,
  stableMeanWaitUs: (utilisation: number) => number,
): OpenQueue {
  const utilisation = littlesLaw(arrivalsPerSecond, serviceUs) / servers;
  const meanWaitUs = utilisation < 1 ? stableMeanWaitUs(utilisation) : Number.POSITIVE_INFINITY;
  const meanStayUs = meanWaitUs + serviceUs;
  return {
    utilisation,
    meanWaitUs,
    meanStayUs,
    meanQueue: littlesLaw(arrivalsPerSecond, meanWaitUs),
    meanNumber: littlesLaw(arrivalsPerSecond, meanStayUs),
  };
}
