import { type RefObject, useEffect, useRef } from 'react';
import type { Zoom } from './useTimeView.ts';

/** A drag shorter than this is a click, px. */
const CLICK_PX = 4;

/**
 * Wheel, pinch and drag on a plot of time. Ctrl, ⌘ or Alt and the wheel (as a pinch on a touch pad arrives) zoom round the pointer; Shift
 * and the wheel, a sideways wheel, or a drag move along. The bare wheel scrolls the pane as everywhere: a plot is no trap.
 * Returns whether the press that just ended was a drag, for click handlers to ask.
 */
export function useZoomGestures(plot: RefObject<HTMLElement | null>, zoom: Zoom): () => boolean {
  const latest = useRef(zoom);
  latest.current = zoom;
  const hasDragged = useRef(false);

  useEffect(() => {
    const element = plot.current;
    if (!element) return;
    const timeAt = (clientX: number): number => {
      const box = element.getBoundingClientRect();
      const { fromUs, untilUs } = latest.current.view;
      return fromUs + ((clientX - box.left) / Math.max(box.width, 1)) * (untilUs - fromUs);
    };
    const usPerPx = (): number => {
      const { fromUs, untilUs } = latest.current.view;
      return (untilUs - fromUs) / Math.max(element.clientWidth, 1);
    };
    const onWheel = (event: WheelEvent) => {
      const along = event.shiftKey ? event.deltaY || event.deltaX : event.deltaX;
      if (event.ctrlKey || event.metaKey || event.altKey) {
        latest.current.zoomAround(Math.exp(event.deltaY * 0.004), timeAt(event.clientX));
      } else if (along !== 0 && (event.shiftKey || Math.abs(along) > Math.abs(event.deltaY))) {
        latest.current.panBy(along * usPerPx());
      } else return;
      event.preventDefault();
    };
    const down = new Map<number, number>();
    let startX = 0;
    let spread = 0;
    const spreadOf = (): number => {
      const [a = 0, b = 0] = down.values();
      return Math.max(Math.abs(a - b), 10);
    };
    const onDown = (event: PointerEvent) => {
      if (event.button !== 0) return;
      down.set(event.pointerId, event.clientX);
      if (down.size === 1) {
        hasDragged.current = false;
        startX = event.clientX;
      } else spread = spreadOf();
    };
    const onMove = (event: PointerEvent) => {
      const before = down.get(event.pointerId);
      if (before === undefined) return;
      down.set(event.pointerId, event.clientX);
      if (down.size === 2) {
        hasDragged.current = true;
        const now = spreadOf();
        const [a = 0, b = 0] = down.values();
        latest.current.zoomAround(spread / now, timeAt((a + b) / 2));
        spread = now;
        return;
      }
      if (!hasDragged.current && Math.abs(event.clientX - startX) < CLICK_PX) return;
      hasDragged.current = true;
      latest.current.panBy((before - event.clientX) * usPerPx());
    };
    const onUp = (event: PointerEvent) => void down.delete(event.pointerId);
    element.addEventListener('wheel', onWheel, { passive: false });
    element.addEventListener('pointerdown', onDown);
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onUp);
    return () => {
      element.removeEventListener('wheel', onWheel);
      element.removeEventListener('pointerdown', onDown);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onUp);
    };
  }, [plot]);

  return () => hasDragged.current;
}

/** What a key means to the zoom of a plot that has the focus; false when it means nothing. */
export function zoomByKey(key: string, zoom: Zoom): boolean {
  const wideUs = zoom.view.untilUs - zoom.view.fromUs;
  switch (key) {
    case '+':
    case '=':
      if (zoom.canZoomIn) zoom.zoomIn();
      return true;
    case '-':
      if (zoom.canZoomOut) zoom.zoomOut();
      return true;
    case '0':
      zoom.whole();
      return true;
    case 'PageUp':
      zoom.panBy(-wideUs * 0.8);
      return true;
    case 'PageDown':
      zoom.panBy(wideUs * 0.8);
      return true;
    default:
      return false;
  }
}
