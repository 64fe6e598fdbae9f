import type { Token } from '../insight/scene/scene.ts';
import type { Spot } from './arrange.ts';
import type { Street } from './street.ts';
import type { Wire } from './wires.ts';
import { badgeOf } from './wording.ts';
import { CELL_PX } from './zones.ts';

/** Room that a token takes on its wire, px. */
const ON_WIRE_PX = 25;
/** What the status that it wears takes beside it. */
const BADGE_PX = 31;

/** Each token at its progress, pushed on as far as it would cover another; null where a wire has no room for all of its tokens. */
export function spacedOut(tokens: readonly Token[], street: Street): Spot[] | null {
  const byWire = new Map<Wire, { token: Token; at: number }[]>();
  for (const token of tokens) {
    const { wire, share } = street.onWire(token);
    if (!wire) continue;
    const length = lengthOf(wire);
    const there = byWire.get(wire);
    const one = { token, at: held(share * length, length) };
    if (there) there.push(one);
    else byWire.set(wire, [one]);
  }
  const spots: Spot[] = [];
  for (const [wire, row] of byWire) {
    const length = lengthOf(wire);
    if ((row.length - 1) * ON_WIRE_PX > length - CELL_PX) return null;
    const badges = row.filter(({ token }) => badgeOf(token) !== null).length;
    const roomPx = length - CELL_PX - (row.length - 1) * ON_WIRE_PX;
    const isBare = badges > 0 && !street.zones.vertical && roomPx / badges < BADGE_PX;
    const badgePx = isBare || street.zones.vertical ? 0 : BADGE_PX;
    const widthOf = (token: Token) => ON_WIRE_PX + (badgeOf(token) === null ? 0 : badgePx);
    row.sort((a, b) => a.at - b.at || a.token.request - b.token.request);
    let least = 0;
    for (const one of row) {
      one.at = Math.max(one.at, least);
      least = one.at + widthOf(one.token);
    }
    let most = length - CELL_PX / 2 + ON_WIRE_PX;
    for (const one of row.toReversed()) {
      one.at = Math.min(one.at, most - widthOf(one.token));
      most = one.at;
    }
    for (const { token, at } of row)
      spots.push({
        token,
        x: wire.x1 + (wire.x2 - wire.x1) * (at / length),
        y: wire.y1 + (wire.y2 - wire.y1) * (at / length),
        ...(isBare ? { isBare } : {}),
      });
  }
  return spots;
}

const lengthOf = (wire: Wire): number =>
  Math.max(1, Math.hypot(wire.x2 - wire.x1, wire.y2 - wire.y1));

/** On the wire with its whole width, so that it covers no card. */
function held(at: number, length: number): number {
  return Math.max(CELL_PX / 2, Math.min(length - CELL_PX / 2, at));
}
