import type { PlayerState } from '../player/player.ts';
import { figureText, secondsText } from '../stage/secondsText.ts';

/**
 * The moment as a clock shows it: `4.20 s`. The slower the run is watched, the finer the clock: hundredths at full
 * speed, milliseconds and tenths of them in slow motion.
 */
export function clockText({ atUs, speed, style }: PlayerState): string {
  const digits = speed < 0.05 ? 4 : speed < 0.5 || style === 'events' ? 3 : 2;
  return secondsText(atUs, digits);
}

/** The length of the run: `10 s`, `2.5 s`, `0.04 s`. */
export function lengthText(endUs: number): string {
  return `${figureText(Number((endUs / 1e6).toPrecision(3)))} s`;
}

/** `×0.1`, `×1`, `×12`. */
export function speedText(speed: number): string {
  return `×${figureText(Number(speed.toPrecision(2)))}`;
}
