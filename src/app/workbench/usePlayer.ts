import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { createPlayer } from '../../player/createPlayer.ts';
import type { Player } from '../../player/player.ts';

/**
 * The page's one clock, loaded with the run. A new run of the same page keeps the moment where it still exists.
 * `begin` puts the player where the page's first run is to be looked at. Playing never goes on in a hidden page.
 */
export function usePlayer(run: Run | null, begin?: (player: Player) => void): Player {
  const [player] = useState(createPlayer);
  const hasBegun = useRef(false);
  // While the page is drawn for the first time, when nobody listens yet: after an effect its first frame would show time 0.
  if (run && !hasBegun.current) {
    hasBegun.current = true;
    player.load(run);
    begin?.(player);
  }
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
