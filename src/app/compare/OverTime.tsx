import { useMemo } from 'react';
import { differences } from '../../insight/compare/differences.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { LanesOverTime } from '../../panels/LanesOverTime.tsx';
import { TimeAxis } from '../../panels/TimeAxis.tsx';
import { useTimeView } from '../../panels/useTimeView.ts';
import { ZoomButtons } from '../../panels/ZoomButtons.tsx';
import type { Player } from '../../player/player.ts';
import type { CompareView } from './CompareBench.tsx';
import { DifferenceChart } from './DifferenceChart.tsx';
import { LatencyOverlay } from './LatencyOverlay.tsx';
import { FateCounts } from './RequestDifferences.tsx';
import { SideLetter } from './SideLetter.tsx';

/** All runs over one axis of time: who gained, latencies laid over each other, and every side's workers below one another. */
export function OverTime({ other, ...view }: CompareView & { readonly other: number }) {
  const { runs, titles, players, player, selected, onSelect } = view;
  const endUs = Math.max(...runs.map((run) => run.endUs));
  const zoom = useTimeView(player, endUs);
  const [a, b] = [runs[0] as Run, runs[other] as Run];
  const [nameA, nameB] = [String(titles[0]), String(titles[other])];
  const all = useMemo(() => differences(a, b), [a, b]);
  return (
    <section className="app-card app-overTime app-scroll" aria-label={t('Runs over time')}>
      <header>
        <FateCounts all={all} nameA={nameA} nameB={nameB} />
        <ZoomButtons zoom={zoom} />
      </header>
      <DifferenceChart
        all={all}
        nameA={nameA}
        nameB={nameB}
        run={a}
        player={players[0] as Player}
        view={zoom.view}
        selected={selected[0] ?? null}
        onSelect={(request) => onSelect(0, request)}
      />
      <LatencyOverlay titles={titles} runs={runs} player={player} view={zoom.view} />
      <TimeAxis view={zoom.view} />
      {runs.map((run, side) => (
        <section
          key={titles[side]}
          className="app-overTimeLanes"
          aria-label={t('Workers of {name}', { name: String(titles[side]) })}
        >
          <h2>
            <SideLetter side={side} /> {titles[side]}
          </h2>
          <LanesOverTime
            run={run}
            player={players[side] as Player}
            selected={selected[side] ?? null}
            onSelect={(request) => onSelect(side, request)}
            zoom={zoom}
          />
        </section>
      ))}
    </section>
  );
}
