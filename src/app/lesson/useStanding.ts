import { useEffect, useRef, useState } from 'react';
import type { Player } from '../../player/player.ts';
import type { Moment } from '../route.ts';
import type { LessonFlow } from './useLessonFlow.ts';

/** Time that has to rest for so long before it is noted, ms. */
const RESTS_MS = 500;

/** The moment to open the lesson at: the one that was shared, or else where the learner stood in this step when they left the page. */
export function useFirstMoment(flow: LessonFlow, shared: Moment | null): Moment | null {
  const [stoodAt] = useState(() => (shared ? null : flow.stoodAt));
  return shared ?? stoodAt;
}

/**
 * Keeps where the learner stands in the step, for the next time the page is loaded. A step at which time was not touched is opened as it
 * wants to be opened, which may be at an event rather than at a time.
 */
export function useStanding(flow: LessonFlow, player: Player, selected: number | null): void {
  const { send, step, context } = flow;
  const isNoted = useRef(false);
  isNoted.current = context.moment?.step === step.id;
  const request = useRef(selected);
  request.current = selected;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every step has an arrival of its own
  useEffect(() => {
    let arrivedUs: number | null = null;
    // After the effects that put time where the step wants it.
    let timer = setTimeout(() => {
      arrivedUs = player.get().atUs;
    });
    const note = (): void => {
      const { atUs } = player.get();
      if (arrivedUs === null || (atUs === arrivedUs && !isNoted.current)) return;
      send({ type: 'stand', atUs: Math.round(atUs), request: request.current });
    };
    const stop = player.subscribe(({ playing }) => {
      if (arrivedUs === null) return;
      clearTimeout(timer);
      if (!playing) timer = setTimeout(note, RESTS_MS);
    });
    window.addEventListener('pagehide', note);
    return () => {
      stop();
      clearTimeout(timer);
      window.removeEventListener('pagehide', note);
    };
  }, [player, send, step]);
}
