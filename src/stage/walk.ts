import type { Place } from '../insight/scene/scene.ts';
import type { Spot } from './arrange.ts';
import type { TierName } from './plan.ts';

/** A request that the keyboard can stand on. */
export interface Stop {
  readonly request: number;
  /** Tier from left to right. */
  readonly tier: number;
  readonly y: number;
}

const TIERS: readonly TierName[] = ['clients', 'internet', 'front', 'socket', 'app', 'database'];

/** The tier that a place belongs to. */
export const TIER_OF: Record<Place, TierName> = {
  client: 'clients',
  ended: 'clients',
  'to-front': 'internet',
  'to-client': 'internet',
  front: 'front',
  door: 'front',
  backlog: 'socket',
  pool: 'app',
  worker: 'app',
  database: 'database',
};

/** Stops in the order in which arrow keys pass them: tier by tier, within a tier as on the page, the backlog oldest first. */
export function stopsOf(spots: readonly Spot[]): Stop[] {
  return spots
    .map(({ token, y }, i) => ({
      request: token.request,
      tier: TIERS.indexOf(TIER_OF[token.place]),
      y,
      i,
      queue: token.queuePosition,
    }))
    .sort((a, b) => a.tier - b.tier || (a.queue ?? 0) - (b.queue ?? 0) || a.y - b.y || a.i - b.i);
}

/**
 * Where a key leads: up and down within a tier, left and right to the next tier that holds a request, Home and End to the
 * first and last of all. Undefined: not a key of ours; null: nowhere to go.
 */
export function walk(
  stops: readonly Stop[],
  from: number | null,
  key: string,
): Stop | null | undefined {
  if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key))
    return undefined;
  const here = stops.find((s) => s.request === from);
  if (key === 'Home' || (!here && key !== 'End')) return stops[0] ?? null;
  if (key === 'End' || !here) return stops[stops.length - 1] ?? null;
  const tier = stops.filter((s) => s.tier === here.tier);
  const at = tier.indexOf(here);
  if (key === 'ArrowUp') return tier[at - 1] ?? null;
  if (key === 'ArrowDown') return tier[at + 1] ?? null;
  const onward = key === 'ArrowRight' ? 1 : -1;
  const others = [...new Set(stops.map((s) => s.tier))];
  const next = others[others.indexOf(here.tier) + onward];
  if (next === undefined) return null;
  const there = stops.filter((s) => s.tier === next);
  return there[Math.min(at, there.length - 1)] ?? null;
}
