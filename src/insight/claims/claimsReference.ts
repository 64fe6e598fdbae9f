/**
 * How a lesson points at a request or a moment of a run: in words that stay true when a scenario is tuned. Requests are
 * counted from 1, as people see them.
 */
import { t } from '../../language/t.ts';
import { requestTable } from '../../recording/requestTable.ts';
import { EVENT, EVENTS, type EventName, NONE } from '../../recording/vocabulary.ts';
import { suggestion } from '../../scenario/problems.ts';
import type { Micros } from '../../scenario/scenario.ts';
import { parseQuantity } from '../../scenario/units.ts';
import { series } from '../series.ts';
import type { Run } from '../shapes.ts';

/** Names that references and measures of a scenario may use. */
export interface ClaimScope {
  readonly populations: readonly string[];
  /** The other runs that a claim may compare with, by name. */
  readonly runs?: ReadonlyMap<string, ClaimScope>;
}

/** What was read, or what is wrong with it and what is allowed. */
export type Reading<T> = { readonly value: T } | { readonly wrong: string };

export type RequestReference =
  | { readonly kind: 'number'; readonly request: number }
  /** The nth (from 0) request of a population in order of start. */
  | { readonly kind: 'nth'; readonly population: string; readonly n: number }
  | { readonly kind: 'slowest' | 'longest waiting'; readonly population: string };

export type MomentReference = { readonly shiftUs: Micros } & (
  | { readonly kind: 'time'; readonly atUs: Micros }
  | { readonly kind: 'start' | 'end' | 'longest queue' }
  /** So many wait in the backlog, for the first time. */
  | { readonly kind: 'queue'; readonly length: number }
  | {
      readonly kind: 'event';
      readonly event: EventName;
      /** From 0; null: the last one. */
      readonly n: number | null;
      readonly request: RequestReference | null;
    }
);

const REQUEST_WORDS = '#4, fast#2, slowest of fast, longest waiting of fast';
const MOMENT_WORDS =
  '3.2s, start, end, longest queue, queue reaches 5, worker/accepted of slow#2, 2nd worker/timedOut, last query/finished, each also with + 300ms or - 300ms';

/** `fast`, or `fast clients` for reading. */
export function readPopulation(text: string, scope: ClaimScope): Reading<string> {
  const name = text.trim();
  if (scope.populations.includes(name)) return { value: name };
  const short = name.replace(/ clients$/, '');
  if (scope.populations.includes(short)) return { value: short };
  return {
    wrong: t('there are no clients called “{name}”; {suggestion}', {
      name,
      suggestion: suggestion(short, scope.populations),
    }),
  };
}

/** Reads `#4`, `slow#2`, `slowest of fast`, `longest waiting of fast`; people count from 1, the reference from 0. */
export function readRequest(text: string, scope: ClaimScope): Reading<RequestReference> {
  const [, population = '', digits] = /^([A-Za-z][\w-]*)? ?#(\d+)$/.exec(text.trim()) ?? [];
  if (digits !== undefined) {
    const n = Number(digits) - 1;
    if (n < 0) return { wrong: t('requests are counted from 1') };
    if (population === '') return { value: { kind: 'number', request: n } };
    const read = readPopulation(population, scope);
    return 'wrong' in read ? read : { value: { kind: 'nth', population: read.value, n } };
  }
  const [, kind, who] = /^(slowest|longest waiting) of (.+)$/.exec(text.trim()) ?? [];
  if (scope.populations.includes(text.trim()))
    return {
      wrong: t(
        '“{name}” are many requests, and one is meant here; allowed: {name}#1, slowest of {name}, longest waiting of {name}',
        { name: text.trim() },
      ),
    };
  if (kind === undefined || who === undefined)
    return { wrong: t('is not a request; allowed: {forms}', { forms: REQUEST_WORDS }) };
  const read = readPopulation(who, scope);
  return 'wrong' in read
    ? read
    : { value: { kind: kind as 'slowest' | 'longest waiting', population: read.value } };
}

/** A request as lessons name it: `#4`, `slow#2`, `slowest of fast`. */
export function requestWords(reference: RequestReference): string {
  switch (reference.kind) {
    case 'number':
      return `#${reference.request + 1}`;
    case 'nth':
      return `${reference.population}#${reference.n + 1}`;
    default:
      return `${reference.kind} of ${reference.population}`;
  }
}

/** Reads `3.2s`, `longest queue`, `2nd worker/timedOut of slow#1 + 300ms` and their like; which moment it is, a run decides. */
export function readMoment(text: string, scope: ClaimScope): Reading<MomentReference> {
  const [, base = '', sign, shift] = /^(.*?)(?: ([+-]) ?(\S+))?$/.exec(text.trim()) ?? [];
  let shiftUs = 0;
  if (shift !== undefined) {
    const read = parseQuantity('duration', shift);
    if ('hint' in read) return { wrong: `“${shift}” ${read.hint}` };
    shiftUs = sign === '-' ? -read.value : read.value;
  }
  if (base === 'start' || base === 'end' || base === 'longest queue')
    return { value: { kind: base, shiftUs } };
  const [, length] = /^queue reaches (\d{1,6})$/.exec(base) ?? [];
  if (length !== undefined) {
    if (Number(length) === 0) return { wrong: t('a queue reaches 1 at least') };
    return { value: { kind: 'queue', length: Number(length), shiftUs } };
  }
  const time = parseQuantity('duration', base);
  if ('value' in time) return { value: { kind: 'time', atUs: time.value, shiftUs } };
  const [, which, event, who] =
    /^(?:(first|last|\d+(?:st|nd|rd|th)) )?([a-z]+\/[A-Za-z]+)(?: of (.+))?$/.exec(base) ?? [];
  if (event === undefined)
    return { wrong: t('is not a moment; allowed: {forms}', { forms: MOMENT_WORDS }) };
  const known = readEvent(event);
  if ('wrong' in known) return known;
  const n = which === 'last' ? null : Math.max(0, Number.parseInt(which ?? '1', 10) - 1 || 0);
  if (who === undefined)
    return { value: { kind: 'event', event: known.value, n, request: null, shiftUs } };
  const request = readRequest(who, scope);
  if ('wrong' in request) return request;
  return { value: { kind: 'event', event: known.value, n, request: request.value, shiftUs } };
}

/** Reads the name of an event; what is none is answered with the nearest that is. */
export function readEvent(text: string): Reading<EventName> {
  const name = EVENTS.find((event) => event === text);
  if (name) return { value: name };
  return {
    wrong: t('“{text}” is not an event; {suggestion}', {
      text,
      suggestion: suggestion(text, EVENTS),
    }),
  };
}

/** Index of the request meant, or null where the run has none. */
export function requestOf(run: Run, reference: RequestReference): number | null {
  if (reference.kind === 'number')
    return reference.request < run.requests ? reference.request : null;
  const population = run.scenario.clients.findIndex(({ name }) => name === reference.population);
  const theirs = requestTable(run).filter((row) => run.seed(row.id).population === population);
  if (reference.kind === 'nth') return theirs[reference.n]?.id ?? null;
  let best: number | null = null;
  let most = -1;
  for (const row of theirs) {
    const us =
      reference.kind === 'slowest'
        ? (row.endUs ?? run.endUs) - row.startUs
        : row.queuedUs === null
          ? -1
          : (row.acceptedUs ?? run.endUs) - row.queuedUs;
    if (us > most) {
      most = us;
      best = row.id;
    }
  }
  return best;
}

/** The moment meant, within the run, or null where what it names does not happen. */
export function momentOf(run: Run, reference: MomentReference): Micros | null {
  const base = baseMoment(run, reference);
  return base === null ? null : Math.min(run.endUs, Math.max(0, base + reference.shiftUs));
}

function baseMoment(run: Run, reference: MomentReference): Micros | null {
  switch (reference.kind) {
    case 'time':
      return reference.atUs;
    case 'start':
      return 0;
    case 'end':
      return run.endUs;
    case 'longest queue':
      return longestQueue(run).atUs;
    case 'queue':
      return queueReaches(run, reference.length);
    case 'event':
      return eventMoment(run, reference);
  }
}

/** When so many stand in the backlog for the first time while time passes, or null. */
function queueReaches(run: Run, length: number): Micros | null {
  const { atUs, value } = series(run).backlog;
  for (let i = 0; i < atUs.length; i++) {
    const lasts = (atUs[i + 1] ?? run.endUs) > (atUs[i] as number);
    if (lasts && (value[i] as number) >= length) return atUs[i] as number;
  }
  return null;
}

function eventMoment(
  run: Run,
  reference: Extract<MomentReference, { kind: 'event' }>,
): Micros | null {
  const request = reference.request === null ? NONE : requestOf(run, reference.request);
  if (request === null) return null;
  let seen = 0;
  let last: Micros | null = null;
  for (let i = 0; i < run.length; i++) {
    if (run.type(i) !== EVENT[reference.event]) continue;
    if (request !== NONE && run.request(i) !== request) continue;
    last = run.at(i);
    if (seen++ === reference.n) return last;
  }
  return reference.n === null ? last : null;
}

/** The longest the backlog gets while time passes, and when it first is. */
export function longestQueue(run: Run): { readonly length: number; readonly atUs: Micros } {
  const { atUs, value } = series(run).backlog;
  let length = 0;
  let since = 0;
  for (let i = 0; i < atUs.length; i++) {
    const lasts = (atUs[i + 1] ?? run.endUs) > (atUs[i] as number);
    if (!lasts || (value[i] as number) <= length) continue;
    length = value[i] as number;
    since = atUs[i] as number;
  }
  return { length, atUs: since };
}

/** Requests in the backlog at a moment. */
export function queueAt(run: Run, atUs: Micros): number {
  const backlog = series(run).backlog;
  let low = 0;
  let high = backlog.atUs.length;
  while (low < high) {
    const mid = (low + high) >>> 1;
    if ((backlog.atUs[mid] as number) <= atUs) low = mid + 1;
    else high = mid;
  }
  return backlog.value[low - 1] ?? 0;
}
