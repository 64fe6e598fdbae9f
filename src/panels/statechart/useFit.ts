import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ChartLayout } from './layOutChart.ts';

/** Smaller than this nothing in a chart can be read; the pane scrolls instead. */
const SMALLEST = 0.72;
const LARGEST = 2;

/** Size of text that a chart's own sizes are made for, px. */
const TEXT_PX = 15;

/** How large a chart is drawn: as large as fits its pane, until somebody wants it otherwise. */
export function useFit(layout: ChartLayout | null): {
  readonly pane: RefObject<HTMLDivElement | null>;
  readonly zoom: number;
  zoomBy(factor: number): void;
  fit(): void;
} {
  const pane = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0, textPx: TEXT_PX });
  const [own, setOwn] = useState<number | null>(null);
  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setRoom({
        width: element.clientWidth,
        height: element.clientHeight,
        textPx: Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || TEXT_PX,
      }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  // Whoever has text larger gets the chart larger, and scrolls.
  const textScale = room.textPx / TEXT_PX;
  const fitting =
    layout === null || room.width === 0
      ? textScale
      : Math.min(
          1.15 * textScale,
          (room.width - 4) / layout.width,
          (room.height - 4) / layout.height,
        );
  const zoom = own ?? Math.max(SMALLEST * textScale, fitting);
  return {
    pane,
    zoom,
    zoomBy: (factor) => setOwn(Math.min(LARGEST * textScale, Math.max(0.4, zoom * factor))),
    fit: () => setOwn(null),
  };
}
