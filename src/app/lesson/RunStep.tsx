import { useMemo, useRef } from 'react';
import { metrics } from '../../insight/metrics.ts';
import { durationText } from '../../insight/plainWords.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import type { Step } from '../../lesson/lesson.ts';
import { playWindow } from '../../lesson/lessonValues.ts';
import { usePlayerState } from '../../panels/usePlayer.ts';
import type { Player } from '../../player/player.ts';
import type { LessonFlow } from './useLessonFlow.ts';

export interface RunStepProps {
  readonly flow: LessonFlow;
  readonly step: Extract<Step, { kind: 'run' }>;
  readonly run: Run;
  readonly player: Player;
  onPlay(): void;
}

/** The button that runs this step's stretch of time, and the way past it for those who need not watch it twice. */
export function RunStep({ flow, step, run, player, onPlay }: RunStepProps) {
  const { playing, atUs } = usePlayerState(player);
  const { untilUs } = playWindow(run, step);
  const runs = useRef<HTMLButtonElement>(null);
  const hasPlayed = flow.context.played.includes(step.id);
  const isOver = hasPlayed && atUs >= untilUs;
  return (
    <div className="app-runStep">
      <button
        ref={runs}
        type="button"
        className="app-primary app-wide"
        onClick={() => {
          if (playing) return player.pause();
          flow.send({ type: 'play' });
          if (hasPlayed && !isOver && atUs > 0) player.play();
          else onPlay();
        }}
      >
        {playing ? t('Pause') : isOver ? t('Run it again') : hasPlayed ? t('Go on') : t('Run it')}
      </button>
      {!isOver && (
        <button
          type="button"
          className="app-button"
          onClick={() => {
            flow.send({ type: 'play' });
            player.pause();
            player.seek(untilUs);
            runs.current?.focus(); // this button goes: there is nothing left to skip
          }}
        >
          {t('Skip to the end')}
        </button>
      )}
      {hasPlayed && <SoFar run={run} player={player} />}
    </div>
  );
}

/** While time runs, the numbers are worked out anew this many times over the run, not with every frame. */
const RENEWALS = 100;

/** What has come of the run up to the moment, one line for each kind of client. */
function SoFar({ run, player }: { run: Run; player: Player }) {
  const { atUs, playing } = usePlayerState(player);
  const stepUs = Math.max(run.endUs / RENEWALS, 1);
  // Up to and with what happens at this very moment.
  const untilUs = (playing ? Math.floor(atUs / stepUs) * stepUs : atUs) + 1;
  const { latencyOf } = useMemo(() => metrics(run, { untilUs }), [run, untilUs]);
  const time = (us: number, count: number) => (count === 0 ? '–' : durationText(us));
  return (
    <table className="app-soFar">
      <caption>{t('Answered so far')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('clients')}</th>
          <th scope="col">{t('answers')}</th>
          <th scope="col">{t('half within')}</th>
          <th scope="col">{t('longest')}</th>
        </tr>
      </thead>
      <tbody>
        {Object.entries(latencyOf).map(([name, { count, p50Us, maxUs }]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{count}</td>
            <td>{time(p50Us, count)}</td>
            <td>{time(maxUs, count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
