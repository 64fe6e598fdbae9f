import type { Lane, Span } from '../insight/shapes.ts';
import { msg } from '../language/t.ts';

/** What a stretch of a lane looks like: one colour and one pattern for each, so that neither stands alone. */
export type Look = 'run' | 'data' | 'lock' | 'hold' | 'idle' | 'boot' | 'gone' | 'queue' | 'front';

/** The legend, in words and in the order of the picture. */
export const LOOKS: readonly { readonly look: Look; readonly words: string }[] = [
  { look: 'run', words: msg('working') },
  { look: 'data', words: msg('waiting on the database') },
  { look: 'lock', words: msg('waiting for a row') },
  { look: 'hold', words: msg('held by its client') },
  { look: 'boot', words: msg('starting') },
  { look: 'gone', words: msg('hung, stopping or gone') },
  { look: 'idle', words: msg('idle') },
];

/** The look of a stretch. Waiting for one's client beats what the program thinks it is doing. */
export function lookOf(span: Pick<Span, 'state' | 'heldByClient'>): Look {
  if (span.heldByClient) return 'hold';
  switch (span.state) {
    case 'reading':
    case 'running':
    case 'writing':
      return 'run';
    case 'lingering':
      return 'hold';
    case 'database':
    case 'querying':
    case 'connecting':
      return 'data';
    case 'locked':
      return 'lock';
    case 'booting':
      return 'boot';
    case 'paused':
    case 'stopping':
    case 'dead':
      return 'gone';
    case 'backlog':
    case 'pool':
      return 'queue';
    case 'buffering':
      return 'front';
    case 'idle':
    case 'ended':
      return 'idle';
  }
}

/** Lanes whose stretches overlap are drawn as an area: how many at once. */
export function isArea(lane: Lane): boolean {
  return AREAS.has(lane.kind);
}

const AREAS: ReadonlySet<Lane['kind']> = new Set(['backlog', 'pool', 'front', 'busy']);

/** A number that changes in steps: `value[i]` holds from `atUs[i]` on. */
export interface Steps {
  readonly atUs: readonly number[];
  readonly value: readonly number[];
  readonly most: number;
}

const depths = new WeakMap<readonly Span[], Steps>();

/** How many stretches of the lane overlap, over time. */
export function depthOf(lane: Lane): Steps {
  const known = depths.get(lane.spans);
  if (known) return known;
  const starts = lane.spans.map((span) => span.fromUs).sort((a, b) => a - b);
  const ends = lane.spans.map((span) => span.untilUs).sort((a, b) => a - b);
  const atUs: number[] = [];
  const value: number[] = [];
  let most = 0;
  let begun = 0;
  let ended = 0;
  while (begun < starts.length || ended < ends.length) {
    const nextUs = Math.min(starts[begun] ?? Infinity, ends[ended] ?? Infinity);
    while (starts[begun] === nextUs) begun++;
    while (ends[ended] === nextUs) ended++;
    atUs.push(nextUs);
    value.push(begun - ended);
    most = Math.max(most, begun - ended);
  }
  const steps = { atUs, value, most };
  depths.set(lane.spans, steps);
  return steps;
}

/** The value that holds at the moment; 0 before the first step. */
export function valueAt(steps: Pick<Steps, 'atUs' | 'value'>, atUs: number): number {
  return steps.value[lastAtOrBefore(steps.atUs, atUs)] ?? 0;
}

/** Index of the last moment at or before `atUs`, -1 if there is none. */
export function lastAtOrBefore(sorted: readonly number[], atUs: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= atUs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the last stretch that has begun by `atUs`, -1 if none; stretches stand in order of their beginning. */
export function spanBegunBy(spans: readonly Span[], atUs: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as Span).fromUs <= atUs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
