import type { Failure } from '../../recording/vocabulary.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { traitsOf } from '../../scenario/servers/appServers.ts';
import type { MeasuredCase } from './measuredCase.ts';

/** The rows of one repetition as they are kept: per request, in the case's order. */
export interface WrittenRows {
  readonly case: string;
  /** Which repetition, counted from 1, and of how many: the one nearest to the medians. */
  readonly repetition: number;
  readonly of: number;
  /**
   * In tenths of a millisecond: start (from the start of the case), then from that: TCP connect finished, last byte handed to the kernel, first
   * byte of the answer, last byte or failure; then status or failure, bytes received, worker process by first use; then from the start again: view
   * entered, view left. Null: not seen.
   */
  readonly rows: readonly (readonly [
    number,
    number | null,
    number | null,
    number | null,
    number,
    number | Failure | null,
    number | null,
    number | null,
    number | null,
    number | null,
  ])[];
}

/** What was measured of one request. Moments in µs from the start of the case; null = not measured, or never came. */
export interface MeasuredRow {
  readonly startUs: number;
  readonly connectedUs: number | null;
  readonly sentUs: number | null;
  readonly firstByteUs: number | null;
  readonly endUs: number;
  readonly status: number | null;
  readonly failure: Failure | null;
  /** Worker process, in order of first use. */
  readonly process: number | null;
  readonly viewStartUs: number | null;
  readonly viewEndUs: number | null;
}

const TENTH_US = 100;

/** The rows of a case: those of a repetition where they were kept, or what the medians tell: start, end and outcome. */
export function rowsOf(one: MeasuredCase, written: WrittenRows | null): readonly MeasuredRow[] {
  if (written === null)
    return one.measured.map(({ start, end, status, failure }) => ({
      startUs: Math.round(start * 1000),
      connectedUs: null,
      sentUs: null,
      firstByteUs: null,
      endUs: Math.round(end * 1000),
      status,
      failure: failure ?? (status === null ? 'empty-reply' : null),
      process: null,
      viewStartUs: null,
      viewEndUs: null,
    }));
  return written.rows.map(
    ([start, connected, sent, firstByte, end, outcome, , process, viewStart, viewEnd]) => {
      const at = (sinceStart: number | null) =>
        sinceStart === null ? null : (start + Math.max(0, sinceStart)) * TENTH_US;
      return {
        startUs: start * TENTH_US,
        connectedUs: at(connected),
        sentUs: at(sent),
        firstByteUs: at(firstByte),
        endUs: (start + Math.max(0, end)) * TENTH_US,
        status: typeof outcome === 'number' ? outcome : null,
        failure: typeof outcome === 'string' ? outcome : outcome === null ? 'empty-reply' : null,
        process,
        viewStartUs: at(viewStart),
        viewEndUs: at(viewEnd),
      };
    },
  );
}

/** When, and in which slot, a worker was seen with a request. */
export interface MeasuredStay {
  readonly process: number;
  readonly slot: number;
  readonly fromUs: number;
  /** The view was seen to end; null = it never was. */
  readonly leftUs: number | null;
  readonly untilUs: number;
  /** What the worker did next shows that its last `send()` had returned. */
  readonly isFollowed: boolean;
  /** The view ended its process: how, as an exit code or a signal as a negative number; null = it lived on. */
  readonly death: number | null;
}

export interface MeasuredStays {
  readonly byRequest: readonly (MeasuredStay | null)[];
  /** Process and number within it, of each slot. */
  readonly slots: readonly { readonly process: number; readonly nth: number }[];
  readonly processes: number;
}

/** How views of these kinds end their process. A hung one is ended by its arbiter: SIGABRT, or SIGKILL where that is blocked. */
const DEATHS: Readonly<Record<string, number>> = {
  crash: 1,
  segv: -11,
  sigkill: -9,
  hang: -6,
  'hang-hard': -9,
  spin: -6,
};

/**
 * Which slot dealt with which request. Measured were the process and the view; threads of a process are told apart by what overlaps. A worker is
 * taken to hold its request from the view's beginning to its end, without a front server to the answer's first byte, and never beyond its next view.
 */
export function staysOf(scenario: Scenario, rows: readonly MeasuredRow[]): MeasuredStays {
  const { app, front } = scenario;
  const { processes: ofInstance, slotsPerProcess } = traitsOf(app);
  const isFixed = slotsPerProcess > 0;
  const nthCount = isFixed ? slotsPerProcess : 1;
  const seen = Math.max(-1, ...rows.map((row) => row.process ?? -1)) + 1;
  const processes = Math.max(seen, ofInstance * app.instances);
  const slots: { process: number; nth: number }[] = [];
  const own: number[][] = Array.from({ length: processes }, () => []);
  const addSlot = (process: number) => {
    const ofProcess = own[process] as number[];
    ofProcess.push(slots.length);
    slots.push({ process, nth: ofProcess.length - 1 });
    return slots.length - 1;
  };
  if (isFixed)
    for (let process = 0; process < processes; process++)
      for (let nth = 0; nth < nthCount; nth++) addSlot(process);

  const last = new Map<number, number>();
  const made: (MeasuredStay | null)[] = rows.map(() => null);
  const begun = rows.flatMap((row, request) =>
    row.process === null || row.viewStartUs === null
      ? []
      : [{ row, request, process: row.process, fromUs: row.viewStartUs }],
  );
  begun.sort((a, b) => a.fromUs - b.fromUs || a.request - b.request);
  for (const { row, request, process, fromUs } of begun) {
    const freeUs = (slot: number) => made[last.get(slot) ?? -1]?.untilUs ?? -1;
    const ofProcess = own[process] as number[];
    let slot = ofProcess.find((one) => freeUs(one) <= fromUs);
    if (slot === undefined && !isFixed) slot = addSlot(process);
    // Its answer was still on the way, or the two clocks differ by a tenth of a millisecond.
    slot ??= ofProcess.reduce((a, b) => (freeUs(b) < freeUs(a) ? b : a));
    const before = last.get(slot);
    const held = before === undefined ? null : made[before];
    if (held && before !== undefined && held.untilUs > fromUs)
      made[before] = {
        ...held,
        leftUs: held.leftUs === null ? null : Math.min(held.leftUs, fromUs),
        untilUs: fromUs,
        isFollowed: true,
      };
    const { viewEndUs, firstByteUs, endUs } = row;
    const over = viewEndUs ?? endUs;
    const untilUs = Math.max(
      front === null && viewEndUs !== null ? Math.max(over, firstByteUs ?? over) : over,
      fromUs + TENTH_US,
    );
    made[request] = {
      process,
      slot,
      fromUs,
      leftUs: viewEndUs === null ? null : Math.max(viewEndUs, fromUs + TENTH_US),
      untilUs,
      isFollowed: false,
      death: null,
    };
    last.set(slot, request);
  }
  return { byRequest: made.map((stay, request) => withDeath(stay, request)), slots, processes };

  function withDeath(stay: MeasuredStay | null, request: number): MeasuredStay | null {
    const row = rows[request] as MeasuredRow;
    if (stay === null || stay.leftUs !== null || row.failure === 'client-abort') return stay;
    const servedOn = made.some(
      (other) => other !== null && other.process === stay.process && other.fromUs > stay.fromUs,
    );
    return servedOn ? stay : { ...stay, death: 0 };
  }
}

/** How a view of a route with this effect ends its process, or null: not by itself. */
export const deathBy = (effect: string): number | null => DEATHS[effect] ?? null;
