import type { ClientRow } from './clientRows.ts';
import { type Box, CELL_PX, type Zones } from './zones.ts';

/** One wire from a client row to the first server, in px. */
export interface Wire {
  readonly row: number;
  /** Which of the row's wires, from 0. */
  readonly index: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Wires of all rows; `of(row, client)` says which one a client uses. */
export interface Wires {
  readonly all: readonly Wire[];
  of(row: number, client: number): Wire | undefined;
  count(row: number): number;
}

/** Wires that fit across a row without their tokens touching. */
function wiresAcross(row: ClientRow, acrossPx: number): number {
  return Math.max(1, Math.min(row.wires, Math.floor((acrossPx + 6) / CELL_PX)));
}

/** Draws the wires straight across the internet: from each row's edge to the edge of the next tier. */
export function layWires(rows: readonly ClientRow[], zones: Zones): Wires {
  const internet = zones.boxes.get('internet');
  const all: Wire[] = [];
  const first: number[] = [];
  const across: number[] = [];
  rows.forEach((row, r) => {
    const box = zones.boxes.get(`client:${r}`);
    first[r] = all.length;
    across[r] = 0;
    if (!box || !internet) return;
    const n = wiresAcross(row, zones.vertical ? box.w : box.h);
    across[r] = n;
    for (let k = 0; k < n; k++)
      all.push({ row: r, index: k, ...straight(box, internet, (k + 0.5) / n, zones.vertical) });
  });
  const count = (row: number): number => Math.max(1, across[row] ?? 1);
  return { all, count, of: (row, client) => all[(first[row] ?? 0) + (client % count(row))] };
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
