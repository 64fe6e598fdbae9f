import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { durationText, requestName } from '../../insight/plainWords.ts';
import { t } from '../../language/t.ts';
import { secondsText } from '../../stage/secondsText.ts';
import type { InstrumentView } from '../instrument.ts';
import { seenUntil } from '../seen.ts';
import { useCanvas, useLitCanvas } from '../useCanvas.ts';
import { usePlayhead } from '../usePlayer.ts';
import { usePlotTip } from '../usePlotTip.ts';
import type { Zoom } from '../useTimeView.ts';
import { useZoomGestures, zoomByKey } from '../useZoomGestures.ts';
import { drawLatency, drawLitPoints, type LatencyPicture, placeOf } from './drawLatency.ts';
import { type LatencyPoints, latencyPoints, pointsBy, type TimeScale } from './latencyPoints.ts';

interface LatencyPlotProps
  extends Pick<InstrumentView, 'run' | 'player' | 'selected' | 'onSelect' | 'ghost'> {
  readonly zoom: Zoom;
  readonly scale: TimeScale;
  /** Index of a population, or null for all. */
  readonly population: number | null;
}

/** How near the pointer must come to a point, px. */
const REACH_PX = 14;

/** When requests ended and how long they had taken: a dot each, crosses for failures, lines for percentiles. */
export function LatencyPlot(props: LatencyPlotProps) {
  const { run, player, selected, onSelect, ghost, zoom, scale, population } = props;
  const { view } = zoom;
  const plot = useRef<HTMLDivElement>(null);
  const walked = useRef<number | null>(null);
  const tip = usePlotTip();
  const points = latencyPoints(run);
  const before = ghost ? latencyPoints(ghost) : null;
  const picture: LatencyPicture = { points, before, population, view, scale };
  const ended = useMemo(() => placesOf(points), [points]);
  const parts = [run, ghost, population, scale, view.fromUs, view.untilUs];
  const canvas = useCanvas((sheet) => drawLatency(sheet, picture), parts);
  const lit = useLitCanvas(
    player,
    (sheet, pointed) =>
      drawLitPoints(
        sheet,
        picture,
        [
          { request: selected, colour: '--ink' },
          { request: pointed.request, colour: '--accent' },
        ],
        ended,
      ),
    [...parts, selected],
  );
  usePlayhead(run, player, plot, view);
  const hasDragged = useZoomGestures(plot, zoom);

  const show = (k: number, isSpoken: boolean) => {
    const element = plot.current;
    const request = points.request[k] as number;
    if (!element) return;
    const { x, y } = placeOf(
      picture,
      points.endUs[k] as number,
      points.tookUs[k] as number,
      element.clientWidth,
      element.clientHeight,
    );
    tip.show(pointText(points, k), x, y, isSpoken);
    player.pointer.point({ request });
  };
  const leave = () => {
    tip.hide();
    player.pointer.point({});
  };
  const nearest = (event: PointerEvent | { clientX: number; clientY: number }): number | null => {
    const element = plot.current;
    if (!element) return null;
    const box = element.getBoundingClientRect();
    const seenUs = seenUntil(run, player.get().atUs);
    return nearestPoint(picture, event.clientX - box.left, event.clientY - box.top, box, seenUs);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const way = event.key === 'ArrowRight' ? 1 : -1;
      const last = pointsBy(points, seenUntil(run, player.get().atUs)) - 1;
      let k =
        walked.current === null ? pointsBy(points, player.get().atUs) - 1 : walked.current + way;
      while (k >= 0 && k <= last && population !== null && points.population[k] !== population)
        k += way;
      if (k >= 0 && k <= last) {
        walked.current = k;
        show(k, true);
      }
    } else if (event.key === 'Enter' && walked.current !== null)
      onSelect(points.request[walked.current] as number);
    else if (event.key === 'Escape') leave();
    else if (!zoomByKey(event.key, zoom)) return;
    event.preventDefault();
  };

  return (
    <div
      ref={plot}
      className="panel-plot panel-zoomable panel-load-latency"
      role="application"
      aria-roledescription={t('plot')}
      aria-label={t(
        'Latency over time: arrows walk the requests in order of their end, Enter selects one',
      )}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows walk the points
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => {
        const k = nearest(event);
        walked.current = k;
        if (k === null) leave();
        else show(k, false);
      }}
      onPointerLeave={leave}
      onBlur={leave}
      onClick={(event) => {
        const k = nearest(event);
        if (k !== null && !hasDragged()) onSelect(points.request[k] as number);
      }}
    >
      <div className="panel-plot-past">
        <canvas ref={canvas} />
        <canvas ref={lit} />
      </div>
      <i className="panel-playhead" />
      {scale.ticks.map((us, index) => (
        <span
          key={us}
          className="panel-load-tick"
          aria-hidden="true"
          hidden={index % Math.ceil(scale.ticks.length / 5) !== 0}
          style={{ bottom: `calc(4px + ${scale.placeOf(us)} * (100% - 8px) - 0.5em)` }}
        >
          {durationText(us)}
        </span>
      ))}
      <p ref={tip.ref} className="panel-tip" />
    </div>
  );
}

function placesOf(points: LatencyPoints): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  points.request.forEach((request, k) => {
    places.set(request, k);
  });
  return places;
}

function pointText({ request, tookUs, endUs, failed }: LatencyPoints, k: number): string {
  const said = {
    request: requestName(request[k] as number),
    time: durationText(tookUs[k] as number),
    end: secondsText(endUs[k] as number, 3),
  };
  return failed[k] === 1
    ? t('{request} failed after {time}, until {end}', said)
    : t('{request} took {time}, until {end}', said);
}

/** The point next to a place of the plot among those that have been seen, or null where none is near. */
function nearestPoint(
  picture: LatencyPicture,
  x: number,
  y: number,
  { width, height }: { readonly width: number; readonly height: number },
  seenUs: number,
): number | null {
  const { points, view, population } = picture;
  const usPerPx = (view.untilUs - view.fromUs) / Math.max(width, 1);
  const atUs = view.fromUs + x * usPerPx;
  const from = pointsBy(points, atUs - REACH_PX * usPerPx);
  const until = pointsBy(points, Math.min(atUs + REACH_PX * usPerPx, seenUs));
  let best: number | null = null;
  let least = REACH_PX ** 2;
  for (let k = from; k < until; k++) {
    if (population !== null && points.population[k] !== population) continue;
    const p = placeOf(
      picture,
      points.endUs[k] as number,
      points.tookUs[k] as number,
      width,
      height,
    );
    const far = (p.x - x) ** 2 + (p.y - y) ** 2;
    if (far >= least) continue;
    least = far;
    best = k;
  }
  return best;
}
