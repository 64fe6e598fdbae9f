import { t } from '../../language/t.ts';
import type { Watch as WatchActor, Watched } from '../../panels/statechart/useChart.ts';
import type { ActorRef } from '../../recording/chartShape.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { Watch } from '../../sim/watch.ts';

/** A slice may take this long before the page gets its turn, ms. */
const SLICE_MS = 12;

/** Actors of one scenario whose transitions are kept, so that going back to one is instant. */
const MOST_KEPT = 12;

/**
 * Watches actors of a scenario by running it once more, in slices between frames, however long it is. What was watched once is remembered.
 */
export function watchInSlices(scenario: Scenario): WatchActor {
  const known = new Map<string, Watched>();
  return (actor: ActorRef, onWatched) => {
    const key = `${actor.kind} ${actor.index}`;
    const before = known.get(key);
    if (before) {
      onWatched(before);
      return () => {};
    }
    const tell = (change: Partial<Watched>) =>
      onWatched({ steps: null, progress: 0, failure: null, ...change });
    let watch: Watch | null = null;
    let untilUs = 0;
    // Virtual time per call; grown or shrunk so that a call stays well within a slice.
    let strideUs = Math.max(1, Math.ceil(scenario.durationUs / 500));
    let timer = setTimeout(slice);

    function slice() {
      const startedMs = performance.now();
      try {
        watch ??= new Watch(scenario, actor);
        while (untilUs < scenario.durationUs && performance.now() - startedMs < SLICE_MS) {
          const callMs = performance.now();
          untilUs = Math.min(scenario.durationUs, untilUs + strideUs);
          watch.runUntil(untilUs);
          const tookMs = performance.now() - callMs;
          if (tookMs < SLICE_MS / 8) strideUs *= 2;
          else if (tookMs > SLICE_MS) strideUs = Math.max(1, Math.floor(strideUs / 2));
        }
        if (untilUs < scenario.durationUs) {
          timer = setTimeout(slice);
          tell({ progress: untilUs / scenario.durationUs });
          return;
        }
        const watched = { steps: watch.steps, progress: 1, failure: null };
        if (known.size >= MOST_KEPT) known.clear();
        known.set(key, watched);
        onWatched(watched);
      } catch (error) {
        tell({ failure: t('It could not be watched: {why}', { why: String(error) }) });
      }
    }
    return () => clearTimeout(timer);
  };
}
