import type { RecordedEvent } from '../../recording/recording.ts';
import { entryOf } from '../../scenario/servers/appServers.ts';
import type { LogLine, Run } from '../shapes.ts';
import { lineAt, Processes } from './logsProcesses.ts';

/** A server of whose words nothing is known: that its processes come and go, in ours. */
export class PlainLogs {
  private readonly processes: Processes;
  private readonly name: string;

  constructor(run: Run) {
    this.processes = new Processes(run);
    this.name = entryOf(run.scenario.app).name;
  }

  linesOf(event: RecordedEvent): LogLine[] {
    this.processes.note(event);
    const now = this.processes.byIndex.get(event.actor);
    const say = (text: string): LogLine[] => [lineAt(event, this.name.toLowerCase(), text)];
    if (event.name === 'worker/booted') return say(`${this.name}: process ${now?.pid} is ready`);
    if (event.name !== 'worker/exited') return [];
    const by = now?.gone?.signal ? `by signal ${now.gone.signal}` : `with code ${event.arg}`;
    return say(`${this.name}: process ${now?.pid} ended ${by}`);
  }
}
