import type { Series } from '../../insight/shapes.ts';
import { lastAtOrBefore } from '../spanLook.ts';
import type { Sheet } from '../useCanvas.ts';
import type { TimeView } from '../usePlayer.ts';

/** How steps are drawn: filled, hatched or as a pale line. */
export interface StepsStyle {
  readonly most: number;
  readonly colour: string;
  readonly kind: 'filled' | 'hatched' | 'before';
}

/** Steps a pixel above which the mean over time is drawn, with a pale veil up to the most. */
const DENSE = 0.5;

/**
 * Steps as an area whose top is `most`. Where there are more steps than pixels it shows the mean over each pixel's time, under a veil that
 * reaches from the least to the most: a hundred thousand steps cost as much as there are pixels, and still say something.
 */
export function drawSteps(sheet: Sheet, series: Series, view: TimeView, style: StepsStyle): void {
  const { pen, widthPx, heightPx, ink } = sheet;
  const yOf = (v: number) => heightPx - 1 - (v / Math.max(style.most, 1e-9)) * (heightPx - 3);
  pen.strokeStyle = pen.fillStyle = ink(style.colour);
  const from = Math.max(lastAtOrBefore(series.atUs, view.fromUs), 0);
  const until = lastAtOrBefore(series.atUs, view.untilUs);
  const isDense = until - from > widthPx * DENSE;
  const path = new Path2D();
  if (isDense) {
    const columns = columnsOf(series, view, Math.max(Math.floor(widthPx / 2), 1));
    if (style.kind !== 'before') {
      pen.globalAlpha = 0.22;
      columns.forEach(({ high, low }, c) => {
        pen.fillRect(c * 2, yOf(high), 2, Math.max(yOf(low) - yOf(high), 0.5));
      });
      pen.globalAlpha = 1;
    }
    columns.forEach(({ mean }, c) => {
      path.lineTo(c === 0 ? 0 : c * 2 + 1, yOf(mean));
    });
    path.lineTo(widthPx, yOf(columns.at(-1)?.mean ?? 0));
  } else {
    const scale = widthPx / Math.max(view.untilUs - view.fromUs, 1);
    let y = yOf(series.value[from] ?? 0);
    path.moveTo(0, y);
    for (let i = from + 1; i <= until; i++) {
      const x = ((series.atUs[i] as number) - view.fromUs) * scale;
      path.lineTo(x, y);
      y = yOf(series.value[i] as number);
      path.lineTo(x, y);
    }
    path.lineTo(widthPx, y);
  }
  finish(sheet, path, style);
}

interface Column {
  readonly mean: number;
  readonly high: number;
  readonly low: number;
}

/** Mean over time, most and least of a number in equal parts of a view. */
function columnsOf({ atUs, value }: Series, view: TimeView, count: number): Column[] {
  const wideUs = (view.untilUs - view.fromUs) / count;
  let i = Math.max(lastAtOrBefore(atUs, view.fromUs), 0);
  return Array.from({ length: count }, (_, c) => {
    const endUs = view.fromUs + (c + 1) * wideUs;
    let at = view.fromUs + c * wideUs;
    let now = value[i] ?? 0;
    let high = now;
    let low = now;
    let area = 0;
    while (i + 1 < atUs.length && (atUs[i + 1] as number) < endUs) {
      i++;
      area += now * ((atUs[i] as number) - at);
      at = atUs[i] as number;
      now = value[i] as number;
      high = Math.max(high, now);
      low = Math.min(low, now);
    }
    return { mean: (area + now * (endUs - at)) / wideUs, high, low };
  });
}

function finish({ pen, widthPx, heightPx }: Sheet, path: Path2D, { kind }: StepsStyle): void {
  if (kind === 'before') {
    pen.globalAlpha = 0.75;
    pen.lineWidth = 1;
    pen.setLineDash([2, 2]);
    pen.stroke(path);
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    return;
  }
  pen.lineWidth = 1.2;
  pen.stroke(path);
  const area = new Path2D(path);
  area.lineTo(widthPx, heightPx);
  area.lineTo(0, heightPx);
  area.closePath();
  pen.globalAlpha = 0.3;
  pen.fill(area);
  pen.globalAlpha = 1;
  if (kind !== 'hatched') return;
  pen.save();
  pen.clip(area);
  pen.globalAlpha = 0.6;
  pen.lineWidth = 1;
  pen.beginPath();
  for (let x = -heightPx; x < widthPx; x += 5) {
    pen.moveTo(x, heightPx);
    pen.lineTo(x + heightPx, 0);
  }
  pen.stroke();
  pen.restore();
}
