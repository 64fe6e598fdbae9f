import type { Run } from '../shapes.ts';
import { why } from '../why/why.ts';
import { evaluate, type Measured, measuredText } from './claimsEvaluate.ts';
import { kindOfMeasure, type Measure } from './claimsMeasure.ts';
import {
  type MomentReference,
  momentOf,
  type RequestReference,
  requestOf,
} from './claimsReference.ts';

export const COMPARISONS = [
  'below',
  'above',
  'atMost',
  'atLeast',
  'equals',
  'is',
  'between',
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** What a measure is compared with: a value, or so many times what another measure gives. */
export type Bound =
  | Measured
  | {
      readonly factor: number;
      readonly measure: Measure;
      /** The run it is read off; null: the claim's own. */
      readonly run: string | null;
    };

/** A statement about a run that the run itself proves or refutes. `words` is the claim as a sentence. */
export type Claim = { readonly words: string } & (
  | {
      readonly kind: 'compare';
      readonly measure: Measure;
      readonly comparison: Comparison;
      readonly bounds: readonly Bound[];
    }
  | {
      readonly kind: 'why';
      readonly request: RequestReference;
      readonly moment: MomentReference;
      readonly names: string;
    }
);

export interface ClaimResult {
  readonly holds: boolean;
  /** What the run shows, in words. */
  readonly found: string;
}

/** Puts a claim to a run. `runs` gives the others by name, for claims that compare two. */
export function checkClaim(run: Run, claim: Claim, runs?: (name: string) => Run): ClaimResult {
  if (claim.kind === 'why') return checkWhy(run, claim);
  const value = evaluate(run, claim.measure);
  if (value === null) return { holds: false, found: 'nothing to measure in this run' };
  const text = (each: Measured): string => measuredText(kindOfMeasure(claim.measure), each);
  const bounds: Measured[] = [];
  let against = '';
  for (const bound of claim.bounds) {
    const read = boundOf(run, bound, runs);
    if (read === null)
      return { holds: false, found: `${text(value)}, and nothing to compare it with` };
    bounds.push(read);
    if (typeof bound === 'object') against += `, to be compared with ${text(read)}`;
  }
  return { holds: compares(value, claim.comparison, bounds), found: text(value) + against };
}

/** What a bound comes to in a run; null where there is nothing to compare with. */
export function boundOf(run: Run, bound: Bound, runs?: (name: string) => Run): Measured | null {
  if (typeof bound !== 'object') return bound;
  const other = bound.run === null ? run : (runs?.(bound.run) ?? null);
  const value = other && evaluate(other, bound.measure);
  return typeof value === 'number' ? value * bound.factor : value;
}

function compares(value: Measured, comparison: Comparison, bounds: readonly Measured[]): boolean {
  const [first, second] = bounds as readonly [Measured, Measured];
  switch (comparison) {
    case 'below':
      return value < first;
    case 'above':
      return value > first;
    case 'atMost':
      return value <= first;
    case 'atLeast':
      return value >= first;
    case 'equals':
    case 'is':
      return value === first;
    case 'between':
      return value >= first && value <= second;
  }
}

function checkWhy(run: Run, claim: Extract<Claim, { kind: 'why' }>): ClaimResult {
  const request = requestOf(run, claim.request);
  const at = momentOf(run, claim.moment);
  if (request === null || at === null)
    return { holds: false, found: 'no such request or moment in this run' };
  const { parts } = why(run, request, at);
  const names = parts.some(
    (part) => part.setting === claim.names || part.text.includes(claim.names),
  );
  return { holds: names, found: parts.map((part) => part.text).join('') };
}
