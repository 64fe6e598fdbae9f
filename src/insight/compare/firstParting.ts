import { numberText } from '../../language/numbers.ts';
import { t } from '../../language/t.ts';
import { EVENT, EVENTS, NONE } from '../../recording/vocabulary.ts';
import type { Micros } from '../../scenario/scenario.ts';
import { firstDeparture } from '../measured/firstDeparture.ts';
import { measuredSource } from '../measured/measuredSource.ts';
import { narrate } from '../narrate.ts';
import { requestName } from '../plainWords.ts';
import type { Run } from '../shapes.ts';
import { differences, type RequestDifference } from './differences.ts';
import { requestKeys } from './requestKeys.ts';

/** One event of one run at a parting: its number in the recording and what it says. */
export interface PartingEvent {
  readonly index: number;
  readonly atUs: Micros;
  readonly request: number | null;
  readonly text: string;
}

/** Where two runs part: the first moment at which not the same happens in both. */
export interface Parting {
  readonly atUs: Micros;
  /** The first event of each run, from that moment on, that the other does not have then; null where a run has no more. */
  readonly a: PartingEvent | null;
  readonly b: PartingEvent | null;
}

/** Processes that stand there when a run begins say what the settings say already. */
const SETTING_UP: ReadonlySet<number> = new Set([EVENT['worker/forked'], EVENT['worker/booted']]);
/** Arguments that name a request of their own run. */
const NAMES_REQUEST: ReadonlySet<number> = new Set([
  EVENT['request/followed'],
  EVENT['request/retried'],
]);
/** Process numbers are handed out in order of forking, whatever they stand for. */
const NAMES_PID: ReadonlySet<number> = new Set([
  EVENT['worker/forked'],
  EVENT['worker/booted'],
  EVENT['app/started'],
]);

/** Which of several equal workers or sessions it was is chance, and no parting; clients are named by their requests already. */
const WHO_IS_NOTHING = EVENTS.map((name) =>
  /^(worker|view|linger|session|query|lock|span)\/|^(request|connection|response|page)\//.test(
    name,
  ),
);

/**
 * The first event where two runs part, or null where the same happens in both to the end. Requests are compared by who asks for what, the
 * order of events within one microsecond does not count, nor do the processes that a run begins with. A measured run parts from another only where
 * they differ by more than two runs of real programs do.
 */
export function firstParting(a: Run, b: Run): Parting | null {
  if (measuredSource(a) || measuredSource(b)) return firstDeparture(a, b);
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const atUs = Math.min(momentOf(a, i), momentOf(b, j));
    const untilA = endOfMoment(a, i, atUs);
    const untilB = endOfMoment(b, j, atUs);
    const [onlyA, onlyB] = unmatched(a, i, untilA, b, j, untilB);
    if (onlyA !== null || onlyB !== null)
      return {
        atUs,
        a: tell(a, onlyA ?? (untilA < a.length ? untilA : null)),
        b: tell(b, onlyB ?? (untilB < b.length ? untilB : null)),
      };
    i = untilA;
    j = untilB;
  }
  return null;
}

/** What each run does at the parting, in one sentence, by the names of the two sides. */
export function partingText(parting: Parting, nameA: string, nameB: string): string {
  const clause = (name: string, event: PartingEvent | null): string => {
    if (!event) return t('“{name}”: nothing more happens.', { name });
    return event.atUs > parting.atUs
      ? t('“{name}”: next, at {moment}, {told}', {
          name,
          moment: momentText(event.atUs),
          told: event.text,
        })
      : t('“{name}”: {told}', { name, told: event.text });
  };
  return `${clause(nameA, parting.a)} ${clause(nameB, parting.b)}`;
}

/**
 * The first request whose client fares noticeably differently in the two runs, by the moment from which that shows: one is over, the
 * other is not, or ended badly. Null where nobody would notice.
 */
export function firstNoticed(
  a: Run,
  b: Run,
): { readonly atUs: Micros; readonly difference: RequestDifference } | null {
  let first: { atUs: Micros; difference: RequestDifference } | null = null;
  for (const difference of differences(a, b)) {
    if (difference.verdict !== 'gained' && difference.verdict !== 'lost') continue;
    const ends = [difference.a.endUs, difference.b.endUs].filter((endUs) => endUs !== null);
    const atUs = Math.min(...ends);
    if (!first || atUs < first.atUs) first = { atUs, difference };
  }
  return first;
}

/** `#3 has 200 after 63 ms in “A”, 200 after 5.1 s in “B”.` */
export function noticedText({ a, b }: RequestDifference, nameA: string, nameB: string): string {
  const name = requestName(a.request);
  const said = { request: name, a: a.words, b: b.words, nameA, nameB };
  return a.request === b.request
    ? t('{request}: {a} in “{nameA}”, {b} in “{nameB}”.', said)
    : t('{request}: {a} in “{nameA}”, {b} in “{nameB}” (there {other}).', {
        ...said,
        other: requestName(b.request),
      });
}

/** Fine enough to tell neighbours apart: `1.020 s`. */
const momentText = (atUs: Micros): string => `${numberText(atUs / 1e6, 3)} s`;

const momentOf = (run: Run, index: number): number =>
  index < run.length ? run.at(index) : Number.POSITIVE_INFINITY;

function endOfMoment(run: Run, from: number, atUs: number): number {
  let until = from;
  while (until < run.length && run.at(until) === atUs) until++;
  return until;
}

/** The first event of each stretch that the other stretch lacks; null where it lacks none. */
function unmatched(
  a: Run,
  fromA: number,
  untilA: number,
  b: Run,
  fromB: number,
  untilB: number,
): [number | null, number | null] {
  const counts = new Map<string, number>();
  for (let j = fromB; j < untilB; j++) {
    const mark = markOf(b, j);
    if (mark !== null) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }
  let onlyA: number | null = null;
  for (let i = fromA; i < untilA; i++) {
    const mark = markOf(a, i);
    if (mark === null) continue;
    const left = counts.get(mark) ?? 0;
    if (left === 0) onlyA ??= i;
    else counts.set(mark, left - 1);
  }
  let onlyB: number | null = null;
  // What is left over is counted from the end, so that of equal events the last one stands alone.
  for (let j = untilB - 1; j >= fromB; j--) {
    const mark = markOf(b, j);
    const left = mark === null ? 0 : (counts.get(mark) ?? 0);
    if (mark === null || left === 0) continue;
    counts.set(mark, left - 1);
    onlyB = j;
  }
  return [onlyA, onlyB];
}

/** What an event says, in words that mean the same in every run; null for what does not count. */
function markOf(run: Run, index: number): string | null {
  const type = run.type(index);
  if (run.at(index) === 0 && SETTING_UP.has(type)) return null;
  const keys = requestKeys(run);
  const request = run.request(index);
  const arg = run.arg(index);
  const meant = NAMES_REQUEST.has(type) ? keys[arg] : NAMES_PID.has(type) ? '' : arg;
  const who = WHO_IS_NOTHING[type] ? '' : run.actor(index);
  return `${type} ${request === NONE ? '' : keys[request]} ${who} ${meant}`;
}

function tell(run: Run, index: number | null): PartingEvent | null {
  if (index === null) return null;
  const [told] = narrate(run, index, index + 1);
  if (!told) return null;
  return { index, atUs: told.atUs, request: told.request, text: told.text };
}
