import { useSyncExternalStore } from 'react';
import { keep, keptKeys, recall } from '../shell/deviceMemory.ts';

/** How far a learner is in a lesson. */
export type LessonProgress =
  | { readonly is: 'new' }
  | { readonly is: 'begun'; readonly step: number; readonly of: number }
  | { readonly is: 'done' };

/** What is kept of one lesson. */
export interface KeptLesson {
  readonly step: number;
  readonly of: number;
  readonly done: boolean;
  /** The flow's own state, restored when the lesson is opened again; the lesson layer checks it. */
  readonly state: unknown;
}

const KEY = 'lesson.';
const LAST = 'lastLesson';
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
  const kept: KeptLesson = { step, of, done: done || (before?.done ?? false), state };
  keep(`${KEY}${lesson}`, kept);
  keep(LAST, lesson);
  tell();
}

function tell(): void {
  version++;
  for (const listener of listeners) listener();
}

/** The lesson opened last, or null. */
export function lastLesson(): string | null {
  const last = recall(LAST);
  return typeof last === 'string' ? last : null;
}

/** Everything kept of lessons on this device. */
export interface AllProgress {
  readonly lessons: ReadonlyMap<string, KeptLesson>;
  readonly last: string | null;
}

/** What is kept of every lesson, also of those that were opened from a file. */
export function allProgress(): AllProgress {
  const lessons = new Map<string, KeptLesson>();
  for (const key of keptKeys(KEY)) {
    const id = key.slice(KEY.length);
    const kept = keptFor(id);
    if (kept) lessons.set(id, kept);
  }
  return { lessons, last: lastLesson() };
}

/** Forgets what is kept of every lesson and keeps this instead. */
export function replaceProgress({ lessons, last }: AllProgress): void {
  for (const key of keptKeys(KEY)) if (!lessons.has(key.slice(KEY.length))) keep(key, null);
  for (const [id, kept] of lessons) keep(`${KEY}${id}`, kept);
  keep(LAST, last);
  tell();
}

/** What {@link noteProgress} kept, or null. Anything may stand in the storage: only what fits is answered. */
export function keptFor(lesson: string): KeptLesson | null {
  const value = recall(`${KEY}${lesson}`);
  if (typeof value !== 'object' || value === null) return null;
  const { step, of, done, state } = value as Partial<Record<keyof KeptLesson, unknown>>;
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
