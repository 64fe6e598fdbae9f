import { createContext } from 'react';
import type { Player } from '../../player/player.ts';
import type { LessonFlow } from './useLessonFlow.ts';

/** Where a lesson is shown, if not on its page of the site: what is left out there, and who is told how it goes. */
export interface LessonPlace {
  /** The stage alone, without words: nothing is asked, so nothing waits for an answer. */
  readonly isView: boolean;
  /** The learner stays at the step that is shown. */
  readonly staysAtStep: boolean;
  /** The lesson is seen with one chance only. */
  readonly hasOneChance: boolean;
  /** Instruments instead of those that the step offers, or null. */
  readonly panels: readonly string[] | null;
  /** Told whenever it is drawn with something new. */
  onFlow(flow: LessonFlow, player: Player, seed: number | null): void;
}

/** Null: the site. */
export const LessonPlaceContext = createContext<LessonPlace | null>(null);
