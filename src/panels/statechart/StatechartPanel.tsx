import { useState } from 'react';
import {
  arrowWords,
  type ChartMoment,
  chartMoment,
  moves,
  stateName,
} from '../../insight/chartMoment.ts';
import { durationText } from '../../insight/plainWords.ts';
import { t } from '../../language/t.ts';
import type { ActorKind, ActorRef, ChartPicture, ChartStep } from '../../recording/chartShape.ts';
import { rich } from '../../stage/rich.ts';
import type { InstrumentView } from '../instrument.ts';
import { seenUntil } from '../seen.ts';
import { usePlayerState } from '../usePlayer.ts';
import { ActorPicker } from './ActorPicker.tsx';
import { ArrowTable } from './ArrowTable.tsx';
import { actorName, actorOf, kindsOf } from './actorChoice.ts';
import { ChartDrawing } from './ChartDrawing.tsx';
import { hasFewLines } from './drawnArrows.ts';
import { StepsTable, stepText } from './StepsTable.tsx';
import { timeText } from './timeText.ts';
import { useLayout, useWatched, type Watch, type Watched } from './useChart.ts';
import { useFit } from './useFit.ts';
import '../panel.css';
import '../tables.css';
import './statechart.css';

export interface StatechartPanelProps extends InstrumentView {
  /** The charts of the machines that run, as plain data. */
  readonly pictures: readonly ChartPicture[];
  readonly watch: Watch;
}

/** The chart of any actor, drawn from the machine that runs it: where it is, what brought it there, what may come next. */
export function StatechartPanel(props: StatechartPanelProps) {
  const { run, player, selected, pictures, watch } = props;
  const { atUs, eventIndex } = usePlayerState(player);
  const kinds = kindsOf(run);
  const [wanted, setWanted] = useState<ActorKind>('slot');
  const kind = kinds.includes(wanted) ? wanted : 'slot';
  // By name, or null to follow what is selected.
  const [named, setNamed] = useState<ActorRef | null>(null);
  const seenUs = seenUntil(run, atUs);
  const followed = actorOf(run, kind, selected, { atUs, seenUs });
  const ref = named?.kind === kind ? named : followed.ref;
  const picture = pictures.find((one) => one.kind === kind) as ChartPicture;
  const watched = useWatched(watch, ref.kind, ref.index);
  const { withLabels, setLabels, chosen, setChosen } = useLook(picture);
  const layout = useLayout(picture, withLabels);
  const { pane, zoom, zoomBy, fit } = useFit(layout === 'failed' ? null : layout);

  const steps = watched.steps ?? [];
  const moment = chartMoment(run, picture, steps, { atUs, eventIndex });
  // What was seen once stays readable after stepping back.
  const seen = steps.filter((step, i) => i < moment.happened || step.atUs <= seenUs);
  const listed =
    chosen === null ? seen : seen.filter((step) => step.to === chosen && moves(picture, step));
  const because = ref === named ? '' : followed.because;
  return (
    <section className="panel-statechart" aria-label={t('Statechart')}>
      <ActorPicker
        run={run}
        pictures={pictures}
        kinds={kinds}
        kind={kind}
        named={named?.kind === kind ? named : null}
        onKind={setWanted}
        onName={setNamed}
      >
        <ChartTools withLabels={withLabels} onLabels={setLabels} onZoom={zoomBy} onFit={fit} />
      </ActorPicker>
      <div className="panel-statechart-body">
        <div className="panel-statechart-pane" ref={pane}>
          {layout === null && <p className="panel-quiet">{t('The chart is being drawn …')}</p>}
          {layout === 'failed' && (
            <p role="alert">{t('The drawing could not be loaded. The tables say the same.')}</p>
          )}
          {layout !== null && layout !== 'failed' && (
            <ChartDrawing
              picture={picture}
              layout={layout}
              withLabels={withLabels}
              zoom={zoom}
              state={moment.state}
              last={moment.last?.arrow ?? null}
              chosen={chosen}
              onChoose={setChosen}
            />
          )}
        </div>
        <div className="panel-statechart-side">
          <h2>
            {actorName(run, ref)}
            {because && ` (${because})`}
          </h2>
          <PresentState picture={picture} watched={watched} moment={moment} atUs={atUs} />
          {chosen !== null && (
            <p className="panel-filter">
              {rich('Moments in which it came to {state}', {
                state: <code translate="no">{stateName(chosen)}</code>,
              })}
              <button type="button" className="panel-button" onClick={() => setChosen(null)}>
                {t('Show all')}
              </button>
            </p>
          )}
          <StepsTable
            run={run}
            player={player}
            picture={picture}
            steps={listed}
            current={lastNotAfter(listed, steps[moment.happened - 1])}
            caption={
              chosen === null
                ? t('Transitions')
                : t('Moments in {chosen}', { chosen: stateName(chosen) })
            }
          />
        </div>
      </div>
      <details className="panel-details">
        <summary>{t('The whole chart as a table')}</summary>
        <ArrowTable picture={picture} />
      </details>
    </section>
  );
}

/** Whether all words are shown, and the state whose moments are listed: of the chart that is open, forgotten with it. */
function useLook(picture: ChartPicture) {
  const fresh = { picture, withLabels: hasFewLines(picture), chosen: null as string | null };
  const [look, setLook] = useState(fresh);
  const own = look.picture === picture ? look : fresh;
  return {
    withLabels: own.withLabels,
    chosen: own.chosen,
    setLabels: (withLabels: boolean) => setLook({ ...own, withLabels }),
    setChosen: (chosen: string | null) => setLook({ ...own, chosen }),
  };
}

/** In words what the drawing lights: the state, since when, and the transition that led there. */
function PresentState({
  picture,
  watched,
  moment,
  atUs,
}: {
  readonly picture: ChartPicture;
  readonly watched: Watched;
  readonly moment: ChartMoment;
  readonly atUs: number;
}) {
  if (watched.failure !== null) return <p role="alert">{watched.failure}</p>;
  if (watched.steps === null)
    return (
      <p role="status" className="panel-quiet">
        {t('The run is simulated once more, to watch this one: {round} %', {
          round: Math.round(watched.progress * 100),
        })}
      </p>
    );
  const state = picture.states.find(({ path }) => path === moment.state);
  return (
    <>
      <p className="panel-statechart-now">
        {rich(
          watched.steps.length === 0
            ? '{words} {state}. It takes no transition in this run.'
            : '{words} {state} for {time}',
          {
            words: <strong>{state?.words}</strong>,
            state: <code translate="no">{stateName(moment.state)}</code>,
            time: durationText(atUs - moment.sinceUs),
          },
        )}
      </p>
      {moment.last && (
        <p className="panel-statechart-last">
          {rich('Last: {step}, {time}: {why}', {
            step: <code translate="no">{stepText(picture, moment.last)}</code>,
            time: timeText(moment.last.atUs),
            why: arrowWords(picture, moment.last.arrow),
          })}
        </p>
      )}
    </>
  );
}

function ChartTools({
  withLabels,
  onLabels,
  onZoom,
  onFit,
}: {
  readonly withLabels: boolean;
  onLabels(withLabels: boolean): void;
  onZoom(factor: number): void;
  onFit(): void;
}) {
  return (
    <span className="panel-statechart-tools">
      <label className="panel-check">
        <input
          type="checkbox"
          checked={withLabels}
          onChange={(event) => onLabels(event.currentTarget.checked)}
        />
        {t('words at every arrow')}
      </label>
      <button
        type="button"
        className="panel-step"
        aria-label={t('Smaller')}
        onClick={() => onZoom(0.8)}
      >
        −
      </button>
      <button type="button" className="panel-step" onClick={onFit}>
        {t('Fit##show the whole chart')}
      </button>
      <button
        type="button"
        className="panel-step"
        aria-label={t('Larger')}
        onClick={() => onZoom(1.25)}
      >
        +
      </button>
    </span>
  );
}

/** Place of the last listed step that is not after the present one, -1 = none. */
function lastNotAfter(steps: readonly ChartStep[], present: ChartStep | undefined): number {
  if (!present) return -1;
  return steps.findLastIndex(
    (step) => step.atUs <= present.atUs && step.eventCount <= present.eventCount,
  );
}
