import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import type { Written } from '../written.ts';

/** A way to save a run. */
export interface SaveFormat {
  readonly name: string;
  /** What opens it. */
  readonly opens: string;
  readonly ending: string;
  readonly type: string;
  /** The text; what writes it is loaded when it is first asked for. */
  write(run: Run): Promise<string>;
}

export const SAVE_FORMATS: readonly SaveFormat[] = [
  {
    name: msg('HAR'),
    opens: msg('what the clients saw: the network tab of browser devtools imports it'),
    ending: 'har',
    type: 'application/json',
    write: async (run) => (await import('../../traffic/writeHar.ts')).writeHar(run),
  },
  {
    name: msg('Trace'),
    opens: msg('workers, sessions and queues over time: ui.perfetto.dev or chrome://tracing'),
    ending: 'trace.json',
    type: 'application/json',
    write: async (run) => (await import('../../traffic/writeTrace.ts')).writeTrace(run),
  },
  {
    name: msg('Events, CSV'),
    opens: msg('everything that happened, one line each: any spreadsheet'),
    ending: 'events.csv',
    type: 'text/csv;charset=utf-8',
    write: async (run) => (await import('../../traffic/writeCsv.ts')).writeEventsCsv(run),
  },
  {
    name: msg('Requests, CSV'),
    opens: msg('one line for each request with its times: any spreadsheet'),
    ending: 'requests.csv',
    type: 'text/csv;charset=utf-8',
    write: async (run) => (await import('../../traffic/writeCsv.ts')).writeRequestsCsv(run),
  },
];

/** The scenario itself, as written. */
export const scenarioFormat = (scenario: Written): SaveFormat => ({
  name: t('Scenario'),
  opens: t('deployment, traffic and script: opens here again, and on the command line'),
  ending: 'json',
  type: 'application/json',
  write: async () => `${JSON.stringify(scenario, null, 2)}\n`,
});
