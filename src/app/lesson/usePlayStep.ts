import { useCallback, useEffect, useRef } from 'react';
import type { Lesson } from '../../lesson/lesson.ts';
import { playWindow } from '../../lesson/lessonValues.ts';
import type { Player } from '../../player/player.ts';
import type { LessonRuns } from './lessonRuns.ts';
import { playUntil, setPace } from './pace.ts';
import { showStage } from './showStage.ts';

/** Plays the stretch of a run step from its start; the index may be that of the step that comes next. */
export function usePlayStep(
  lesson: Lesson,
  runs: LessonRuns['run'],
  player: Player,
): (index: number) => void {
  const stopMinding = useRef(() => {});
  useEffect(() => () => stopMinding.current(), []);
  return useCallback(
    (index) => {
      const target = lesson.steps[index];
      if (target?.kind !== 'run') return;
      const targetRun = runs(target.run);
      const { fromUs, untilUs } = playWindow(targetRun, target);
      stopMinding.current();
      player.load(targetRun);
      player.seek(fromUs);
      setPace(player, targetRun, fromUs, untilUs);
      stopMinding.current = playUntil(player, untilUs);
      showStage(target.look?.tier ?? null);
    },
    [lesson, runs, player],
  );
}
