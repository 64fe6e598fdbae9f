import { percentiles } from '../insight/percentiles.ts';
import type { Series } from '../insight/shapes.ts';
import { lastAtOrBefore } from './spanLook.ts';
import type { Sheet } from './useCanvas.ts';
import type { TimeView } from './usePlayer.ts';

/** Steps as a filled area; the greatest value touches the top. */
export function drawSteps(
  { pen, widthPx, heightPx, ink }: Sheet,
  { atUs, value }: Series,
  view: TimeView,
  most: number,
  colour: string,
): void {
  const scale = widthPx / Math.max(view.untilUs - view.fromUs, 1);
  const yOf = (v: number) => heightPx - 1 - (v / Math.max(most, 1)) * (heightPx - 4);
  const first = Math.max(lastAtOrBefore(atUs, view.fromUs), 0);
  let y = yOf(value[first] ?? 0);
  pen.beginPath();
  pen.moveTo(0, heightPx);
  pen.lineTo(0, y);
  for (let i = first + 1; i < atUs.length; i++) {
    const x = ((atUs[i] as number) - view.fromUs) * scale;
    if (x > widthPx) break;
    pen.lineTo(x, y);
    y = yOf(value[i] as number);
    pen.lineTo(x, y);
  }
  pen.lineTo(widthPx, y);
  pen.lineTo(widthPx, heightPx);
  pen.closePath();
  pen.fillStyle = pen.strokeStyle = ink(colour);
  pen.globalAlpha = 0.3;
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = 1.2;
  pen.stroke();
}

/** Greatest value of a series, at least 1. */
export function mostOf({ value }: Series): number {
  let most = 1;
  for (const v of value) if (v > most) most = v;
  return most;
}

/** Powers of ten that hold every latency, ms. */
export function latencyRange({ value }: Series): readonly [number, number] {
  let least = Number.POSITIVE_INFINITY;
  let most = 0;
  for (const v of value) {
    if (v < least) least = v;
    if (v > most) most = v;
  }
  if (most === 0) return [1, 1000];
  const low = 10 ** Math.floor(Math.log10(Math.max(least, 0.01)));
  const high = 10 ** Math.ceil(Math.log10(most));
  return [low, Math.max(high, low * 10)];
}

/** Columns of a latency plot: enough for a line, wide enough for a percentile to mean something. */
const COLUMNS = 48;

/**
 * Latencies on a scale of powers of ten: a dot for each answered request, a line for the median and a dashed one for p95
 * of what was answered in each forty-eighth of the view.
 */
export function drawLatency(sheet: Sheet, latency: Series, view: TimeView): void {
  const { pen, widthPx, heightPx, ink } = sheet;
  const [low, high] = latencyRange(latency);
  const spanUs = Math.max(view.untilUs - view.fromUs, 1);
  const xOf = (atUs: number) => ((atUs - view.fromUs) / spanUs) * widthPx;
  const yOf = (ms: number) =>
    heightPx - 3 - (Math.log10(ms / low) / Math.log10(high / low)) * (heightPx - 6);

  pen.strokeStyle = ink('--line');
  for (let ms = low; ms <= high * 1.001; ms *= 10) {
    pen.beginPath();
    pen.moveTo(0, yOf(ms));
    pen.lineTo(widthPx, yOf(ms));
    pen.stroke();
  }

  const { atUs, value } = latency;
  const columns: number[][] = Array.from({ length: COLUMNS }, () => []);
  pen.fillStyle = ink('--line-strong');
  pen.globalAlpha = 0.55;
  for (let i = Math.max(lastAtOrBefore(atUs, view.fromUs), 0); i < atUs.length; i++) {
    const at = atUs[i] as number;
    if (at > view.untilUs) break;
    if (at < view.fromUs) continue;
    const ms = Math.max(value[i] as number, low);
    pen.fillRect(xOf(at) - 1, yOf(ms) - 1, 2, 2);
    columns[Math.min(Math.floor(((at - view.fromUs) / spanUs) * COLUMNS), COLUMNS - 1)]?.push(ms);
  }
  pen.globalAlpha = 1;

  const line = (pick: (column: number[]) => number, colour: string, dash: number[]) => {
    pen.strokeStyle = ink(colour);
    pen.lineWidth = 1.8;
    pen.setLineDash(dash);
    pen.beginPath();
    columns.forEach((column, index) => {
      if (column.length > 0) pen.lineTo(((index + 0.5) / COLUMNS) * widthPx, yOf(pick(column)));
    });
    pen.stroke();
    pen.setLineDash([]);
  };
  line((column) => percentiles(column).p50Us, '--run', []);
  line((column) => percentiles(column).p95Us, '--hold', [5, 3]);
}
