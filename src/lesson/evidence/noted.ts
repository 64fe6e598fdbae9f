import { isRecord } from '../../scenario/isRecord.ts';
import { type Answer, readAnswer } from '../answers.ts';

/** How an answer came to be. It outlives “Start again”: whoever starts again has seen what happened. */
export interface Noted {
  /** Time spent on the step while it was shown and had no answer yet, ms. */
  readonly ms: number;
  /** Of a question how often it was answered, of a puzzle how many settings were tried until it was solved. */
  readonly tries: number;
  /** Hints asked for before the first answer. */
  readonly hints: number;
  /** What was answered first; null before. */
  readonly first: Answer | null;
}

export const NOT_NOTED: Noted = { ms: 0, tries: 0, hints: 0, first: null };

/** In one go nobody looks at a step for longer, ms: whatever exceeds it was spent elsewhere. */
const AWAY_MS = 600_000;

/** Counts the time since the last tick; nothing after the first answer, or where the clock went backwards. */
export const withTime = (noted: Noted | undefined, sinceMs: number): Noted => {
  const before = noted ?? NOT_NOTED;
  const ms = Math.round(Math.min(AWAY_MS, Math.max(0, sinceMs)));
  return before.first === null && ms > 0 ? { ...before, ms: before.ms + ms } : before;
};

/** Reads what was noted of a step, of any origin; null where it is none. */
export function readNoted(input: unknown): Noted | null {
  if (!isRecord(input)) return null;
  const { ms, tries, hints, first } = input;
  const isCount = (value: unknown): value is number =>
    Number.isSafeInteger(value) && Number(value) >= 0;
  if (!isCount(ms) || !isCount(tries) || !isCount(hints)) return null;
  return { ms, tries, hints, first: readAnswer(first) };
}
