import type { RecordedEvent } from '../../recording/recording.ts';
import type { EventName } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import { runIndex } from '../state/runIndex.ts';
import { slotTable } from '../state/slotTable.ts';

/** Some of the events of one request, in order of time, found by word. */
export class Events {
  readonly events: readonly RecordedEvent[];

  constructor(events: readonly RecordedEvent[]) {
    this.events = events;
  }

  first(...names: EventName[]): RecordedEvent | undefined {
    return this.events.find((e) => names.includes(e.name));
  }

  last(...names: EventName[]): RecordedEvent | undefined {
    return this.events.findLast((e) => names.includes(e.name));
  }
}

/** The journey of one request: all of its events. Empty for a request the run does not have. */
export class Journey extends Events {
  constructor(run: Run, request: number) {
    const { first, own } = runIndex(run);
    const events: RecordedEvent[] = [];
    for (let k = first[request] ?? 0; k < (first[request + 1] ?? 0); k++)
      events.push(run.event(own[k] as number));
    super(events);
  }
}

const OF_PROCESS: ReadonlySet<EventName> = new Set([
  'worker/timedOut',
  'worker/killed',
  'worker/exited',
  'worker/stopping',
]);
const OF_SLOT =
  /^(worker\/(accepted|received|released)|view\/|span\/|response\/(writing|written)|linger\/)/;

/**
 * The attempts that nginx made for a request, each with its own events: `upstream/retried` ends one and begins the next. A worker that was given up may go
 * on for a while; what it does belongs to its attempt however late. A request that was not sent again has one attempt: everything.
 */
export function attempts(run: Run, journey: Events): Events[] {
  if (!journey.first('upstream/retried')) return [journey];
  const { processOf } = slotTable(run);
  const parts: RecordedEvent[][] = [[]];
  /** Attempt that a slot, or a process, last took the request for. */
  const bySlot = new Map<number, number>();
  const byProcess = new Map<number, number>();
  for (const event of journey.events) {
    const now = parts.length - 1;
    let part = now;
    if (event.name === 'worker/accepted') {
      bySlot.set(event.actor, now);
      byProcess.set(processOf(event.actor), now);
    } else if (OF_PROCESS.has(event.name)) part = byProcess.get(event.actor) ?? now;
    else if (OF_SLOT.test(event.name)) part = bySlot.get(event.actor) ?? now;
    (parts[part] as RecordedEvent[]).push(event);
    if (event.name === 'upstream/retried') parts.push([]);
  }
  return parts.map((events) => new Events(events));
}
