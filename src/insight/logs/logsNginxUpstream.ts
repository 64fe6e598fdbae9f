import type { RecordedEvent } from '../../recording/recording.ts';
import type { Run } from '../shapes.ts';
import { appAddress } from '../wire/wireAddresses.ts';
import { Journey } from '../wire/wireEvents.ts';
import type { ErrorWords } from './logsNginx.ts';
import { type Try, triesOf } from './logsNginxTries.ts';

/** What nginx reports of its attempts at the app servers. Wordings as measured on both versions. */
export class NginxUpstreamLogs {
  private readonly run: Run;
  /** Copies of the app server that have been stopped: their sockets are gone. */
  private readonly stopped = new Set<number>();
  /** Attempts that have been reported, by the number of the event that ended them. */
  private readonly reported = new Set<number>();

  constructor(run: Run) {
    this.run = run;
  }

  note(event: RecordedEvent): void {
    if (event.name === 'app/stopped') this.stopped.add(Math.max(0, event.actor));
    if (event.name === 'app/started') this.stopped.delete(Math.max(0, event.actor));
  }

  /** What stands before the path in `upstream:` for the attempt that is under way. */
  baseOf(event: RecordedEvent): string {
    const last = this.tries(event, event.index).at(-1);
    return this.base(last?.instance ?? 0);
  }

  /**
   * The lines behind one event. A server that is set aside is told right behind the error that was one too many, in whichever order the
   * recording has the two.
   */
  wordsOf(event: RecordedEvent): ErrorWords[] {
    if (event.name !== 'upstream/down') return this.failed(event);
    const end = this.endBehind(event);
    const words = end ? this.failed(end) : [];
    const failed = end ?? this.endBefore(event);
    const last = failed && this.tries(failed, failed.index).at(-1);
    const doing = last ? doingOf(last) : 'connecting to';
    return [
      ...words,
      [
        'warn',
        `upstream server temporarily disabled while ${doing} upstream`,
        this.base(Math.max(0, event.actor)),
      ],
    ];
  }

  private tries(event: RecordedEvent, untilIndex: number): Try[] {
    return triesOf(this.run, event.request, untilIndex);
  }

  private base(instance: number | null): string {
    const { scenario } = this.run;
    const scheme = appAddress(scenario, 0).base.split(':')[0];
    return instance === null ? `${scheme}://app` : appAddress(scenario, instance).base;
  }

  private failed(end: RecordedEvent): ErrorWords[] {
    if (this.reported.has(end.index)) return [];
    this.reported.add(end.index);
    const last = this.tries(end, end.index).at(-1);
    if (!last) return [];
    const base = this.base(last.instance);
    const isTimeout =
      end.name === 'upstream/timedOut' || (end.name === 'upstream/retried' && end.arg === 1);
    if (isTimeout)
      return [
        [
          'error',
          `upstream timed out (110: Connection timed out) while ${doingOf(last)} upstream`,
          base,
        ],
      ];
    if (last.instance === null)
      return [['error', 'no live upstreams while connecting to upstream', base]];
    if (last.isConnected) return [['error', this.lost(last), base]];
    return [this.refused(last, last.instance, base)];
  }

  /** A connection that stood and gave nothing. One that lay in a backlog is reset when the socket is closed. */
  private lost(last: Try): string {
    return last.isQueued && this.stopped.has(last.instance ?? 0)
      ? 'recv() failed (104: Connection reset by peer) while reading response header from upstream'
      : 'upstream prematurely closed connection while reading response header from upstream';
  }

  private refused(last: Try, instance: number, base: string): ErrorWords {
    const { scenario } = this.run;
    if (scenario.socket.kind === 'tcp')
      return [
        'error',
        'connect() failed (111: Connection refused) while connecting to upstream',
        base,
      ];
    const [level, cause] = last.hasOverflowed
      ? (['error', '11: Resource temporarily unavailable'] as const)
      : this.stopped.has(instance)
        ? (['crit', '2: No such file or directory'] as const)
        : (['error', '111: Connection refused'] as const);
    const to = appAddress(scenario, instance).upstream;
    return [level, `connect() to ${to} failed (${cause}) while connecting to upstream`, base];
  }

  /** The end of the attempt, where it is told at the same moment behind the event. */
  private endBehind(event: RecordedEvent): RecordedEvent | undefined {
    return new Journey(this.run, event.request).events.find(
      (e) => e.index > event.index && e.at === event.at && ENDS.has(e.name),
    );
  }

  private endBefore(event: RecordedEvent): RecordedEvent | undefined {
    return new Journey(this.run, event.request).events.findLast(
      (e) => e.index < event.index && ENDS.has(e.name),
    );
  }
}

const ENDS: ReadonlySet<string> = new Set([
  'upstream/retried',
  'upstream/failed',
  'upstream/timedOut',
]);

function doingOf(last: Try): string {
  return last.isConnected ? 'reading response header from' : 'connecting to';
}
