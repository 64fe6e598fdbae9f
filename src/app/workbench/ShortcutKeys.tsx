import type { RefObject } from 'react';
import { type ShortcutOptions, useShortcuts } from '../../panels/useShortcuts.ts';
import type { Player } from '../../player/player.ts';

interface Props extends ShortcutOptions {
  readonly root: RefObject<HTMLElement | null>;
  readonly player: Player;
}

/** Hears the keys of the simulator; draws nothing. A chunk of its own: there is nothing to steer before the stage is here. */
export function ShortcutKeys({ root, player, ...options }: Props) {
  useShortcuts(root, player, options);
  return null;
}
