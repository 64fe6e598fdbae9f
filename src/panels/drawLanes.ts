import type { Lane } from '../insight/shapes.ts';
import { depthOf, isArea, type Look, lookOf, spanBegunBy } from './spanLook.ts';
import type { Sheet } from './useCanvas.ts';
import type { TimeView } from './usePlayer.ts';

/** Height of a lane and the gap below it, px: many workers make thinner lanes. */
export function laneSizePx(count: number): { heightPx: number; gapPx: number } {
  if (count <= 8) return { heightPx: 19, gapPx: 5 };
  if (count <= 20) return { heightPx: 14, gapPx: 4 };
  return { heightPx: 9, gapPx: 2 };
}

const COLOUR: Record<Look, string> = {
  run: '--run',
  data: '--data',
  lock: '--wait',
  hold: '--hold',
  idle: '--idle',
  boot: '--line-strong',
  gone: '--bad',
  queue: '--wait',
  front: '--good',
};

/** Empty tracks, drawn for the whole view. */
export function drawTracks({ pen, widthPx, ink }: Sheet, lanes: readonly Lane[]): void {
  const { heightPx, gapPx } = laneSizePx(lanes.length);
  pen.fillStyle = ink('--idle');
  lanes.forEach((_, row) => {
    pen.beginPath();
    pen.roundRect(0, row * (heightPx + gapPx), widthPx, heightPx, 3);
    pen.fill();
  });
}

/** What happened on each lane in the view. */
export function drawLanes(sheet: Sheet, lanes: readonly Lane[], view: TimeView): void {
  const { heightPx, gapPx } = laneSizePx(lanes.length);
  const fills = patternsOf(sheet);
  lanes.forEach((lane, row) => {
    const top = row * (heightPx + gapPx);
    if (isArea(lane)) drawArea(sheet, lane, view, top, heightPx);
    else drawStates(sheet, lane, view, top, heightPx, fills);
  });
}

type Fills = Record<Look, CanvasPattern | string>;

function drawStates(
  { pen, widthPx }: Sheet,
  lane: Lane,
  view: TimeView,
  top: number,
  heightPx: number,
  fills: Fills,
): void {
  const scale = widthPx / Math.max(view.untilUs - view.fromUs, 1);
  const first = Math.max(spanBegunBy(lane.spans, view.fromUs), 0);
  for (let i = first; i < lane.spans.length; i++) {
    const span = lane.spans[i];
    if (!span || span.fromUs > view.untilUs) break;
    const look = lookOf(span);
    if (look === 'idle') continue;
    const left = Math.max((span.fromUs - view.fromUs) * scale, 0);
    const right = Math.min((span.untilUs - view.fromUs) * scale, widthPx);
    if (right < 0) continue;
    // A request too short for a pixel still leaves a trace.
    const width = Math.max(right - left, 0.8);
    pen.fillStyle = fills[look];
    if (width < 4) {
      pen.fillRect(left, top, width, heightPx);
      continue;
    }
    pen.beginPath();
    pen.roundRect(left, top, width, heightPx, 2);
    pen.fill();
  }
}

const AREA_LOOK: { readonly [K in Lane['kind']]?: Look } = {
  backlog: 'queue',
  pool: 'queue',
  front: 'front',
};

function drawArea(
  { pen, widthPx, ink }: Sheet,
  lane: Lane,
  view: TimeView,
  top: number,
  heightPx: number,
): void {
  const { atUs, value, most } = depthOf(lane);
  if (most === 0) return;
  const scale = widthPx / Math.max(view.untilUs - view.fromUs, 1);
  const floor = top + heightPx;
  const colour = ink(COLOUR[AREA_LOOK[lane.kind] ?? 'run']);
  pen.beginPath();
  pen.moveTo(0, floor);
  let y = floor;
  for (let i = 0; i < atUs.length; i++) {
    const x = ((atUs[i] as number) - view.fromUs) * scale;
    if (x > widthPx) break;
    if (x >= 0) pen.lineTo(x, y);
    y = floor - ((value[i] as number) / most) * (heightPx - 1);
    pen.lineTo(Math.max(x, 0), y);
  }
  pen.lineTo(widthPx, y);
  pen.lineTo(widthPx, floor);
  pen.closePath();
  pen.globalAlpha = 0.35;
  pen.fillStyle = colour;
  pen.fill();
  pen.globalAlpha = 1;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.2;
  pen.stroke();
}

/** Colours with their patterns: stripes = held, dots = database, grid = a row, bars = starting, crosses = gone. */
function patternsOf({ pen, ink }: Sheet): Fills {
  const patterned = (
    look: Look,
    mark: (tile: CanvasRenderingContext2D) => void,
  ): CanvasPattern | string => {
    const tile = new OffscreenCanvas(16, 16);
    const brush = tile.getContext('2d') as unknown as CanvasRenderingContext2D | null;
    const colour = ink(COLOUR[look]);
    if (!brush) return colour;
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 16, 16);
    brush.strokeStyle = brush.fillStyle = ink('--surface');
    mark(brush);
    const pattern = pen.createPattern(tile, 'repeat');
    pattern?.setTransform(new DOMMatrix().scale(0.5));
    return pattern ?? colour;
  };
  return {
    run: ink(COLOUR.run),
    idle: ink(COLOUR.idle),
    queue: ink(COLOUR.queue),
    front: ink(COLOUR.front),
    hold: patterned('hold', (brush) => {
      brush.globalAlpha = 0.55;
      brush.lineWidth = 3;
      for (const shift of [-16, 0, 16]) {
        brush.moveTo(shift - 2, 18);
        brush.lineTo(shift + 18, -2);
      }
      brush.stroke();
    }),
    data: patterned('data', (brush) => {
      brush.globalAlpha = 0.7;
      brush.fillRect(2, 2, 4, 4);
      brush.fillRect(10, 10, 4, 4);
    }),
    lock: patterned('lock', (brush) => {
      brush.globalAlpha = 0.7;
      brush.fillRect(0, 6, 16, 4);
      brush.fillRect(6, 0, 4, 16);
    }),
    boot: patterned('boot', (brush) => {
      brush.globalAlpha = 0.6;
      brush.fillRect(0, 2, 16, 3);
      brush.fillRect(0, 10, 16, 3);
    }),
    gone: patterned('gone', (brush) => {
      brush.globalAlpha = 0.7;
      brush.lineWidth = 2;
      brush.moveTo(2, 2);
      brush.lineTo(14, 14);
      brush.moveTo(14, 2);
      brush.lineTo(2, 14);
      brush.stroke();
    }),
  };
}
