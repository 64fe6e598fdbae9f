import { useRef } from 'react';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import type { Player } from '../../player/player.ts';
import { useCanvas } from '../useCanvas.ts';
import { usePlayerState, usePlayhead } from '../usePlayer.ts';
import type { Zoom } from '../useTimeView.ts';
import { useZoomGestures } from '../useZoomGestures.ts';
import { drawSteps } from './drawSteps.ts';
import { type LoadStrip, stripFigure, stripText } from './loadStrips.ts';

interface StripRowProps {
  readonly run: Run;
  readonly player: Player;
  readonly strip: LoadStrip;
  /** The same number in the run before, or null. */
  readonly before: LoadStrip | null;
  readonly zoom: Zoom;
}

/** One number over time: its name and what it is now, beside its plot. A click goes to a moment. */
export function StripRow({ run, player, strip, before, zoom }: StripRowProps) {
  const plot = useRef<HTMLDivElement>(null);
  const { atUs } = usePlayerState(player);
  const { view } = zoom;
  // Both runs on one scale: else a smaller queue would look as large.
  const most = Math.max(strip.most, before?.most ?? 0);
  const canvas = useCanvas(
    (sheet) => {
      const { colour, isHatched } = strip;
      drawSteps(sheet, strip.series, view, {
        most,
        colour,
        kind: isHatched ? 'hatched' : 'filled',
      });
      if (before) drawSteps(sheet, before.series, view, { most, colour: '--ink', kind: 'before' });
    },
    [strip, before, most, view.fromUs, view.untilUs],
  );
  usePlayhead(run, player, plot, view);
  const hasDragged = useZoomGestures(plot, zoom);
  const now = stripText(strip, atUs);
  const then = before && stripFigure(before, atUs);
  return (
    <div className="panel-plotrow panel-load-strip">
      <p className="panel-strip-words" title={strip.series.label}>
        <b>{strip.title}</b>
        <span>
          {now}
          {then !== null && then !== stripFigure(strip, atUs) && (
            <small> {t('was {then}', { then })}</small>
          )}
        </span>
      </p>
      <div
        ref={plot}
        className="panel-plot panel-zoomable panel-strip-plot"
        aria-hidden="true"
        onClick={(event) => {
          if (hasDragged()) return;
          const box = event.currentTarget.getBoundingClientRect();
          const share = (event.clientX - box.left) / Math.max(box.width, 1);
          player.seek(view.fromUs + share * (view.untilUs - view.fromUs));
        }}
      >
        <div className="panel-plot-past">
          <canvas ref={canvas} />
        </div>
        <i className="panel-playhead" />
        <span className="panel-strip-top">
          {most === strip.most ? strip.topText : before?.topText}
        </span>
      </div>
    </div>
  );
}
