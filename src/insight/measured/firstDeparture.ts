import { findEvent } from '../../recording/recording.ts';
import type { EventName } from '../../recording/vocabulary.ts';
import type { Parting, PartingEvent } from '../compare/firstParting.ts';
import { narrate } from '../narrate.ts';
import type { Run } from '../shapes.ts';
import { type Departure, departures } from './departure.ts';

const ENDS: readonly EventName[] = ['request/answered', 'request/failed', 'request/abandoned'];

const EVENT_OF: Readonly<Record<Departure['what'], readonly EventName[]>> = {
  view: ['view/entered'],
  firstByte: ['response/begun'],
  end: ENDS,
  outcome: ENDS,
};

/** The first departure as a parting of two runs, or null where they stay together within what is allowed. */
export function firstDeparture(a: Run, b: Run): Parting | null {
  const [first] = departures(a, b);
  if (!first) return null;
  return {
    atUs: first.atUs,
    a: tell(a, first.a, first.what),
    b: tell(b, first.b, first.what),
  };
}

function tell(run: Run, request: number, what: Departure['what']): PartingEvent | null {
  const index = findEvent(run, 0, EVENT_OF[what], request);
  if (index < 0) return null;
  const [told] = narrate(run, index, index + 1);
  return told ? { index, atUs: told.atUs, request: told.request, text: told.text } : null;
}
