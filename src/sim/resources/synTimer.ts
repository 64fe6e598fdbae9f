import { STREAMS, uniform } from '../chance.ts';
import { synRetryUs, TIMER_SLOT_US } from '../versions.ts';
import type { World } from '../world.ts';

/**
 * Microseconds until a SYN is sent again after `tries` that were dropped. The kernel rounds such a timer up to the next slot of its timer
 * wheel, and the timers of one slot run in no order of their own, so callers dropped together come back in another order.
 * SIMPLIFIED: where in its slot a timer runs is chance.
 */
export function synTimerUs(world: World, request: number, tries: number): number {
  const late = uniform(world.scenario.seed, STREAMS.synRetry, request, tries) * TIMER_SLOT_US;
  return synRetryUs(tries - 1) + Math.floor(late);
}
