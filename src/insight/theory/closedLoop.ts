import { checkAmount, checkCount } from './theoryInput.ts';

/** What a formula says of clients who ask, wait for the answer, think, and ask again, in the long run. */
export interface ClosedLoop {
  /** Answers per second, of all clients together: X. Infinity where neither thinking nor service takes any time. */
  readonly throughputPerSecond: number;
  /** Share of the servers' time in which they are busy, 0..1. */
  readonly utilisation: number;
  /** Mean time in the queue before service begins, µs. */
  readonly meanWaitUs: number;
  /** Mean time in queue and service together, µs: R. */
  readonly meanStayUs: number;
  /** Mean number over time of those who wait. */
  readonly meanQueue: number;
  /** Mean number over time of those who wait or are served. */
  readonly meanNumber: number;
}

/**
 * A closed loop by exact mean value analysis (Reiser and Lavenberg 1980, load-dependent station): `clients` think, then queue at one
 * station of c servers fed first come first served. Exact for exponential service; thinking may have any distribution.
 *
 * It takes up one client after the other. With n clients, a caller finds the station as n − 1 clients would leave it (arrival theorem):
 * R(n) = (s / c) (1 + L(n−1) + Σ_{j<c−1} (c − 1 − j) p_j(n−1)), X(n) = n / (Z + R(n)), L(n) = X(n) R(n), and for the
 * probability of j at the station p_j(n) = X(n) (s / j) p_{j−1}(n−1) for 0 < j < c. The usual p_0(n) = 1 − Σ p_j(n) loses all its digits near
 * saturation; with thinking as the only other station product form gives p_0(n) = X(n) (Z / n) p_0(n−1), which takes nothing away from
 * anything.
 *
 * @param clients N, whole, at least 0
 * @param thinkUs Z, mean time from an answer to the client's next request, µs, finite, at least 0
 * @param serviceUs s, mean time of service, µs, finite, at least 0
 * @param servers c, whole, at least 1
 * @throws RangeError naming the value that is out of its domain
 */
export function closedLoop(
  clients: number,
  thinkUs: number,
  serviceUs: number,
  servers: number,
): ClosedLoop {
  checkCount('clients', clients, 0);
  checkAmount('thinkUs', thinkUs);
  checkAmount('serviceUs', serviceUs);
  checkCount('servers', servers, 1);
  if (serviceUs === 0) return withoutService(clients, thinkUs);
  /** p_j of the station, for the numbers at which a server is left idle even with one caller more: 0 ≤ j < c − 1. */
  const share = new Float64Array(servers - 1);
  if (servers > 1) share[0] = 1;
  let meanNumber = 0;
  let stayUs = serviceUs;
  let perUs = 0;
  for (let n = 1; n <= clients; n++) {
    let idle = 0;
    for (let j = 0; j < servers - 1; j++) idle += (servers - 1 - j) * (share[j] as number);
    stayUs = (serviceUs / servers) * (1 + meanNumber + idle);
    perUs = n / (thinkUs + stayUs);
    meanNumber = perUs * stayUs;
    for (let j = servers - 2; j > 0; j--)
      share[j] = ((perUs * serviceUs) / j) * (share[j - 1] as number);
    if (servers > 1) share[0] = ((perUs * thinkUs) / n) * (share[0] as number);
  }
  // Rounding may leave a wait that is not there a hair below nothing.
  const meanWaitUs = Math.max(0, stayUs - serviceUs);
  return {
    throughputPerSecond: perUs * 1e6,
    utilisation: (perUs * serviceUs) / servers,
    meanWaitUs,
    meanStayUs: stayUs,
    meanQueue: perUs * meanWaitUs,
    meanNumber,
  };
}

/** Servers that take no time: the clients only think. */
function withoutService(clients: number, thinkUs: number): ClosedLoop {
  return {
    throughputPerSecond: clients === 0 ? 0 : (clients * 1e6) / thinkUs,
    utilisation: 0,
    meanWaitUs: 0,
    meanStayUs: 0,
    meanQueue: 0,
    meanNumber: 0,
  };
}
