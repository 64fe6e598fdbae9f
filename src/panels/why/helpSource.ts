import { createContext } from 'react';
import type { CauseKind } from '../../insight/causes/causeKinds.ts';
import type { HelpAnswer } from '../../insight/causes/helpShape.ts';

/** Who waits for an answer; exactly one of `onDone` and `onFailed` is called, unless it is cancelled. */
export interface HelpListener {
  /** Share done, 0..1. */
  onProgress(share: number): void;
  onDone(answer: HelpAnswer): void;
  /** Why there is none, as a sentence. */
  onFailed(message: string): void;
}

/**
 * Where “What would have helped?” is answered: many simulations, which no panel runs by itself. The page that shows a run provides it, with the
 * way to write a setting where the scenario may be changed.
 */
export interface HelpSource {
  /** Asks about a request of the run shown. @returns the way to cancel */
  ask(
    question: { readonly request: number; readonly causes: readonly CauseKind[] },
    listener: HelpListener,
  ): () => void;
  /** Writes a value at a path of the written scenario, as one change that can be undone; null where nothing may be changed. */
  readonly onTry: null | ((path: readonly (string | number)[], value: unknown) => void);
}

/** For pages whose panels stand deep; a panel’s own prop comes first. Null: the question is not offered. */
export const HelpFrom = createContext<HelpSource | null>(null);
