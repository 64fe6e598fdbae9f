import { type RefObject, useEffect, useRef } from 'react';
import type { Player } from '../player/player.ts';
import type { Pointed } from '../player/pointer.ts';

/** What a drawing gets: CSS pixels (the device's ratio is already in), and the palette's custom properties by name. */
export interface Sheet {
  readonly pen: CanvasRenderingContext2D;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Value of a palette property: `ink('--run')`. */
  ink(name: string): string;
}

/**
 * A canvas that is drawn when `parts` change, when its size changes and when the theme does; never per frame.
 * Canvases here are pictures of text that stands elsewhere, so give them `aria-hidden`.
 */
export function useCanvas(
  draw: (sheet: Sheet) => void,
  parts: readonly unknown[],
): RefObject<HTMLCanvasElement | null> {
  return useRepaintedCanvas(draw, parts)[0];
}

/**
 * The same, with a way to paint it anew without React: for little drawings that follow the pointer. Repaints asked for within one frame are
 * one.
 */
export function useRepaintedCanvas(
  draw: (sheet: Sheet) => void,
  parts: readonly unknown[],
): readonly [RefObject<HTMLCanvasElement | null>, () => void] {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;

  const repaint = useRef(() => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    if (!element || !pen) return;
    const { clientWidth: widthPx, clientHeight: heightPx } = element;
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(widthPx * ratio);
    const height = Math.round(heightPx * ratio);
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    if (width === 0 || height === 0) return;
    const style = getComputedStyle(element);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, widthPx, heightPx);
    latest.current({
      pen,
      widthPx,
      heightPx,
      ink: (name) => style.getPropertyValue(name).trim() || 'gray',
    });
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the caller says what its drawing depends on
  useEffect(() => repaint.current(), parts);

  useEffect(() => {
    const again = () => repaint.current();
    const size = new ResizeObserver(again);
    if (canvas.current) size.observe(canvas.current);
    const theme = new MutationObserver(again);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme', 'class'] });
    const media = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) =>
      window.matchMedia(query),
    );
    for (const query of media) query.addEventListener('change', again);
    return () => {
      size.disconnect();
      theme.disconnect();
      for (const query of media) query.removeEventListener('change', again);
    };
  }, []);

  const asked = useRef(0);
  useEffect(() => () => cancelAnimationFrame(asked.current), []);
  const soon = useRef(() => {
    cancelAnimationFrame(asked.current);
    asked.current = requestAnimationFrame(() => repaint.current());
  });
  return [canvas, soon.current];
}

/** A canvas that is also painted anew whenever something else is pointed at on the page. */
export function useLitCanvas(
  player: Player,
  draw: (sheet: Sheet, pointed: Pointed) => void,
  parts: readonly unknown[],
): RefObject<HTMLCanvasElement | null> {
  const { pointer } = player;
  const [canvas, repaint] = useRepaintedCanvas((sheet) => draw(sheet, pointer.get()), parts);
  useEffect(() => pointer.subscribe(repaint), [pointer, repaint]);
  return canvas;
}
