import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';
import type { Player } from '../../player/player.ts';
import type { CompareView } from './CompareBench.tsx';
import { Segments } from './Segments.tsx';
import { SideStage } from './SideStage.tsx';
import { sideLetter } from './side.ts';
import { useIsNarrow } from './useIsNarrow.ts';

const SideSummary = later(
  () => import('./SideSummary.tsx').then((m) => m.SideSummary),
  <SummaryToCome />,
);

function SummaryToCome() {
  return <p className="app-card app-compareSummary app-compareSummaryComing">{t('Opening …')}</p>;
}

/**
 * Two sides: both stages, one above the other, as a street is wide. More: what each is at in short, and the stage of the one in focus.
 * On a phone: one stage, and a switch.
 */
export function Stages(view: CompareView) {
  const { runs, titles, focus, onFocus } = view;
  const isNarrow = useIsNarrow();
  const all = runs.map((_, side) => side);
  const shown = isNarrow || runs.length > 2 ? [focus] : all;
  return (
    <div className="app-compareStages" data-stages={shown.length}>
      {isNarrow && (
        <Segments
          label={t('Whose stage')}
          options={all.map((side) => ({
            key: String(side),
            words: `${sideLetter(side)} ${titles[side]}`,
          }))}
          chosen={String(focus)}
          onChoose={(key) => onFocus(Number(key))}
        />
      )}
      {!isNarrow && runs.length > 2 && (
        <div className="app-compareSummaries">
          {all.map((side) => (
            <SideSummary
              key={side}
              side={side}
              title={String(titles[side])}
              run={runs[side] as Run}
              player={view.players[side] as Player}
              isShown={side === focus}
              onShow={() => onFocus(side)}
            />
          ))}
        </div>
      )}
      {shown.map((side) => (
        <SideStage key={side} side={side} {...view} />
      ))}
    </div>
  );
}
