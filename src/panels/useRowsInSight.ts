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
  const shownPx = Math.min(wholePx, TALLEST_PX);
  const scale = shownPx > 0 ? wholePx / shownPx : 1;
  const first = Math.min(
    Math.floor((place.topPx * scale) / ROW_PX),
    Math.max(count - place.tall + 1, 0),
  );
  const from = Math.max(0, first - SPARE_ROWS);
  const until = Math.min(count, first + place.tall + SPARE_ROWS);
  // With a true scale rows stand where they belong; with a shortened bar they stand round what is in sight.
  const beforePx = scale === 1 ? from * ROW_PX : Math.max(0, place.topPx - (first - from) * ROW_PX);
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
      const topPx = (row * ROW_PX) / scale;
      const isAbove = topPx < element.scrollTop;
      const isBelow = topPx + ROW_PX > element.scrollTop + roomPx;
      if (!isAbove && !isBelow) return;
      if (centred) element.scrollTop = topPx - roomPx / 2;
      else element.scrollTop = isAbove ? topPx : topPx - roomPx + ROW_PX;
    },
  };
}
