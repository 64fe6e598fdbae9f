import { useId, useMemo, useState } from 'react';
import { bundleSlots } from '../insight/lanes/bundleSlots.ts';
import { lanes as lanesOf } from '../insight/lanes.ts';
import type { Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { LanesPlot } from './LanesPlot.tsx';
import { LanesTable } from './LanesTable.tsx';
import { lanesInOrder } from './lanesInOrder.ts';
import { LOOKS } from './spanLook.ts';
import { TimeAxis } from './TimeAxis.tsx';
import { usePlayerState } from './usePlayer.ts';
import { useTimeView, type Zoom } from './useTimeView.ts';
import { ZoomButtons } from './ZoomButtons.tsx';
import './panel.css';
import './lanes.css';

export interface LanesOverTimeProps {
  readonly run: Run;
  readonly player: Player;
  /** The request that is selected on the whole page, or null. */
  readonly selected: number | null;
  onSelect(request: number | null): void;
  /** The run before, drawn as a pale strip along the foot of each lane. */
  readonly ghost?: Run | null;
  /** Shared with other plots, so that they zoom together; its own otherwise. */
  readonly zoom?: Zoom;
}

/** One lane per worker, colour and pattern = state: the picture that explains blocking. Beside it the same as a table. */
export function LanesOverTime(props: LanesOverTimeProps) {
  return props.zoom ? <Zoomed {...props} zoom={props.zoom} /> : <SelfZoomed {...props} />;
}

function SelfZoomed(props: LanesOverTimeProps) {
  const zoom = useTimeView(props.player, props.run.endUs);
  return <Zoomed {...props} zoom={zoom} />;
}

function Zoomed(props: LanesOverTimeProps & { zoom: Zoom }) {
  const { run, player, selected, onSelect, zoom, ghost = null } = props;
  const title = useId();
  const [showsTable, setShowsTable] = useState(false);
  const [showsSessions, setShowsSessions] = useState(false);
  const all = lanesOf(run);
  const shown = useMemo(
    () => all.filter((lane) => lane.kind !== 'session' || showsSessions),
    [all, showsSessions],
  );
  const bundled = useMemo(() => bundleSlots(shown), [shown]);
  const { atUs } = usePlayerState(player);
  const ordered = lanesInOrder(bundled, atUs);
  const order = ordered.map((lane) => lane.key).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the picture is painted anew only where the order is another
  const lanes = useMemo(() => ordered, [bundled, order]);
  const before = useMemo(
    () => ghost && new Map(bundleSlots(lanesOf(ghost)).map((lane) => [lane.key, lane])),
    [ghost],
  );
  // Most runs know no locks: their sign is explained where it is seen.
  const looks = useMemo(() => {
    const hasLocks = shown.some((lane) => lane.spans.some((span) => span.state === 'locked'));
    return hasLocks ? LOOKS : LOOKS.filter(({ look }) => look !== 'lock');
  }, [shown]);
  return (
    <section className="panel-lanes" aria-labelledby={title}>
      <header className="panel-head">
        <h2 id={title}>{t('Workers over time')}</h2>
        <ul className="panel-legend" aria-label={t('What colours and patterns mean')}>
          {looks.map(({ look, words }) => (
            <li key={look}>
              <i className={`panel-swatch panel-swatch-${look}`} aria-hidden="true" />
              {t(words)}
            </li>
          ))}
          {ghost && <li>{t('pale strip: the run before')}</li>}
          {run.scenario.script.length > 0 && (
            <li>
              <i className="panel-lanes-intervention-key" aria-hidden="true" />
              {t('intervention')}
            </li>
          )}
        </ul>
        {all.some((lane) => lane.kind === 'session') && (
          <label className="panel-check">
            <input
              type="checkbox"
              checked={showsSessions}
              onChange={(event) => setShowsSessions(event.currentTarget.checked)}
            />
            {t('database sessions')}
          </label>
        )}
        <ZoomButtons zoom={zoom} />
      </header>
      <LanesPlot
        run={run}
        lanes={lanes}
        before={before}
        player={player}
        selected={selected}
        onSelect={onSelect}
        zoom={zoom}
      />
      <TimeAxis view={zoom.view} />
      <details
        className="panel-details"
        onToggle={(event) => setShowsTable(event.currentTarget.open)}
      >
        <summary>{t('Workers over time as a table')}</summary>
        {showsTable && (
          <LanesTable
            run={run}
            lanes={lanesInOrder(shown, atUs)}
            player={player}
            onSelect={onSelect}
          />
        )}
      </details>
    </section>
  );
}
