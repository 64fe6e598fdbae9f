import { type RefObject, useLayoutEffect, useState } from 'react';

/** Height of a row, px: rows of windowed tables are one line high. */
export const ROW_PX = 28;
/** Browsers stop at some 17 million px of height (Firefox); beyond this the scroll bar stands for more than its px. */
const TALLEST_PX = 8_000_000;

/** Which rows of a long table are in sight, and how to bring one there. */
export interface RowsInSight {
  readonly from: number;
  readonly until: number;
  /** Room before and behind them, px. */
  readonly beforePx: number;
  readonly behindPx: number;
  onScroll(): void;
  /** Brings a row into sight; `centred` puts it in the middle where it was out of sight. */
  show(row: number, centred?: boolean): void;
}

const SPARE_ROWS = 6;

/** The window of a table of `count` rows within a scrolling frame whose head is one row high. */
export function useRowsInSight(frame: RefObject<HTMLElement | null>, count: number): RowsInSight {
  const [place, setPlace] = useState({ topPx: 0, tall: 10 });
  const read = () => {
    const element = frame.current;
    if (!element) return;
    const tall = Math.max(Math.ceil(element.clientHeight / ROW_PX), 1);
    const topPx = element.scrollTop;
    setPlace((before) =>
      before.topPx === topPx && before.tall === tall ? before : { topPx, tall },
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: watched once; `read` looks at refs alone
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const size = new ResizeObserver(read);
    size.observe(element);
    return () => size.disconnect();
  }, []);

  const wholePx = count * ROW_PX;
  const isShortened = wholePx > TALLEST_PX;
  const shownPx = isShortened ? TALLEST_PX : wholePx;
  const fullRows = Math.max(place.tall - 1, 1);
  const lastFirst = Math.max(count - fullRows, 0);
  const farthestPx = Math.max(shownPx - fullRows * ROW_PX, 1);
  const first = Math.min(
    isShortened
      ? Math.round((place.topPx / farthestPx) * lastFirst)
      : Math.floor(place.topPx / ROW_PX),
    lastFirst,
  );
  const from = Math.max(0, first - SPARE_ROWS);
  const until = Math.min(count, first + place.tall + SPARE_ROWS);
  // With a true bar rows stand where they belong; with a shortened one they stand round what is in sight.
  const beforePx = isShortened ? Math.max(0, place.topPx - (first - from) * ROW_PX) : from * ROW_PX;
  const behindPx = Math.max(0, shownPx - beforePx - (until - from) * ROW_PX);

  return {
    from,
    until,
    beforePx,
    behindPx,
    onScroll: read,
    show(row, centred = false) {
      const element = frame.current;
      if (!element) return;
      const roomPx = element.clientHeight - ROW_PX;
      if (isShortened) {
        if (row >= first && row < first + fullRows) return;
        const goal = Math.min(Math.max(row - Math.floor(fullRows / 2), 0), lastFirst);
        element.scrollTop = (goal / lastFirst) * farthestPx;
        return;
      }
      const topPx = row * ROW_PX;
      const isAbove = topPx < element.scrollTop;
      const isBelow = topPx + ROW_PX > element.scrollTop + roomPx;
      if (!isAbove && !isBelow) return;
      if (centred) element.scrollTop = topPx - roomPx / 2;
      else element.scrollTop = isAbove ? topPx : topPx - roomPx + ROW_PX;
    },
  };
}
