/** What every formula asks of its numbers. All throw a RangeError that names the value, what it must be and what it was. */

/** A finite number of at least 0: rates, durations, moments. */
export function checkAmount(name: string, value: number): void {
  if (!Number.isFinite(value) || value < 0)
    throw new RangeError(`${name} must be a finite number of at least 0, not ${value}`);
}

/** A whole number of at least `least`: servers, clients. */
export function checkCount(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(`${name} must be a whole number of at least ${least}, not ${value}`);
}

/** A share that a quantile can be asked for: from 0 up to, but without, 1. */
export function checkShare(name: string, value: number): void {
  if (!(value >= 0 && value < 1))
    throw new RangeError(`${name} must be at least 0 and below 1, not ${value}`);
}
