import type { Micros } from '../../scenario/scenario.ts';
import type { CauseKind } from './causeKinds.ts';

/** A cause with what it cost. */
export interface CauseCost {
  readonly cause: CauseKind;
  /** Time that requests waited because of it, summed over them. */
  readonly waitedUs: Micros;
  /** How many requests waited because of it at all. */
  readonly requests: number;
}

export interface CostlyCause extends CauseCost {
  /** In plain words. */
  readonly words: string;
  /** Of all waiting, 0..1. */
  readonly share: number;
  /** The request that it cost most, and a moment at which it did. */
  readonly example: { readonly request: number; readonly atUs: Micros };
  /** The setting that decides over it in the example, as spelled in its file, or null. */
  readonly setting: string | null;
}

/** What the waiting of a whole run comes from. */
export interface RunCauses {
  /** At most three, dearest first. */
  readonly dearest: readonly CostlyCause[];
  /** All there are, dearest first; they sum up to `waitedUs`. */
  readonly all: readonly CauseCost[];
  readonly waitedUs: Micros;
  /** Requests that waited at all. */
  readonly requests: number;
}
