import type { Percentiles } from '../../insight/shapes.ts';
import type { ExpectedQueue } from '../../insight/theory/theory.ts';
import type { Sheet } from '../useCanvas.ts';
import { LINES } from './drawLatency.ts';
import type { TimeScale } from './latencyPoints.ts';

/** What a histogram draws. */
export interface HistogramPicture {
  readonly scale: TimeScale;
  /** Requests per bin, left to right over the scale. */
  readonly counts: Float64Array;
  /** The same of the run before, or null. */
  readonly before: Float64Array | null;
  readonly percentiles: Percentiles;
  readonly expected: ExpectedQueue;
  /** Time that every request takes beside wait and service (the network, for instance), µs. */
  readonly shiftUs: number;
}

/** Bins of a histogram. */
export const BINS = 48;

/** Times counted into bins over the scale. */
export function binsOf(times: ArrayLike<number>, scale: TimeScale): Float64Array {
  const counts = new Float64Array(BINS);
  for (let k = 0; k < times.length; k++) {
    const bin = Math.min(Math.floor(scale.placeOf(times[k] as number) * BINS), BINS - 1);
    (counts[bin] as number)++;
  }
  return counts;
}

const FOOT_PX = 16;
const HEAD_PX = 14;

/** Bars for what was seen, the theory's curve behind them, percentiles as lines with their names, the run before as an outline. */
export function drawHistogram(sheet: Sheet, picture: HistogramPicture): void {
  const { pen, widthPx, heightPx, ink } = sheet;
  const { scale, counts, before, percentiles, expected, shiftUs } = picture;
  const total = counts.reduce((sum, n) => sum + n, 0);
  const totalBefore = before?.reduce((sum, n) => sum + n, 0) ?? 0;
  const curve = expected.applies ? curveOf(scale, expected, shiftUs) : null;
  const shares = counts.map((n) => n / Math.max(total, 1));
  const sharesBefore = before?.map((n) => n / Math.max(totalBefore, 1)) ?? null;
  const most = Math.max(1e-9, ...shares, ...(sharesBefore ?? []), ...(curve ?? []));
  const floor = heightPx - FOOT_PX;
  const tall = floor - HEAD_PX;
  const wide = widthPx / BINS;
  const yOf = (share: number) => floor - (share / most) * tall;

  if (curve) {
    pen.beginPath();
    pen.moveTo(0, floor);
    curve.forEach((share, bin) => {
      pen.lineTo((bin + 0.5) * wide, yOf(share));
    });
    pen.lineTo(widthPx, floor);
    pen.closePath();
    pen.globalAlpha = 0.2;
    pen.fillStyle = ink('--data');
    pen.fill();
    pen.globalAlpha = 1;
  }
  pen.fillStyle = ink('--run');
  pen.globalAlpha = 0.75;
  shares.forEach((share, bin) => {
    if (share > 0) pen.fillRect(bin * wide + 0.5, yOf(share), wide - 1, floor - yOf(share));
  });
  pen.globalAlpha = 1;
  if (curve) stroke(pen, curve, wide, yOf, ink('--data'), [], 2);
  if (sharesBefore) {
    pen.strokeStyle = ink('--ink');
    pen.globalAlpha = 0.75;
    pen.setLineDash([2, 2]);
    pen.lineWidth = 1;
    pen.beginPath();
    pen.moveTo(0, floor);
    sharesBefore.forEach((share, bin) => {
      pen.lineTo(bin * wide, yOf(share));
      pen.lineTo((bin + 1) * wide, yOf(share));
    });
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = 1;
  }
  pen.fillStyle = ink('--line-strong');
  pen.fillRect(0, floor, widthPx, 1);
  if (percentiles.count > 0) drawPercentiles(sheet, scale, percentiles, floor);
}

function drawPercentiles(
  { pen, widthPx, ink }: Sheet,
  scale: TimeScale,
  percentiles: Percentiles,
  floor: number,
): void {
  pen.font = '11px system-ui, sans-serif';
  pen.textBaseline = 'top';
  const places = LINES.map(({ key }) => scale.placeOf(percentiles[key]) * widthPx);
  const widths = LINES.map(({ name }) => pen.measureText(name).width + 4);
  const labels = besideEachOther(places, widths, widthPx);
  for (const [k, { name, colour, dash }] of LINES.entries()) {
    const x = places[k] as number;
    pen.strokeStyle = ink(colour);
    pen.lineWidth = 1.6;
    pen.setLineDash([...dash]);
    pen.beginPath();
    pen.moveTo(x, HEAD_PX);
    pen.lineTo(x, floor);
    pen.stroke();
    pen.fillStyle = ink('--ink');
    pen.fillText(name, (labels[k] as number) + 2, 0);
  }
  pen.setLineDash([]);
}

/** Left edges of labels centred on their places, which rise, as near as they come without lying on one another or beyond the edge. */
export function besideEachOther(
  places: readonly number[],
  widths: readonly number[],
  room: number,
): number[] {
  const lefts: number[] = [];
  let freeFrom = 0;
  places.forEach((place, k) => {
    const wide = widths[k] as number;
    lefts.push(Math.max(place - wide / 2, freeFrom));
    freeFrom = (lefts[k] as number) + wide;
  });
  let freeUntil = room;
  for (let k = lefts.length - 1; k >= 0; k--) {
    lefts[k] = Math.min(lefts[k] as number, freeUntil - (widths[k] as number));
    freeUntil = lefts[k] as number;
  }
  return lefts;
}

/** The share of stays that theory expects in each bin. */
function curveOf(
  scale: TimeScale,
  expected: ExpectedQueue & { applies: true },
  shiftUs: number,
): Float64Array {
  const beyond = (place: number) => expected.stayBeyond(scale.timeAt(place) - shiftUs);
  return Float64Array.from(
    { length: BINS },
    (_, bin) => beyond(bin / BINS) - beyond((bin + 1) / BINS),
  );
}

function stroke(
  pen: CanvasRenderingContext2D,
  shares: Float64Array,
  wide: number,
  yOf: (share: number) => number,
  colour: string,
  dash: readonly number[],
  lineWidth: number,
): void {
  pen.strokeStyle = colour;
  pen.lineWidth = lineWidth;
  pen.setLineDash([...dash]);
  pen.beginPath();
  shares.forEach((share, bin) => {
    pen.lineTo((bin + 0.5) * wide, yOf(share));
  });
  pen.stroke();
  pen.setLineDash([]);
}
