import { type MotionValue, motionValue } from 'framer-motion';
import type { Scene } from '../insight/scene/scene.ts';
import type { Spot } from './arrange.ts';

/** The two MotionValues that move one token. */
export interface TokenMotion {
  readonly x: MotionValue<number>;
  readonly y: MotionValue<number>;
}

/** Time constant of gliding to a new spot, ms of the viewer's time. */
const GLIDE_MS = 65;
const STILL_PX = 0.3;
/** Below this a straight line crosses nothing. */
const CORNER_PX = 30;
/** How much slower the second leg is as long as the first is not done. */
const SECOND_LEG = 0.3;

/**
 * Everything on the stage that moves, outside React: React asks for a value once and binds it to an element, the frame callback
 * writes to it. Nothing here reads the page.
 */
export class StageMotion {
  readonly tokens = new Map<number, TokenMotion>();
  private readonly gauges = new Map<
    string,
    { value: MotionValue<number>; of: (scene: Scene) => number }
  >();

  /** The values of one token; a new one starts at the spot given. */
  token(request: number, x: number, y: number): TokenMotion {
    let motion = this.tokens.get(request);
    if (!motion) {
      motion = { x: motionValue(x), y: motionValue(y) };
      this.tokens.set(request, motion);
    }
    return motion;
  }

  /** A value that follows a number in the scene: a progress bar, the phase of a trickle. Returns it with the way to stop. */
  gauge(
    key: string,
    of: (scene: Scene) => number,
  ): { value: MotionValue<number>; stop: () => void } {
    const gauge = { value: motionValue(0), of };
    this.gauges.set(key, gauge);
    return {
      value: gauge.value,
      stop: () => {
        if (this.gauges.get(key) === gauge) this.gauges.delete(key);
      },
    };
  }

  /** Forgets tokens that are no longer drawn. */
  keepOnly(requests: ReadonlySet<number>): void {
    for (const request of this.tokens.keys())
      if (!requests.has(request)) this.tokens.delete(request);
  }

  /**
   * Moves everything towards its spot. `deltaMs` is the viewer's time since the last frame; Infinity jumps.
   * Returns whether anything is still on its way.
   */
  step(scene: Scene, spots: readonly Spot[], deltaMs: number): boolean {
    const share = deltaMs === Number.POSITIVE_INFINITY ? 1 : 1 - Math.exp(-deltaMs / GLIDE_MS);
    let moving = false;
    for (const { token, x, y } of spots) {
      const motion = this.tokens.get(token.request);
      if (!motion) continue;
      const fromX = motion.x.get();
      const fromY = motion.y.get();
      const far = Math.abs(x - fromX) > STILL_PX || Math.abs(y - fromY) > STILL_PX;
      if (share === 1 || !far) {
        if (fromX !== x) motion.x.set(x);
        if (fromY !== y) motion.y.set(y);
        continue;
      }
      moving = true;
      const legs = legsOf(x - fromX, y - fromY);
      motion.x.set(fromX + (x - fromX) * share * legs.x);
      motion.y.set(fromY + (y - fromY) * share * legs.y);
    }
    for (const gauge of this.gauges.values()) gauge.value.set(gauge.of(scene));
    return moving;
  }
}

/**
 * Round the corner rather than straight across the neighbours' cards: towards a worker first along the queue to its height and
 * then in; back first out of the card and then along.
 */
function legsOf(dx: number, dy: number): { x: number; y: number } {
  if (Math.abs(dx) < CORNER_PX || Math.abs(dy) < CORNER_PX) return { x: 1, y: 1 };
  return dx > 0 ? { x: SECOND_LEG, y: 1 } : { x: 1, y: SECOND_LEG };
}
