import type { RecordedEvent } from '../../recording/recording.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Run } from '../shapes.ts';
import { appAddress } from '../wire/wireAddresses.ts';
import { attempts, Events, Journey } from '../wire/wireEvents.ts';

/** One attempt of nginx to get an answer for a request. */
export interface Try {
  /** Which copy of the app server; null: none was left to ask. */
  readonly instance: number | null;
  /** A connection stood, so nginx was waiting for the answer. */
  readonly isConnected: boolean;
  /** It lay in the backlog and nobody had taken it. */
  readonly isQueued: boolean;
  readonly hasOverflowed: boolean;
  /** What nginx made of a failed attempt: gave up, or went on to the next. Undefined: an answer came, or it is not over. */
  readonly end: RecordedEvent | undefined;
  /** `$upstream_status`: what it came to. null: nothing. */
  readonly status: number | null;
}

/** Every attempt for a request as far as the events until `untilIndex` tell, in order. Empty where nginx did not turn to the app server. */
export function triesOf(run: Run, request: number, untilIndex: number): Try[] {
  const known = new Journey(run, request).events.filter((e) => e.index <= untilIndex);
  return attempts(run, new Events(known)).flatMap((part) => tryOf(run.scenario, part) ?? []);
}

function tryOf(scenario: Scenario, part: Events): Try | null {
  const end = part.last('upstream/retried', 'upstream/failed', 'upstream/timedOut');
  const chosen = part.last('upstream/chosen', 'upstream/reused');
  const connected = part.first('upstream/connected', 'upstream/reused', 'socket/queued');
  const overflowed = part.first('socket/overflowed');
  if (!end && !chosen && !connected && !overflowed) return null;
  const isNobody =
    scenario.app.instances > 1 && end?.name === 'upstream/failed' && !part.first('upstream/chosen');
  const retried = end?.name === 'upstream/retried' ? end : undefined;
  return {
    instance: isNobody ? null : Math.max(0, (chosen ?? retried)?.actor ?? 0),
    isConnected: connected !== undefined,
    isQueued: part.first('socket/queued') !== undefined && !part.first('worker/accepted'),
    hasOverflowed: overflowed !== undefined,
    end,
    status: end ? statusOf(end) : (part.last('view/left')?.arg ?? null),
  };
}

function statusOf(end: RecordedEvent): number {
  if (end.name === 'upstream/retried') return end.arg === 1 ? 504 : 502;
  return end.arg;
}

/** `$upstream_addr`: the copies asked, in order; the name of the block where none was left. */
export function upstreamAddresses(scenario: Scenario, tries: readonly Try[]): string {
  return tries
    .map(({ instance }) => (instance === null ? 'app' : appAddress(scenario, instance).upstream))
    .join(', ');
}
