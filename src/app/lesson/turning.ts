import { createContext, useContext } from 'react';
import type { Run } from '../../insight/shapes.ts';
import type { Step } from '../../lesson/lesson.ts';
import type { Picks } from '../../lesson/variants.ts';
import type { Problem } from '../../scenario/scenario.ts';

/** A step in which the learner turns knobs. */
export type KnobStep = Extract<Step, { kind: 'change' | 'puzzle' }>;

export const isKnobStep = (step: Step): step is KnobStep =>
  step.kind === 'change' || step.kind === 'puzzle';

/** The knobs of the present step, where they stand, and what has become of the run. */
export interface Turning {
  readonly step: KnobStep;
  readonly picks: Picks;
  /** The step's run as it was before any knob. */
  readonly base: Run;
  /** The run on the stage: of `picks`, or the last good one while there is none (yet). */
  readonly run: Run;
  /** `run` is what these picks make. */
  readonly isCurrent: boolean;
  /** Turned by the learner's own hand since the step was opened: not restored, nor shown to them. */
  readonly isOwn: boolean;
  /** Why these picks cannot be run. */
  readonly problems: readonly Problem[];
  /** The knob that was turned last, or null. */
  readonly last: number | null;
  readonly canUndo: boolean;
  turn(knob: number, value: number): void;
  undo(): void;
  /** All knobs at once: as it was, or a way that is shown. */
  put(picks: Picks): void;
}

/** Handed to the parts of the step card that turn knobs or show what came of it. */
export const TurningContext = createContext<Turning | null>(null);

/** Knobs of a step of this kind. */
export type TurningOf<K extends KnobStep['kind']> = Turning & {
  readonly step: Extract<Step, { kind: K }>;
};

/** The knobs of the present step, which is of this kind; null while what turns them is on its way. */
export function useTurningOf<K extends KnobStep['kind']>(kind: K): TurningOf<K> | null {
  const turning = useContext(TurningContext);
  return turning?.step.kind === kind ? (turning as TurningOf<K>) : null;
}
