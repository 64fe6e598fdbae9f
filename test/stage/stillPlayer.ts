import type { Player, PlayerState } from '../../src/player/player.ts';
import { createPointer } from '../../src/player/pointer.ts';

/** A player whose state a test sets by hand. */
export interface StillPlayer extends Player {
  put(change: Partial<PlayerState>): void;
}

export function stillPlayer(initial: Partial<PlayerState> = {}): StillPlayer {
  let state: PlayerState = {
    playing: false,
    speed: 1,
    style: 'smooth',
    atUs: 0,
    eventIndex: -1,
    endUs: 10_000_000,
    ...initial,
  };
  const listeners = new Set<(state: PlayerState) => void>();
  const put = (change: Partial<PlayerState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener(state);
  };
  return {
    put,
    pointer: createPointer(),
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    load: (run) => put({ endUs: run.endUs }),
    play: () => put({ playing: true }),
    pause: () => put({ playing: false }),
    toggle: () => put({ playing: !state.playing }),
    seek: (atUs) => put({ atUs }),
    stepForward: () => put({ eventIndex: state.eventIndex + 1 }),
    stepBack: () => put({ eventIndex: state.eventIndex - 1 }),
    setSpeed: (speed) => put({ speed }),
    setStyle: (style) => put({ style }),
    dispose: () => listeners.clear(),
  };
}
