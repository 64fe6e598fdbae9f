import type { Lane, Span } from '../insight/shapes.ts';
import type { Pointed } from '../player/pointer.ts';
import { laneSizePx } from './drawLanes.ts';
import { isArea } from './spanLook.ts';
import type { Sheet } from './useCanvas.ts';
import type { TimeView } from './usePlayer.ts';

/** A stretch and the row that it stands in. */
export interface PlacedSpan {
  readonly row: number;
  readonly span: Span;
}

const known = new WeakMap<readonly Lane[], ReadonlyMap<number, readonly PlacedSpan[]>>();

/** All stretches of each request, in order of time; looked for once per set of lanes. */
export function spansByRequest(lanes: readonly Lane[]): ReadonlyMap<number, readonly PlacedSpan[]> {
  const before = known.get(lanes);
  if (before) return before;
  const found = new Map<number, PlacedSpan[]>();
  lanes.forEach((lane, row) => {
    for (const span of lane.spans) {
      if (span.request === null) continue;
      const own = found.get(span.request);
      if (own) own.push({ row, span });
      else found.set(span.request, [{ row, span }]);
    }
  });
  for (const own of found.values()) own.sort((a, b) => a.span.fromUs - b.span.fromUs);
  known.set(lanes, found);
  return found;
}

/** Frames round what is selected and what is pointed at, each request's joined by a line from lane to lane. */
export function drawLitLanes(
  sheet: Sheet,
  lanes: readonly Lane[],
  view: TimeView,
  selected: number | null,
  pointed: Pointed,
): void {
  if (pointed.worker !== null) frameWorker(sheet, lanes, pointed.worker);
  if (pointed.request !== null && pointed.request !== selected)
    frameRequest(sheet, lanes, view, pointed.request, '--accent', [4, 2]);
  if (selected !== null) frameRequest(sheet, lanes, view, selected, '--ink', []);
}

function frameWorker({ pen, widthPx, ink }: Sheet, lanes: readonly Lane[], worker: number): void {
  const row = lanes.findIndex((lane) => lane.kind === 'worker' && lane.actor === worker);
  if (row < 0) return;
  const { heightPx, gapPx } = laneSizePx(lanes.length);
  pen.fillStyle = ink('--accent');
  pen.globalAlpha = 0.14;
  pen.fillRect(0, row * (heightPx + gapPx) - gapPx / 2, widthPx, heightPx + gapPx);
  pen.globalAlpha = 1;
}

function frameRequest(
  { pen, widthPx, ink }: Sheet,
  lanes: readonly Lane[],
  view: TimeView,
  request: number,
  colour: string,
  dash: readonly number[],
): void {
  const { heightPx, gapPx } = laneSizePx(lanes.length);
  const pitchPx = heightPx + gapPx;
  const scale = widthPx / Math.max(view.untilUs - view.fromUs, 1);
  const xOf = (us: number) => (us - view.fromUs) * scale;
  pen.strokeStyle = ink(colour);
  pen.lineWidth = 2;
  let last: { row: number; x: number } | null = null;
  for (const box of boxesOf(spansByRequest(lanes).get(request) ?? [])) {
    const left = xOf(box.fromUs);
    const right = Math.max(xOf(box.untilUs), left + 3);
    const middle = box.row * pitchPx + heightPx / 2;
    if (last && last.row !== box.row) {
      pen.globalAlpha = 0.75;
      pen.setLineDash([2, 2]);
      pen.beginPath();
      pen.moveTo(last.x, last.row * pitchPx + heightPx / 2);
      pen.lineTo(left, middle);
      pen.stroke();
      pen.globalAlpha = 1;
    }
    last = { row: box.row, x: Math.max(right, left) };
    if (right < 0 || left > widthPx) continue;
    pen.setLineDash([...dash]);
    if (isArea(lanes[box.row] as Lane)) {
      // Among many at once its place cannot be told: a bracket along the foot says from when to when.
      pen.strokeRect(left, box.row * pitchPx + heightPx - 3, right - left, 3);
    } else {
      pen.beginPath();
      pen.roundRect(left - 1, box.row * pitchPx, right - left + 2, heightPx, 3);
      pen.stroke();
    }
  }
  pen.setLineDash([]);
}

/** Stretches that follow one another on a lane share a frame. */
function boxesOf(placed: readonly PlacedSpan[]) {
  const boxes: { row: number; fromUs: number; untilUs: number }[] = [];
  for (const { row, span } of placed) {
    const last = boxes.findLast((box) => box.row === row);
    if (last && last.untilUs === span.fromUs) last.untilUs = span.untilUs;
    else boxes.push({ row, fromUs: span.fromUs, untilUs: span.untilUs });
  }
  return boxes;
}
