import { lanes } from '../insight/lanes.ts';
import { requestName } from '../insight/plainWords.ts';
import { series } from '../insight/series.ts';
import type { Lane, Run, Series, Span } from '../insight/shapes.ts';
import { circumstances } from '../insight/state/circumstances.ts';
import { requestTable } from '../recording/requestTable.ts';
import { EVENTS, NONE } from '../recording/vocabulary.ts';
import { clientPhases, troubleOf } from './clientPhases.ts';

/** The tiers as processes of the trace. */
const PROCESS = { clients: 1, front: 2, app: 3, database: 4 } as const;

/** What is worth a mark across all tracks. */
const MARKS = new Set(
  EVENTS.map((name, code) =>
    /^(?:intervention\/applied|worker\/(?:timedOut|killed|exited)|database\/(?:stopped|started)|memory\/exhausted|upstream\/down|app\/(?:stopped|started)|front\/reloaded)$/.test(
      name,
    )
      ? code
      : -1,
  ).filter((code) => code >= 0),
);

/**
 * A run as a trace in the Trace Event Format, which Perfetto (ui.perfetto.dev) and chrome://tracing open. Tiers are processes; workers, threads and
 * database sessions are threads with what they did; requests, the backlog and what nginx holds may overlap and are asynchronous; arrows lead
 * each request from slice to slice; backlog, requests in flight and busy workers are counters. Times are µs.
 */
export function writeTrace(run: Run): string {
  const events: string[] = [];
  const all = lanes(run);
  nameProcesses(run, events);
  const slices: Slice[] = [];
  // Threads are numbered apart from processes, whose own numbers stand for their main threads.
  let number = 100;
  for (const lane of all) {
    number++;
    if (lane.kind === 'worker' || lane.kind === 'session') thread(lane, number, events, slices);
    else overlapping(lane, number, events);
  }
  requests(run, events);
  flows(slices, run.requests, events);
  const { backlog, inFlight, busyWorkers } = series(run);
  counter(backlog, PROCESS.app, events);
  counter(busyWorkers, PROCESS.app, events);
  counter(inFlight, PROCESS.clients, events);
  marks(run, events);
  return `{"displayTimeUnit":"ms","traceEvents":[\n${events.join(',\n')}\n]}\n`;
}

const q = (text: string): string => JSON.stringify(text);

function nameProcesses(run: Run, events: string[]): void {
  const names: [number, string][] = [[PROCESS.clients, 'Clients']];
  if (run.scenario.front) names.push([PROCESS.front, 'nginx']);
  names.push([PROCESS.app, 'Gunicorn and Django']);
  const { database } = run.scenario;
  if (database) names.push([PROCESS.database, DATABASES[database.kind]]);
  for (const [pid, name] of names)
    events.push(
      `{"ph":"M","pid":${pid},"name":"process_name","args":{"name":${q(name)}}}`,
      `{"ph":"M","pid":${pid},"name":"process_sort_index","args":{"sort_index":${pid}}}`,
    );
}

const DATABASES = { postgresql: 'PostgreSQL', mysql: 'MySQL', sqlite: 'SQLite' } as const;

interface Slice {
  readonly ts: number;
  readonly pid: number;
  readonly tid: number;
  readonly request: number;
}

/** A lane whose stretches follow one another. Being idle is the absence of a slice. */
function thread(lane: Lane, tid: number, events: string[], slices: Slice[]): void {
  const pid = lane.kind === 'session' ? PROCESS.database : PROCESS.app;
  events.push(
    `{"ph":"M","pid":${pid},"tid":${tid},"name":"thread_name","args":{"name":${q(lane.label)}}}`,
    `{"ph":"M","pid":${pid},"tid":${tid},"name":"thread_sort_index","args":{"sort_index":${tid}}}`,
  );
  for (const span of lane.spans) {
    if (
      span.request === null &&
      (span.state === 'idle' || span.state === 'dead' || span.state === 'ended')
    )
      continue;
    events.push(
      `{"ph":"X","pid":${pid},"tid":${tid},"ts":${span.fromUs},"dur":${span.untilUs - span.fromUs},"cat":${q(span.state)},"name":${q(span.words)},"args":${argsOf(span)}}`,
    );
    if (span.request !== null) slices.push({ ts: span.fromUs, pid, tid, request: span.request });
  }
}

function argsOf(span: Span): string {
  const request = span.request === null ? '' : `"request":${q(requestName(span.request))}`;
  if (!span.heldByClient) return `{${request}}`;
  return `{${request}${request && ','}"held by a slow client":true}`;
}

/** Queues and nginx: stays of single requests, which overlap. */
function overlapping(lane: Lane, number: number, events: string[]): void {
  const pid = lane.kind === 'front' ? PROCESS.front : PROCESS.app;
  lane.spans.forEach((span, i) => {
    const head = `"pid":${pid},"tid":${pid},"cat":${q(lane.label)},"id":"${number}-${i}","name":${q(span.words)}`;
    events.push(
      `{"ph":"b",${head},"ts":${span.fromUs},"args":${argsOf(span)}}`,
      `{"ph":"e",${head},"ts":${span.untilUs}}`,
    );
  });
}

/** Each request from its client's side, with what it spent its time on inside. */
function requests(run: Run, events: string[]): void {
  const { clients: pid } = PROCESS;
  for (const row of requestTable(run)) {
    const { startUs, connectedUs, sentUs, firstByteUs, endUs } = clientPhases(row, run.endUs);
    const { route, population } = circumstances(run, row.id);
    const head = `"pid":${pid},"tid":${pid},"cat":"request","id":"r${row.id + 1}"`;
    const name = q(`${requestName(row.id)} ${route.method} ${route.path}`);
    const result = troubleOf(row) ?? String(row.status);
    events.push(
      `{"ph":"b",${head},"name":${name},"ts":${startUs},"args":{"client":${q(population.name)},"result":${q(result)}}}`,
    );
    const phase = (words: string, fromUs: number, untilUs: number): void => {
      if (untilUs > fromUs)
        events.push(
          `{"ph":"b",${head},"name":"${words}","ts":${fromUs}}`,
          `{"ph":"e",${head},"name":"${words}","ts":${untilUs}}`,
        );
    };
    phase('connect', startUs, connectedUs ?? startUs);
    phase('send', connectedUs ?? startUs, sentUs);
    phase('wait', sentUs, firstByteUs);
    phase('receive', firstByteUs, endUs);
    events.push(`{"ph":"e",${head},"name":${name},"ts":${endUs}}`);
  }
}

/** Arrows along the slices of each request, in order of time. */
function flows(slices: readonly Slice[], count: number, events: string[]): void {
  const of: Slice[][] = Array.from({ length: count }, () => []);
  for (const slice of slices) of[slice.request]?.push(slice);
  of.forEach((own, request) => {
    own.sort((a, b) => a.ts - b.ts || a.pid - b.pid);
    // Only from one thread to another; a row of slices on one thread needs no arrows.
    const turns = own.filter((slice, i) => i === 0 || slice.tid !== own[i - 1]?.tid);
    if (turns.length < 2) return;
    turns.forEach(({ ts, pid, tid }, i) => {
      const ph = i === 0 ? 's' : i === turns.length - 1 ? 'f' : 't';
      events.push(
        `{"ph":"${ph}","pid":${pid},"tid":${tid},"ts":${ts},"cat":"request","name":"request","id":${request + 1}${ph === 'f' ? ',"bp":"e"' : ''}}`,
      );
    });
  });
}

function counter({ label, atUs, value }: Series, pid: number, events: string[]): void {
  const head = `{"ph":"C","pid":${pid},"name":${q(label)},"ts":`;
  for (let i = 0; i < atUs.length; i++)
    events.push(`${head}${atUs[i]},"args":{"value":${value[i]}}}`);
}

function marks(run: Run, events: string[]): void {
  for (let i = 0; i < run.length; i++) {
    const type = run.type(i);
    if (!MARKS.has(type)) continue;
    const name = EVENTS[type] as string;
    const actor = run.actor(i) === NONE ? '' : ` ${run.actor(i) + 1}`;
    events.push(
      `{"ph":"i","s":"g","pid":${PROCESS.app},"tid":${PROCESS.app},"ts":${run.at(i)},"cat":"mark","name":${q(name + actor)}}`,
    );
  }
}
