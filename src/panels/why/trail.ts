import type { WhyChain } from '../../insight/causes/chainShape.ts';
import { onSpeak } from '../../language/t.ts';
import type { Player } from '../../player/player.ts';

/** Where somebody came from who follows a chain: the chain, the moment it was asked at, and the run it is of. */
export interface Trail {
  readonly run: object;
  readonly chain: WhyChain;
  readonly atUs: number;
}

let trails = new WeakMap<Player, Trail>();
// A chain is made of sentences: in another language they are asked for anew.
onSpeak(() => {
  trails = new WeakMap();
});

/** The chain that is being followed with this player, or null: none, or one of another run. */
export function trailOf(player: Player, run: object): Trail | null {
  const trail = trails.get(player);
  return trail?.run === run ? trail : null;
}

/** Notes where the first step of a chain was taken from, or, with null, that nobody follows one any more. */
export function setTrail(player: Player, trail: Trail | null): void {
  if (trail) trails.set(player, trail);
  else trails.delete(player);
}
