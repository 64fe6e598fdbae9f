import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { CapacityCurve } from '../../insight/capacityShape.ts';
import { durationText } from '../../insight/plainWords.ts';
import { t } from '../../language/t.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { CapacityChart } from './CapacityChart.tsx';
import { CapacityTable } from './CapacityTable.tsx';
import { pointText, verdict } from './capacityWords.ts';
import '../panel.css';
import '../tables.css';
import './capacity.css';

/** Begins to measure a scenario; returns the way to stop. One of `onDone` and `onFailed` is called, unless it is stopped before. */
export type StartCapacity = (on: {
  onProgress(share: number): void;
  onDone(curve: CapacityCurve): void;
  onFailed(message: string): void;
}) => () => void;

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'measuring'; readonly share: number }
  | { readonly is: 'failed'; readonly message: string };

interface CapacityPanelProps {
  /** What is measured; a curve of another one is marked as such. */
  readonly scenario: Scenario;
  readonly start: StartCapacity;
}

/** How much load the scenario holds: latency, errors and utilisation against load, measured on demand. */
export function CapacityPanel({ scenario, start }: CapacityPanelProps) {
  const [state, setState] = useState<State>({ is: 'idle' });
  const [measured, setMeasured] = useState<{
    curve: CapacityCurve;
    of: Scenario;
    nth: number;
  } | null>(null);
  const stop = useRef(() => {});
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => () => stop.current(), []);
  // A measurement of settings that are no longer there would only keep the processor busy.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change that ends it
  useEffect(() => {
    stop.current();
    setState((before) => (before.is === 'measuring' ? { is: 'idle' } : before));
  }, [scenario]);

  function measure() {
    setState({ is: 'measuring', share: 0 });
    stop.current = start({
      onProgress: (share) => setState({ is: 'measuring', share }),
      onDone: (curve) => {
        setMeasured((before) => ({ curve, of: scenario, nth: (before?.nth ?? 0) + 1 }));
        setState({ is: 'idle' });
      },
      onFailed: (message) => setState({ is: 'failed', message }),
    });
  }
  function cancel() {
    stop.current();
    setState({ is: 'idle' });
    button.current?.focus();
  }

  const isMeasuring = state.is === 'measuring';
  const isStale = measured !== null && measured.of !== scenario;
  return (
    <section className="panel-capacity" aria-label={t('Capacity')}>
      <div className="panel-capacity-head">
        <button
          ref={button}
          type="button"
          className="panel-button"
          aria-disabled={isMeasuring}
          onClick={() => isMeasuring || measure()}
        >
          {measured ? t('Measure again') : t('Measure capacity')}
        </button>
        {isMeasuring ? (
          <>
            <progress value={state.share} max={1} aria-label={t('Measuring')} />
            <span className="panel-number">{Math.round(state.share * 100)} %</span>
            <button type="button" className="panel-button" onClick={cancel}>
              {t('Cancel')}
            </button>
          </>
        ) : (
          !measured && (
            <span className="panel-quiet">
              {t(
                'How much can it take? Runs these settings at a tenth of the load up to where it gives way.',
              )}
            </span>
          )
        )}
      </div>
      <p role="status" className="panel-capacity-verdict">
        {state.is === 'failed' && t('Not measured: {message}', { message: state.message })}
        {isStale && !isMeasuring && <b>{t('This is the curve of earlier settings.')} </b>}
        {measured && !isMeasuring && state.is !== 'failed' && verdict(measured.curve, measured.of)}
      </p>
      {measured && measured.curve.points.length > 0 && (
        <Curve key={measured.nth} curve={measured.curve} />
      )}
    </section>
  );
}

function Curve({ curve }: { curve: CapacityCurve }) {
  const id = useId();
  const { theory, notes, knee } = curve;
  const names = curve.points[0]?.latencyOf.map(({ name }) => name) ?? [];
  // Whose latency gives way first is worth a look first.
  const [who, setWho] = useState<number | null>(
    names.length > 1 ? (knee?.population ?? null) : null,
  );
  const points = useMemo(
    () =>
      who === null
        ? curve.points
        : curve.points.map((each) => ({ ...each, ...each.latencyOf[who] })),
    [curve, who],
  );
  const shown = useMemo(() => ({ ...curve, points }), [curve, points]);
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      points.findIndex(({ factor }) => factor === 1),
    ),
  );
  const point = points[Math.min(at, points.length - 1)];
  if (!point) return null;
  return (
    <>
      {names.length > 1 && (
        <label className="panel-capacity-who">
          {t('Latency of')}{' '}
          <select
            value={who ?? 'all'}
            onChange={({ target }) => setWho(target.value === 'all' ? null : Number(target.value))}
          >
            <option value="all">{t('all clients')}</option>
            {names.map((name, k) => (
              <option key={name} value={k}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <CapacityChart curve={shown} at={at} onLook={setAt} />
      <div className="panel-capacity-walk">
        <label htmlFor={id}>{t('Load looked at')}</label>
        <input
          id={id}
          type="range"
          min={0}
          max={points.length - 1}
          value={at}
          aria-valuetext={pointText(point)}
          onChange={(event) => setAt(Number(event.target.value))}
        />
        {/* The slider says it by itself: a live region would say it twice. */}
        <p>{pointText(point)}</p>
      </div>
      {theory && (
        <p className="panel-quiet panel-capacity-note">
          {t(
            'Dashed: {name} by the formula (p95 and p50), service of {service}, and {onTheWay} on the way.',
            {
              name: theory.name,
              service: durationText(theory.serviceUs),
              onTheWay: durationText(theory.onTheWayUs),
            },
          )}
        </p>
      )}
      <details className="panel-details">
        <summary>{t('Figures as a table')}</summary>
        <CapacityTable curve={shown} at={at} />
      </details>
      <details className="panel-details">
        <summary>{t('How it was measured')}</summary>
        <ul className="panel-capacity-notes">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </details>
    </>
  );
}
