import { requestName } from '../insight/plainWords.ts';
import { series } from '../insight/series.ts';
import type { Run } from '../insight/shapes.ts';
import { runIndex } from '../insight/state/runIndex.ts';
import { msg, t } from '../language/t.ts';
import { EVENT, EVENTS, type EventName, NONE } from '../recording/vocabulary.ts';
import { secondsText } from '../stage/secondsText.ts';
import { FAILURES } from './momentsOfInterest.ts';

/** What one may want to jump between. */
export type Interest = 'failure' | 'worker' | 'queue' | 'intervention' | 'selected' | 'difference';

/** The menu, in its order. */
export const INTERESTS: readonly { readonly key: Interest; readonly words: string }[] = [
  { key: 'failure', words: msg('failures') },
  { key: 'worker', words: msg('a worker taken or released') },
  { key: 'queue', words: msg('a queue that starts or ends') },
  { key: 'intervention', words: msg('interventions of the script') },
  { key: 'selected', words: msg('events of the selected request') },
  { key: 'difference', words: msg('the first difference from the run before') },
];

/** An event worth jumping to. */
export interface InterestingMoment {
  readonly atUs: number;
  /** Number of the event in the recording. */
  readonly index: number;
  readonly kind: Interest;
}

/** Whose events and which run before: what only the page knows. */
export interface Asked {
  readonly kinds: readonly Interest[];
  readonly selected: number | null;
  readonly ghost: Run | null;
}

const known = new WeakMap<Run, Map<Interest, InterestingMoment[]>>();

/** The first moment of interest after `atUs` (or, going back, the last before it), or null. Of one moment, its first event counts. */
export function nextInterest(
  run: Run,
  asked: Asked,
  atUs: number,
  way: 1 | -1,
): InterestingMoment | null {
  let best: InterestingMoment | null = null;
  for (const kind of asked.kinds) {
    const moments = momentsOf(run, kind, asked);
    const found = moments[way > 0 ? firstAfter(moments, atUs) : firstAfter(moments, atUs - 1) - 1];
    if (!found) continue;
    if (!best || (way > 0 ? found.atUs < best.atUs : found.atUs > best.atUs)) best = found;
  }
  return best;
}

/** How many moments of one kind there are. */
export function countOfInterest(run: Run, kind: Interest, asked: Omit<Asked, 'kinds'>): number {
  return momentsOf(run, kind, asked).length;
}

/** All moments of one kind, in order of time. */
export function momentsOf(
  run: Run,
  kind: Interest,
  { selected, ghost }: Omit<Asked, 'kinds'>,
): readonly InterestingMoment[] {
  if (kind === 'selected') return selected === null ? [] : eventsOf(run, selected);
  if (kind === 'difference') {
    const index = ghost ? firstDifference(run, ghost) : null;
    return index === null ? [] : [{ atUs: run.at(index), index, kind }];
  }
  const before = known.get(run) ?? new Map<Interest, InterestingMoment[]>();
  known.set(run, before);
  let moments = before.get(kind);
  if (!moments) {
    moments = kind === 'queue' ? queueTurns(run) : eventsOfKind(run, kind);
    before.set(kind, moments);
  }
  return moments;
}

const KIND_EVENTS: Readonly<Record<'failure' | 'worker' | 'intervention', readonly EventName[]>> = {
  failure: FAILURES,
  worker: ['worker/accepted', 'worker/released'],
  intervention: ['intervention/applied'],
};

function eventsOfKind(run: Run, kind: 'failure' | 'worker' | 'intervention'): InterestingMoment[] {
  const wanted = EVENTS.map((name) => KIND_EVENTS[kind].includes(name));
  const found: InterestingMoment[] = [];
  for (let index = 0; index < run.length; index++)
    if (wanted[run.type(index)]) found.push({ atUs: run.at(index), index, kind });
  return found;
}

function eventsOf(run: Run, request: number): InterestingMoment[] {
  const { first, own } = runIndex(run);
  const found: InterestingMoment[] = [];
  for (let k = first[request] ?? 0; k < (first[request + 1] ?? 0); k++) {
    const index = own[k] as number;
    found.push({ atUs: run.at(index), index, kind: 'selected' });
  }
  return found;
}

const LEAVES_QUEUE = new Set([EVENT['worker/accepted'], EVENT['connection/pooled']]);

/** Where the first begins to wait for a worker, and where nobody waits any more. */
function queueTurns(run: Run): InterestingMoment[] {
  const { atUs, value } = series(run).backlog;
  const found: InterestingMoment[] = [];
  for (let k = 1; k < atUs.length; k++) {
    const at = atUs[k] as number;
    const starts = value[k - 1] === 0 && (value[k] as number) > 0;
    const ends = (value[k - 1] as number) > 0 && value[k] === 0;
    if (!starts && !ends) continue;
    let index = run.countUntil(at - 1);
    const isTurn = (i: number) =>
      starts ? run.type(i) === EVENT['socket/queued'] : LEAVES_QUEUE.has(run.type(i));
    const first = index;
    while (index < run.length && run.at(index) === at && !isTurn(index)) index++;
    if (index >= run.length || run.at(index) !== at) index = first;
    found.push({ atUs: at, index, kind: 'queue' });
  }
  return found;
}

const differences = new WeakMap<Run, WeakMap<Run, number | null>>();

/** Number of the first event in which a run differs from the one before it; null where they are the same throughout. */
export function firstDifference(run: Run, ghost: Run): number | null {
  const of = differences.get(run) ?? new WeakMap<Run, number | null>();
  differences.set(run, of);
  const before = of.get(ghost);
  if (before !== undefined) return before;
  const both = Math.min(run.length, ghost.length);
  let i = 0;
  while (
    i < both &&
    run.at(i) === ghost.at(i) &&
    run.type(i) === ghost.type(i) &&
    run.request(i) === ghost.request(i) &&
    run.actor(i) === ghost.actor(i) &&
    run.arg(i) === ghost.arg(i)
  )
    i++;
  const found = i === run.length && i === ghost.length ? null : Math.min(i, run.length - 1);
  of.set(ghost, found);
  return found;
}

/** `failure of #16 at 4.20 s`: where a jump leads, in words. */
export function interestText(run: Run, { kind, index, atUs }: InterestingMoment): string {
  const request = run.request(index);
  const of = request === NONE ? '' : requestName(request);
  const time = secondsText(atUs, 3);
  const name = EVENTS[run.type(index)] as EventName;
  switch (kind) {
    case 'failure':
      return of === ''
        ? t('{failure} at {time}', { failure: t(FAILURE_WORDS[name] ?? FAILURE), time })
        : t('{failure} ({request}) at {time}', {
            failure: t(FAILURE_WORDS[name] ?? FAILURE),
            request: of,
            time,
          });
    case 'worker':
      return name === 'worker/accepted'
        ? t('a worker takes {request} at {time}', { request: of, time })
        : t('a worker lets go of {request} at {time}', { request: of, time });
    case 'queue':
      return name === 'socket/queued'
        ? t('a queue starts at {time}', { time })
        : t('nobody waits any more at {time}', { time });
    case 'intervention':
      return t('intervention at {time}', { time });
    case 'selected':
      return t('{name} of {request} at {time}', { name, request: of, time });
    case 'difference':
      return t('first difference from the run before at {time}', { time });
  }
}

/** Failures in a few words: marks and buttons have no room for a sentence. */
const FAILURE = msg('failure');
const FAILURE_WORDS: { readonly [K in EventName]?: string } = {
  'connection/refused': msg('connection refused'),
  'request/failed': msg('no complete answer'),
  'request/abandoned': msg('client gives up'),
  'upstream/failed': msg('nginx gets no usable answer'),
  'upstream/timedOut': msg('nginx runs out of patience'),
  'socket/overflowed': msg('backlog overflows'),
  'worker/timedOut': msg('worker timeout'),
  'worker/killed': msg('worker killed'),
  'session/refused': msg('database refuses a connection'),
  'query/failed': msg('query fails'),
  'database/stopped': msg('database stops'),
  'front/stopped': msg('nginx stops'),
  'host/unplugged': msg('host unplugged'),
};

/** Index of the first moment later than `atUs`. */
function firstAfter(moments: readonly InterestingMoment[], atUs: number): number {
  let low = 0;
  let high = moments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moments[middle] as InterestingMoment).atUs <= atUs) low = middle + 1;
    else high = middle;
  }
  return low;
}
