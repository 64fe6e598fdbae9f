import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Player } from '../../player/player.ts';

/**
 * True from the arrival at a step until time moves: a cue points once, and then leaves the eye free to follow what happens.
 */
export function useStill(player: Player, arrivedAt: unknown): boolean {
  const arrival = useRef<{ at: unknown; atUs: number }>({ at: null, atUs: 0 });
  const isStill = (): boolean => {
    const { atUs, playing } = player.get();
    const { current } = arrival;
    if (current.at !== arrivedAt) return true;
    return !playing && atUs === current.atUs;
  };
  useEffect(() => {
    // After the effects that put time where the step wants it.
    const timer = setTimeout(() => {
      arrival.current = { at: arrivedAt, atUs: player.get().atUs };
    });
    return () => clearTimeout(timer);
  }, [player, arrivedAt]);
  return useSyncExternalStore(player.subscribe, isStill);
}

/** Points at the worker that a step looks at, as a mouse would, so that stage and instruments light it alike. */
export function usePointedWorker(player: Player, worker: number | null): void {
  useEffect(() => {
    if (worker === null) return;
    player.pointer.point({ worker });
    return () => {
      if (player.pointer.get().worker === worker) player.pointer.point({});
    };
  }, [player, worker]);
}
