import type { Micros } from '../../scenario/scenario.ts';
import type { CauseKind } from './causeKinds.ts';

/** Where a link of a chain takes place. */
export type Tier = 'clients' | 'internet' | 'front' | 'socket' | 'app' | 'database';

/** One link of a chain of causes: because of the next one. */
export interface WhyLink {
  /** In plain words, a clause without its full stop. Settings stand in it as they are spelled in their file. */
  readonly text: string;
  readonly tier: Tier;
  /** When it was so, as far as the moment asked for knows: never later than that. */
  readonly fromUs: Micros;
  readonly untilUs: Micros;
  /** The request that it is about, or null. */
  readonly request: number | null;
  /** The slot that it is about, or null. */
  readonly worker: number | null;
  /** The setting that makes it so, as written in its file, or null. */
  readonly setting: string | null;
  /** Steps from what is explained: 0 is the wait or the failure itself. */
  readonly depth: number;
}

/** Why a request waits, took long, or failed: each link is there because of the next. */
export interface WhyChain {
  readonly request: number;
  /** The moment as of which it is told. */
  readonly atUs: Micros;
  /** It had ended by then. */
  readonly hasEnded: boolean;
  /** It ended without a good answer: refused, cut off, given up on, or with a status from 400. */
  readonly hasFailed: boolean;
  /** What did it: the cause nearest to the request, such as the limit that struck. */
  readonly cause: CauseKind;
  /** What was behind that in the end; often the same. */
  readonly root: CauseKind;
  /** At most {@link MOST_LINKS}; none where there is no such request or it has not begun. */
  readonly links: readonly WhyLink[];
}

/** A chain that is longer is cut: nobody follows more steps than this. */
export const MOST_LINKS = 7;
