import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Gunicorn, Route } from '../../scenario/scenario.ts';
import type { LogLine, Run } from '../shapes.ts';
import { slotTable } from '../state/slotTable.ts';
import { appAddress } from '../wire/wireAddresses.ts';
import { gunicornDate } from '../wire/wireClock.ts';
import { Journey } from '../wire/wireEvents.ts';
import { GUNICORN_RELEASE } from '../wire/wireHttp.ts';
import { killedWords, type Words } from './logsGunicornWords.ts';

const SIGHUP = 1;
const SIGTERM = 15;

/** One arbiter and what it has under it. */
interface Master {
  readonly pid: number;
  /** Workers that it is forking: the control socket is reported behind the last of them. */
  toFork: number;
  /** TERM has come: it waits for nobody's end in particular, so it reports none. */
  isStopping: boolean;
}

/** A worker process as its lines need it. */
interface Process {
  readonly pid: number;
  readonly master: Master;
  /** The arbiter has found it too slow and not yet seen its end. */
  timedOut: boolean;
  killed: boolean;
  /** asgi: has said that it shuts down. */
  hasSaidGoodbye: boolean;
}

/**
 * Gunicorn's error log on stderr, in the words of the version. There is no access log: Gunicorn writes none unless told.
 * SIMPLIFIED: a worker that ends by SIGTERM while Python shuts down is sometimes reported by its signal too; that race is left out.
 */
export class GunicornLogs {
  private readonly run: Run;
  private readonly app: Gunicorn;
  private readonly isCurrent: boolean;
  private readonly masters: (Master | undefined)[] = [];
  private readonly processes = new Map<number, Process>();
  /** Requests by the slot that holds them. */
  private readonly held = new Map<number, number>();

  constructor(run: Run, app: Gunicorn) {
    this.run = run;
    this.app = app;
    this.isCurrent = app.version === '26.1';
  }

  linesOf(event: RecordedEvent): LogLine[] {
    switch (event.name) {
      case 'worker/accepted':
        this.held.set(event.actor, event.request);
        return [];
      case 'worker/released':
        this.held.delete(event.actor);
        return [];
      case 'app/started':
        return this.started(event, Math.max(0, event.actor), event.arg);
      case 'app/stopped':
        return this.stopped(event);
      case 'arbiter/signalled':
        return this.signalled(event);
      case 'intervention/applied':
        return this.intervened(event);
      case 'worker/forked':
        return this.forked(event);
      default:
        return this.ofProcess(event);
    }
  }

  private ofProcess(event: RecordedEvent): LogLine[] {
    if (!event.name.startsWith('worker/')) return [];
    const worker = this.processes.get(event.actor);
    if (!worker) return [];
    switch (event.name) {
      case 'worker/booted':
        return this.app.worker_class === 'asgi'
          ? [
              this.line(event, worker.pid, [
                'INFO',
                `ASGI server listening on ${this.listening(event)}`,
              ]),
            ]
          : [];
      case 'worker/recycling':
        return [
          this.line(event, worker.pid, ['INFO', 'Autorestarting worker after current request.']),
        ];
      case 'worker/stopping':
        return this.goodbye(event, worker);
      case 'worker/timedOut':
        return this.timedOut(event, worker);
      case 'worker/killed':
        worker.killed = true;
        if (worker.master.isStopping) return [];
        return [
          this.line(event, worker.master.pid, killedWords(this.isCurrent, worker.pid, event.arg)),
        ];
      case 'worker/exited':
        return this.exited(event, worker);
      default:
        return [];
    }
  }

  private line(event: RecordedEvent, pid: number, [level, text]: Words): LogLine {
    return {
      atUs: event.at,
      file: 'gunicorn',
      request: event.request === NONE ? null : event.request,
      text: `[${gunicornDate(event.at)}] [${pid}] [${level}] ${text}`,
    };
  }

  private listening(event: RecordedEvent): string {
    const instance = slotTable(this.run).instanceOf(event.actor);
    return appAddress(this.run.scenario, instance).listening;
  }

  private started(event: RecordedEvent, instance: number, pid: number): LogLine[] {
    if (this.masters[instance]) return [];
    const { app } = this;
    this.masters[instance] = { pid, toFork: app.workers, isStopping: false };
    const { listening } = appAddress(this.run.scenario, instance);
    return [
      `Starting gunicorn ${GUNICORN_RELEASE[app.version]}`,
      `Listening at: ${listening} (${pid})`,
      `Using worker: ${app.worker_class}`,
    ].map((text) => this.line(event, pid, ['INFO', text]));
  }

  private stopped(event: RecordedEvent): LogLine[] {
    const instance = Math.max(0, event.actor);
    const master = this.masters[instance];
    if (!master) return [];
    this.masters[instance] = undefined;
    return [this.line(event, master.pid, ['INFO', 'Shutting down: Master'])];
  }

  private forked(event: RecordedEvent): LogLine[] {
    const instance = slotTable(this.run).instanceOf(event.actor);
    const lines = this.started(event, instance, event.arg - 1);
    const master = this.masters[instance] as Master;
    this.processes.set(event.actor, {
      pid: event.arg,
      master,
      timedOut: false,
      killed: false,
      hasSaidGoodbye: false,
    });
    lines.push(this.line(event, event.arg, ['INFO', `Booting worker with pid: ${event.arg}`]));
    if (master.toFork > 0 && --master.toFork === 0)
      lines.push(...this.controlSocket(event, instance));
    return lines;
  }

  /** Gunicorn 26 opens it unless told not to: at the start and at each reload. */
  private controlSocket(event: RecordedEvent, instance: number): LogLine[] {
    const master = this.masters[instance];
    if (!this.isCurrent || !master) return [];
    const of = this.app.instances > 1 ? `-${instance + 1}` : '';
    const path = `/run/gunicorn${of}/gunicorn.ctl`;
    return [this.line(event, master.pid, ['INFO', `Control socket listening at ${path}`])];
  }

  private signalled(event: RecordedEvent): LogLine[] {
    const instance = Math.max(0, event.actor);
    const master = this.masters[instance];
    if (!master) return [];
    const say = (text: string): LogLine => this.line(event, master.pid, ['INFO', text]);
    if (event.arg === SIGHUP) {
      master.toFork = this.app.workers;
      return [
        say('Handling signal: hup'),
        say('Hang up: Master'),
        ...this.controlSocket(event, instance),
      ];
    }
    if (event.arg !== SIGTERM) return [];
    master.isStopping = true;
    return [say('Handling signal: term')];
  }

  private intervened(event: RecordedEvent): LogLine[] {
    const action = this.run.scenario.script[event.arg]?.do;
    const master = this.masters[0];
    if (!master || (action !== 'add-worker' && action !== 'remove-worker')) return [];
    const signal = action === 'add-worker' ? 'ttin' : 'ttou';
    return [this.line(event, master.pid, ['INFO', `Handling signal: ${signal}`])];
  }

  /** Requests that the slots of a process hold. */
  private heldBy(index: number): number[] {
    const slots = slotTable(this.run).slotsOf(index);
    return slots.flatMap((slot) => this.held.get(slot) ?? []);
  }

  private goodbye(event: RecordedEvent, worker: Process): LogLine[] {
    if (this.app.worker_class !== 'asgi' || worker.hasSaidGoodbye) return [];
    worker.hasSaidGoodbye = true;
    const count = this.heldBy(event.actor).length;
    const waits = count > 0 ? [`Waiting for ${count} connections to finish...`] : [];
    return ['Worker shutting down...', ...waits].map((text) =>
      this.line(event, worker.pid, ['INFO', text]),
    );
  }

  /** SIGABRT raises SystemExit in whatever a sync worker was doing; Gunicorn 26 logs that as an error of the request. */
  private timedOut(event: RecordedEvent, worker: Process): LogLine[] {
    worker.timedOut = true;
    const lines = [
      this.line(event, worker.master.pid, ['CRITICAL', `WORKER TIMEOUT (pid:${worker.pid})`]),
    ];
    const [request] = this.heldBy(event.actor);
    if (!this.isCurrent || this.app.worker_class !== 'sync' || request === undefined) return lines;
    // Blocked signals are not delivered: nothing is raised.
    if (this.routeOf(request).effect === 'hang-hard' && this.hasHead(request)) return lines;
    const traceback = 'Traceback (most recent call last):\n  …\nSystemExit: 1';
    const error = this.line(event, worker.pid, [
      'ERROR',
      `Error handling request ${this.requestLine(request)}`,
    ]);
    return [...lines, { ...error, request }, { ...error, request, text: traceback }];
  }

  private exited(event: RecordedEvent, worker: Process): LogLine[] {
    const unfinished = this.heldBy(event.actor).length;
    for (const slot of slotTable(this.run).slotsOf(event.actor)) this.held.delete(slot);
    if (worker.killed) return [];
    if (event.arg !== 0 && !worker.timedOut)
      return this.isCurrent
        ? [
            this.line(event, worker.master.pid, [
              'ERROR',
              `Worker (pid:${worker.pid}) exited with code ${event.arg}.`,
            ]),
          ]
        : [];
    const isAsgi = this.app.worker_class === 'asgi' && !worker.timedOut;
    const lines = isAsgi ? this.goodbye(event, worker) : [];
    if (isAsgi && unfinished > 0)
      lines.push(
        this.line(event, worker.pid, ['WARNING', `Forcing close of ${unfinished} connections`]),
      );
    lines.push(this.line(event, worker.pid, ['INFO', `Worker exiting (pid: ${worker.pid})`]));
    return lines;
  }

  private routeOf(request: number): Route {
    return this.run.scenario.routes[this.run.seed(request).route] as Route;
  }

  private hasHead(request: number): boolean {
    const seed = this.run.seed(request);
    return (
      seed.bodyBytes > 0 || new Journey(this.run, request).first('worker/received') !== undefined
    );
  }

  /** What the worker knew of the request: nothing, where the head had not come. */
  private requestLine(request: number): string {
    const route = this.routeOf(request);
    return this.hasHead(request) ? `${route.method} ${route.path}` : '(no URI read)';
  }
}
