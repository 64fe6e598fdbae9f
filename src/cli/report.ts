import { metrics } from '../insight/metrics.ts';
import type { Metrics, Run } from '../insight/shapes.ts';
import { isOwnSlot } from '../insight/state/slotTable.ts';
import { printable } from '../lesson/printable.ts';
import { requestTable } from '../recording/requestTable.ts';

/** A request as the JSON report names its parts. Times in µs from the start; null where it never came to that. */
export interface ReportedRequest {
  /** From 0, in order of start. */
  readonly id: number;
  /** Name of its population. */
  readonly client: string;
  readonly method: string;
  readonly path: string;
  readonly startUs: number;
  readonly connectedUs: number | null;
  readonly sentUs: number | null;
  readonly firstByteUs: number | null;
  readonly endUs: number | null;
  /** Null where no HTTP answer came. */
  readonly status: number | null;
  readonly outcome: string;
  /** Bytes of the answer's body that the client got. */
  readonly bytes: number;
  /** The worker process, from 0, or null where none took it. */
  readonly worker: number | null;
  /** Its thread, greenlet or task, from 0 within the process; a sync worker has one. */
  readonly slot: number | null;
  readonly viewStartUs: number | null;
  readonly viewEndUs: number | null;
  readonly error: string | null;
}

export interface Report {
  readonly summary: Metrics & {
    readonly title: string;
    readonly seed: number;
    readonly endUs: number;
    readonly events: number;
  };
  readonly requests: readonly ReportedRequest[];
}

/** Everything the JSON output holds. */
export function report(run: Run): Report {
  const { scenario } = run;
  return {
    summary: {
      title: scenario.title,
      seed: scenario.seed,
      endUs: run.endUs,
      events: run.length,
      ...metrics(run),
    },
    requests: requestTable(run).map((row) => {
      const seed = run.seed(row.id);
      const route = scenario.routes[seed.route];
      return {
        id: row.id,
        client: scenario.clients[seed.population].name,
        method: route.method,
        path: route.path,
        startUs: row.startUs,
        connectedUs: row.connectedUs,
        sentUs: row.sentUs,
        firstByteUs: row.firstByteUs,
        endUs: row.endUs,
        status: row.status,
        outcome: row.outcome,
        bytes: row.status === 200 ? seed.responseBytes : 0,
        worker: row.process,
        slot: row.worker === null ? null : (run.slots[row.worker]?.nth ?? 0),
        viewStartUs: row.viewStartUs,
        viewEndUs: row.viewEndUs,
        error: row.error,
      };
    }),
  };
}

const COLUMNS = [
  '#',
  'client',
  'request',
  'start',
  'connected',
  'sent',
  'first byte',
  'end',
  'took',
  'status',
  'outcome',
  'worker',
];

/** `2`; with several slots in a worker `2.3`, its third thread, greenlet or task; counted from 1. */
function holderOf({ worker, slot }: ReportedRequest, isSync: boolean): string {
  if (worker === null) return '–';
  return isSync ? String(worker + 1) : `${worker + 1}.${(slot ?? 0) + 1}`;
}

/** The report as a table for people: a few lines of summary, then a row per request. Times in ms. */
export function table(run: Run): string {
  const { summary, requests } = report(run);
  const rows = requests.map((r) => [
    String(r.id + 1),
    r.client,
    `${r.method} ${r.path}`,
    ms(r.startUs),
    ms(r.connectedUs),
    ms(r.sentUs),
    ms(r.firstByteUs),
    ms(r.endUs),
    r.endUs === null ? '–' : ms(r.endUs - r.startUs),
    r.status === null ? '–' : String(r.status),
    r.error ?? r.outcome,
    holderOf(r, isOwnSlot(run.scenario.app)),
  ]);
  const widths = COLUMNS.map((name, i) =>
    Math.max(name.length, ...rows.map((row) => row[i].length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i >= 3 && i <= 9 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  const { latency } = summary;
  return [
    `${summary.title} (seed ${summary.seed}, ${ms(summary.endUs)} ms, ${summary.events} events)`,
    `${summary.arrived} arrived: ${summary.answered} answered, ${summary.refused} refused, ${summary.failed} failed, ${summary.abandoned} abandoned, ${summary.inFlight} in flight`,
    `answered in ms: p50 ${ms(latency.p50Us)}, p95 ${ms(latency.p95Us)}, p99 ${ms(latency.p99Us)}, max ${ms(latency.maxUs)}; workers held ${(100 * summary.workerUtilisation).toFixed(0)} % of the time, ${(100 * summary.workerHeldByClients).toFixed(0)} % by waiting for clients`,
    '',
    line(COLUMNS),
    ...rows.map(line),
    '',
  ]
    .map(printable)
    .join('\n');
}

function ms(us: number | null): string {
  return us === null ? '–' : (us / 1000).toFixed(1);
}

/** One event a line: µs, word, request, actor, argument; `-` for none. */
export function* eventLines(run: Run): Generator<string> {
  for (let i = 0; i < run.length; i++) {
    const { at, name, request, actor, arg } = run.event(i);
    yield `${at}\t${name}\t${request < 0 ? '-' : request}\t${actor < 0 ? '-' : actor}\t${arg}`;
  }
}
