import { useEffect, useLayoutEffect, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { createPlayer } from '../../player/createPlayer.ts';
import type { Player } from '../../player/player.ts';

/**
 * The page's one clock, loaded with the run. A new run of the same page keeps the moment where it still exists.
 * Playing never goes on in a hidden page.
 */
export function usePlayer(run: Run | null): Player {
  const [player] = useState(createPlayer);
  useLayoutEffect(() => {
    if (run) player.load(run);
  }, [player, run]);
  useEffect(() => {
    const pauseWhenHidden = () => {
      if (document.hidden) player.pause();
    };
    document.addEventListener('visibilitychange', pauseWhenHidden);
    return () => {
      document.removeEventListener('visibilitychange', pauseWhenHidden);
      player.pause(); // not disposed: in development React mounts every component twice
    };
  }, [player]);
  return player;
}
