import type { RecordedEvent } from '../../recording/recording.ts';
import type { AppOf } from '../../scenario/servers/appServers.ts';
import type { LogLine, Run } from '../shapes.ts';
import { clientOf, clientPort } from '../wire/wireAddresses.ts';
import { apacheName, apachePageBytes } from '../wire/wireApache.ts';
import { backOf } from '../wire/wireBack.ts';
import { Journey } from '../wire/wireEvents.ts';
import {
  accessLine,
  errorLine,
  filesOf,
  PARENT_PID,
  resumed,
  type Writer,
} from './logsApacheWords.ts';
import { type Process, Processes, routeOf, SIGNAL_WORDS } from './logsProcesses.ts';

const SIGHUP = 1;
const SIGTERM = 15;
const SCRIPT = '/srv/shop/wsgi.py';

/**
 * What mod_wsgi writes into Apache's error log (level `info`): about its daemon processes, or embedded about Apache's children; embedded there is
 * Apache's access log as well. Wordings as measured with 4.9.4 (I_*mod_wsgi*).
 */
export class ModWsgiLogs {
  private readonly run: Run;
  private readonly app: AppOf<'mod_wsgi'>;
  private readonly processes: Processes;
  private readonly isEmbedded: boolean;
  private readonly files = filesOf('apache');
  private hasStarted = false;

  constructor(run: Run, app: AppOf<'mod_wsgi'>) {
    this.run = run;
    this.app = app;
    this.isEmbedded = app.mode === 'embedded';
    this.processes = new Processes(run);
  }

  linesOf(event: RecordedEvent): LogLine[] {
    const worker = this.processes.note(event);
    switch (event.name) {
      case 'worker/forked':
        return this.forked(event, worker);
      case 'worker/accepted':
        return worker ? this.accepted(event, worker) : [];
      case 'worker/timedOut':
        return worker ? this.timedOut(event, worker) : [];
      case 'worker/recycling':
        return worker
          ? this.daemon(
              event,
              worker,
              "Maximum requests reached, triggering immediate shutdown 'app'.",
            )
          : [];
      case 'worker/exited':
        return worker ? this.exited(event, worker) : [];
      case 'response/writing':
        return this.queueTimeout(event);
      case 'response/written':
        return this.isEmbedded ? this.access(event) : [];
      case 'arbiter/signalled':
        return this.signalled(event);
      default:
        return [];
    }
  }

  private line(event: RecordedEvent, level: string, writer: Writer, words: string): LogLine {
    return errorLine(event, this.files.error, level, writer, words);
  }

  private parent(event: RecordedEvent, level: string, words: string): LogLine {
    const pid = this.parentPid;
    return this.line(event, level, { pid, tid: pid }, words);
  }

  /** Embedded, the first child is the one after the parent. */
  private get parentPid(): number {
    if (!this.isEmbedded) return PARENT_PID;
    return (this.firstPid ?? 101) - 1;
  }
  private firstPid: number | undefined;

  private get mpm(): string {
    return this.isEmbedded && this.app.mpm === 'prefork' ? 'mpm_prefork' : 'mpm_event';
  }

  /** A daemon process about itself. */
  private daemon(event: RecordedEvent, { pid }: Process, words: string): LogLine[] {
    const text = `mod_wsgi (pid=${pid}): ${words}`;
    return [this.line(event, 'wsgi:info', { pid, tid: pid }, text)];
  }

  private forked(event: RecordedEvent, before: Process | undefined): LogLine[] {
    const now = this.processes.byIndex.get(event.actor) as Process;
    this.firstPid ??= now.pid;
    const lines: LogLine[] = [];
    if (this.isEmbedded && !this.hasStarted) {
      const { module, words } = resumed(apacheName(this.run.scenario), this.app.mpm === 'prefork');
      lines.push(this.parent(event, module, words));
    }
    this.hasStarted = true;
    if (!this.isEmbedded && before?.gone) {
      const of = `mod_wsgi (pid=${before.pid}): Process 'app'`;
      const how = before.gone.signal || before.gone.code;
      lines.push(
        this.parent(event, 'wsgi:info', `${of} has died, deregister and restart it.`),
        // That is how it calls an exit code, too.
        ...(how ? [this.parent(event, 'wsgi:info', `${of} terminated by signal ${how}`)] : []),
        this.parent(
          event,
          'wsgi:info',
          `${of} has been deregistered and will no longer be monitored.`,
        ),
      );
    }
    const begins = this.isEmbedded
      ? ['Initializing Python.']
      : [
          `Starting process 'app' with uid=33, gid=33 and threads=${this.app.threads}.`,
          'Initializing Python.',
        ];
    for (const words of begins) lines.push(...this.daemon(event, now, words));
    return lines;
  }

  /** The first request that a process takes makes it import the app. */
  private accepted(event: RecordedEvent, worker: Process): LogLine[] {
    worker.taken += 1;
    if (worker.taken > 1) return [];
    const from = `${clientOf(this.run, event.request)}:${clientPort(event.request)}`;
    const [who, group] = this.isEmbedded ? ['client', ''] : ['remote', 'app'];
    const writer = { pid: worker.pid, tid: worker.pid + this.threadOf(event.actor) };
    const words = `[${who} ${from}] mod_wsgi (pid=${worker.pid}, process='${group}', application=''): Loading Python script file '${SCRIPT}'.`;
    return [this.line(event, 'wsgi:info', writer, words)];
  }

  private threadOf(slot: number): number {
    return this.mpm === 'mpm_prefork' ? 0 : 4 + this.processes.nthOf(slot);
  }

  private timedOut(event: RecordedEvent, worker: Process): LogLine[] {
    return [
      ...this.daemon(
        event,
        worker,
        "Daemon process request time limit exceeded, stopping process 'app'.",
      ),
      ...this.daemon(event, worker, "Shutdown requested 'app'."),
    ];
  }

  private exited(event: RecordedEvent, worker: Process): LogLine[] {
    if (this.isEmbedded) {
      const signal = worker.gone?.signal ?? 0;
      if (!signal || signal === SIGTERM) return [];
      const words = `AH00052: child pid ${worker.pid} exit signal ${SIGNAL_WORDS[signal] ?? 'Unknown'} (${signal})`;
      return [this.parent(event, 'core:notice', words)];
    }
    if (worker.timedOut)
      return [
        ...this.daemon(event, worker, "Aborting process 'app'."),
        ...this.daemon(event, worker, "Exiting process 'app'."),
      ];
    if (!worker.isStopping && !worker.recycles) return [];
    return [
      "Shutdown requested 'app'.",
      "Stopping process 'app'.",
      "Exiting process 'app'.",
    ].flatMap((words) => this.daemon(event, worker, words));
  }

  private queueTimeout(event: RecordedEvent): LogLine[] {
    const worker = this.processes.ofSlot(event.actor);
    if (this.isEmbedded || this.app.queue_timeoutUs === 0 || !worker) return [];
    const journey = new Journey(this.run, event.request);
    if (journey.first('view/entered')) return [];
    const from = `${clientOf(this.run, event.request)}:${clientPort(event.request)}`;
    const words = `[remote ${from}] mod_wsgi (pid=${worker.pid}): Queue timeout expired for WSGI daemon process 'app'.`;
    const writer = { pid: worker.pid, tid: worker.pid + this.threadOf(event.actor) };
    return [this.line(event, 'wsgi:error', writer, words)];
  }

  private access(event: RecordedEvent): LogLine[] {
    const journey = new Journey(this.run, event.request);
    const back = backOf(this.run, event.request, journey, routeOf(this.run, event.request));
    if (!back) return [];
    const status = Number(back.http.head.split(' ')[1]);
    const isRead = status !== 408;
    const bytes = isRead ? back.http.bodyBytes : apachePageBytes(408);
    return [accessLine(this.run, event, this.files.access, status, bytes, isRead)];
  }

  private signalled(event: RecordedEvent): LogLine[] {
    if (event.arg === SIGHUP) {
      const { module, words } = resumed(apacheName(this.run.scenario), this.app.mpm === 'prefork');
      return [
        this.parent(
          event,
          `${this.mpm}:notice`,
          this.mpm === 'mpm_event'
            ? 'AH00493: SIGUSR1 received.  Doing graceful restart'
            : 'AH00171: Graceful restart requested, doing restart',
        ),
        this.parent(event, module, words),
      ];
    }
    if (event.arg !== SIGTERM) return [];
    const id = this.mpm === 'mpm_event' ? 'AH00491' : 'AH00169';
    return [this.parent(event, `${this.mpm}:notice`, `${id}: caught SIGTERM, shutting down`)];
  }
}
