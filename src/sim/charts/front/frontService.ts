import { EVENT } from '../../../recording/vocabulary.ts';
import type { World } from '../../world.ts';
import { FrontKeeper } from './frontKeeper.ts';

/** What signals do to nginx as a whole: its present worker process is `world.front`, those that a reload has told to end are `world.retired`. */

/** TERM: every process of it ends, and its sockets are closed. */
export function stopNginx(world: World): void {
  const { front, retired } = world;
  if (front === null || front.isDown) return;
  world.record(EVENT['front/stopped'], -1, -1, front.connections);
  for (const keeper of retired) keeper.stop();
  retired.length = 0;
  front.stop();
}

export function startNginx(world: World): void {
  const { front } = world;
  if (front === null || !front.isDown) return;
  world.front = new FrontKeeper(world, front.settings);
  world.record(EVENT['front/started'], -1, -1, 0);
}

/** HUP: a new worker process takes over, the old one finishes what it has. */
export function reloadNginx(world: World): void {
  const { front } = world;
  if (front === null || front.isDown) return;
  world.front = new FrontKeeper(world, front.settings);
  front.retire();
  if (world.frontMayStop) world.retired.push(front);
  world.record(EVENT['front/reloaded'], -1, -1, front.connections);
}
