import { littlesLaw } from './littlesLaw.ts';
import { type OpenQueue, openQueue } from './openQueue.ts';
import { checkAmount, checkCount, checkShare } from './theoryInput.ts';

/** A queue whose distribution of waits is known, not only its mean. */
export interface MarkovQueue extends OpenQueue {
  /** Share of callers who find every server busy and wait, 0..1; 1 where the queue grows without end. */
  readonly waitingShare: number;
  /**
   * The wait that the given share of callers does not exceed, µs. 0 where that many do not wait at all; Infinity where the queue grows
   * without end.
   * @param share 0 ≤ share < 1, such as 0.95
   * @throws RangeError for any other share
   */
  waitQuantileUs(share: number): number;
}

/**
 * M/M/1: Poisson arrivals, exponential service, one server, first come first served. W_q = ρ s / (1 − ρ), L = ρ / (1 − ρ),
 * P(wait > t) = ρ e^(−(1 − ρ) t / s).
 *
 * @param arrivalsPerSecond λ, finite, at least 0
 * @param serviceUs s, mean time of service, µs, finite, at least 0
 * @throws RangeError naming the value that is out of its domain
 */
export function mm1(arrivalsPerSecond: number, serviceUs: number): MarkovQueue {
  return mmc(arrivalsPerSecond, serviceUs, 1);
}

/**
 * M/M/c: Poisson arrivals, exponential service, c servers fed from one queue, first come first served. With C from {@link erlangC} and
 * a = λ s: W_q = C s / (c − a), P(wait > t) = C e^(−(c − a) t / s).
 *
 * @param arrivalsPerSecond λ, finite, at least 0
 * @param serviceUs s, mean time of service, µs, finite, at least 0
 * @param servers c, whole, at least 1
 * @throws RangeError naming the value that is out of its domain
 */
export function mmc(arrivalsPerSecond: number, serviceUs: number, servers: number): MarkovQueue {
  checkAmount('arrivalsPerSecond', arrivalsPerSecond);
  checkAmount('serviceUs', serviceUs);
  checkCount('servers', servers, 1);
  const load = littlesLaw(arrivalsPerSecond, serviceUs);
  const waitingShare = erlangC(servers, load);
  /** Mean wait of those who do wait; it is exponential. */
  const waitOfWaitersUs = load < servers ? serviceUs / (servers - load) : Number.POSITIVE_INFINITY;
  return {
    ...openQueue(arrivalsPerSecond, serviceUs, servers, () => waitingShare * waitOfWaitersUs),
    waitingShare,
    waitQuantileUs(share) {
      checkShare('share', share);
      if (waitOfWaitersUs === Number.POSITIVE_INFINITY) return waitOfWaitersUs;
      return waitingShare > 1 - share ? waitOfWaitersUs * Math.log(waitingShare / (1 - share)) : 0;
    },
  };
}

/**
 * Erlang's C formula: the share of callers who find all servers busy, in M/M/c. Computed from Erlang's B formula, whose recursion
 * B(k) = a B(k−1) / (k + a B(k−1)) has no factorials and loses no digits.
 *
 * @param servers c, whole, at least 1
 * @param load a = λ s, in erlangs (mean number of servers asked for), finite, at least 0
 * @returns 0..1; 1 where the load is the servers' number or more, for then in the long run everybody waits
 * @throws RangeError naming the value that is out of its domain
 */
export function erlangC(servers: number, load: number): number {
  checkCount('servers', servers, 1);
  checkAmount('load', load);
  if (load >= servers) return 1;
  let blocked = 1;
  for (let k = 1; k <= servers; k++) blocked = (load * blocked) / (k + load * blocked);
  return (servers * blocked) / (servers - load * (1 - blocked));
}
