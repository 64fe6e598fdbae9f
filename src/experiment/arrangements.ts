import { entryOf, slotsOf, traitsOf } from '../scenario/servers/appServers.ts';
import { frontEntryOf } from '../scenario/servers/fronts.ts';
import { ARRANGEMENTS, type Arrangement } from './arrangementList.ts';
import {
  type ArrangementRun,
  every,
  type Generation,
  heldMs,
  momentsMs,
  outcomeOf,
  runArrangement,
  SLOW,
  SLOW_KINDS,
  type SlowKind,
  tookMs,
} from './arrangementRuns.ts';
import type { Experiment } from './experiment.ts';

/** Two slow clients, then a quick one at 1 s. */
export interface SlowCell {
  /** What the quick one's request took, ms (its view takes 20); null where it had no end. */
  readonly fastMs: number | null;
  /** How long a slot dealt with a slow one, ms: 0 = it never met one. */
  readonly heldMs: number;
  /** What became of the first slow one. */
  readonly outcome: string;
}

/** As many hung requests as there are slots, at most two, with the limit of 3 s that the server knows, if it knows one. */
export interface HangCell {
  readonly limit: string | null;
  /** When the first was ended, ms after its start; null = nobody ends it. */
  readonly endedMs: number | null;
  readonly outcome: string;
  /** The process was put to an end, and replaced. */
  readonly kills: boolean;
  /** Quick requests, four a second while they hang and after, that were answered within a second; and all of them. */
  readonly quick: number;
  readonly of: number;
}

/** A request that ends its process, quick ones before and after. */
export interface CrashCell {
  readonly outcome: string;
  /** From the crash until a new process was ready, ms; null = nobody starts one. */
  readonly restartedMs: number | null;
  /** Later requests that were answered, and all of them. */
  readonly served: number;
  readonly of: number;
}

export interface ArrangementRow {
  readonly name: string;
  readonly appServer: string;
  readonly front: string | null;
  /** Requests at a time; Infinity = as many as come. */
  readonly slots: number;
  readonly slotWord: string;
  /** When the last of twelve requests of 200 ms, 2 ms apart, was answered, ms. */
  readonly lastEndMs: number | null;
  readonly slow: { readonly [K in SlowKind]: SlowCell };
  readonly hang: HangCell;
  readonly crash: CrashCell;
}

/** The same twelve requests, slow clients, hangs and a crash through every arrangement. Yields 0..1. */
export function* arrangements(
  version: Generation = 'classic',
  list: readonly Arrangement[] = ARRANGEMENTS,
): Experiment<readonly ArrangementRow[]> {
  const rows: ArrangementRow[] = [];
  for (const one of list) {
    rows.push(rowOf(one, version));
    yield rows.length / list.length;
  }
  return rows;
}

function rowOf(one: Arrangement, version: Generation): ArrangementRow {
  const twelve = runArrangement(one, version, every(12, 2, { route: 'sleep200' }));
  const { app, front } = twelve.scenario;
  const ends = twelve.rows.map((row) => (row.status === 200 ? row.endUs : null));
  const slots = slotsOf(app);
  return {
    name: one.name,
    appServer: entryOf(app).name,
    front: front && frontEntryOf(front).name,
    slots,
    slotWord: traitsOf(app).slotWord,
    lastEndMs: ends.includes(null) ? null : Math.max(...ends.map(Number)) / 1000,
    slow: Object.fromEntries(SLOW_KINDS.map((kind) => [kind, slowCell(one, version, kind)])) as {
      readonly [K in SlowKind]: SlowCell;
    },
    hang: hangCell(one, version, Math.min(2, slots)),
    crash: crashCell(one, version),
  };
}

function slowCell(one: Arrangement, version: Generation, kind: SlowKind): SlowCell {
  const run = runArrangement(one, version, [
    ...every(2, 20, SLOW[kind]),
    { at: '1s', route: 'sleep20' },
  ]);
  return {
    fastMs: tookMs(run.rows[2]),
    heldMs: heldMs(run, [0, 1]),
    outcome: outcomeOf(run.rows[0]),
  };
}

const HANG_AT_MS = 100;
const PROBES = 40;

function hangCell(one: Arrangement, version: Generation, hung: number): HangCell {
  const run = runArrangement(
    one,
    version,
    [
      ...every(hung, 1, { route: 'hang' }, HANG_AT_MS),
      ...every(PROBES, 250, { route: 'sleep5' }, 250),
    ],
    one.limit ?? {},
  );
  const first = run.rows[0];
  const quick = run.rows.slice(hung).filter((row) => row.status === 200 && isQuick(tookMs(row)));
  return {
    limit: one.limit && Object.entries(one.limit).map((pair) => pair.join(' '))[0],
    endedMs: tookMs(first),
    outcome: outcomeOf(first),
    kills: diedAfter(run, HANG_AT_MS),
    quick: quick.length,
    of: PROBES,
  };
}

const isQuick = (ms: number | null) => ms !== null && ms < 1000;

/** A process came to an end after that moment. */
const diedAfter = (run: ArrangementRun, ms: number) =>
  [...momentsMs(run, 'worker/killed'), ...momentsMs(run, 'worker/exited')].some((at) => at > ms);

const CRASH_AT_MS = 500;

function crashCell(one: Arrangement, version: Generation): CrashCell {
  const run = runArrangement(one, version, [
    ...every(5, 100, { route: 'sleep5' }),
    { at: `${CRASH_AT_MS}ms`, route: 'crash' },
    ...every(35, 100, { route: 'sleep5' }, CRASH_AT_MS + 100),
  ]);
  const booted = momentsMs(run, 'worker/booted').find((at) => at > CRASH_AT_MS);
  const later = run.rows.slice(6);
  return {
    outcome: outcomeOf(run.rows[5]),
    restartedMs: booted === undefined ? null : booted - CRASH_AT_MS,
    served: later.filter((row) => row.status === 200).length,
    of: later.length,
  };
}
