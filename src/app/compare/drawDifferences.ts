import type { RequestDifference } from '../../insight/compare/differences.ts';
import { durationText } from '../../insight/plainWords.ts';
import { msg } from '../../language/t.ts';
import type { Sheet } from '../../panels/useCanvas.ts';
import type { TimeView } from '../../panels/usePlayer.ts';

/** How a request fared in the second run against the first; each has its own mark. */
export type Fate = 'lostAnswer' | 'slower' | 'same' | 'faster' | 'gotAnswer' | 'open';

/** Marks and words, marked with `msg`, from worst to best. */
export const FATES: readonly {
  readonly fate: Fate;
  readonly mark: string;
  readonly words: string;
}[] = [
  { fate: 'lostAnswer', mark: '✕', words: msg('lose their answer##so many requests') },
  { fate: 'slower', mark: '▲', words: msg('slower##so many requests') },
  { fate: 'same', mark: '•', words: msg('the same##so many requests') },
  { fate: 'faster', mark: '▼', words: msg('faster##so many requests') },
  { fate: 'gotAnswer', mark: '✚', words: msg('get an answer only there##so many requests') },
  { fate: 'open', mark: '◦', words: msg('served by neither##so many requests') },
];

/** The fate of a request in one word. */
export function fateOf({ verdict, a, b }: RequestDifference): Fate {
  if (verdict === 'lost') return b.isServed || b.endUs === null ? 'slower' : 'lostAnswer';
  if (verdict === 'gained') return a.isServed || a.endUs === null ? 'faster' : 'gotAnswer';
  return verdict;
}

const COLOUR: Record<Fate, string> = {
  lostAnswer: '--bad',
  slower: '--hold',
  same: '--line-strong',
  faster: '--good',
  gotAnswer: '--good',
  open: '--ink-2',
};

/** Room above and below for answers lost and got, px. */
const RAIL_PX = 16;
/** Differences up to here stand around the middle line, µs; beyond, each power of ten has the same height. */
const LINEAR_US = 10_000;

/** Where requests stand in the picture; one measure for drawing, pointing and ticks. */
export interface DifferenceScale {
  readonly mostUs: number;
  x(startUs: number): number;
  y(difference: RequestDifference): number;
  yOf(differenceUs: number): number;
}

export function differenceScale(
  all: readonly RequestDifference[],
  view: TimeView,
  widthPx: number,
  heightPx: number,
): DifferenceScale {
  let mostUs = 10 * LINEAR_US;
  for (const each of all) {
    const isTimed = each.a.isServed && each.b.isServed;
    if (isTimed || each.a.endUs === null || each.b.endUs === null)
      mostUs = Math.max(mostUs, Math.abs(each.differenceUs));
  }
  const level = (us: number): number => Math.sign(us) * Math.log10(1 + Math.abs(us) / LINEAR_US);
  const half = heightPx / 2;
  const reach = half - RAIL_PX;
  const yOf = (us: number): number => half - (level(us) / level(mostUs)) * reach;
  return {
    mostUs,
    x: (startUs) => ((startUs - view.fromUs) / Math.max(view.untilUs - view.fromUs, 1)) * widthPx,
    yOf,
    y: (difference) => {
      const fate = fateOf(difference);
      if (fate === 'lostAnswer') return RAIL_PX / 2;
      if (fate === 'gotAnswer') return heightPx - RAIL_PX / 2;
      return fate === 'open' ? half : yOf(difference.differenceUs);
    },
  };
}

/** Round differences for the axis, both ways, largest first: `10 s`, `1 s`, `100 ms`. */
export function differenceTicks({ mostUs }: Pick<DifferenceScale, 'mostUs'>): number[] {
  const ticks: number[] = [];
  for (let us = 10 * LINEAR_US; us <= mostUs; us *= 10) ticks.unshift(us);
  return ticks.slice(0, 3);
}

/** Lines of equal difference, and a mark for each request, joined to the middle: how long the line is, is how much it lost or gained. */
export function drawDifferences(
  sheet: Sheet,
  all: readonly RequestDifference[],
  view: TimeView,
): void {
  const { pen, widthPx, heightPx, ink } = sheet;
  const scale = differenceScale(all, view, widthPx, heightPx);
  pen.font = '10px system-ui, sans-serif';
  pen.lineWidth = 1;
  for (const us of differenceTicks(scale).flatMap((each) => [each, -each])) {
    const y = Math.round(scale.yOf(us)) + 0.5;
    pen.strokeStyle = ink('--line');
    line(pen, 0, y, widthPx, y);
    pen.fillStyle = ink('--ink-2');
    pen.fillText(`${us > 0 ? '+' : '−'}${durationText(Math.abs(us))}`, 3, y - 2);
  }
  pen.strokeStyle = ink('--line-strong');
  line(pen, 0, heightPx / 2, widthPx, heightPx / 2);
  const isMany = all.length > 1500;
  for (const each of all) {
    const x = scale.x(each.a.startUs);
    if (x < -4 || x > widthPx + 4) continue;
    const y = scale.y(each);
    const fate = fateOf(each);
    pen.fillStyle = pen.strokeStyle = ink(COLOUR[fate]);
    if (!isMany && (fate === 'slower' || fate === 'faster')) {
      pen.globalAlpha = 0.35;
      line(pen, x, heightPx / 2, x, y);
      pen.globalAlpha = 1;
    }
    drawMark(pen, fate, x, y, isMany ? 2.4 : 3.6);
  }
}

function drawMark(
  pen: CanvasRenderingContext2D,
  fate: Fate,
  x: number,
  y: number,
  r: number,
): void {
  pen.lineWidth = 1.6;
  pen.beginPath();
  switch (fate) {
    case 'lostAnswer':
      line(pen, x - r, y - r, x + r, y + r);
      line(pen, x - r, y + r, x + r, y - r);
      return;
    case 'gotAnswer':
      line(pen, x - r, y, x + r, y);
      line(pen, x, y - r, x, y + r);
      return;
    case 'slower':
    case 'faster': {
      const up = fate === 'slower' ? -r : r;
      pen.moveTo(x, y + up);
      pen.lineTo(x + r, y - up);
      pen.lineTo(x - r, y - up);
      pen.closePath();
      pen.fill();
      return;
    }
    case 'same':
      pen.arc(x, y, r * 0.6, 0, 2 * Math.PI);
      pen.fill();
      return;
    case 'open':
      pen.arc(x, y, r * 0.8, 0, 2 * Math.PI);
      pen.stroke();
  }
}

function line(
  pen: CanvasRenderingContext2D,
  fromX: number,
  fromY: number,
  toX: number,
  toY: number,
): void {
  pen.beginPath();
  pen.moveTo(fromX, fromY);
  pen.lineTo(toX, toY);
  pen.stroke();
}
