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

/**
 * Steps as an area whose top is `most`. Where many steps share a pixel it shows the least and the most of them, so a hundred thousand steps
 * cost as much as there are pixels.
 */
export function drawSteps(
  { pen, widthPx, heightPx, ink }: Sheet,
  { atUs, value }: Series,
  view: TimeView,
  { most, colour, kind }: StepsStyle,
): void {
  const scale = widthPx / Math.max(view.untilUs - view.fromUs, 1);
  const yOf = (v: number) => heightPx - 1 - (v / Math.max(most, 1e-9)) * (heightPx - 3);
  const first = Math.max(lastAtOrBefore(atUs, view.fromUs), 0);
  let now = value[first] ?? 0;
  let column = 0;
  let high = now;
  let low = now;
  pen.beginPath();
  pen.moveTo(0, yOf(now));
  const flush = () => {
    if (high !== low) {
      pen.lineTo(column, yOf(high));
      pen.lineTo(column, yOf(low));
    }
    pen.lineTo(column, yOf(now));
  };
  for (let i = first + 1; i < atUs.length; i++) {
    const x = ((atUs[i] as number) - view.fromUs) * scale;
    if (x > widthPx) break;
    if (x - column >= 1) {
      flush();
      pen.lineTo(x, yOf(now));
      column = x;
      high = low = now;
    }
    now = value[i] as number;
    high = Math.max(high, now);
    low = Math.min(low, now);
  }
  flush();
  pen.lineTo(widthPx, yOf(now));
  pen.strokeStyle = pen.fillStyle = ink(colour);
  if (kind === 'before') {
    pen.globalAlpha = 0.75;
    pen.lineWidth = 1;
    pen.setLineDash([2, 2]);
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = 1;
    return;
  }
  pen.lineWidth = 1.2;
  pen.stroke();
  pen.lineTo(widthPx, heightPx);
  pen.lineTo(0, heightPx);
  pen.closePath();
  pen.globalAlpha = 0.3;
  pen.fill();
  pen.globalAlpha = 1;
  if (kind !== 'hatched') return;
  pen.save();
  pen.clip();
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
