import type { Pointer } from './pointer.ts';

/**
 * What the page knows of time. The player owns the one clock of the page; everything else is a function of (recording, now).
 * Contract only: `createPlayer` in createPlayer.ts builds it on an XState chart.
 */
export interface PlayerState {
  readonly playing: boolean;
  /** Virtual seconds per real second, 0.01 … 100. */
  readonly speed: number;
  /** Smooth motion, or one event at a time with a caption. */
  readonly style: 'smooth' | 'events';
  readonly atUs: number;
  /** Index of the last event that has happened (-1 = none): what step forward and back move by. */
  readonly eventIndex: number;
  readonly endUs: number;
}

/** What the player needs to know of a recording. */
export interface Playable {
  readonly length: number;
  readonly endUs: number;
  at(index: number): number;
  countUntil(atUs: number): number;
}

export interface Player {
  /** What is pointed at in any view of this player's page. */
  readonly pointer: Pointer;
  get(): PlayerState;
  /** Called on every change, at most once per animation frame while playing. Returns the way to stop. */
  subscribe(listener: (state: PlayerState) => void): () => void;
  /** Another recording; keeps the moment where it still exists. */
  load(recording: Playable): void;
  play(): void;
  pause(): void;
  toggle(): void;
  seek(atUs: number): void;
  /** To the moment of the next / previous event (events at one moment are stepped one by one). */
  stepForward(): void;
  stepBack(): void;
  setSpeed(speed: number): void;
  setStyle(style: 'smooth' | 'events'): void;
  dispose(): void;
}
