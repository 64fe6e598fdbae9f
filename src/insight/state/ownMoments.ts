import type { RecordedEvent } from '../../recording/recording.ts';
import type { Run } from '../shapes.ts';
import { runIndex } from './runIndex.ts';

/** The events of one request among the first `eventCount` of the run, in order. */
export function ownMoments(
  run: Run,
  request: number,
  eventCount: number = run.length,
): RecordedEvent[] {
  const { first, own } = runIndex(run);
  const found: RecordedEvent[] = [];
  const until = first[request + 1] ?? 0;
  for (let k = first[request] ?? 0; k < until && (own[k] as number) < eventCount; k++)
    found.push(run.event(own[k] as number));
  return found;
}
