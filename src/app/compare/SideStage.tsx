import { useId } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { msg, t } from '../../language/t.ts';
import { later } from '../../panels/later.tsx';
import type { Player } from '../../player/player.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { LaterStage } from '../workbench/LaterStage.tsx';
import type { CompareView } from './CompareBench.tsx';
import { SideLetter } from './SideLetter.tsx';

const LastEvent = later(
  () => import('./LastEvent.tsx').then((m) => m.LastEvent),
  <p className="app-compareLast" aria-busy="true">
    &nbsp;
  </p>,
);

/** One side's stage under its name and what happened there last. */
export function SideStage({ side, ...view }: CompareView & { readonly side: number }) {
  const title = useId();
  const run = view.runs[side] as Run;
  const player = view.players[side] as Player;
  const isUnasked = view.selected.some((each) => each !== null) && view.selected[side] === null;
  return (
    <section className="app-compareStage" aria-labelledby={title}>
      <header>
        <h2 id={title}>
          <SideLetter side={side} /> {view.titles[side]}
        </h2>
        {isUnasked && (
          <span className="app-compareNote">{t('the selected request is not asked here')}</span>
        )}
        <LastEvent run={run} player={player} />
      </header>
      <div className="app-compareStageHold">
        <ErrorBoundary what={msg('the stage')}>
          <LaterStage
            run={run}
            player={player}
            selected={view.selected[side] ?? null}
            onSelect={(request) => {
              view.onSelect(side, request);
              if (request !== null) view.onFocus(side);
            }}
          />
        </ErrorBoundary>
      </div>
    </section>
  );
}
