import { cancelFrame, type FrameData, frame } from 'framer-motion';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Scene } from '../insight/scene/scene.ts';
import type { Player, PlayerState } from '../player/player.ts';
import { arrange } from './arrange.ts';
import type { StageMotion } from './stageMotion.ts';
import type { Street } from './street.ts';

/** Real time between two drawings of the anatomy while playing, ms: about 12 a second. Tokens move every frame regardless. */
const DRAW_EVERY_MS = 80;
/** A frame never stands for more than this, ms: after a pause of the page tokens glide on instead of leaping. */
const FRAME_MAX_MS = 50;

export interface SceneLoop {
  /** The scene that React draws: coarse in time while playing, exact when paused. */
  readonly scene: Scene;
  /** Turns the frame loop on until everything stands still again. `jump`: at once, without gliding. */
  wake(jump?: boolean): void;
}

/** What the loop reads each frame; held in a ref so that the loop outlives renders. */
export interface LoopInput {
  readonly street: Street | null;
  readonly selected: number | null;
  /** Positions jump and never glide. */
  readonly still: boolean;
}

/**
 * The one frame callback of the stage. Each animation frame: the scene of the player's moment, a spot for every token, its
 * MotionValues written. It turns only while something changes.
 */
export function useScene(
  player: Player,
  sceneOf: (state: PlayerState) => Scene,
  motion: StageMotion,
  input: RefObject<LoopInput>,
): SceneLoop {
  const [drawing, setDrawing] = useState(() => ({ scene: sceneOf(player.get()), sceneOf }));
  const waker = useRef<(jump?: boolean) => void>(() => {});

  useEffect(() => {
    let turning = false;
    let jumpNext = false;
    let drawnAtMs = 0;
    let drawn: Scene | null = null;
    let drawnStyle = player.get().style;
    const turn = ({ delta, timestamp }: FrameData): void => {
      const state = player.get();
      const next = sceneOf(state);
      const { street, selected, still } = input.current;
      let moving = false;
      if (street) {
        const { spots } = arrange(next, street, selected);
        const jump = still || jumpNext;
        moving = motion.step(
          next,
          spots,
          jump ? Number.POSITIVE_INFINITY : Math.min(delta, FRAME_MAX_MS),
        );
        jumpNext = false;
      }
      const isDue = !state.playing || timestamp - drawnAtMs >= DRAW_EVERY_MS;
      if ((next !== drawn || state.style !== drawnStyle) && isDue) {
        drawn = next;
        drawnStyle = state.style;
        drawnAtMs = timestamp;
        setDrawing({ scene: next, sceneOf });
      }
      if (state.playing || moving) return;
      turning = false;
      cancelFrame(turn);
    };
    waker.current = (jump = false) => {
      jumpNext ||= jump;
      if (turning) return;
      turning = true;
      frame.update(turn, true);
    };
    const stop = player.subscribe(() => waker.current());
    waker.current(true);
    return () => {
      stop();
      cancelFrame(turn);
      waker.current = () => {};
    };
  }, [player, sceneOf, motion, input]);

  const wake = useCallback((jump?: boolean) => waker.current(jump), []);
  // Another run: its scene at once, or the old scene would be drawn on the new street.
  const scene = drawing.sceneOf === sceneOf ? drawing.scene : sceneOf(player.get());
  return { scene, wake };
}
