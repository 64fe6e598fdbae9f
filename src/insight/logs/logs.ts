import type { RecordedEvent } from '../../recording/recording.ts';
import type { AppServer } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import type { LogLine, Run } from '../shapes.ts';
import { DevelopmentLogs } from './logsDevelopment.ts';
import { DjangoLogs } from './logsDjango.ts';
import { FrontLogs } from './logsFronts.ts';
import { GunicornLogs } from './logsGunicorn.ts';
import { KernelLogs } from './logsKernel.ts';
import { ModWsgiLogs } from './logsModWsgi.ts';
import { MysqlLogs } from './logsMysql.ts';
import { PlainLogs } from './logsPlain.ts';
import { PostgresLogs } from './logsPostgres.ts';
import { UwsgiLogs } from './logsUwsgi.ts';

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

type Make<A> = (run: Run, app: A) => Writer | null;
type Makers = { readonly [K in AppServer['kind']]?: Make<Extract<AppServer, { kind: K }>> };

/** Who writes for which app server; null: it says nothing by itself. */
const APP_WRITERS: Makers = {
  gunicorn: (run, app) => new GunicornLogs(run, app),
  uwsgi: (run, app) => new UwsgiLogs(run, app),
  mod_wsgi: (run, app) => new ModWsgiLogs(run, app),
  // cheroot prints errors of its own only, and none of those happens here.
  cherrypy: () => null,
  runserver: (run) => new DevelopmentLogs(run),
  flask: (run) => new DevelopmentLogs(run),
};

/** The programs of a run that write logs. SQLite is a library: its errors are the app's. */
function writersOf(run: Run): Writer[] {
  const { app, front, database } = run.scenario;
  const make = APP_WRITERS[app.kind] as Make<AppServer> | undefined;
  const ofApp = make ? make(run, app) : new PlainLogs(run);
  const writers: Writer[] = [new KernelLogs(run), ...(ofApp ? [ofApp] : [])];
  if (front) writers.push(new FrontLogs(run, front));
  if (database?.kind === 'postgresql') writers.push(new PostgresLogs(run, database));
  if (database?.kind === 'mysql') writers.push(new MysqlLogs());
  if (database || traitsOf(app).limits.bodyStatus === 500) writers.push(new DjangoLogs(run));
  return writers;
}
