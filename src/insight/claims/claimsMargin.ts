import type { Run } from '../shapes.ts';
import { boundOf, type Claim } from './claims.ts';
import { evaluate } from './claimsEvaluate.ts';

/**
 * How far a run is from refuting a claim, as a share of what the claim compares with: 0.2 = a fifth to spare, negative = refuted, -Infinity =
 * nothing to measure. Claims without a number between true and false have ±1. `holds` is what `checkClaim` says.
 */
export function marginOf(
  run: Run,
  claim: Claim,
  holds: boolean,
  runs?: (name: string) => Run,
): number {
  const whole = holds ? 1 : -1;
  if (claim.kind === 'why') return whole;
  const value = evaluate(run, claim.measure);
  if (value === null) return Number.NEGATIVE_INFINITY;
  const bounds = claim.bounds.map((bound) => boundOf(run, bound, runs));
  if (bounds.includes(null)) return Number.NEGATIVE_INFINITY;
  const [first, second] = bounds;
  if (typeof value !== 'number' || typeof first !== 'number') return whole;
  const share = (spare: number, of: number): number => spare / Math.max(Math.abs(of), 1e-9);
  switch (claim.comparison) {
    case 'below':
    case 'atMost':
      return share(first - value, first);
    case 'above':
    case 'atLeast':
      return share(value - first, first);
    case 'between':
      return Math.min(share(value - first, first), share(Number(second) - value, Number(second)));
    default:
      return value === first ? 1 : -share(Math.abs(value - first), first);
  }
}
