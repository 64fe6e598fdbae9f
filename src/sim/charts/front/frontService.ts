import { EVENT } from '../../../recording/vocabulary.ts';
import type { World } from '../../world.ts';
import { FrontKeeper } from './frontKeeper.ts';

/**
 * What signals do to front servers as a whole: the present worker process of each is in `world.fronts`, those that a reload has told to end
 * are `world.retired`. `which` is one of several, null means all of them.
 */

/** TERM: every process of it ends, and its sockets are closed. */
export function stopFronts(world: World, which: number | null): void {
  for (const keeper of meant(world, which)) {
    if (keeper.isDown) continue;
    world.record(EVENT['front/stopped'], -1, keeper.actor, keeper.connections);
    for (const old of world.retired) if (old.index === keeper.index) old.stop();
    keepRetired(world, keeper.index);
    keeper.stop();
  }
}

export function startFronts(world: World, which: number | null): void {
  for (const keeper of meant(world, which)) {
    if (!keeper.isDown) continue;
    world.fronts[keeper.index] = new FrontKeeper(world, keeper.settings, keeper.index, keeper);
    world.record(EVENT['front/started'], -1, keeper.actor, 0);
  }
}

/** HUP: a new worker process takes over, the old one finishes what it has. */
export function reloadFronts(world: World, which: number | null): void {
  for (const keeper of meant(world, which)) {
    if (keeper.isDown) continue;
    const { index, settings } = keeper;
    world.fronts[index] = new FrontKeeper(world, settings, index, keeper);
    keeper.retire();
    if (world.frontMayStop) world.retired.push(keeper);
    world.record(EVENT['front/reloaded'], -1, keeper.actor, keeper.connections);
  }
}

function meant({ fronts }: World, which: number | null): readonly FrontKeeper[] {
  return which === null ? [...fronts] : fronts.slice(which, which + 1);
}

/** Processes of that front server are no longer remembered. */
function keepRetired({ retired }: World, index: number): void {
  const others = retired.filter((keeper) => keeper.index !== index);
  retired.length = 0;
  retired.push(...others);
}
