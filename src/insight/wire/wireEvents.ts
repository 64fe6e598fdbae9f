import type { RecordedEvent } from '../../recording/recording.ts';
import type { EventName } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import { runIndex } from '../state/runIndex.ts';

/** The journey of one request: its events in order of time, found by word. Empty for a request the run does not have. */
export class Journey {
  readonly events: readonly RecordedEvent[];

  constructor(run: Run, request: number) {
    const { first, own } = runIndex(run);
    const events: RecordedEvent[] = [];
    for (let k = first[request] ?? 0; k < (first[request + 1] ?? 0); k++)
      events.push(run.event(own[k] as number));
    this.events = events;
  }

  first(...names: EventName[]): RecordedEvent | undefined {
    return this.events.find((e) => names.includes(e.name));
  }

  last(...names: EventName[]): RecordedEvent | undefined {
    return this.events.findLast((e) => names.includes(e.name));
  }
}
