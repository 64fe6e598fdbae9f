import type { Run } from '../insight/shapes.ts';
import type { Step } from '../lesson/lesson.ts';
import { playWindow } from '../lesson/lessonValues.ts';
import { usePlayerState } from '../panels/usePlayer.ts';
import type { Player } from '../player/player.ts';
import type { LessonFlow } from './useLessonFlow.ts';

interface Props {
  readonly flow: LessonFlow;
  readonly step: Extract<Step, { kind: 'run' }>;
  readonly run: Run;
  readonly player: Player;
  onPlay(): void;
}

/** The button that runs this step's stretch of time, and the way past it for those who need not watch it twice. */
export function RunStep({ flow, step, run, player, onPlay }: Props) {
  const { playing, atUs } = usePlayerState(player);
  const { untilUs } = playWindow(run, step);
  const hasPlayed = flow.context.played.includes(step.id);
  const isOver = hasPlayed && atUs >= untilUs;
  return (
    <div className="app-runStep">
      <button
        type="button"
        className="app-primary app-wide"
        onClick={() => {
          if (playing) return player.pause();
          flow.send({ type: 'play' });
          if (hasPlayed && !isOver && atUs > 0) player.play();
          else onPlay();
        }}
      >
        {playing ? 'Pause' : isOver ? 'Run it again' : hasPlayed ? 'Go on' : 'Run it'}
      </button>
      {!isOver && (
        <button
          type="button"
          className="app-button"
          onClick={() => {
            flow.send({ type: 'play' });
            player.pause();
            player.seek(untilUs);
          }}
        >
          Skip to the end
        </button>
      )}
    </div>
  );
}
