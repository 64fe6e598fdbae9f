import type { Recording } from '../recording/recording.ts';
import { EVENT, EVENTS, type EventName } from '../recording/vocabulary.ts';

/** Something went wrong: marked on the scrubber, and a place to jump to. */
export const FAILURES: readonly EventName[] = [
  'connection/refused',
  'request/failed',
  'request/abandoned',
  'upstream/failed',
  'upstream/timedOut',
  'socket/overflowed',
  'worker/timedOut',
  'worker/killed',
  'session/refused',
  'query/failed',
  'database/stopped',
  'front/stopped',
  'host/unplugged',
];
const TURNS: readonly EventName[] = ['worker/accepted', 'worker/released', 'intervention/applied'];

const IS_FAILURE = EVENTS.map((name) => FAILURES.includes(name));
const IS_TURN = EVENTS.map((name) => TURNS.includes(name));

export interface Moments {
  /** Moments worth jumping to, µs, rising: failures, a worker taken or released, the queue starting. */
  readonly interestUs: readonly number[];
  readonly failureUs: readonly number[];
}

const known = new WeakMap<Recording, Moments>();

/** The moments to jump between. Read once per recording, then remembered. */
export function momentsOfInterest(run: Recording): Moments {
  const before = known.get(run);
  if (before) return before;
  const interestUs: number[] = [];
  const failureUs: number[] = [];
  for (let i = 0; i < run.length; i++) {
    const type = run.type(i);
    const startsQueue = type === EVENT['socket/queued'] && run.arg(i) === 1;
    if (!IS_FAILURE[type] && !IS_TURN[type] && !startsQueue) continue;
    const atUs = run.at(i);
    if (interestUs.at(-1) !== atUs) interestUs.push(atUs);
    if (IS_FAILURE[type]) failureUs.push(atUs);
  }
  const moments = { interestUs, failureUs };
  known.set(run, moments);
  return moments;
}

/** The first moment after `atUs`, or null. */
export function momentAfter(moments: readonly number[], atUs: number): number | null {
  return moments[countUntil(moments, atUs)] ?? null;
}

/** The last moment before `atUs`, or null. */
export function momentBefore(moments: readonly number[], atUs: number): number | null {
  return moments[countUntil(moments, atUs - 1) - 1] ?? null;
}

function countUntil(sorted: readonly number[], atUs: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
