import { checkAmount } from './theoryInput.ts';

/**
 * Little's law, L = λ W: how many are in a place on average, when `perSecond` come to it and stay `meanUs` each. Holds for any order of
 * service, any distributions and any number of servers, as long as all who come also leave.
 *
 * @param perSecond how many come per second, finite, at least 0
 * @param meanUs how long one stays on average, µs, at least 0; Infinity (a queue that grows without end) gives Infinity
 * @returns mean number over time
 * @throws RangeError naming the value that is out of its domain
 */
export function littlesLaw(perSecond: number, meanUs: number): number {
  checkAmount('perSecond', perSecond);
  if (meanUs === Number.POSITIVE_INFINITY) return perSecond > 0 ? meanUs : 0;
  checkAmount('meanUs', meanUs);
  return (perSecond * meanUs) / 1e6;
}
