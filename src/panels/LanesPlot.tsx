import { type KeyboardEvent, type MouseEvent, useId, useRef } from 'react';
import { durationText } from '../insight/plainWords.ts';
import type { Lane, Run } from '../insight/shapes.ts';
import { t } from '../language/t.ts';
import type { Player } from '../player/player.ts';
import { drawLanes, drawTracks, laneSizePx } from './drawLanes.ts';
import { drawLitLanes } from './drawLitLanes.ts';
import { interventionText } from './interventionText.ts';
import { type LanePlace, moved, shortLabel, whatIs } from './lanesWords.ts';
import { seenUntil } from './seen.ts';
import { depthOf, isArea, valueAt } from './spanLook.ts';
import { useCanvas, useLitCanvas } from './useCanvas.ts';
import { usePlayerState, usePlayhead } from './usePlayer.ts';
import { usePlotTip } from './usePlotTip.ts';
import type { Zoom } from './useTimeView.ts';
import { useZoomGestures, zoomByKey } from './useZoomGestures.ts';

interface LanesPlotProps {
  readonly run: Run;
  readonly lanes: readonly Lane[];
  /** Lanes of the run before, by key. */
  readonly before: ReadonlyMap<string, Lane> | null;
  readonly player: Player;
  readonly selected: number | null;
  readonly zoom: Zoom;
  onSelect(request: number | null): void;
}

/**
 * The lanes as a picture. It is painted once per view; while time runs only a clip and the playhead move, and what is pointed at is framed
 * on a sheet of its own. What has not happened yet is not shown: a learner has still to guess it.
 */
export function LanesPlot(props: LanesPlotProps) {
  const { run, lanes, before, player, selected, zoom, onSelect } = props;
  const { view } = zoom;
  const hint = useId();
  const plot = useRef<HTMLDivElement>(null);
  const cursor = useRef<LanePlace | null>(null);
  const tip = usePlotTip();
  const { heightPx, gapPx } = laneSizePx(lanes.length);
  const pitchPx = heightPx + gapPx;
  const tracks = useCanvas((sheet) => drawTracks(sheet, lanes), [lanes]);
  const parts = [lanes, before, view.fromUs, view.untilUs];
  const spans = useCanvas((sheet) => drawLanes(sheet, { lanes, before, view }), parts);
  const lit = useLitCanvas(
    player,
    (sheet, pointed) => drawLitLanes(sheet, lanes, view, selected, pointed),
    [...parts, selected],
  );
  usePlayhead(run, player, plot, view);
  const hasDragged = useZoomGestures(plot, zoom);

  const spanUs = Math.max(view.untilUs - view.fromUs, 1);
  const seenNow = () => seenUntil(run, player.get().atUs);
  const placeOf = (event: MouseEvent): LanePlace => {
    const box = event.currentTarget.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / pitchPx);
    const share = (event.clientX - box.left) / Math.max(box.width, 1);
    return {
      row: Math.min(Math.max(row, 0), lanes.length - 1),
      atUs: view.fromUs + Math.min(Math.max(share, 0), 1) * spanUs,
    };
  };
  const show = (place: LanePlace, isSpoken: boolean, yPx: number) => {
    cursor.current = place;
    const { span, words } = whatIs(lanes, place, seenNow());
    const lane = lanes[place.row];
    const atUs = isSpoken && span ? Math.max(span.fromUs, view.fromUs) : place.atUs;
    const xPx = ((atUs - view.fromUs) / spanUs) * (plot.current?.clientWidth ?? 0);
    tip.show(words, xPx, yPx, isSpoken);
    player.pointer.point({
      request: span?.request ?? null,
      worker: lane?.kind === 'worker' ? lane.actor : null,
    });
  };
  const leave = () => {
    cursor.current = null;
    tip.hide();
    player.pointer.point({});
  };
  const choose = (place: LanePlace) => {
    const { span } = whatIs(lanes, place, seenNow());
    player.seek(span ? span.fromUs : place.atUs);
    if (span && span.request !== null) onSelect(span.request);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cursor.current;
    const next = moved(lanes, at ?? { row: 0, atUs: player.get().atUs }, event.key, seenNow());
    if (next) {
      show(next, true, next.row * pitchPx + heightPx);
      intoSight(plot.current, next.row * pitchPx, heightPx);
    } else if ((event.key === 'Enter' || event.key === ' ') && at) choose(at);
    else if (event.key === 'Escape') {
      leave();
      onSelect(null);
    } else if (!zoomByKey(event.key, zoom)) return;
    event.preventDefault();
  };

  return (
    <>
      <div className="panel-plotrow">
        <LaneLabels player={player} lanes={lanes} heightPx={heightPx} gapPx={gapPx} />
        <div
          ref={plot}
          className="panel-plot panel-lanes-plot panel-zoomable"
          role="application"
          aria-roledescription={t('timeline')}
          aria-label={t('Lanes over time')}
          aria-describedby={hint}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk the stretches
          tabIndex={0}
          style={{ height: lanes.length * pitchPx - gapPx }}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => {
            const top = event.currentTarget.getBoundingClientRect().top;
            show(placeOf(event), false, event.clientY - top);
          }}
          onPointerLeave={leave}
          onBlur={leave}
          onClick={(event) => {
            if (!hasDragged()) choose(placeOf(event));
          }}
        >
          <canvas ref={tracks} />
          <div className="panel-plot-past">
            <canvas ref={spans} />
            <canvas ref={lit} />
          </div>
          {run.scenario.script.map((intervention, index) => {
            const share = (intervention.atUs - view.fromUs) / spanUs;
            if (share < 0 || share > 1) return null;
            return (
              <i
                // biome-ignore lint/suspicious/noArrayIndexKey: a script is a list in a fixed order
                key={index}
                className="panel-lanes-intervention"
                title={t('{intervention} at {at}', {
                  intervention: interventionText(intervention),
                  at: durationText(intervention.atUs),
                })}
                style={{ left: `${share * 100}%` }}
              />
            );
          })}
          <i className="panel-playhead" />
          <p ref={tip.ref} className="panel-tip" />
        </div>
      </div>
      <p id={hint} hidden>
        {t(
          'Arrow up and down choose a lane, left and right a stretch of it; Enter goes there and selects its request. Plus and minus zoom, Page Up and Page Down move along, 0 shows the whole run.',
        )}
      </p>
    </>
  );
}

interface LaneLabelsProps {
  readonly player: Player;
  readonly lanes: readonly Lane[];
  readonly heightPx: number;
  readonly gapPx: number;
}

/** Names of the lanes, which point at their workers; for areas, how many there are now. */
function LaneLabels({ player, lanes, heightPx, gapPx }: LaneLabelsProps) {
  const { atUs } = usePlayerState(player);
  return (
    <ol
      className="panel-lanes-labels"
      style={{ lineHeight: `${heightPx}px`, fontSize: heightPx < 11 ? heightPx : undefined }}
      onPointerLeave={() => player.pointer.point({})}
    >
      {lanes.map((lane) => (
        <li
          key={lane.key}
          title={lane.label}
          style={{ height: heightPx, marginBottom: gapPx }}
          onPointerEnter={() =>
            player.pointer.point(lane.kind === 'worker' ? { worker: lane.actor } : {})
          }
        >
          <span className="panel-lanes-name">{shortLabel(lane)}</span>
          {isArea(lane) && <span className="panel-lanes-now">{valueAt(depthOf(lane), atUs)}</span>}
        </li>
      ))}
    </ol>
  );
}

/** Scrolls the pane round the plot so that a lane can be seen. */
function intoSight(plot: HTMLElement | null, topPx: number, heightPx: number): void {
  const pane = plot && scrollerOf(plot);
  if (!plot || !pane) return;
  const lane = plot.getBoundingClientRect().top + topPx;
  const box = pane.getBoundingClientRect();
  // The axis stands over the last few pixels.
  const footPx = 30;
  if (lane < box.top) pane.scrollTop -= box.top - lane;
  else if (lane + heightPx > box.bottom - footPx)
    pane.scrollTop += lane + heightPx - box.bottom + footPx;
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let up = element.parentElement; up; up = up.parentElement)
    if (/auto|scroll/.test(getComputedStyle(up).overflowY) && up.scrollHeight > up.clientHeight)
      return up;
  return null;
}
