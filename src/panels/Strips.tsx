import { type ReactNode, type RefObject, useMemo, useRef } from 'react';
import { percentiles } from '../insight/percentiles.ts';
import { durationText } from '../insight/plainWords.ts';
import { series } from '../insight/series.ts';
import type { Run } from '../insight/shapes.ts';
import type { Player } from '../player/player.ts';
import { drawLatency, drawSteps, latencyRange, mostOf } from './drawSeries.ts';
import { lastAtOrBefore, valueAt } from './spanLook.ts';
import { useCanvas } from './useCanvas.ts';
import { type TimeView, usePlayerState, usePlayhead } from './usePlayer.ts';
import './panel.css';
import './lanes.css';

export interface StripProps {
  readonly run: Run;
  readonly player: Player;
  /** The stretch of time that the plots above show; the whole run otherwise. */
  readonly view?: TimeView;
}

/** Percentiles speak of the requests answered last, this many at most: of "now", yet not of one request alone. */
const LATELY = 50;

/** Latency of answered requests over time, with the median and p95 of the last fifty. */
export function LatencyStrip({ run, player, view = wholeOf(run) }: StripProps) {
  const { latency } = series(run);
  const { atUs } = usePlayerState(player);
  const canvas = useCanvas(
    (sheet) => drawLatency(sheet, latency, view),
    [run, view.fromUs, view.untilUs],
  );
  const count = lastAtOrBefore(latency.atUs, atUs) + 1;
  const lately = useMemo(
    () => percentiles(latency.value.slice(Math.max(count - LATELY, 0), count)),
    [latency, count],
  );
  const [low, high] = latencyRange(latency);
  return (
    <Strip
      run={run}
      player={player}
      view={view}
      canvas={canvas}
      scale={[msText(low), msText(high)]}
    >
      <b>Latency</b>
      {count === 0 ? (
        <span className="panel-quiet">no answer yet</span>
      ) : (
        <>
          <span className="panel-strip-p50">p50 {msText(lately.p50Us)}</span>
          <span className="panel-strip-p95">p95 {msText(lately.p95Us)}</span>
        </>
      )}
    </Strip>
  );
}

/** Requests that wait for a worker, over time. */
export function QueueStrip({ run, player, view = wholeOf(run) }: StripProps) {
  const { backlog } = series(run);
  const { atUs } = usePlayerState(player);
  const most = useMemo(() => mostOf(backlog), [backlog]);
  const canvas = useCanvas(
    (sheet) => drawSteps(sheet, backlog, view, most, '--wait'),
    [run, view.fromUs, view.untilUs],
  );
  const waiting = valueAt(backlog, atUs);
  return (
    <Strip run={run} player={player} view={view} canvas={canvas} scale={['0', String(most)]}>
      <b>Queue</b>
      <span>{waiting} waiting</span>
    </Strip>
  );
}

interface StripFrameProps {
  run: Run;
  player: Player;
  view: TimeView;
  canvas: RefObject<HTMLCanvasElement | null>;
  /** Words at the foot and the top of the plot. */
  scale: readonly [string, string];
  children: ReactNode;
}

function Strip({ run, player, view, canvas, scale, children }: StripFrameProps) {
  const plot = useRef<HTMLDivElement>(null);
  usePlayhead(run, player, plot, view);
  return (
    <div className="panel-plotrow panel-strip">
      <p className="panel-strip-words">{children}</p>
      <div ref={plot} className="panel-plot panel-strip-plot" aria-hidden="true">
        <div className="panel-plot-past">
          <canvas ref={canvas} />
        </div>
        <i className="panel-playhead" />
        <span className="panel-strip-top">{scale[1]}</span>
        <span className="panel-strip-foot">{scale[0]}</span>
      </div>
    </div>
  );
}

function wholeOf(run: Run): TimeView {
  return { fromUs: 0, untilUs: run.endUs };
}

/** Latencies are held in ms. */
function msText(ms: number): string {
  return durationText(ms * 1000);
}
