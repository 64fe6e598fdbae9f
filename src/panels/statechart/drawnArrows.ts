import { guardWords, stateName } from '../../insight/chartMoment.ts';
import { t } from '../../language/t.ts';
import type { ChartPicture, ChartState } from '../../recording/chartShape.ts';

/** One line of the drawing: all arrows between the same two states. */
export interface DrawnArrow {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** Indexes in the picture's arrows. */
  readonly arrows: readonly number[];
  /** What stands at it, event by event. */
  readonly lines: readonly string[];
  readonly labelWidth: number;
}

/** Mean widths of a character at the sizes that statechart.css gives, px. */
const WORD_PX = 6.1;
const NAME_PX = 6.2;

/** Lines that a label has at most; the table has the rest. */
const MOST_LINES = 3;

/** A drawing of a chart with more lines than this has no room for all that stands at them. */
const MANY_LINES = 12;

/** A state's words are broken into lines of about this many characters. */
const LINE = 15;

/** Height of a line within a box, px. */
export const LINE_PX = 13;

/** The words of a state, line by line. */
export function wordLines(words: string): readonly string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE)
      lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Width and height of a state's box. */
export function boxOf(picture: ChartPicture, { path, words }: ChartState) {
  const stays = staysOf(picture, path);
  const lines = wordLines(words);
  const longest = Math.max(
    ...lines.map((line) => line.length * WORD_PX),
    stateName(path).length * NAME_PX,
    ...stays.map((line) => line.length * NAME_PX),
  );
  return {
    width: Math.round(longest) + 18,
    height: 12 + LINE_PX * (lines.length + 1 + stays.length),
  };
}

/** The lines between different states. What leads back to where it begins stands in {@link staysOf}. */
export function drawnArrows(picture: ChartPicture): readonly DrawnArrow[] {
  const bundles = new Map<string, number[]>();
  picture.arrows.forEach(({ from, to }, i) => {
    if (to === null || to === from) return;
    const key = `${from} ${to}`;
    const own = bundles.get(key) ?? [];
    bundles.set(key, [...own, i]);
  });
  return [...bundles].map(([key, arrows]) => {
    const [from = '', to = ''] = key.split(' ');
    const lines = linesOf(picture, arrows);
    const labelWidth = Math.round(Math.max(...lines.map((line) => line.length)) * NAME_PX);
    return { key, from, to, arrows, lines, labelWidth };
  });
}

/**
 * Pairs of states that lead to one another while both come from one state and lead to another: what one chooses among over and over. They
 * stand side by side, so the lines between them say nothing about where they belong.
 */
export function isAmongEquals(drawn: readonly DrawnArrow[], { from, to }: DrawnArrow): boolean {
  const has = (a: string, b: string) => drawn.some((one) => one.from === a && one.to === b);
  if (!has(to, from)) return false;
  const states = new Set(drawn.flatMap((one) => [one.from, one.to]));
  const others = [...states].filter((state) => state !== from && state !== to);
  const oneWay = (a: string, b: string) => has(a, b) && !has(b, a);
  return (
    others.some((before) => oneWay(before, from) && oneWay(before, to)) &&
    others.some((after) => oneWay(from, after) && oneWay(to, after))
  );
}

/** True where a drawing has room for the words at every line. */
export function hasFewLines(picture: ChartPicture): boolean {
  return drawnArrows(picture).length <= MANY_LINES;
}

/** What a state does without leaving it, as lines within its box; only where the chart has so few states that this is what it does. */
export function staysOf(picture: ChartPicture, path: string): readonly string[] {
  if (picture.states.length > 1) return [];
  const own = picture.arrows.flatMap(({ from, to }, i) =>
    from === path && to === null ? [i] : [],
  );
  return own.map((i) => {
    const { event, actions } = picture.arrows[i] as (typeof picture.arrows)[number];
    return `${guarded(picture, i, event)} / ${actions.join(', ')}`;
  });
}

function linesOf(picture: ChartPicture, arrows: readonly number[]): string[] {
  const byEvent = new Map<string, number[]>();
  for (const i of arrows) {
    const { event, isDelay } = picture.arrows[i] as (typeof picture.arrows)[number];
    const name = isDelay ? t('after {event}', { event }) : event;
    byEvent.set(name, [...(byEvent.get(name) ?? []), i]);
  }
  const lines = [...byEvent].map(([event, own]) =>
    own.length === 1 ? guarded(picture, own[0] as number, event) : event,
  );
  const unique = [...new Set(lines)];
  return unique.length <= MOST_LINES
    ? unique
    : [
        ...unique.slice(0, MOST_LINES - 1),
        t('and {count} more', { count: unique.length - MOST_LINES + 1 }),
      ];
}

/** What stands at one arrow: `after tick`, `take [request is here]`. */
export function arrowLabel(picture: ChartPicture, arrow: number): string {
  const { event = '', isDelay = false } = picture.arrows[arrow] ?? {};
  return guarded(picture, arrow, isDelay ? t('after {event}', { event }) : event);
}

function guarded(picture: ChartPicture, arrow: number, event: string): string {
  const guard = picture.arrows[arrow]?.guard ?? null;
  return guard === null ? event : `${event} [${guardWords(guard)}]`;
}
