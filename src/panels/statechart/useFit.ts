import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ChartLayout } from './layOutChart.ts';

/** Smaller than this nothing in a chart can be read; the pane scrolls instead. */
const SMALLEST = 0.72;
const LARGEST = 2;

/** How large a chart is drawn: as large as fits its pane, until somebody wants it otherwise. */
export function useFit(layout: ChartLayout | null): {
  readonly pane: RefObject<HTMLDivElement | null>;
  readonly zoom: number;
  zoomBy(factor: number): void;
  fit(): void;
} {
  const pane = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [own, setOwn] = useState<number | null>(null);
  useEffect(() => {
    const element = pane.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setRoom({ width: element.clientWidth, height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const fitting =
    layout === null || room.width === 0
      ? 1
      : Math.min(1.15, (room.width - 4) / layout.width, (room.height - 4) / layout.height);
  const zoom = own ?? Math.max(SMALLEST, fitting);
  return {
    pane,
    zoom,
    zoomBy: (factor) => setOwn(Math.min(LARGEST, Math.max(0.4, zoom * factor))),
    fit: () => setOwn(null),
  };
}
