import type { Micros } from '../../scenario/scenario.ts';

export type HelpVerdict = 'solves' | 'helps' | 'no difference' | 'worse';

/** How the request fared in one run. */
export interface HelpOutcome {
  /** Answered with a status below 400. */
  readonly isGood: boolean;
  /** HTTP status, or null where none came. */
  readonly status: number | null;
  /** Until its end, or as far as it was watched. */
  readonly latencyUs: Micros;
  /** False: still under way when the run was given up. */
  readonly hasEnded: boolean;
  /** `answered 200 after 1.2 s`. */
  readonly words: string;
}

/** One change of one setting, and what became of the same request with it: same seed, same arrivals, simulated again. */
export interface Help {
  /** Where the setting stands in the written form of a scenario: `['app', 'workers']`. */
  readonly path: readonly (string | number)[];
  /** What to write there. */
  readonly value: unknown;
  /** The setting as its file spells it: `proxy_request_buffering`. */
  readonly setting: string;
  readonly from: string;
  readonly to: string;
  /** In plain words: `let nginx collect uploads first`. */
  readonly words: string;
  readonly before: HelpOutcome;
  readonly after: HelpOutcome;
  /** 95th percentile of latency over all that began until the request's end; who had not ended counts as far as watched. */
  readonly p95: { readonly beforeUs: Micros; readonly afterUs: Micros };
  /** Of those, how many had ended without a good answer. */
  readonly errors: { readonly before: number; readonly after: number };
  readonly verdict: HelpVerdict;
}

export interface HelpAnswer {
  readonly request: number;
  readonly before: HelpOutcome;
  /** What was tried, most helpful first. */
  readonly tried: readonly Help[];
  /** How long each world was watched. */
  readonly watchedUs: Micros;
}
