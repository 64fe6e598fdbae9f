import { littlesLaw } from './littlesLaw.ts';
import { type OpenQueue, openQueue } from './openQueue.ts';
import { checkAmount } from './theoryInput.ts';

/** A square is not below the squared mean but by rounding: moments summed from a recording may be. */
const ROUNDING = 1e-9;

/**
 * M/G/1: Poisson arrivals, one server, service of any distribution, first come first served. The Pollaczek–Khinchine formula:
 * W_q = λ E[s²] / (2 (1 − ρ)).
 *
 * @param arrivalsPerSecond λ, finite, at least 0
 * @param serviceUs E[s], mean time of service, µs, finite, at least 0
 * @param serviceSquaredUs2 E[s²], mean of the squares of times of service (variance + mean²), µs², at least the mean's square
 * @throws RangeError naming the value that is out of its domain
 */
export function mg1(
  arrivalsPerSecond: number,
  serviceUs: number,
  serviceSquaredUs2: number,
): OpenQueue {
  checkAmount('arrivalsPerSecond', arrivalsPerSecond);
  checkAmount('serviceUs', serviceUs);
  checkAmount('serviceSquaredUs2', serviceSquaredUs2);
  const least = serviceUs * serviceUs;
  if (serviceSquaredUs2 < least * (1 - ROUNDING))
    throw new RangeError(
      `serviceSquaredUs2 must be at least the square of serviceUs, ${least}, not ${serviceSquaredUs2}`,
    );
  return openQueue(
    arrivalsPerSecond,
    serviceUs,
    1,
    (utilisation) => littlesLaw(arrivalsPerSecond, serviceSquaredUs2) / (2 * (1 - utilisation)),
  );
}

/**
 * M/D/1: M/G/1 whose service always takes the same time, so that E[s²] = s² and callers wait half as long as in M/M/1.
 *
 * @param arrivalsPerSecond λ, finite, at least 0
 * @param serviceUs s, µs, finite, at least 0
 * @throws RangeError naming the value that is out of its domain
 */
export function md1(arrivalsPerSecond: number, serviceUs: number): OpenQueue {
  return mg1(arrivalsPerSecond, serviceUs, serviceUs * serviceUs);
}
