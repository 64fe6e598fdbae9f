import type { Recording } from '../../src/recording/recording.ts';
import { requestTable } from '../../src/recording/requestTable.ts';
import { EVENT, type EventName } from '../../src/recording/vocabulary.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { readLines } from './readCases.ts';

/**
 * Clients who ask again as soon as they have their answer. When the next request comes depends on the last, so such a run cannot be held
 * against another request by request: here its counts, median, maximum and length are.
 */
export interface Loop {
  readonly name: string;
  readonly version: 'classic' | 'current';
  readonly scenario: object;
  readonly measured: MeasuredLoop;
}

/** Lists hold one figure for each repetition. */
export interface MeasuredLoop {
  readonly requests: number;
  readonly medianMs: readonly number[];
  readonly maxMs: readonly number[];
  /** When the last request was over. */
  readonly spanMs: readonly number[];
  /** Requests without an answer 200. */
  readonly failures: readonly number[];
  /** Requests of each worker process, in order of its first. */
  readonly perProcess?: readonly (readonly number[])[];
  /** Connections that clients opened. */
  readonly connections?: number;
  /** Connections that nginx opened to the app server. */
  readonly upstreamConnections?: number;
}

export interface LoopResult {
  readonly medianMs: number;
  readonly maxMs: number;
  readonly spanMs: number;
  readonly failures: number;
  readonly perProcess: readonly number[];
  readonly connections: number;
  readonly upstreamConnections: number;
}

export const loops: readonly Loop[] = readLines<Loop>(new URL('./loops.jsonl', import.meta.url));

/** The same figures of a simulated run. */
export function runLoop({ name, version, scenario }: Loop): LoopResult {
  const parsed = parseScenario({
    title: name,
    version,
    duration: '40s',
    hosts: { lab: { cores: 2 } },
    front: 'none',
    socket: { kind: 'tcp' },
    database: 'none',
    ...scenario,
  });
  if (isProblems(parsed)) throw new Error(`${name}: ${parsed[0].at} ${parsed[0].message}`);
  const recording = simulate(parsed);
  const rows = requestTable(recording);
  const took = rows
    .map((row) => ((row.endUs ?? Number.NaN) - row.startUs) / 1000)
    .sort((a, b) => a - b);
  return {
    medianMs: took[took.length >> 1],
    maxMs: took[took.length - 1],
    spanMs: Math.max(...rows.map((row) => row.endUs ?? Number.NaN)) / 1000,
    failures: rows.filter((row) => row.status !== 200).length,
    perProcess: perProcess(recording),
    connections: count(recording, 'connection/established'),
    upstreamConnections: count(recording, 'upstream/connected'),
  };
}

function count(recording: Recording, name: EventName): number {
  let sum = 0;
  for (let i = 0; i < recording.length; i++) if (recording.type(i) === EVENT[name]) sum++;
  return sum;
}

/** How many views each process entered, in order of its first; a slot whose process was replaced counts anew. */
function perProcess(recording: Recording): number[] {
  const served = new Map<string, number>();
  const life: number[] = [];
  for (let i = 0; i < recording.length; i++) {
    const actor = recording.actor(i);
    if (recording.type(i) === EVENT['worker/forked']) life[actor] = (life[actor] ?? 0) + 1;
    if (recording.type(i) !== EVENT['view/entered']) continue;
    const process = recording.slots[actor]?.process ?? actor;
    const key = `${process}.${life[process] ?? 0}`;
    served.set(key, (served.get(key) ?? 0) + 1);
  }
  return [...served.values()];
}

/** What is wrong with a run, in words; empty if nothing. */
export function loopFaults(measured: MeasuredLoop, run: LoopResult): string[] {
  const faults: string[] = [];
  const outside = (what: string, value: number, of: readonly number[], slack: number) => {
    if (!(value >= Math.min(...of) - slack && value <= Math.max(...of) + slack))
      faults.push(`${what} ${round(value)}, measured ${of.join(', ')}`);
  };
  const middle = middleOf(measured.medianMs);
  outside('median ms', run.medianMs, [middle], Math.max(1, 0.1 * middle));
  // A maximum is one request: within the repetitions' range, a quarter more or less, at least 20 ms.
  outside(
    'maximum ms',
    run.maxMs,
    measured.maxMs,
    Math.max(20, 0.25 * Math.max(...measured.maxMs)),
  );
  outside(
    'length ms',
    run.spanMs,
    measured.spanMs,
    Math.max(100, 0.1 * Math.max(...measured.spanMs)),
  );
  outside('failures', run.failures, measured.failures, 0.1 * Math.max(...measured.failures));
  if (measured.connections !== undefined)
    outside('connections', run.connections, [measured.connections], 0);
  if (measured.upstreamConnections !== undefined)
    outside('upstream connections', run.upstreamConnections, [measured.upstreamConnections], 0);
  if (measured.perProcess) {
    const ranks = (counts: readonly number[]) => [...counts].sort((a, b) => b - a);
    const real = measured.perProcess.map(ranks);
    const own = ranks(run.perProcess);
    outside(
      'processes',
      own.length,
      real.map((counts) => counts.length),
      1,
    );
    // All but the last two, who serve whatever is left.
    const shortest = Math.min(own.length, ...real.map((counts) => counts.length));
    for (let rank = 0; rank < Math.max(1, shortest - 2); rank++)
      outside(
        `requests of process ${rank + 1}`,
        own[rank],
        real.map((counts) => counts[rank]),
        1,
      );
  }
  return faults;
}

/** The one in the middle of the repetitions. */
export const middleOf = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1];

const round = (value: number) => Math.round(value * 10) / 10;
