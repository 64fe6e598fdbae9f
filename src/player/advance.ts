import type { Playable } from './player.ts';

/** Where the player stands. `legPace` and `dwellLeftUs` belong to the 'events' style alone. */
export interface Position {
  readonly atUs: number;
  readonly eventIndex: number;
  /** Real µs that the present event is still shown before time moves on. */
  readonly dwellLeftUs: number;
  /** Virtual µs per real µs on the way to the next event; 0 = not chosen yet. */
  readonly legPace: number;
}

/** Real time that one event stays on screen at speed ×1: enough to read a short caption. */
const DWELL_US = 700_000;
/** Real time for the way between two events at ×1: seen as motion, yet never a long wait. */
const LEG_MIN_US = 250_000;
const LEG_MAX_US = 1_600_000;

/** Index of the last event at or before the moment, -1 if there is none. */
function eventAt(run: Playable, atUs: number): number {
  return run.countUntil(atUs) - 1;
}

/** The position after a jump to `atUs`, which is held within the run. */
export function jumped(run: Playable, atUs: number): Position {
  const at = Math.min(Math.max(0, Number.isFinite(atUs) ? atUs : 0), run.endUs);
  return { atUs: at, eventIndex: eventAt(run, at), dwellLeftUs: 0, legPace: 0 };
}

/** The position one event on, or the end of the run. */
export function steppedForward(run: Playable, from: Position): Position {
  const next = from.eventIndex + 1;
  if (next >= run.length) return jumped(run, run.endUs);
  return { atUs: run.at(next), eventIndex: next, dwellLeftUs: 0, legPace: 0 };
}

/** The position one event back: first to the moment of the last event, then to the one before it, then to the start. */
export function steppedBack(run: Playable, from: Position): Position {
  const last = from.eventIndex;
  const isBetween = last >= 0 && from.atUs > run.at(last);
  const index = isBetween ? last : last - 1;
  if (index < 0) return { atUs: 0, eventIndex: -1, dwellLeftUs: 0, legPace: 0 };
  return { atUs: run.at(index), eventIndex: index, dwellLeftUs: 0, legPace: 0 };
}

/** Smooth playing: virtual time runs at `speed` times real time. */
export function advancedSmoothly(
  run: Playable,
  from: Position,
  elapsedUs: number,
  speed: number,
): Position {
  // Whole µs from here on would lose the slowest speeds, so fractions are kept until the moment is shown.
  const atUs = Math.min(from.atUs + elapsedUs * speed, run.endUs);
  return { ...jumped(run, atUs), eventIndex: Math.max(from.eventIndex, eventAt(run, atUs)) };
}

/**
 * How much faster than at ×1 events follow each other. Below ×1 the root is taken: at ×0.01 an event then stays for
 * 7 seconds, not for 70.
 */
function eventPace(speed: number): number {
  return speed >= 1 ? speed : Math.sqrt(speed);
}

/** Playing event by event: dwell on one, move to the next; several may pass in one frame at high speed. */
export function advancedByEvents(
  run: Playable,
  from: Position,
  elapsedUs: number,
  speed: number,
): Position {
  const pace = eventPace(speed);
  let left = elapsedUs;
  let { atUs, eventIndex, dwellLeftUs, legPace } = from;
  while (left > 0) {
    if (dwellLeftUs > 0) {
      const spent = Math.min(left, dwellLeftUs);
      dwellLeftUs -= spent;
      left -= spent;
      continue;
    }
    const next = eventIndex + 1;
    const isLast = next >= run.length;
    const goalUs = isLast ? run.endUs : Math.min(run.at(next), run.endUs);
    const gapUs = goalUs - atUs;
    if (gapUs > 0) {
      legPace ||= (gapUs / Math.min(Math.max(gapUs, LEG_MIN_US), LEG_MAX_US)) * pace;
      const neededUs = gapUs / legPace;
      if (neededUs > left) {
        atUs += left * legPace;
        break;
      }
      left -= neededUs;
    }
    atUs = goalUs;
    legPace = 0;
    if (isLast) break;
    eventIndex = next;
    dwellLeftUs = DWELL_US / pace;
  }
  return { atUs, eventIndex, dwellLeftUs, legPace };
}

const SPEED_MIN = 0.01;
const SPEED_MAX = 100;

/** A speed that the player can keep: ×0.01 … ×100. */
export function heldSpeed(speed: number): number {
  return Number.isFinite(speed) ? Math.min(Math.max(speed, SPEED_MIN), SPEED_MAX) : 1;
}
