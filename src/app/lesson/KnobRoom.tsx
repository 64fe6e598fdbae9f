import { memo, type ReactNode, useLayoutEffect } from 'react';
import type { Run } from '../../insight/shapes.ts';
import type { Lesson } from '../../lesson/lesson.ts';
import { startPicks, writePicks } from '../../lesson/variants.ts';
import { useGhost } from '../sandbox/useGhost.ts';
import { RunProgress } from '../workbench/RunProgress.tsx';
import type { LessonRuns } from './lessonRuns.ts';
import type { Turning } from './turning.ts';
import type { LessonFlow } from './useLessonFlow.ts';
import { useLinkedKnobs } from './useLinkedKnobs.ts';
import { useTurning } from './useTurning.ts';

/** What the page must know of the knobs of its step. */
export interface Knobbed {
  /** Null where the step has none: positions in a link wait for their step. */
  readonly turning: Turning | null;
  /** The run before the last turn, or null. */
  readonly ghost: Run | null;
  /** For a link: where the knobs stand, or null where they were not moved. */
  readonly set: string | null;
  /** Progress of a long run, and what is wrong with positions in a link. */
  readonly notice: ReactNode;
}

interface Props extends Pick<LessonFlow, 'context' | 'step' | 'send'> {
  readonly lesson: Lesson;
  readonly source: LessonRuns;
  readonly seed: number | null;
  onKnobs(knobbed: Knobbed | null): void;
}

/**
 * Turns the knobs of a step and simulates what becomes of it; draws nothing by itself. It comes as a chunk of its own, with the first
 * step that has knobs: who reads a lesson does not wait for it.
 */
export const KnobRoom = memo(function KnobRoom({ lesson, source, seed, onKnobs, ...flow }: Props) {
  const { turning, simulating } = useTurning(lesson, flow, source, seed);
  const { wrong } = useLinkedKnobs(lesson, flow);
  const ghost = useGhost(turning?.run ?? null, `${flow.step.id} ${seed}`);
  // Before the browser paints: stage, numbers and knobs are of one run in every frame.
  useLayoutEffect(() => {
    const isMoved =
      turning !== null && turning.picks.join() !== startPicks(turning.step.knobs).join();
    onKnobs({
      turning,
      ghost,
      set: isMoved ? writePicks(turning.picks) : null,
      notice: (
        <>
          {wrong !== null && (
            <p className="app-running" role="status">
              {wrong}
            </p>
          )}
          {turning && (
            <RunProgress
              progress={simulating.progress}
              failure={simulating.failure}
              onCancel={simulating.cancel}
            />
          )}
        </>
      ),
    });
  });
  useLayoutEffect(() => () => onKnobs(null), [onKnobs]);
  return null;
});
