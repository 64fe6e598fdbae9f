import type { RecordedEvent } from '../../recording/recording.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { LogLine, Run } from '../shapes.ts';
import { accessLine } from './logsApacheWords.ts';

/** A front server of whose words nothing is known: who asked for what, in the common format. */
export class PlainFrontLogs {
  private readonly run: Run;
  private readonly file: string;

  constructor(run: Run, name: string) {
    this.run = run;
    this.file = `${name} access.log`;
  }

  linesOf(event: RecordedEvent): LogLine[] {
    if (event.name !== 'front/closed' || event.arg === 0 || event.request === NONE) return [];
    const { responseBytes } = this.run.seed(event.request);
    return [accessLine(this.run, event, this.file, event.arg, responseBytes)];
  }
}
