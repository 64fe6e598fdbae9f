import type { RecordedEvent } from '../../recording/recording.ts';
import type { AppOf } from '../../scenario/servers/appServers.ts';
import type { LogLine, Run } from '../shapes.ts';
import { appAddress, clientOf, frontAddress } from '../wire/wireAddresses.ts';
import { backOf, instanceOf } from '../wire/wireBack.ts';
import { ctimeDate, EPOCH_US } from '../wire/wireClock.ts';
import { uwsgiVariables } from '../wire/wireEnvirons.ts';
import { Journey } from '../wire/wireEvents.ts';
import { headersOf } from '../wire/wireHttp.ts';
import { uwsgiPacket } from '../wire/wireUwsgi.ts';
import { lineAt, type Process, Processes, routeOf } from './logsProcesses.ts';
import { greeting } from './logsUwsgiStart.ts';

const SIGHUP = 1;
const SIGTERM = 15;

/**
 * What uWSGI writes on stderr, in the words of 2.0.21 (uwsgi_log_lifecycle, I_crash, I_harakiri3). SIMPLIFIED: of its greeting the lines are left
 * out that speak of figures which are not modelled (memory, addresses), and the one about running as root.
 */
export class UwsgiLogs {
  private readonly run: Run;
  private readonly app: AppOf<'uwsgi'>;
  private readonly processes: Processes;
  private readonly masters: (number | undefined)[] = [];
  /** Workers that are still to be forked before the greeting is over. */
  private readonly toFork: number[] = [];
  private readonly requests: number[] = [];
  private fullUs = Number.NEGATIVE_INFINITY;

  constructor(run: Run, app: AppOf<'uwsgi'>) {
    this.run = run;
    this.app = app;
    this.processes = new Processes(run);
  }

  linesOf(event: RecordedEvent): LogLine[] {
    const worker = this.processes.note(event);
    switch (event.name) {
      case 'worker/forked':
        return this.forked(event, worker);
      case 'worker/timedOut':
        return worker ? this.harakiri(event, worker) : [];
      case 'worker/exited':
        return worker ? this.exited(event, worker) : [];
      case 'response/written':
        return this.request(event);
      case 'response/writing':
        return this.silence(event);
      case 'socket/overflowed':
        return this.full(event);
      case 'arbiter/signalled':
        return this.signalled(event);
      case 'app/started':
        return this.started(event, Math.max(0, event.actor), event.arg);
      case 'app/stopped':
        this.masters[Math.max(0, event.actor)] = undefined;
        return [this.line(event, 'goodbye to uWSGI.')];
      default:
        return [];
    }
  }

  private line(event: RecordedEvent, text: string): LogLine {
    return lineAt(event, 'uwsgi', text);
  }

  private started(event: RecordedEvent, instance: number, pid: number): LogLine[] {
    if (this.masters[instance] !== undefined) return [];
    this.masters[instance] = pid;
    this.toFork[instance] = this.app.processes;
    return greeting(this.run.scenario, this.app, instance, pid, event.at).map((text) =>
      this.line(event, text),
    );
  }

  private forked(event: RecordedEvent, before: Process | undefined): LogLine[] {
    const now = this.processes.byIndex.get(event.actor) as Process;
    const lines = this.started(event, now.instance, event.arg - 1);
    const left = this.toFork[now.instance] ?? 0;
    if (left > 0) {
      this.toFork[now.instance] = left - 1;
      const alone = !this.app.master && this.app.processes === 1 ? ' (and the only)' : '';
      const words = `spawned uWSGI worker ${now.number}${alone} (pid: ${now.pid}, cores: ${this.app.threads})`;
      lines.push(this.line(event, words));
      if (left === 1 && this.app.protocol === 'http')
        lines.push(this.line(event, `spawned uWSGI http 1 (pid: ${now.pid + 1})`));
      return lines;
    }
    if (before) lines.push(...this.buried(event, before));
    lines.push(this.line(event, `Respawned uWSGI worker ${now.number} (new pid: ${now.pid})`));
    return lines;
  }

  /** What the master says of a worker that has died when it finds out. */
  private buried(event: RecordedEvent, { number, pid, gone, recycles }: Process): LogLine[] {
    if (recycles && !gone?.signal)
      return [this.line(event, `worker ${number} killed successfully (pid: ${pid})`)];
    const by = gone?.signal ? `, killed by signal ${gone.signal}` : '';
    return [
      this.line(event, `DAMN ! worker ${number} (pid: ${pid}) died${by} :( trying respawn ...`),
    ];
  }

  private exited(event: RecordedEvent, worker: Process): LogLine[] {
    if (worker.recycles)
      return [this.line(event, `...The work of process ${worker.pid} is done. Seeya!`)];
    return worker.isStopping
      ? [this.line(event, `worker ${worker.number} buried after 1 seconds`)]
      : [];
  }

  private harakiri(event: RecordedEvent, { index, number, pid }: Process): LogLine[] {
    const lines = [`*** HARAKIRI ON WORKER ${number} (pid: ${pid}, try: 1) ***`];
    lines.push(`HARAKIRI !!! worker ${number} status !!!`);
    for (const [slot, { request, atUs }] of this.processes.held) {
      if (this.processes.ofSlot(slot)?.index !== index) continue;
      const { method, path } = routeOf(this.run, request);
      const since = Math.floor((EPOCH_US + atUs) / 1e6);
      lines.push(
        `HARAKIRI [core ${this.processes.nthOf(slot)}] ${this.peerOf(request)} - ${method} ${path} since ${since}`,
      );
    }
    lines.push(`HARAKIRI !!! end of worker ${number} status !!!`);
    return lines.map((text) => this.line(event, `${ctimeDate(event.at)} - ${text}`));
  }

  /** Who asked, as far as uWSGI knows: its own protocol brings the client's address along. */
  private peerOf(request: number): string {
    const { front, socket } = this.run.scenario;
    if (front === null || this.app.protocol === 'socket') return clientOf(this.run, request);
    return socket.kind === 'unix' ? '' : frontAddress(this.run.scenario);
  }

  private request(event: RecordedEvent): LogLine[] {
    const worker = this.processes.ofSlot(event.actor);
    const held = this.processes.held.get(event.actor);
    if (!worker || !held) return [];
    const { run } = this;
    const journey = new Journey(run, event.request);
    const route = routeOf(run, event.request);
    const back = backOf(run, event.request, journey, route);
    if (!back) return [];
    const total = (this.requests[worker.instance] ?? 0) + 1;
    this.requests[worker.instance] = total;
    worker.taken += 1;
    const pairs = uwsgiVariables({
      scenario: run.scenario,
      route,
      request: event.request,
      bodyBytes: run.seed(event.request).bodyBytes,
      address: clientOf(run, event.request),
      instance: instanceOf(journey),
      front: 0,
      protocol: journey.first('stream/opened') ? 'HTTP/2.0' : 'HTTP/1.1',
      atUs: held.atUs,
    });
    const { head, bodyBytes } = back.http;
    const [, status = '200'] = head.split(' ');
    const spentMs = Math.floor((event.at - held.atUs) / 1000);
    const [version = 'HTTP/1.1'] = head.split(' ');
    return [
      this.line(
        event,
        `[pid: ${worker.pid}|app: 0|req: ${worker.taken}/${total}] ${this.peerOf(event.request)} () {${pairs.length * 2} vars in ${uwsgiPacket(pairs).length - 4} bytes} [${ctimeDate(held.atUs)}] ${route.method} ${route.path} => generated ${bodyBytes} bytes in ${spentMs} msecs (${version} ${status}) ${headersOf(head).length} headers in ${head.length} bytes (1 switches on core ${this.processes.nthOf(event.actor)})`,
      ),
    ];
  }

  /** A body that did not come: the view reads in vain. */
  private silence(event: RecordedEvent): LogLine[] {
    const { bodyBytes } = this.run.seed(event.request);
    const journey = new Journey(this.run, event.request);
    if (bodyBytes === 0 || journey.first('view/left', 'worker/received', 'static/served'))
      return [];
    const words = `[uwsgi-body-read] Timeout reading ${bodyBytes} bytes. Content-Length: ${bodyBytes} consumed: 0 left: ${bodyBytes}`;
    return [this.line(event, words)];
  }

  /** The master looks once a second how long the queue is. */
  private full(event: RecordedEvent): LogLine[] {
    const second = Math.floor(event.at / 1e6);
    if (second === this.fullUs) return [];
    this.fullUs = second;
    const { upstream } = appAddress(this.run.scenario, 0);
    const { backlog } = this.run.scenario.socket;
    const words = `*** uWSGI listen queue of socket "${upstream}" (fd: 3) full !!! (${event.arg}/${backlog}) ***`;
    return [this.line(event, `${ctimeDate(event.at)} - ${words}`)];
  }

  private signalled(event: RecordedEvent): LogLine[] {
    if (event.arg === SIGHUP) {
      const workers = [...this.processes.byIndex.values()].filter(({ gone }) => gone === null);
      return [
        '...gracefully killing workers...',
        ...workers.map(({ number, pid }) => `Gracefully killing worker ${number} (pid: ${pid})...`),
      ].map((text) => this.line(event, text));
    }
    return event.arg === SIGTERM
      ? [this.line(event, 'SIGINT/SIGTERM received...killing workers...')]
      : [];
  }
}
