import {
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Size } from './room.ts';
import {
  fitted,
  isTooSmall,
  LEAST_SCALE,
  MOST_SCALE,
  offersZoom,
  PLAIN,
  panned,
  streetSize,
  type View,
  ZOOM_STEP,
  zoomed,
} from './view.ts';

/** How far an arrow key moves the street, px. */
const PAN_STEP_PX = 60;
/** A press that moves less than this is a click. */
const DRAG_FROM_PX = 4;

export interface StreetView {
  /** Whether one may pan and zoom. */
  readonly isLarge: boolean;
  /** Size of the street in its own px; null: as large as the pane. */
  readonly size: Size | null;
  /** Scale at present, for the buttons. */
  readonly scale: number;
  zoomIn(): void;
  zoomOut(): void;
  fit(): void;
  /** For the pane while it has the focus itself. */
  onKeyDown(event: KeyboardEvent): void;
}

/**
 * Pan and zoom of a street that does not fit its pane. The view is written to the street's transform outside React; tokens move with it, as
 * they stand on the street. Left alone, the whole street is seen; once somebody has moved it, it stays as it is.
 */
export function useView(
  paneRef: RefObject<HTMLElement | null>,
  streetRef: RefObject<HTMLElement | null>,
  natural: Size,
  pane: Size | null,
  isOn: boolean,
): StreetView {
  const isScaled = isOn && pane !== null && isTooSmall(natural, pane);
  const isLarge = isScaled && offersZoom(natural, pane);
  const size = isScaled ? streetSize(natural, pane) : null;
  const view = useRef<View>(PLAIN);
  const isMoved = useRef(false);
  const [scale, setScale] = useState(1);

  const show = useCallback(
    (next: View) => {
      view.current = next;
      setScale(next.scale);
      const street = streetRef.current;
      if (street)
        street.style.transform =
          next === PLAIN ? '' : `translate(${next.x}px, ${next.y}px) scale(${next.scale})`;
    },
    [streetRef],
  );

  const w = size?.w ?? 0;
  const h = size?.h ?? 0;
  const paneW = pane?.w ?? 0;
  const paneH = pane?.h ?? 0;
  useLayoutEffect(() => {
    if (!isScaled) {
      isMoved.current = false;
      if (view.current !== PLAIN) show(PLAIN);
      return;
    }
    const [street, around] = [
      { w, h },
      { w: paneW, h: paneH },
    ];
    show(isMoved.current ? panned(view.current, 0, 0, street, around) : fitted(street, around));
  }, [isScaled, w, h, paneW, paneH, show]);

  const zoomBy = useCallback(
    (factor: number, about?: { x: number; y: number }) => {
      const around = { w: paneW, h: paneH };
      isMoved.current = true;
      show(zoomed(view.current, factor, about ?? { x: paneW / 2, y: paneH / 2 }, { w, h }, around));
    },
    [w, h, paneW, paneH, show],
  );
  const panBy = useCallback(
    (dx: number, dy: number) => {
      isMoved.current = true;
      show(panned(view.current, dx, dy, { w, h }, { w: paneW, h: paneH }));
    },
    [w, h, paneW, paneH, show],
  );
  const fit = useCallback(() => {
    isMoved.current = false;
    show(fitted({ w, h }, { w: paneW, h: paneH }));
  }, [w, h, paneW, paneH, show]);

  useEffect(() => {
    const element = paneRef.current;
    if (!element || !isLarge) return;
    const at = (event: MouseEvent) => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    // A pinch on a touchpad arrives as a wheel with ctrl; a plain wheel scrolls the page as everywhere.
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomBy(Math.exp(-event.deltaY / 300), at(event));
    };
    const pointers = new Map<number, { x: number; y: number }>();
    let isDragging = false;
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest('button, a, input')) return;
      pointers.set(event.pointerId, at(event));
      isDragging = pointers.size > 1;
    };
    const move = (event: PointerEvent) => {
      const before = pointers.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      const [dx, dy] = [now.x - before.x, now.y - before.y];
      if (!isDragging && Math.hypot(dx, dy) < DRAG_FROM_PX) return;
      isDragging = true;
      element.setPointerCapture(event.pointerId);
      const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
      pointers.set(event.pointerId, now);
      if (!other) {
        panBy(dx, dy);
        return;
      }
      const apart = (p: { x: number; y: number }) => Math.hypot(p.x - other.x, p.y - other.y);
      zoomBy(apart(now) / Math.max(1, apart(before)), {
        x: (now.x + other.x) / 2,
        y: (now.y + other.y) / 2,
      });
    };
    const up = (event: PointerEvent) => {
      pointers.delete(event.pointerId);
      isDragging = pointers.size > 0;
    };
    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    return () => {
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
    };
  }, [paneRef, isLarge, zoomBy, panBy]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!isLarge || event.target !== event.currentTarget) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const keys: Record<string, () => void> = {
      '+': () => zoomBy(ZOOM_STEP),
      '=': () => zoomBy(ZOOM_STEP),
      '-': () => zoomBy(1 / ZOOM_STEP),
      '0': fit,
      ArrowLeft: () => panBy(PAN_STEP_PX, 0),
      ArrowRight: () => panBy(-PAN_STEP_PX, 0),
      ArrowUp: () => panBy(0, PAN_STEP_PX),
      ArrowDown: () => panBy(0, -PAN_STEP_PX),
    };
    const deed = keys[event.key];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  };
  return {
    isLarge,
    size,
    scale,
    zoomIn: () => zoomBy(ZOOM_STEP),
    zoomOut: () => zoomBy(1 / ZOOM_STEP),
    fit,
    onKeyDown,
  };
}

export const canZoomIn = (scale: number): boolean => scale < MOST_SCALE - 0.001;
export const canZoomOut = (scale: number): boolean => scale > LEAST_SCALE + 0.001;
