import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import type { LogLine, Run } from '../shapes.ts';
import { gunicornDate } from '../wire/wireClock.ts';
import { Journey } from '../wire/wireEvents.ts';
import { GUNICORN_RELEASE } from '../wire/wireHttp.ts';

const SIGKILL = 9;
const SIGSEGV = 11;

type Level = 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL';

/**
 * Gunicorn's error log on stderr, in the words of the version. There is no access log: Gunicorn writes none unless told.
 * The wordings of 20.1 and 26.1 differ most where a worker is killed.
 */
export class GunicornLogs {
  private readonly run: Run;
  private readonly isCurrent: boolean;
  private readonly pids = new Map<number, number>();
  /** Workers that the arbiter has found too slow and not yet seen the end of. */
  private readonly timedOut = new Set<number>();
  private readonly killed = new Set<number>();
  private master = 0;
  private hasControlSocket = false;

  constructor(run: Run) {
    this.run = run;
    this.isCurrent = run.scenario.app.version === '26.1';
  }

  linesOf(event: RecordedEvent): LogLine[] {
    const pid = this.pids.get(event.actor) ?? 0;
    switch (event.name) {
      case 'worker/forked':
        return this.forked(event);
      case 'worker/timedOut':
        this.timedOut.add(event.actor);
        return [this.line(event, this.master, 'CRITICAL', `WORKER TIMEOUT (pid:${pid})`)];
      case 'worker/killed':
        this.killed.add(event.actor);
        return this.signalled(event, pid);
      case 'worker/exited':
        return this.exited(event, pid);
      case 'intervention/applied':
        return this.intervened(event);
      default:
        return [];
    }
  }

  private line(event: RecordedEvent, pid: number, level: Level, words: string): LogLine {
    return {
      atUs: event.at,
      file: 'gunicorn',
      request: event.request === NONE ? null : event.request,
      text: `[${gunicornDate(event.at)}] [${pid}] [${level}] ${words}`,
    };
  }

  private forked(event: RecordedEvent): LogLine[] {
    const lines: LogLine[] = [];
    const { app, socket } = this.run.scenario;
    if (this.master === 0) {
      this.master = event.arg - 1;
      const listening =
        socket.kind === 'unix'
          ? 'unix:/run/gunicorn.sock'
          : `http://${this.run.scenario.front ? '127.0.0.1' : '0.0.0.0'}:8000`;
      lines.push(
        this.line(event, this.master, 'INFO', `Starting gunicorn ${GUNICORN_RELEASE[app.version]}`),
        this.line(event, this.master, 'INFO', `Listening at: ${listening} (${this.master})`),
        this.line(event, this.master, 'INFO', `Using worker: ${app.worker_class}`),
      );
    }
    this.pids.set(event.actor, event.arg);
    this.timedOut.delete(event.actor);
    this.killed.delete(event.actor);
    lines.push(this.line(event, event.arg, 'INFO', `Booting worker with pid: ${event.arg}`));
    if (this.isCurrent && !this.hasControlSocket && this.pids.size === app.workers) {
      this.hasControlSocket = true;
      lines.push(
        this.line(
          event,
          this.master,
          'INFO',
          'Control socket listening at /run/gunicorn/gunicorn.ctl',
        ),
      );
    }
    return lines;
  }

  private signalled(event: RecordedEvent, pid: number): LogLine[] {
    const signal = event.arg;
    if (signal !== SIGKILL && signal !== SIGSEGV) return [];
    if (!this.isCurrent)
      return [
        this.line(
          event,
          this.master,
          'WARNING',
          `Worker with pid ${pid} was terminated due to signal ${signal}`,
        ),
      ];
    return signal === SIGKILL
      ? [
          this.line(
            event,
            this.master,
            'ERROR',
            `Worker (pid:${pid}) was sent SIGKILL! Perhaps out of memory?`,
          ),
        ]
      : [this.line(event, this.master, 'WARNING', `Worker (pid:${pid}) was sent SIGSEGV!`)];
  }

  private exited(event: RecordedEvent, pid: number): LogLine[] {
    if (this.killed.has(event.actor)) return [];
    if (this.timedOut.has(event.actor)) return this.exitedAfterAbort(event, pid);
    if (event.arg === 0) return [this.line(event, pid, 'INFO', `Worker exiting (pid: ${pid})`)];
    return this.isCurrent
      ? [
          this.line(
            event,
            this.master,
            'ERROR',
            `Worker (pid:${pid}) exited with code ${event.arg}.`,
          ),
        ]
      : [];
  }

  /** SIGABRT raises SystemExit in whatever Python was doing; Gunicorn 26 logs that as an error of the request. */
  private exitedAfterAbort(event: RecordedEvent, pid: number): LogLine[] {
    const lines: LogLine[] = [];
    if (this.isCurrent && event.request !== NONE) {
      lines.push(
        this.line(event, pid, 'ERROR', `Error handling request ${this.requestLine(event.request)}`),
        {
          ...this.line(event, pid, 'ERROR', ''),
          text: 'Traceback (most recent call last):\n  …\nSystemExit: 1',
        },
      );
    }
    lines.push(this.line(event, pid, 'INFO', `Worker exiting (pid: ${pid})`));
    return lines;
  }

  /** What the worker knew of the request: nothing, where the head had not come. */
  private requestLine(request: number): string {
    const seed = this.run.seed(request);
    const route = this.run.scenario.routes[seed.route] as Route;
    const hasHead = seed.bodyBytes > 0 || new Journey(this.run, request).first('worker/received');
    return hasHead ? `${route.method} ${route.path}` : '(no URI read)';
  }

  private intervened(event: RecordedEvent): LogLine[] {
    const action = this.run.scenario.script[event.arg]?.do;
    if (action !== 'add-worker' && action !== 'remove-worker') return [];
    return [
      this.line(
        event,
        this.master,
        'INFO',
        `Handling signal: ${action === 'add-worker' ? 'ttin' : 'ttou'}`,
      ),
    ];
  }
}
