import type { RecordedEvent } from '../../recording/recording.ts';
import type { EventName } from '../../recording/vocabulary.ts';
import { type Life, lifeOf } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { worldAfter } from '../state/worldAfter.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

/** Explains the moment just before an event, by the main explanation. */
export type Before = (m: Moment, life: Life) => void;

/** A request that ended badly, with its own events until then. */
export interface Fault {
  readonly say: Explanation;
  readonly m: Moment;
  readonly life: Life;
  readonly events: readonly RecordedEvent[];
  readonly before: Before;
  /** HTTP status that its client got, or NONE. */
  readonly status: number;
}

/** The last own event of these words. */
export function lastOf(f: Fault, ...names: EventName[]): RecordedEvent | undefined {
  return f.events.findLast((e) => names.includes(e.name));
}

/** A link to one of its events. */
export function linkTo(
  f: Fault,
  e: RecordedEvent | undefined,
): { atUs: number | null; request: number } {
  return { atUs: e?.at ?? null, request: f.life.request };
}

/** The moment just before an event. */
export function justBefore(m: Moment, e: RecordedEvent): Moment {
  return { run: m.run, count: e.index, atUs: e.at, world: worldAfter(m.run, e.index) };
}

/** What had come of the request of an event until then. */
export function lifeBefore(m: Moment, e: RecordedEvent, request: number = e.request): Life {
  return lifeOf(m.run, runIndex(m.run), request, e.index);
}

/** A moment by its time. */
export function momentAt({ run }: Moment, atUs: number): Moment {
  const count = run.countUntil(atUs);
  return { run, count, atUs, world: worldAfter(run, count) };
}
