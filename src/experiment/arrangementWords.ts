import { countText, durationText } from '../insight/plainWords.ts';
import { SLOW_KINDS, type SlowKind } from './arrangementRuns.ts';
import type { ArrangementRow, CrashCell, HangCell } from './arrangements.ts';
import type { BenchmarkRow, Throughput } from './benchmark.ts';

/*
 * What the experiments measured, put into the words of a table. A cell says what its numbers say: none is written for one arrangement.
 */

/** Whoever gets rid of a slot this soon has not waited for a slow client in it. */
const AT_ONCE_MS = 200;
/** A quick request of 20 ms that took no longer was not kept waiting. */
const UNDISTURBED_MS = 50;

const WHAT: { readonly [K in SlowKind]: string } = {
  headers: 'headers',
  body: 'bodies of 20 kB',
  'long body': 'bodies of 400 kB',
  idle: 'idle connections',
  reader: 'answers',
};

/** Kinds of slow clients whose slowness never reached a slot. */
export const keptAway = ({ slow }: Pick<ArrangementRow, 'slow'>): readonly SlowKind[] =>
  SLOW_KINDS.filter((kind) => slow[kind].heldMs < AT_ONCE_MS);

/** Kinds of slow clients that kept a quick one waiting. */
export const inTheWay = ({ slow }: Pick<ArrangementRow, 'slow'>): readonly SlowKind[] =>
  SLOW_KINDS.filter((kind) => !((slow[kind].fastMs ?? Number.NaN) <= UNDISTURBED_MS));

/** Who stands between slow clients and the slots, and with what. Without a front server it is the kernel, who shows a connection with its first bytes. */
export function buffersText(row: ArrangementRow): string {
  const kinds = keptAway(row);
  if (kinds.length === 0) return 'nobody';
  return `${row.front ?? 'the kernel'}: ${kinds.map((kind) => WHAT[kind]).join(', ')}`;
}

/** What of the app server slow clients hold, and for how long. */
export function heldText(row: ArrangementRow): string {
  const kept = keptAway(row);
  const held = SLOW_KINDS.filter((kind) => !kept.includes(kind)).map(
    (kind) => `${(row.slow[kind].heldMs / 1000).toFixed(1)} s by ${kind}`,
  );
  if (held.length === 0) return 'nobody';
  const plenty = row.slots === Number.POSITIVE_INFINITY ? ' of as many as come' : '';
  return `a ${row.slotWord}${plenty}: ${held.join(', ')}`;
}

export function hangText({ limit, endedMs, outcome, kills, quick, of }: HangCell): string {
  const others = `${quick} of ${of} others served`;
  const set = limit ?? 'no limit to set';
  if (endedMs === null) return `nobody (${set}): hangs on; ${others}`;
  return `${kills ? 'killed' : 'ended'} after ${durationText(endedMs * 1000)} (${set}): ${outcome}; ${others}`;
}

export function crashText({ outcome, restartedMs, served, of }: CrashCell): string {
  const after =
    restartedMs === null
      ? 'nobody starts it again'
      : `a new process after ${durationText(restartedMs * 1000)}`;
  return `${outcome}; ${after}; ${served} of ${of} later ones served`;
}

export const slotsText = ({ slots, slotWord }: ArrangementRow): string =>
  slots === Number.POSITIVE_INFINITY
    ? `a ${slotWord} each`
    : countText(slots, slotWord, manyOf(slotWord));

const manyOf = (word: string) =>
  word === 'child' ? 'children' : word.endsWith('s') ? `${word}es` : `${word}s`;

/** How long, or that there was no end. Whole milliseconds, as the measurements of the real servers are told. */
export const tookText = (ms: number | null): string =>
  ms === null ? 'no answer' : `${ms.toFixed(0)} ms`;

const LIMITS: { readonly [L in NonNullable<Throughput['limit']>]: string } = {
  cores: 'what all cores can do',
  interpreter: 'what one request costs in one Python process',
  slots: 'how many requests may wait at once',
};

export const throughputText = ({ perSecond, medianMs }: Throughput): string =>
  `${perSecond.toFixed(0)}/s, half within ${durationText(medianMs * 1000)}`;

/** What a number of requests per second says, and what it does not. */
export const measuredText = ({ limit, busyCores, coreMs }: Throughput): string =>
  `${limit === null ? 'the load itself' : LIMITS[limit]} (${busyCores.toFixed(1)} cores busy, ${coreMs.toFixed(coreMs < 1 ? 2 : 1)} ms of a core each)`;

/** What a rate that somebody tells of leaves for each request, beside what the cheapest of them costs here. */
export function claimText(rows: readonly BenchmarkRow[], claims: readonly number[]): string {
  const coreUs = (1000 * Math.min(...rows.map(({ trivial }) => trivial.coreMs))).toFixed(0);
  const told = claims.map(
    (perSecond) =>
      `${perSecond.toLocaleString('en')}/s leave a core ${(1e6 / perSecond).toFixed(0)} µs`,
  );
  return `${told.join(', ')} for each request; here the cheapest one costs ${coreUs} µs. Who measures more has more cores, or counts what no view answered.`;
}

export function afterCrashText({ crash }: BenchmarkRow): string {
  const { visitors, answered, downMs, errorMs } = crash;
  if (answered === visitors) return `all ${visitors} visitors served`;
  return `${answered} of ${visitors} visitors served; the last of the others ${durationText(downMs * 1000)} after the crash, each with an error within ${durationText((errorMs ?? 0) * 1000)}`;
}
