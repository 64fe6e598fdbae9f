import type { Percentiles } from './shapes.ts';

/**
 * Percentiles by nearest rank: p90 is the smallest value that at least 90 % of the values do not exceed, always one that
 * occurred. All zero for no values. `values` need not be sorted and stay as they are.
 */
export function percentiles(values: ArrayLike<number>): Percentiles {
  const count = values.length;
  if (count === 0) return { count: 0, meanUs: 0, p50Us: 0, p90Us: 0, p95Us: 0, p99Us: 0, maxUs: 0 };
  const sorted = Float64Array.from(values).sort();
  const rank = (p: number): number =>
    sorted[Math.max(0, Math.ceil((p * count) / 100) - 1)] as number;
  let sum = 0;
  for (const v of sorted) sum += v;
  return {
    count,
    meanUs: sum / count,
    p50Us: rank(50),
    p90Us: rank(90),
    p95Us: rank(95),
    p99Us: rank(99),
    maxUs: rank(100),
  };
}
