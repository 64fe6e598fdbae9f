import type { RecordedEvent } from '../../recording/recording.ts';
import type { LogLine, Run } from '../shapes.ts';
import { DjangoLogs } from './logsDjango.ts';
import { GunicornLogs } from './logsGunicorn.ts';
import { KernelLogs } from './logsKernel.ts';
import { MysqlLogs } from './logsMysql.ts';
import { NginxLogs } from './logsNginx.ts';
import { PostgresLogs } from './logsPostgres.ts';

const written = new WeakMap<Run, { readonly length: number; readonly lines: readonly LogLine[] }>();

/**
 * What the real programs would have logged by `untilUs` (end of the run unless given), with their default settings and in
 * their own words, oldest first. Lines of one moment stand in the order of the events that caused them.
 */
export function logs(run: Run, untilUs: number = run.endUs): readonly LogLine[] {
  const lines = allLines(run);
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((lines[mid] as LogLine).atUs <= untilUs) low = mid + 1;
    else high = mid;
  }
  return low === lines.length ? lines : lines.slice(0, low);
}

function allLines(run: Run): readonly LogLine[] {
  const known = written.get(run);
  if (known && known.length === run.length) return known.lines;
  const writers = writersOf(run);
  const lines: LogLine[] = [];
  for (let i = 0; i < run.length; i++) {
    const event = run.event(i);
    for (const writer of writers) lines.push(...writer.linesOf(event));
  }
  written.set(run, { length: run.length, lines });
  return lines;
}

interface Writer {
  linesOf(event: RecordedEvent): readonly LogLine[];
}

/** The programs of a run that write logs. SQLite is a library: its errors are Django's. */
function writersOf(run: Run): Writer[] {
  const { front, database } = run.scenario;
  const writers: Writer[] = [new KernelLogs(run), new GunicornLogs(run)];
  if (front) writers.push(new NginxLogs(run, front));
  if (database?.kind === 'postgresql') writers.push(new PostgresLogs(run, database));
  if (database?.kind === 'mysql') writers.push(new MysqlLogs());
  if (database) writers.push(new DjangoLogs(run));
  return writers;
}
