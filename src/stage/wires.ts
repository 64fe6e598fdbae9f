import type { ClientRow } from './clientRows.ts';
import { type Box, CELL_PX, type Zones } from './zones.ts';

/** One wire from a client row to the first server, in px. */
export interface Wire {
  readonly row: number;
  /** Which of the row's wires, from 0; where there are several front servers, the one it leads to. */
  readonly index: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Wires of all rows; `of` says which one a request of a client uses. */
export interface Wires {
  readonly all: readonly Wire[];
  of(row: number, client: number, request: number, front: number): Wire | undefined;
  /** The row's wire in the middle. */
  middle(row: number): Wire | undefined;
}

/** A wire keeps this much from the upper and lower edge of its row, px. */
const EDGE_PX = 14;

/** Wires that fit across a row without their tokens touching. */
function wiresAcross(row: ClientRow, acrossPx: number): number {
  return Math.max(1, Math.min(row.wires, Math.floor((acrossPx + 6) / CELL_PX)));
}

/** Boxes of several front servers, each with wires of its own; empty where there is one or none, or from top to bottom. */
function doors(zones: Zones): Box[] {
  const boxes: Box[] = [];
  for (let f = 0; !zones.vertical; f++) {
    const box = zones.boxes.get(`front:${f}.box`);
    if (!box) break;
    boxes.push(box);
  }
  return boxes;
}

/**
 * Draws the wires straight across the internet: from each row's edge to the edge of the next tier, or from each row to each front
 * server.
 */
export function layWires(rows: readonly ClientRow[], zones: Zones): Wires {
  const internet = zones.boxes.get('internet');
  const all: Wire[] = [];
  const first: number[] = [];
  const across: number[] = [];
  const fronts = doors(zones);
  rows.forEach((row, r) => {
    const box = zones.boxes.get(`client:${r}`);
    first[r] = all.length;
    across[r] = 0;
    if (!box || !internet) return;
    if (fronts.length > 1) {
      across[r] = fronts.length;
      fronts.forEach((front, index) => {
        const y2 = front.y + front.h / 2;
        // As level as the row's height allows.
        const y1 = Math.max(box.y + EDGE_PX, Math.min(box.y + box.h - EDGE_PX, y2));
        all.push({ row: r, index, x1: box.x + box.w, y1, x2: internet.x + internet.w, y2 });
      });
      return;
    }
    const n = wiresAcross(row, zones.vertical ? box.w : box.h);
    across[r] = n;
    for (let k = 0; k < n; k++)
      all.push({ row: r, index: k, ...straight(box, internet, (k + 0.5) / n, zones.vertical) });
  });
  const count = (row: number): number => Math.max(1, across[row] ?? 1);
  const nth = (row: number, n: number): Wire | undefined => all[(first[row] ?? 0) + n];
  return {
    all,
    middle: (row) => nth(row, count(row) >> 1),
    of(row, client, request, front) {
      if (fronts.length > 1) return nth(row, front % fronts.length);
      // The wires of a single client are its own: its requests spread over them.
      return nth(row, (rows[row]?.client === null ? client : request) % count(row));
    },
  };
}

function straight(
  box: Box,
  internet: Box,
  share: number,
  vertical: boolean,
): Pick<Wire, 'x1' | 'y1' | 'x2' | 'y2'> {
  if (vertical) {
    const x = box.x + box.w * share;
    return { x1: x, y1: box.y + box.h, x2: x, y2: internet.y + internet.h };
  }
  const y = box.y + box.h * share;
  return { x1: box.x + box.w, y1: y, x2: internet.x + internet.w, y2: y };
}
