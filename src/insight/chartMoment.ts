import type { ChartPicture, ChartStep } from '../recording/chartShape.ts';
import type { Run } from './shapes.ts';

/** Where an actor is at a moment. */
export interface ChartMoment {
  /** How many of its steps have happened. */
  readonly happened: number;
  /** Innermost state. */
  readonly state: string;
  /** Since when; 0 where it has not moved yet. Leaving a state and coming back begins it anew. */
  readonly sinceUs: number;
  /** The last transition, or null before the first. */
  readonly last: ChartStep | null;
}

/**
 * Where an actor is at the moment, or among the events of one moment, after event number `eventIndex` (-1 = none yet).
 * A transition has happened as soon as the first event that it records has.
 */
export function chartMoment(
  run: Run,
  picture: ChartPicture,
  steps: readonly ChartStep[],
  { atUs, eventIndex }: { readonly atUs: number; readonly eventIndex: number },
): ChartMoment {
  const count = eventIndex + 1;
  const isWhole = count >= run.countUntil(atUs);
  const has = (step: ChartStep) => (isWhole ? step.atUs <= atUs : step.eventCount < count);
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (has(steps[middle] as ChartStep)) low = middle + 1;
    else high = middle;
  }
  let since = low - 1;
  while (since >= 0 && !moves(picture, steps[since] as ChartStep)) since--;
  const last = steps[low - 1] ?? null;
  return {
    happened: low,
    state: last?.to ?? picture.initial,
    sinceUs: steps[since]?.atUs ?? 0,
    last,
  };
}

/** It leaves its state, if only to enter it anew. */
export function moves(picture: ChartPicture, { arrow }: ChartStep): boolean {
  return picture.arrows[arrow]?.to != null;
}

/** What an arrow says: `the request is complete`, `connects [is refused]`. Guards are put into words by their names. */
export function arrowWords(picture: ChartPicture, arrow: number): string {
  const { words, guard } = picture.arrows[arrow] ?? { words: '', guard: null };
  return guard === null ? words : `${words} [${guardWords(guard)}]`;
}

/** `requestIsHere` as `request is here`. */
export function guardWords(guard: string): string {
  return guard.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The own name of a state, without those around it: `reading`. */
export function stateName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
