/** A place on a line for a value, on a logarithmic scale. */
export interface LogScale {
  (value: number): number;
  readonly min: number;
  readonly max: number;
}

/** Maps `min`..`max` (both above 0) to `from`..`to`. Values outside are held at the ends. */
export function logScale(min: number, max: number, from: number, to: number): LogScale {
  const low = Math.log(min);
  const width = Math.log(max) - low || 1;
  const scale = (value: number) => {
    const share = (Math.log(Math.max(value, Number.MIN_VALUE)) - low) / width;
    return from + Math.min(1, Math.max(0, share)) * (to - from);
  };
  return Object.assign(scale, { min, max });
}

/** Ticks at 1, 2 and 5 of every power of ten within the limits; only at 1 where those would be more than `most`. */
export function logTicks(min: number, max: number, most: number): number[] {
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const ticks: number[] = [];
    for (let power = Math.floor(Math.log10(min)); 10 ** power <= max; power++)
      for (const digit of digits) {
        const tick = Number((digit * 10 ** power).toPrecision(6));
        if (tick >= min && tick <= max) ticks.push(tick);
      }
    if (ticks.length <= most || digits.length === 1) return ticks;
  }
  return [];
}
