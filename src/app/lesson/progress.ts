import { useSyncExternalStore } from 'react';
import { keep, recall } from '../shell/deviceMemory.ts';

/** How far a learner is in a lesson. */
export type LessonProgress =
  | { readonly is: 'new' }
  | { readonly is: 'begun'; readonly step: number; readonly of: number }
  | { readonly is: 'done' };

interface Kept {
  readonly step: number;
  readonly of: number;
  readonly done: boolean;
  /** The flow's own state, restored when the lesson is opened again; the lesson layer checks it. */
  readonly state: unknown;
}

const listeners = new Set<() => void>();
let version = 0;

/** Notes where the learner is, on this device. A lesson once done stays done when it is read again. */
export function noteProgress(
  lesson: string,
  step: number,
  of: number,
  done: boolean,
  state: unknown,
): void {
  const before = keptFor(lesson);
  const kept: Kept = { step, of, done: done || (before?.done ?? false), state };
  keep(`lesson.${lesson}`, kept);
  version++;
  for (const listener of listeners) listener();
}

/** What {@link noteProgress} kept, or null. Anything may stand in the storage: only what fits is answered. */
export function keptFor(lesson: string): Kept | null {
  const value = recall(`lesson.${lesson}`);
  if (typeof value !== 'object' || value === null) return null;
  const { step, of, done, state } = value as Partial<Record<keyof Kept, unknown>>;
  if (typeof step !== 'number' || typeof of !== 'number' || typeof done !== 'boolean') return null;
  return { step, of, done, state };
}

/** How far the learner is, for the list of lessons. */
export function progressOf(lesson: string): LessonProgress {
  const kept = keptFor(lesson);
  if (!kept) return { is: 'new' };
  return kept.done ? { is: 'done' } : { is: 'begun', step: kept.step, of: kept.of };
}

/** Renders the component again when any progress is noted. */
export function useProgress(): void {
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );
}
