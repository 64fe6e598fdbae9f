import { arrowWords, stateName } from '../../insight/chartMoment.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import type { Player } from '../../player/player.ts';
import type { ChartPicture, ChartStep } from '../../recording/chartShape.ts';
import { goToEvent } from '../goToEvent.ts';
import { WindowedTable } from '../WindowedTable.tsx';
import { timeText } from './timeText.ts';

export interface StepsTableProps {
  readonly run: Run;
  readonly player: Player;
  readonly picture: ChartPicture;
  /** The steps to list, oldest first. */
  readonly steps: readonly ChartStep[];
  /** Which of them is the present one, -1 = none. */
  readonly current: number;
  readonly caption: string;
}

/** Transitions as text; each moment is a way to it. */
export function StepsTable({ run, player, picture, steps, current, caption }: StepsTableProps) {
  return (
    <WindowedTable
      caption={caption}
      columns={[t('time'), t('from → to'), t('because')]}
      count={steps.length}
      current={current}
      tall={7}
      cells={(row) => {
        const step = steps[row];
        if (!step) return ['', '', ''];
        return [
          <button
            key="go"
            type="button"
            className="panel-link panel-number"
            onClick={() => goToStep(run, player, step)}
          >
            {timeText(step.atUs)}
          </button>,
          <code key="step" translate="no">
            {stepText(picture, step)}
          </code>,
          arrowWords(picture, step.arrow),
        ];
      }}
    />
  );
}

/** `reading → running`; `stays idle` where the state is not left. */
export function stepText(picture: ChartPicture, { from, to, arrow }: ChartStep): string {
  if (picture.arrows[arrow]?.to == null) return t('stays {from}', { from: stateName(from) });
  return from === to
    ? t('{from} anew', { from: stateName(from) })
    : `${stateName(from)} → ${stateName(to)}`;
}

/** To the moment of a transition, just behind the first event that it recorded. */
function goToStep(run: Run, player: Player, { atUs, eventCount }: ChartStep): void {
  if (eventCount < run.length && run.at(eventCount) === atUs) goToEvent(player, eventCount, atUs);
  else player.seek(atUs);
}
