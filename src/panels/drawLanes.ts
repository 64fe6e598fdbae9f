import type { Lane } from '../insight/shapes.ts';
import { type LanePatterns, LOOK_COLOUR, lanePatterns } from './lanePatterns.ts';
import { depthOf, isArea, type Look, lastAtOrBefore, lookOf, spanBegunBy } from './spanLook.ts';
import type { Sheet } from './useCanvas.ts';
import type { TimeView } from './usePlayer.ts';

/** Height of a lane and the gap below it, px: many workers make thinner lanes, and very many are held to what a canvas can be. */
export function laneSizePx(count: number): { heightPx: number; gapPx: number } {
  if (count <= 8) return { heightPx: 19, gapPx: 5 };
  if (count <= 400) return { heightPx: 14, gapPx: 4 };
  return { heightPx: Math.max(Math.floor(TALLEST_PX / count) - 1, 1), gapPx: 1 };
}

/** Canvases stop at 16,384 device pixels; screens have up to two of them a pixel. */
const TALLEST_PX = 7_600;

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

/** What the lanes are drawn with. */
export interface LanesPicture {
  readonly lanes: readonly Lane[];
  /** The same lanes of the run before, by key; null without one. */
  readonly before: ReadonlyMap<string, Lane> | null;
  readonly view: TimeView;
}

/** Share of a lane's height that the run before takes, below. */
const BEFORE_SHARE = 0.3;

/** What happened on each lane in the view; the run before as a pale strip along the foot of each lane. */
export function drawLanes(sheet: Sheet, { lanes, before, view }: LanesPicture): void {
  const { heightPx, gapPx } = laneSizePx(lanes.length);
  const fills = lanePatterns(sheet);
  const ownPx = before ? Math.ceil(heightPx * (1 - BEFORE_SHARE)) : heightPx;
  lanes.forEach((lane, row) => {
    const top = row * (heightPx + gapPx);
    drawLane(sheet, lane, view, top, ownPx, fills);
    const was = before?.get(lane.key);
    if (!was) return;
    sheet.pen.globalAlpha = 0.45;
    drawLane(sheet, was, view, top + ownPx + 1, heightPx - ownPx - 1, fills);
    sheet.pen.globalAlpha = 1;
  });
}

function drawLane(
  sheet: Sheet,
  lane: Lane,
  view: TimeView,
  top: number,
  heightPx: number,
  fills: LanePatterns,
): void {
  if (isArea(lane)) drawArea(sheet, lane, view, top, heightPx);
  else drawStates(sheet, lane, view, top, heightPx, fills);
}

/** From the foot up, where a pixel's column holds many short stretches. */
const STACK: readonly Look[] = ['run', 'data', 'lock', 'hold', 'boot', 'gone', 'queue', 'front'];

/**
 * The stretches of a lane. Those of a pixel or more are drawn as they are; shorter ones are summed up for each pixel's column, which then
 * shows the share of each state as height: a minute of ten thousand requests costs what the pixels cost, and tells how busy the worker was.
 */
function drawStates(
  { pen, widthPx }: Sheet,
  lane: Lane,
  view: TimeView,
  top: number,
  heightPx: number,
  fills: LanePatterns,
): void {
  const scale = widthPx / Math.max(view.untilUs - view.fromUs, 1);
  const first = Math.max(spanBegunBy(lane.spans, view.fromUs), 0);
  const shares = new Float32Array(STACK.length);
  let column = -1;
  const flush = () => {
    let floor = top + heightPx;
    STACK.forEach((look, k) => {
      const share = shares[k] as number;
      if (share === 0) return;
      // Something too short for a pixel still leaves a trace.
      const tall = Math.min(Math.max(share * heightPx, 1.5), floor - top);
      pen.fillStyle = fills[look];
      pen.fillRect(column, floor - tall, 1, tall);
      floor -= tall;
    });
    shares.fill(0);
  };
  const add = (look: Look, left: number, right: number) => {
    for (let x = Math.floor(left); x <= Math.floor(right); x++) {
      if (x !== column) {
        if (column >= 0) flush();
        column = x;
      }
      const part = Math.min(right, x + 1) - Math.max(left, x);
      (shares[STACK.indexOf(look)] as number) += Math.max(part, 1e-6);
    }
  };
  for (let i = first; i < lane.spans.length; i++) {
    const span = lane.spans[i];
    if (!span || span.fromUs > view.untilUs) break;
    const look = lookOf(span);
    if (look === 'idle') continue;
    const left = Math.max((span.fromUs - view.fromUs) * scale, 0);
    const right = Math.min((span.untilUs - view.fromUs) * scale, widthPx);
    if (right < 0) continue;
    const width = right - left;
    if (width < 1) {
      add(look, left, right);
      continue;
    }
    pen.fillStyle = fills[look];
    if (width < 4) {
      pen.fillRect(left, top, width, heightPx);
      continue;
    }
    pen.beginPath();
    pen.roundRect(left, top, width, heightPx, 2);
    pen.fill();
  }
  if (column >= 0) flush();
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
  const colour = ink(LOOK_COLOUR[AREA_LOOK[lane.kind] ?? 'run']);
  pen.beginPath();
  pen.moveTo(0, floor);
  let y = floor;
  // Of the steps within one pixel the deepest is drawn.
  let column = 0;
  let high = floor;
  for (let i = Math.max(lastAtOrBefore(atUs, view.fromUs), 0); i < atUs.length; i++) {
    const x = Math.max(((atUs[i] as number) - view.fromUs) * scale, 0);
    if (x > widthPx) break;
    if (x - column >= 1) {
      pen.lineTo(column, high);
      pen.lineTo(column, y);
      pen.lineTo(x, y);
      column = x;
      high = y;
    }
    y = floor - ((value[i] as number) / most) * (heightPx - 1);
    high = Math.min(high, y);
  }
  pen.lineTo(column, high);
  pen.lineTo(column, y);
  pen.lineTo(widthPx, y);
  pen.lineTo(widthPx, floor);
  pen.closePath();
  const alpha = pen.globalAlpha;
  pen.globalAlpha = alpha * 0.35;
  pen.fillStyle = colour;
  pen.fill();
  pen.globalAlpha = alpha;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.2;
  pen.stroke();
}
