import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Front } from '../../scenario/scenario.ts';
import { frontEntryOf } from '../../scenario/servers/fronts.ts';
import type { LogLine, Run } from '../shapes.ts';
import { runIndex } from '../state/runIndex.ts';
import { ApacheLogs } from './logsApache.ts';
import { IisLogs } from './logsIis.ts';
import { NginxLogs } from './logsNginx.ts';
import { PlainFrontLogs } from './logsPlainFront.ts';

interface Writer {
  linesOf(event: RecordedEvent): LogLine[];
}

type Make<F> = (run: Run, front: F, name: string) => Writer;
type Makers = { readonly [K in Front['kind']]?: Make<Extract<Front, { kind: K }>> };

/** Who writes for which program. */
const WRITERS: Makers = {
  nginx: (run, front, name) => new NginxLogs(run, front, name),
  apache: (run, front, name) => new ApacheLogs(run, front, name),
  iis: (run, _, name) => new IisLogs(run, name),
};

/** Words that speak of one front server itself. */
const OF_FRONT: ReadonlySet<string> = new Set(['front/reloaded', 'front/stopped', 'front/started']);

/** The logs of all front servers: of several each has its own files, and hears only of what comes to it. */
export class FrontLogs implements Writer {
  private readonly run: Run;
  private readonly each: readonly Writer[];
  private readonly frontOf = new Map<number, number>();

  constructor(run: Run, front: Front) {
    this.run = run;
    const name = frontEntryOf(front).name.toLowerCase();
    const make = WRITERS[front.kind] as Make<Front> | undefined;
    this.each = Array.from({ length: front.instances }, (_, k) => {
      const files = front.instances > 1 ? `${name} ${k + 1}` : name;
      return make ? make(run, front, files) : new PlainFrontLogs(run, files);
    });
  }

  linesOf(event: RecordedEvent): LogLine[] {
    const [only] = this.each;
    if (this.each.length === 1) return (only as Writer).linesOf(event);
    if (OF_FRONT.has(event.name)) return this.each[Math.max(0, event.actor)]?.linesOf(event) ?? [];
    if (event.request === NONE) return this.each.flatMap((one) => one.linesOf(event));
    const known = this.knownFor(event);
    return known === undefined ? [] : (this.each[known]?.linesOf(event) ?? []);
  }

  /** The front server that a request came to: it says so, or the request comes over a connection of one that did. */
  private knownFor(event: RecordedEvent): number | undefined {
    if (event.name === 'front/accepted') this.frontOf.set(event.request, Math.max(0, event.actor));
    else if (event.name === 'connection/reused' || event.name === 'stream/opened') {
      const { before, shared } = runIndex(this.run).clients;
      const earlier = before.get(event.request) ?? shared.get(event.request);
      const front = earlier === undefined ? undefined : this.frontOf.get(earlier);
      if (front !== undefined && !this.frontOf.has(event.request))
        this.frontOf.set(event.request, front);
    }
    return this.frontOf.get(event.request);
  }
}
