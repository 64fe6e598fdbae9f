import { type RefObject, useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { Player, PlayerState } from '../player/player.ts';
import { seenUntil } from './seen.ts';

/** Text that changes more often than this cannot be read, and would cost a React render a frame. */
const RENDERS_PER_SECOND = 12;

/**
 * The player's state for text: every change while paused, about twelve a second while playing. What must move with every
 * frame is moved by {@link useMoment} instead, without React.
 */
export function usePlayerState(player: Player): PlayerState {
  const shown = useRef(player.get());
  const shownAtMs = useRef(0);
  const take = useCallback((state: PlayerState) => {
    shown.current = state;
    shownAtMs.current = performance.now();
    return state;
  }, []);
  const subscribe = useCallback(
    (onChange: () => void) => {
      take(player.get());
      return player.subscribe((state) => {
        const before = shown.current;
        const isTickAlone =
          state.playing &&
          before.playing &&
          state.speed === before.speed &&
          state.style === before.style &&
          state.endUs === before.endUs;
        const sinceMs = performance.now() - shownAtMs.current;
        if (isTickAlone && sinceMs < 1000 / RENDERS_PER_SECOND) return;
        take(state);
        onChange();
      });
    },
    [player, take],
  );
  return useSyncExternalStore(subscribe, () => shown.current);
}

/** Calls `move` with the player's state now and at every change: for what follows each frame through a ref. */
export function useMoment(player: Player, move: (state: PlayerState) => void): void {
  const latest = useRef(move);
  latest.current = move;
  useEffect(() => {
    latest.current(player.get());
    return player.subscribe((state) => latest.current(state));
  }, [player]);
  // A new view of time places the playhead anew even when time stands still.
  useEffect(() => move(player.get()));
}

/** A stretch of time that a plot shows. */
export interface TimeView {
  readonly fromUs: number;
  readonly untilUs: number;
}

/**
 * Keeps two properties of the element at their places in the view, `0%` … `100%`: `--panel-at`, the moment, where the
 * playhead stands, and `--panel-seen`, the furthest moment watched, behind which nothing is drawn yet.
 */
export function usePlayhead(
  run: object,
  player: Player,
  element: RefObject<HTMLElement | null>,
  view: TimeView,
): void {
  const placeOf = (atUs: number) => {
    const share = (atUs - view.fromUs) / Math.max(view.untilUs - view.fromUs, 1);
    return `${(Math.min(Math.max(share, 0), 1) * 100).toFixed(3)}%`;
  };
  useMoment(player, ({ atUs }) => {
    element.current?.style.setProperty('--panel-at', placeOf(atUs));
    element.current?.style.setProperty('--panel-seen', placeOf(seenUntil(run, atUs)));
  });
}
