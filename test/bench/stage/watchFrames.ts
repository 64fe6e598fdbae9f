/**
 * Wraps requestAnimationFrame before anything else is loaded: adds up, frame by frame, the milliseconds of the main thread that
 * all frame callbacks take, with the style and layout that they make necessary forced at once.
 */
const costs: number[] = [];
let stamp = -1;
const real = window.requestAnimationFrame.bind(window);

window.requestAnimationFrame = (callback) =>
  real((now) => {
    if (now !== stamp) {
      stamp = now;
      costs.push(0);
    }
    const from = performance.now();
    callback(now);
    document.body.getBoundingClientRect();
    costs[costs.length - 1] = (costs[costs.length - 1] ?? 0) + performance.now() - from;
  });

/** Starts anew, and says what the frames since the last call have cost, ms each. */
export function takeCosts(): number[] {
  return costs.splice(0);
}

export const nextFrame = (): Promise<void> => new Promise((done) => real(() => done()));
