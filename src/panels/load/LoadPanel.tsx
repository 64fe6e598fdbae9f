import { useId, useMemo, useState } from 'react';
import { t } from '../../language/t.ts';
import { Histogram } from '../Histogram.tsx';
import type { InstrumentView } from '../instrument.ts';
import { seenUntil } from '../seen.ts';
import { TimeAxis } from '../TimeAxis.tsx';
import { usePlayerState } from '../usePlayer.ts';
import { useTimeView } from '../useTimeView.ts';
import { ZoomButtons } from '../ZoomButtons.tsx';
import { LINES } from './drawLatency.ts';
import { LatencyHistogram } from './LatencyHistogram.tsx';
import { LatencyPlot } from './LatencyPlot.tsx';
import { LoadTable } from './LoadTable.tsx';
import { latencyPoints, timeScale } from './latencyPoints.ts';
import { loadStrips } from './loadStrips.ts';
import { StripRow } from './StripRow.tsx';
import '../panel.css';
import '../lanes.css';
import '../tables.css';
import './load.css';

export type LoadPanelProps = Pick<InstrumentView, 'run' | 'player'> &
  Partial<Pick<InstrumentView, 'selected' | 'onSelect' | 'ghost'>>;

/** While time runs, the histogram is worked out anew this many times over the run, not with every frame. */
const RENEWALS = 200;

/** How long answers take, how many wait, how busy everybody is and how much gets through: over time, on one axis, and as a histogram. */
export function LoadPanel({
  run,
  player,
  selected = null,
  onSelect,
  ghost = null,
}: LoadPanelProps) {
  const id = useId();
  const zoom = useTimeView(player, run.endUs);
  const { atUs, playing } = usePlayerState(player);
  const [population, setPopulation] = useState<number | null>(null);
  const [isLog, setLog] = useState(true);
  const [showsTable, setShowsTable] = useState(false);
  const seenUs = seenUntil(run, atUs);
  const stepUs = Math.max(run.endUs / RENEWALS, 1);
  const untilUs = playing && seenUs < run.endUs ? Math.floor(seenUs / stepUs) * stepUs : seenUs;
  const { clients } = run.scenario;
  const of = population !== null && population < clients.length ? population : null;
  const scale = useMemo(() => {
    const { leastUs, mostUs } = latencyPoints(run);
    const before = ghost ? latencyPoints(ghost) : { leastUs, mostUs };
    return timeScale(Math.min(leastUs, before.leastUs), Math.max(mostUs, before.mostUs), isLog);
  }, [run, ghost, isLog]);
  const strips = loadStrips(run);
  const stripsBefore = ghost && loadStrips(ghost);

  return (
    <section className="panel-load" aria-label={t('Latency and load')}>
      <header className="panel-head panel-load-head">
        {clients.length > 1 && (
          <select
            aria-label={t('Whose latency')}
            value={of ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setPopulation(value === '' ? null : Number(value))
            }
          >
            <option value="">{t('all clients')}</option>
            {clients.map((each, index) => (
              <option key={each.name} value={index}>
                {each.name}
              </option>
            ))}
          </select>
        )}
        <fieldset className="panel-segments">
          <legend className="panel-unseen">{t('Scale of times')}</legend>
          {[true, false].map((each) => (
            <label key={String(each)}>
              <input
                type="radio"
                name={`${id}-scale`}
                checked={isLog === each}
                onChange={() => setLog(each)}
              />
              <span>{each ? t('log##a logarithmic scale') : t('linear##a scale')}</span>
            </label>
          ))}
        </fieldset>
        <ul className="panel-legend" aria-label={t('What the marks mean')}>
          <li>
            <i className="panel-load-dot" aria-hidden="true" /> {t('answered')}
          </li>
          <li>
            <b className="panel-load-cross" aria-hidden="true">
              ✕
            </b>
            {t('failed')}
          </li>
          {LINES.map(({ name }) => (
            <li key={name} className={`panel-load-line panel-load-${name}`}>
              {name}
            </li>
          ))}
          {ghost && <li className="panel-load-line panel-load-before">{t('the run before')}</li>}
        </ul>
        <ZoomButtons zoom={zoom} />
      </header>
      <div className="panel-load-body">
        <div className="panel-load-plots">
          <div className="panel-plotrow panel-load-first">
            <p className="panel-strip-words">
              <b>{t('Latency')}</b>
            </p>
            <LatencyPlot
              run={run}
              player={player}
              selected={selected}
              onSelect={onSelect ?? (() => {})}
              ghost={ghost}
              zoom={zoom}
              scale={scale}
              population={of}
            />
          </div>
          {strips.map((strip) => (
            <StripRow
              key={strip.key}
              run={run}
              player={player}
              strip={strip}
              before={stripsBefore?.find((each) => each.key === strip.key) ?? null}
              zoom={zoom}
            />
          ))}
          <TimeAxis view={zoom.view} />
        </div>
        <LatencyHistogram run={run} ghost={ghost} untilUs={untilUs} population={of} scale={scale} />
      </div>
      <details
        className="panel-details"
        onToggle={(event) => setShowsTable(event.currentTarget.open)}
      >
        <summary>{t('Latency and load as tables')}</summary>
        {showsTable && (
          <>
            <LoadTable run={run} ghost={ghost} player={player} untilUs={untilUs} population={of} />
            <Histogram run={run} untilUs={untilUs} />
          </>
        )}
      </details>
    </section>
  );
}
