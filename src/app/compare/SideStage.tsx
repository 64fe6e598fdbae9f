import { useId } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { toldEvent } from '../../panels/toldEvent.ts';
import { usePlayerState } from '../../panels/usePlayer.ts';
import type { Player } from '../../player/player.ts';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { LaterStage } from '../workbench/LaterStage.tsx';
import type { CompareView } from './CompareBench.tsx';
import { SideLetter } from './SideLetter.tsx';

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
          <span className="app-compareNote">the selected request is not asked here</span>
        )}
        <LastEvent run={run} player={player} />
      </header>
      <div className="app-compareStageHold">
        <ErrorBoundary what="the stage">
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

/** What happened last in this run. For the eye: the side in focus is spoken by the page's caption. */
function LastEvent({ run, player }: { run: Run; player: Player }) {
  const { eventIndex } = usePlayerState(player);
  const event = toldEvent(run, eventIndex);
  if (!event) return null;
  return (
    <p className="app-compareLast" aria-hidden="true" title={event.text}>
      <b>{(event.atUs / 1e6).toFixed(3)} s</b> {event.text}
    </p>
  );
}
