import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import type { LogLine, Run } from '../shapes.ts';
import { slotTable } from '../state/slotTable.ts';
import { programOf } from '../wire/wireAddresses.ts';
import { kernelDate } from '../wire/wireClock.ts';

const SIGKILL = 9;

/**
 * The kernel's log (`journalctl -k`) of a host that ran out of memory, or whose network cable was pulled.
 * SIMPLIFIED: of the figures in the line only the memory in use is given, the others are not modelled; the table of processes before it is left out.
 */
export class KernelLogs {
  private readonly run: Run;
  private readonly pids = new Map<number, number>();
  private readonly held = new Map<number, number>();
  /** Host that is to kill, until it has. */
  private exhausted: number | null = null;

  constructor(run: Run) {
    this.run = run;
  }

  linesOf(event: RecordedEvent): LogLine[] {
    switch (event.name) {
      case 'worker/forked':
        this.pids.set(event.actor, event.arg);
        return [];
      case 'worker/accepted':
        this.held.set(event.actor, event.request);
        return [];
      case 'worker/released':
        this.held.delete(event.actor);
        return [];
      case 'memory/exhausted':
        this.exhausted = Math.max(0, event.actor);
        return [];
      case 'worker/killed':
        return event.arg === SIGKILL && this.exhausted !== null
          ? this.killed(event, this.exhausted)
          : [];
      case 'host/unplugged':
        return [this.linkLine(event, 'Down')];
      case 'host/plugged':
        return [this.linkLine(event, 'Up')];
      case 'worker/exited':
        for (const slot of this.slots(event.actor)) this.held.delete(slot);
        return [];
      default:
        return [];
    }
  }

  /** What the driver of a network card says of its cable. */
  private linkLine(event: RecordedEvent, state: 'Down' | 'Up'): LogLine {
    return {
      atUs: event.at,
      file: 'kernel',
      request: null,
      text: `${kernelDate(event.at)} ${this.hostName(event.actor)} kernel: eth0: NIC Link is ${state}`,
    };
  }

  private hostName(host: number): string {
    return (this.run.scenario.hosts[host]?.name ?? 'server').replaceAll(' ', '-');
  }

  private slots(process: number): readonly number[] {
    return slotTable(this.run).slotsOf(process);
  }

  private killed(event: RecordedEvent, host: number): LogLine[] {
    this.exhausted = null;
    const { scenario } = this.run;
    const bytes = this.slots(event.actor).reduce((sum, slot) => {
      const request = this.held.get(slot);
      if (request === undefined) return sum;
      return sum + (scenario.routes[this.run.seed(request).route] as Route).memoryBytes;
    }, scenario.app.memoryBytes);
    const name = this.hostName(host);
    const pid = this.pids.get(event.actor) ?? 0;
    return [
      {
        atUs: event.at,
        file: 'kernel',
        request: event.request === NONE ? null : event.request,
        text: `${kernelDate(event.at)} ${name} kernel: Out of memory: Killed process ${pid} (${programOf(scenario.app)}) total-vm:…, anon-rss:${Math.round(bytes / 1024)}kB, …`,
      },
    ];
  }
}
