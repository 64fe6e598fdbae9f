import type { Run } from '../../insight/shapes.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { simulate, startSimulation } from '../../sim/simulate.ts';
import { expectedRequests } from './expectedRequests.ts';

/** Up to here a run is over before the eye notices; above, it is cut into slices with a progress bar. */
export const QUICK_REQUESTS = 20_000;

/** True where {@link simulateRun} would freeze the page for longer than a blink. */
export const isLongRun = (scenario: Scenario): boolean =>
  expectedRequests(scenario) > QUICK_REQUESTS;

/** Up to here a run is over within a frame, whatever else happens in it. */
const SHORT_REQUESTS = 500;

/** True where {@link simulateRun} may be called at every turn of a knob. */
export const isShortRun = (scenario: Scenario): boolean =>
  expectedRequests(scenario) <= SHORT_REQUESTS;

/** A slice may take this long before the page gets its turn to draw and to hear the cancel button, ms. */
const SLICE_MS = 12;

/** Runs a short scenario to its end, at once. */
export function simulateRun(scenario: Scenario): Run {
  const startMs = performance.now();
  const run = simulate(scenario);
  tellProfiler(startMs);
  return run;
}

/** A finished simulation as a measure, for whoever profiles the page, and for the bench. */
function tellProfiler(startMs: number): void {
  performance.measure('simulate', { start: startMs });
  performance.clearMeasures('simulate');
}

/**
 * Runs a scenario in slices between frames. `onProgress` gets 0..1 of virtual time; `onDone` the recording, once, unless the
 * run is cancelled by calling what is returned. Slices rather than a worker: a recording of a million events would have to be
 * copied back, and pages in a sandboxed frame may not start workers.
 */
export function simulateInSlices(
  scenario: Scenario,
  on: { onProgress(done: number): void; onDone(run: Run): void; onFailed(error: unknown): void },
): () => void {
  const simulation = startSimulation(scenario);
  const startMs = performance.now();
  let untilUs = 0;
  // Virtual time per call of runUntil; grown or shrunk so that a call stays well within a slice.
  let strideUs = Math.max(1, Math.ceil(scenario.durationUs / 2000));
  let timer = setTimeout(slice);

  function slice() {
    const startedMs = performance.now();
    try {
      while (untilUs < scenario.durationUs && performance.now() - startedMs < SLICE_MS) {
        const callMs = performance.now();
        untilUs = Math.min(scenario.durationUs, untilUs + strideUs);
        simulation.runUntil(untilUs);
        const tookMs = performance.now() - callMs;
        if (tookMs < SLICE_MS / 8) strideUs *= 2;
        else if (tookMs > SLICE_MS) strideUs = Math.max(1, Math.floor(strideUs / 2));
      }
    } catch (error) {
      on.onFailed(error);
      return;
    }
    on.onProgress(untilUs / scenario.durationUs);
    if (untilUs < scenario.durationUs) timer = setTimeout(slice);
    else {
      tellProfiler(startMs);
      on.onDone(simulation.recording);
    }
  }
  return () => clearTimeout(timer);
}
