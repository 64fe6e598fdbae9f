import { useCallback, useEffect, useRef, useState } from 'react';
import type { Lesson } from '../../lesson/lesson.ts';
import { replaceRoute } from '../shell/useRoute.ts';
import { after, begun, type Deed, type Presentation } from './presentation.ts';

/** The presentation of a lesson, in step with the address: a step asked for there is gone to, and the one on the screen stands there. */
export function usePresentation(
  lesson: Lesson,
  routeStep: number | null,
): readonly [
  Presentation,
  (deed: Deed) => { readonly before: Presentation; readonly next: Presentation },
] {
  const asked = Math.min(Math.max((routeStep ?? 1) - 1, 0), lesson.steps.length - 1);
  const [now, setNow] = useState(() => begun(asked));
  // Two presses within a frame are two steps.
  const latest = useRef(now);
  const perform = useCallback(
    (deed: Deed) => {
      const before = latest.current;
      const next = after(lesson, before, deed);
      latest.current = next;
      setNow(next);
      return { before, next };
    },
    [lesson],
  );

  const written = useRef<number | null>(null);
  useEffect(() => {
    if (routeStep !== null && routeStep !== written.current) perform({ do: 'go', step: asked });
  }, [routeStep, asked, perform]);
  useEffect(() => {
    written.current = now.step + 1;
    // Replaced, not added: who leaves by Back has not to walk through every slide.
    replaceRoute({ page: 'present', lesson: lesson.id, step: now.step + 1 });
  }, [lesson, now.step]);
  return [now, perform];
}
