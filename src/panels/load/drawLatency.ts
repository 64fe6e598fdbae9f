import { percentiles } from '../../insight/percentiles.ts';
import type { Percentiles } from '../../insight/shapes.ts';
import type { Sheet } from '../useCanvas.ts';
import type { TimeView } from '../usePlayer.ts';
import { type LatencyPoints, pointsBy, type TimeScale, timesOf } from './latencyPoints.ts';

/** Columns of the percentile lines: enough for a line, wide enough for a percentile to mean something. */
const COLUMNS = 48;
/** More points than this in a view are drawn as one pixel each cell, darker where there are more. */
const MANY = 20_000;

/** The three lines: which percentile, in which colour and dash. */
export const LINES: readonly {
  readonly key: 'p50Us' | 'p95Us' | 'p99Us';
  readonly name: string;
  readonly colour: string;
  readonly dash: readonly number[];
}[] = [
  { key: 'p50Us', name: 'p50', colour: '--run', dash: [] },
  { key: 'p95Us', name: 'p95', colour: '--hold', dash: [5, 3] },
  { key: 'p99Us', name: 'p99', colour: '--data', dash: [1.5, 2.5] },
];

/** What the latency plot draws and where. */
export interface LatencyPicture {
  readonly points: LatencyPoints;
  readonly before: LatencyPoints | null;
  readonly population: number | null;
  readonly view: TimeView;
  readonly scale: TimeScale;
}

const EDGE_PX = 4;

/** Where a point stands in a plot of that size. */
export function placeOf(
  { view, scale }: Pick<LatencyPicture, 'view' | 'scale'>,
  endUs: number,
  tookUs: number,
  widthPx: number,
  heightPx: number,
): { x: number; y: number } {
  const spanUs = Math.max(view.untilUs - view.fromUs, 1);
  return {
    x: ((endUs - view.fromUs) / spanUs) * widthPx,
    y: heightPx - EDGE_PX - scale.placeOf(tookUs) * (heightPx - 2 * EDGE_PX),
  };
}

/** A dot for each answered request, a cross for each failed one, lines for the percentiles; the run before as thin pale lines. */
export function drawLatency(sheet: Sheet, picture: LatencyPicture): void {
  const { pen, widthPx, heightPx, ink } = sheet;
  const { points, before, population, view, scale } = picture;
  const at = (endUs: number, tookUs: number) => placeOf(picture, endUs, tookUs, widthPx, heightPx);

  pen.strokeStyle = ink('--line');
  pen.lineWidth = 1;
  pen.beginPath();
  for (const us of scale.ticks) {
    const y = Math.round(at(view.fromUs, us).y) + 0.5;
    pen.moveTo(0, y);
    pen.lineTo(widthPx, y);
  }
  pen.stroke();

  if (before) {
    pen.globalAlpha = 0.4;
    drawLines(sheet, { ...picture, points: before }, 1);
    pen.globalAlpha = 1;
  }

  const from = pointsBy(points, view.fromUs - 1);
  const until = pointsBy(points, view.untilUs);
  pen.fillStyle = ink('--line-strong');
  pen.globalAlpha = until - from > MANY ? 0.2 : 0.6;
  const crosses: number[] = [];
  // Points that share a pixel are one: a hundred thousand of them cost no more than there are pixels.
  const taken = new Uint8Array(Math.ceil(widthPx + 1) * Math.ceil(heightPx + 1));
  for (let k = from; k < until; k++) {
    if (population !== null && points.population[k] !== population) continue;
    if (points.failed[k] === 1) {
      crosses.push(k);
      continue;
    }
    const { x, y } = at(points.endUs[k] as number, points.tookUs[k] as number);
    const cell = Math.round(y) * Math.ceil(widthPx + 1) + Math.round(x);
    if (taken[cell]) continue;
    taken[cell] = 1;
    pen.fillRect(x - 1.2, y - 1.2, 2.4, 2.4);
  }
  pen.globalAlpha = 1;
  pen.strokeStyle = ink('--bad');
  pen.lineWidth = 1.6;
  pen.beginPath();
  for (const k of crosses) {
    const { x, y } = at(points.endUs[k] as number, points.tookUs[k] as number);
    const cell = Math.round(y) * Math.ceil(widthPx + 1) + Math.round(x);
    if (taken[cell] === 2) continue;
    taken[cell] = 2;
    pen.moveTo(x - 3, y - 3);
    pen.lineTo(x + 3, y + 3);
    pen.moveTo(x + 3, y - 3);
    pen.lineTo(x - 3, y + 3);
  }
  pen.stroke();
  drawLines(sheet, picture, 1.8);
}

function drawLines(sheet: Sheet, picture: LatencyPicture, lineWidth: number): void {
  const { pen, widthPx, heightPx, ink } = sheet;
  const { points, population, view } = picture;
  const wideUs = (view.untilUs - view.fromUs) / COLUMNS;
  const columns: (Percentiles | null)[] = [];
  let from = pointsBy(points, view.fromUs - 1);
  for (let c = 0; c < COLUMNS; c++) {
    const until = pointsBy(points, view.fromUs + (c + 1) * wideUs);
    const times = timesOf(points, population, from, until);
    columns.push(times.length > 0 ? percentiles(times) : null);
    from = until;
  }
  for (const { key, colour, dash } of LINES) {
    pen.strokeStyle = ink(colour);
    pen.lineWidth = lineWidth;
    pen.setLineDash([...dash]);
    pen.beginPath();
    columns.forEach((column, c) => {
      if (!column) return;
      const { x, y } = placeOf(
        picture,
        view.fromUs + (c + 0.5) * wideUs,
        column[key],
        widthPx,
        heightPx,
      );
      pen.lineTo(x, y);
    });
    pen.stroke();
  }
  pen.setLineDash([]);
}

/** Rings round the selected request and the one that is pointed at. */
export function drawLitPoints(
  { pen, widthPx, heightPx, ink }: Sheet,
  picture: LatencyPicture,
  rings: readonly { readonly request: number | null; readonly colour: string }[],
  ended: ReadonlyMap<number, number>,
): void {
  for (const { request, colour } of rings) {
    const k = request === null ? undefined : ended.get(request);
    if (k === undefined) continue;
    const { points } = picture;
    const { x, y } = placeOf(
      picture,
      points.endUs[k] as number,
      points.tookUs[k] as number,
      widthPx,
      heightPx,
    );
    pen.strokeStyle = ink(colour);
    pen.lineWidth = 2;
    pen.beginPath();
    pen.arc(x, y, 5.5, 0, 2 * Math.PI);
    pen.stroke();
  }
}
