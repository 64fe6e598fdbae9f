import type { Run } from '../../insight/shapes.ts';
import type { Player } from '../../player/player.ts';

/** Few enough events are shown one by one, with their captions; more would take minutes. */
const ONE_BY_ONE = 60;
/** A stretch played smoothly takes about this long, s. */
const SECONDS = 9;

/** Sets how a stretch of a run is played: event by event where there are few, smoothly in about nine seconds where many. */
export function setPace(player: Player, run: Run, fromUs: number, untilUs: number): void {
  const events = run.countUntil(untilUs) - run.countUntil(fromUs);
  if (events <= ONE_BY_ONE) {
    player.setStyle('events');
    player.setSpeed(1);
    return;
  }
  player.setStyle('smooth');
  player.setSpeed(roundSpeed((untilUs - fromUs) / 1e6 / SECONDS));
}

/** The nearest of 1, 2, 5 times a power of ten, from 0.01 to 100. */
export function roundSpeed(speed: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(speed, 1e-9)));
  const steps = [1, 2, 5, 10].map((step) => step * power);
  const nearest = steps.reduce((best, step) =>
    Math.abs(Math.log(step / speed)) < Math.abs(Math.log(best / speed)) ? step : best,
  );
  return Math.min(100, Math.max(0.01, Number(nearest.toPrecision(3))));
}

/** Plays from where the player stands and pauses at `untilUs`. Returns the way to stop minding. */
export function playUntil(player: Player, untilUs: number): () => void {
  const stop = player.subscribe(({ atUs, playing }) => {
    if (!playing) {
      stop(); // paused by hand: from here on it is the learner's
      return;
    }
    if (atUs < untilUs) return;
    stop();
    player.pause();
    player.seek(untilUs);
  });
  player.play();
  return stop;
}
