/** A rectangle in px, from the top left corner of the stage's street. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where everything stands that a token can come to; measured from the page, never within a frame. */
export interface Zones {
  readonly vertical: boolean;
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
}

/** Width below which the street runs from top to bottom. */
export const VERTICAL_BELOW_PX = 800;

/** Side of the cell a token stands in: also its target size. */
export const CELL_PX = 26;

/** Reads the boxes of all elements marked with `data-zone` inside the street. Forces one layout; call it on change only. */
export function measureZones(street: HTMLElement, vertical: boolean): Zones {
  const origin = street.getBoundingClientRect();
  // The street may be seen enlarged or reduced; what stands on it is told in its own px.
  const scale = street.offsetWidth > 0 ? origin.width / street.offsetWidth : 1;
  const boxes = new Map<string, Box>();
  for (const element of street.querySelectorAll<HTMLElement>('[data-zone]')) {
    const rect = element.getBoundingClientRect();
    const name = element.dataset.zone ?? '';
    // Whole px: a token that rests between two is blurred.
    const x = Math.round((rect.left - origin.left) / scale);
    const y = Math.round((rect.top - origin.top) / scale);
    const right = Math.round((rect.right - origin.left) / scale);
    const bottom = Math.round((rect.bottom - origin.top) / scale);
    boxes.set(name, { x, y, w: right - x, h: bottom - y });
  }
  return {
    vertical,
    width: street.offsetWidth,
    height: street.offsetHeight,
    boxes,
  };
}

/** Same boxes to half a pixel: nothing to do. */
export function sameZones(a: Zones, b: Zones): boolean {
  if (a.vertical !== b.vertical || a.boxes.size !== b.boxes.size) return false;
  for (const [name, p] of a.boxes) {
    const q = b.boxes.get(name);
    if (!q) return false;
    if (Math.abs(p.x - q.x) + Math.abs(p.y - q.y) + Math.abs(p.w - q.w) + Math.abs(p.h - q.h) > 0.5)
      return false;
  }
  return true;
}

/** How many tokens a box takes, side by side and in rows. */
export function cellsIn(box: Box, most = 60): { columns: number; capacity: number } {
  const columns = Math.max(1, Math.floor(box.w / CELL_PX));
  const rows = Math.max(1, Math.floor(box.h / CELL_PX));
  return { columns, capacity: Math.min(most, columns * rows) };
}

/** Height of a buffer's slot. */
export const SLOT_PX = 24;

/** Width in which a buffer's slot can say its bytes, and in which it can say a percentage, px. */
const SLOT_IN_BYTES_PX = 118;
const SLOT_IN_PERCENT_PX = 74;

/** Slots of a buffer that holds `n`: in bytes where they have the room, closer together where they are many. */
export function slotsIn(box: Box, n: number): { columns: number; capacity: number } {
  const rows = Math.max(1, Math.floor(box.h / SLOT_PX));
  const wide = Math.max(1, Math.min(4, Math.floor(box.w / SLOT_IN_BYTES_PX)));
  const close = Math.max(1, Math.min(4, Math.floor(box.w / SLOT_IN_PERCENT_PX)));
  const columns = n <= rows ? 1 : n <= wide * rows ? wide : close;
  return { columns, capacity: columns * rows };
}
