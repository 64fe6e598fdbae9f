/** How a front server uses its pool of idle connections to app servers, and says so. */
import { EVENT } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import type { FrontKeeper } from './frontKeeper.ts';
import type { PooledConnection } from './pooled.ts';

/** The connection to an instance that was used last, or null where none is idle. */
export function takePooled(
  { pool, world }: FrontKeeper,
  instance: number,
): PooledConnection | null {
  const pooled = pool.limit === 0 ? null : pool.take(instance);
  if (pooled !== null) world.kernel.send(pooled.cell, MESSAGE.take, 0);
  return pooled;
}

/** It has carried an answer and is idle now. Where the pool is full, the one that has been idle longest goes. */
export function putIntoPool(pooled: PooledConnection): void {
  const { keeper, world } = pooled;
  const { mustGo } = keeper.pool;
  if (mustGo !== null) world.kernel.send(mustGo.cell, MESSAGE.expire, 0);
  keeper.pool.put(pooled);
  keeper.connections++;
  noteIdle(pooled, EVENT['upstream/kept']);
}

/** It is closed, by either end. */
export function leavePool(pooled: PooledConnection): void {
  const { keeper } = pooled;
  keeper.pool.remove(pooled);
  keeper.connections--;
  noteIdle(pooled, EVENT['upstream/expired']);
}

function noteIdle({ keeper, world, kept, instance }: PooledConnection, event: number): void {
  world.record(event, kept.lastRequest, instance, keeper.pool.idleTo(instance));
}
