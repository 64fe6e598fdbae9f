import type { Look } from './spanLook.ts';
import type { Sheet } from './useCanvas.ts';

/** The palette's property for each look. */
export const LOOK_COLOUR: Record<Look, string> = {
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

/** What each look is filled with. */
export type LanePatterns = Record<Look, CanvasPattern | string>;

/** Colours with their patterns: stripes = held, dots = database, grid = a row, bars = starting, crosses = gone. */
export function lanePatterns({ pen, ink }: Sheet): LanePatterns {
  const patterned = (
    look: Look,
    mark: (tile: CanvasRenderingContext2D) => void,
  ): CanvasPattern | string => {
    const tile = new OffscreenCanvas(16, 16);
    const brush = tile.getContext('2d') as unknown as CanvasRenderingContext2D | null;
    const colour = ink(LOOK_COLOUR[look]);
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
    run: ink(LOOK_COLOUR.run),
    idle: ink(LOOK_COLOUR.idle),
    queue: ink(LOOK_COLOUR.queue),
    front: ink(LOOK_COLOUR.front),
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
