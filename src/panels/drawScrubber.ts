import type { Run } from '../insight/shapes.ts';
import type { ScrubberMark } from './scrubberMarks.ts';
import type { Sheet } from './useCanvas.ts';

/** Half the thumb's width: the track's ends lie this far inside the input. */
export const INSET_PX = 9;

const heights = new WeakMap<Run, { columns: number; counts: Uint32Array; most: number }>();

/** Events per column of the scrubber, counted once per width. */
function countsOf(run: Run, columns: number): { counts: Uint32Array; most: number } {
  const before = heights.get(run);
  if (before && before.columns === columns) return before;
  const counts = new Uint32Array(columns);
  let most = 1;
  for (let i = 0; i < run.length; i++) {
    const column = Math.floor((run.at(i) / run.endUs) * (columns - 1));
    const count = (counts[column] ?? 0) + 1;
    counts[column] = count;
    if (count > most) most = count;
  }
  const made = { columns, counts, most };
  heights.set(run, made);
  return made;
}

/** How much happens when; failures as triangles, interventions as flags, bookmarks as ribbons, the first difference as a rhombus. */
export function drawScrubber(
  { pen, widthPx, heightPx, ink }: Sheet,
  run: Run,
  marks: readonly ScrubberMark[],
): void {
  const room = widthPx - 2 * INSET_PX;
  if (run.endUs <= 0 || room <= 0) return;
  const x = (atUs: number) => INSET_PX + (atUs / run.endUs) * room;
  const { counts, most } = countsOf(run, Math.ceil(room / 2) + 1);
  pen.fillStyle = ink('--line-strong');
  pen.globalAlpha = 0.7;
  const floor = heightPx - 1;
  counts.forEach((count, column) => {
    if (count === 0) return;
    // The root keeps single events visible beside a burst.
    const tall = Math.max(2, Math.sqrt(count / most) * (heightPx - 9));
    pen.fillRect(INSET_PX + column * 2, floor - tall, 1.4, tall);
  });
  pen.globalAlpha = 1;
  // Thousands of failures at one place are one triangle.
  let lastPx = Number.NEGATIVE_INFINITY;
  for (const { kind, atUs } of marks) {
    const at = x(atUs);
    if (kind === 'failure' && at - lastPx < 0.5) continue;
    if (kind === 'failure') lastPx = at;
    pen.fillStyle = pen.strokeStyle = ink(COLOUR[kind]);
    pen.beginPath();
    SHAPES[kind](pen, at, heightPx);
    pen.fill();
  }
}

const COLOUR: Record<ScrubberMark['kind'], string> = {
  failure: '--bad',
  intervention: '--ink',
  difference: '--data',
  bookmark: '--accent',
};

const SHAPES: Record<
  ScrubberMark['kind'],
  (pen: CanvasRenderingContext2D, x: number, heightPx: number) => void
> = {
  failure(pen, x) {
    pen.moveTo(x - 4, 0);
    pen.lineTo(x + 4, 0);
    pen.lineTo(x, 7);
  },
  intervention(pen, x, heightPx) {
    pen.rect(x - 0.7, 0, 1.4, heightPx);
    pen.moveTo(x, 0);
    pen.lineTo(x + 9, 3.5);
    pen.lineTo(x, 7);
  },
  difference(pen, x) {
    pen.moveTo(x, 0);
    pen.lineTo(x + 4.5, 5);
    pen.lineTo(x, 10);
    pen.lineTo(x - 4.5, 5);
  },
  bookmark(pen, x, heightPx) {
    pen.rect(x - 0.7, 0, 1.4, heightPx);
    pen.moveTo(x - 4, 0);
    pen.lineTo(x + 4, 0);
    pen.lineTo(x + 4, 11);
    pen.lineTo(x, 7.5);
    pen.lineTo(x - 4, 11);
  },
};
