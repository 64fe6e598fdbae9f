import { type Size, USUAL } from './room.ts';

/** How the street is seen through its pane: moved by x and y px after it has been scaled. */
export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The whole street at its own size: nothing to pan. */
export const PLAIN: View = { scale: 1, x: 0, y: 0 };

/** Text stays legible down to this; below, one pans. */
export const LEAST_SCALE = 0.5;
export const MOST_SCALE = 2;
export const ZOOM_STEP = 1.25;

/** Scale at which a street of this natural size is seen whole, as far as it can still be read. */
function fitScale(natural: Size, pane: Size): number {
  return Math.max(LEAST_SCALE, Math.min(1, pane.w / natural.w, pane.h / natural.h));
}

/** Size of the street in its own px: at least its natural size, and in the shape of the pane, so that it fills it when it is seen whole. */
export function streetSize(natural: Size, pane: Size): Size {
  const scale = fitScale(natural, pane);
  return { w: Math.max(natural.w, pane.w / scale), h: Math.max(natural.h, pane.h / scale) };
}

/** Whether the pane is too small for the street's natural size. */
export function isTooSmall(natural: Size, pane: Size): boolean {
  return natural.w > pane.w + 1 || natural.h > pane.h + 1;
}

/** Scale below which a street that is usually seen as it is has become too small to be left so. */
const SMALL_SCALE = 0.7;

/**
 * Whether one may pan and zoom: where the street is larger than a usual pane, or its own pane is very small. A street that is merely somewhat
 * reduced to fit a low pane is seen whole and needs no handles.
 */
export function offersZoom(natural: Size, pane: Size): boolean {
  if (!isTooSmall(natural, pane)) return false;
  return isTooSmall(natural, USUAL) || fitScale(natural, pane) < SMALL_SCALE;
}

/** All of the street in the pane, or as much of it as can still be read. */
export function fitted(street: Size, pane: Size): View {
  return held({ scale: fitScale(street, pane), x: 0, y: 0 }, street, pane);
}

/** The view moved by so many px. */
export function panned(view: View, dx: number, dy: number, street: Size, pane: Size): View {
  return held({ ...view, x: view.x + dx, y: view.y + dy }, street, pane);
}

/** The view scaled by a factor about a point of the pane, which stays where it is. */
export function zoomed(
  view: View,
  factor: number,
  about: { readonly x: number; readonly y: number },
  street: Size,
  pane: Size,
): View {
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, view.scale * factor));
  const by = scale / view.scale;
  const x = about.x - (about.x - view.x) * by;
  const y = about.y - (about.y - view.y) * by;
  return held({ scale, x, y }, street, pane);
}

/** No further than the street reaches; where it is smaller than the pane, in the middle. */
function held(view: View, street: Size, pane: Size): View {
  return {
    scale: view.scale,
    x: within(view.x, street.w * view.scale, pane.w),
    y: within(view.y, street.h * view.scale, pane.h),
  };
}

function within(at: number, length: number, pane: number): number {
  if (length <= pane) return (pane - length) / 2;
  return Math.min(0, Math.max(pane - length, at));
}
