import { createActor } from 'xstate';
import type { Player, PlayerState } from './player.ts';
import { playerChart } from './playerChart.ts';
import { createPointer } from './pointer.ts';

/** The clock and the frames that a player lives by; a test hands in its own. */
export interface PlayerOptions {
  /** Real time in ms, never going back. */
  now?(): number;
  requestFrame?(callback: () => void): number;
  cancelFrame?(handle: number): void;
}

/** The longest real time one frame may stand for: a page that was hidden goes on where it was left. */
const FRAME_MAX_US = 250_000;

/**
 * Makes the page's one clock: the playback chart, run by one animation-frame loop that turns only while playing.
 * A new player is paused and has nothing to play.
 */
export function createPlayer(options: PlayerOptions = {}): Player {
  const now = options.now ?? (() => performance.now());
  const requestFrame = options.requestFrame ?? ((callback) => requestAnimationFrame(callback));
  const cancelFrame = options.cancelFrame ?? ((handle) => cancelAnimationFrame(handle));
  const listeners = new Set<(state: PlayerState) => void>();
  const actor = createActor(playerChart);
  let frame: number | null = null;
  let lastMs = 0;

  const read = (): PlayerState => {
    const snapshot = actor.getSnapshot();
    const { atUs, eventIndex, speed, style, run } = snapshot.context;
    const playing = snapshot.matches('playing');
    return { playing, speed, style, atUs: Math.round(atUs), eventIndex, endUs: run.endUs };
  };
  let state = read();

  const turn = (): void => {
    const nowMs = now();
    const elapsedUs = Math.min((nowMs - lastMs) * 1000, FRAME_MAX_US);
    lastMs = nowMs;
    frame = requestFrame(turn);
    if (elapsedUs > 0) actor.send({ type: 'tick', elapsedUs });
  };

  const subscription = actor.subscribe(() => {
    const before = state;
    const after = read();
    if (after.playing && frame === null) {
      lastMs = now();
      frame = requestFrame(turn);
    } else if (!after.playing && frame !== null) {
      cancelFrame(frame);
      frame = null;
    }
    if (isSame(before, after)) return;
    state = after;
    for (const listener of [...listeners]) listener(state);
  });
  actor.start();

  return {
    pointer: createPointer(),
    get: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    load: (recording) => actor.send({ type: 'load', run: recording }),
    play: () => actor.send({ type: 'play' }),
    pause: () => actor.send({ type: 'pause' }),
    toggle: () => actor.send({ type: 'toggle' }),
    seek: (atUs) => actor.send({ type: 'seek', atUs }),
    stepForward: () => actor.send({ type: 'stepForward' }),
    stepBack: () => actor.send({ type: 'stepBack' }),
    setSpeed: (speed) => actor.send({ type: 'setSpeed', speed }),
    setStyle: (style) => actor.send({ type: 'setStyle', style }),
    dispose() {
      if (frame !== null) cancelFrame(frame);
      frame = null;
      listeners.clear();
      subscription.unsubscribe();
      actor.stop();
    },
  };
}

function isSame(a: PlayerState, b: PlayerState): boolean {
  return (
    a.playing === b.playing &&
    a.atUs === b.atUs &&
    a.eventIndex === b.eventIndex &&
    a.speed === b.speed &&
    a.style === b.style &&
    a.endUs === b.endUs
  );
}
