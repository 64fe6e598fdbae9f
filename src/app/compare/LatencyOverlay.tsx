import { useMemo, useRef } from 'react';
import { percentiles } from '../../insight/percentiles.ts';
import { durationText } from '../../insight/plainWords.ts';
import { series } from '../../insight/series.ts';
import type { Run } from '../../insight/shapes.ts';
import { t } from '../../language/t.ts';
import { type Sheet, useCanvas } from '../../panels/useCanvas.ts';
import { type TimeView, usePlayhead } from '../../panels/usePlayer.ts';
import type { Player } from '../../player/player.ts';
import { sideLetter } from './side.ts';
import '../../panels/lanes.css';

interface Props {
  readonly titles: readonly string[];
  readonly runs: readonly Run[];
  readonly player: Player;
  readonly view: TimeView;
}

/** Parts of the view of which each line has one point. */
const COLUMNS = 48;
/** Lines are told apart by dashes and by their letter; colour only helps. */
const LINES: readonly { readonly colour: string; readonly dash: readonly number[] }[] = [
  { colour: '--run', dash: [] },
  { colour: '--hold', dash: [7, 4] },
  { colour: '--good', dash: [2, 3] },
  { colour: '--data', dash: [9, 3, 2, 3] },
];

/** The p95 of what was answered when, a line for each run, on one scale of powers of ten. */
export function LatencyOverlay({ titles, runs, player, view }: Props) {
  const plot = useRef<HTMLDivElement>(null);
  const [low, high] = useMemo(() => rangeOf(runs), [runs]);
  const canvas = useCanvas(
    (sheet) => drawLines(sheet, runs, view, low, high),
    [runs, view.fromUs, view.untilUs, low, high],
  );
  usePlayhead(runs[0] as Run, player, plot, view);
  return (
    <div className="panel-plotrow app-overlay">
      <p className="app-overlayWords">
        <b>{t('Latency p95')}</b>
        <span className="panel-quiet">{t('of answers in each 48th, by letter')}</span>
      </p>
      <div
        ref={plot}
        className="panel-plot app-overlayPlot"
        role="img"
        aria-label={t(
          'Latency p95 over time of {names}; the numbers stand in the table of numbers',
          { names: titles.join(', ') },
        )}
      >
        <canvas ref={canvas} />
        <i className="panel-playhead" />
        <span className="app-overlayTop">{durationText(high * 1000)}</span>
        <span className="app-overlayFoot">{durationText(low * 1000)}</span>
      </div>
    </div>
  );
}

function drawLines(
  { pen, widthPx, heightPx, ink }: Sheet,
  runs: readonly Run[],
  view: TimeView,
  low: number,
  high: number,
): void {
  const spanUs = Math.max(view.untilUs - view.fromUs, 1);
  const yOf = (ms: number) =>
    heightPx - 5 - (Math.log10(Math.max(ms, low) / low) / Math.log10(high / low)) * (heightPx - 12);
  pen.strokeStyle = ink('--line');
  for (let ms = low; ms <= high * 1.001; ms *= 10) {
    pen.beginPath();
    pen.moveTo(0, yOf(ms));
    pen.lineTo(widthPx, yOf(ms));
    pen.stroke();
  }
  pen.font = 'bold 11px system-ui, sans-serif';
  runs.forEach((run, side) => {
    const { colour, dash } = LINES[side % LINES.length] as (typeof LINES)[number];
    const points = pointsOf(run, view, spanUs).map(
      ([share, ms]) => [share * widthPx, yOf(ms)] as const,
    );
    pen.strokeStyle = pen.fillStyle = ink(colour);
    pen.lineWidth = 1.8;
    pen.setLineDash([...dash]);
    pen.beginPath();
    for (const [x, y] of points) pen.lineTo(x, y);
    pen.stroke();
    pen.setLineDash([]);
    // Letters stand at different places, so that lines of one height do not hide each other's.
    const at = points[Math.floor(points.length * (0.2 + 0.18 * side))];
    if (!at) return;
    pen.fillStyle = ink('--surface-2');
    pen.fillRect(at[0] - 7, at[1] - 8, 14, 15);
    pen.fillStyle = ink(colour);
    pen.fillText(sideLetter(side), at[0] - 4, at[1] + 4);
  });
}

/** Powers of ten that hold every latency of every run, ms. */
function rangeOf(runs: readonly Run[]): readonly [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const run of runs)
    for (const ms of series(run).latency.value) {
      least = Math.min(least, ms);
      most = Math.max(most, ms);
    }
  if (most === 0) return [1, 1000];
  const low = 10 ** Math.floor(Math.log10(Math.max(least, 0.01)));
  return [low, Math.max(10 ** Math.ceil(Math.log10(most)), low * 10)];
}

/** Where in the view, 0..1, and the p95 there, ms. */
function pointsOf(run: Run, view: TimeView, spanUs: number): [number, number][] {
  const { atUs, value } = series(run).latency;
  const columns: number[][] = Array.from({ length: COLUMNS }, () => []);
  atUs.forEach((at, i) => {
    const column = Math.floor(((at - view.fromUs) / spanUs) * COLUMNS);
    columns[Math.min(column, at === view.untilUs ? COLUMNS - 1 : column)]?.push(value[i] as number);
  });
  return columns.flatMap((column, i): [number, number][] =>
    column.length > 0 ? [[(i + 0.5) / COLUMNS, percentiles(column).p95Us]] : [],
  );
}
