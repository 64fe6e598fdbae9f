import type { Scene, SessionView, Token, WorkerView } from '../insight/scene/scene.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type ClientRow, rowFinder } from './clientRows.ts';
import { appLook } from './laneSlots.ts';
import { indexOf } from './sceneIndex.ts';
import { layWires, type Wire, type Wires } from './wires.ts';
import type { Zones } from './zones.ts';

/** Which lane or row each worker and session has at present; changes only when React has drawn it so. */
export interface Seats {
  readonly laneOf: ReadonlyMap<number, number>;
  readonly rowOfSession: ReadonlyMap<number, number>;
}

/** The laid-out stage: everything that turns a token into a place on the page. Rebuilt on resize and change of structure. */
export interface Street {
  readonly zones: Zones;
  readonly wires: Wires;
  /** Name of the zone a token stands in; `wire:…` for those under way. */
  zoneOf(token: Token, scene: Scene): string;
  /** The wire of a token under way, and how far along it is, 0 = at the client, 1 = at the server. */
  onWire(token: Token): { wire: Wire | undefined; share: number };
  /** A point of the middle wire of the token's row, 0 = at the client, 1 = at the server. */
  onFlow(token: Token, share: number): { x: number; y: number };
}

export function layStreet(
  scenario: Scenario,
  rows: readonly ClientRow[],
  zones: Zones,
  seats: Seats,
): Street {
  const wires = layWires(rows, zones);
  const rowOf = rowFinder(rows);
  const look = appLook(scenario.app);
  const hasSpaces = look === 'boxes' || look === 'one';

  const frontZone = (token: Token, scene: Scene): string => {
    const front = scene.fronts[token.front];
    if (!front) return wireName(token);
    const station = `front:${token.front}.${token.station}`;
    if (token.station !== undefined && zones.boxes.has(station)) return station;
    const space = `front:${token.front}.space`;
    if (zones.boxes.has(space)) return space;
    const { requestBuffers, responseBuffers } = indexOf(scene);
    if (requestBuffers.has(token.request)) return `front:${token.front}.request`;
    if (responseBuffers.has(token.request)) return `front:${token.front}.response`;
    if (front.lastMatch?.request === token.request)
      return `rule:${token.front}.${front.lastMatch.location}`;
    return wireName(token);
  };
  const wireName = (token: Token): string => `wire:${rowOf(token.population, token.client)}`;

  const zoneOf = (token: Token, scene: Scene): string => {
    switch (token.place) {
      case 'to-front':
      case 'to-client':
        return wireName(token);
      case 'front':
        return frontZone(token, scene);
      case 'door':
        return zones.boxes.has(`front:${token.front}.door`)
          ? `front:${token.front}.door`
          : `front:${token.front}.space`;
      case 'backlog':
        return scene.instances.length > 1
          ? foldedOr(`socket.queue:${token.instance}`)
          : 'socket.queue';
      case 'pool':
        return processZone('pool', token);
      case 'database': {
        const row = token.session === null ? undefined : seats.rowOfSession.get(token.session);
        if (row !== undefined && zones.boxes.has(`session:${row}`)) return `session:${row}`;
        return workerZone(token);
      }
      case 'worker':
        return workerZone(token);
      default:
        return `badge:${rowOf(token.population, token.client)}`;
    }
  };
  const workerZone = (token: Token): string => {
    if (hasSpaces) return processZone('slots', token);
    return foldedOr(`worker:${token.worker === null ? 0 : (seats.laneOf.get(token.worker) ?? 0)}`);
  };
  /** What is folded away is counted where the fold says how many more there are. */
  const foldedOr = (name: string): string =>
    !zones.boxes.has(name) && zones.boxes.has('worker:more') ? 'worker:more' : name;
  const processZone = (what: 'slots' | 'pool', token: Token): string => {
    const own = `${what}:${token.process ?? 0}`;
    if (zones.boxes.has(own)) return own;
    // Where there is no room for a queue apart, those that wait stand with those in hand.
    const space = `slots:${token.process ?? 0}`;
    if (zones.boxes.has(space)) return space;
    const server = `slots:app:${token.instance}`;
    return zones.boxes.has(server) ? server : foldedOr('slots:all');
  };

  const onWire = (token: Token): { wire: Wire | undefined; share: number } => ({
    wire: wires.of(rowOf(token.population, token.client), token.client, token.request, token.front),
    // In the front server but at no particular station: at the gate, where the wire meets the card.
    share:
      token.place === 'to-front'
        ? token.progress
        : token.place === 'to-client'
          ? 1 - token.progress
          : 1,
  });
  const onFlow = (token: Token, share: number): { x: number; y: number } => {
    const wire = wires.middle(rowOf(token.population, token.client));
    if (!wire) return { x: 0, y: 0 };
    return { x: wire.x1 + (wire.x2 - wire.x1) * share, y: wire.y1 + (wire.y2 - wire.y1) * share };
  };
  return { zones, wires, zoneOf, onWire, onFlow };
}

/** Sessions to draw, each in the row of the worker that uses it, so that lines to it run straight; idle ones fill the gaps. `least` rows stay, used or not. */
export function seatSessions(
  sessions: readonly SessionView[],
  lanes: readonly WorkerView[],
  most: number,
  least: number = Math.min(lanes.length, most),
): (SessionView | null)[] {
  const open = sessions.filter((s) => s.state !== 'closed');
  const size = Math.max(open.length, least);
  const rows: (SessionView | null)[] = Array.from({ length: size }, () => null);
  const late: SessionView[] = [];
  for (const session of open) {
    const lane =
      session.request === null
        ? session.session
        : lanes.findIndex((w) => w.request === session.request);
    if (lane >= 0 && lane < size && rows[lane] === null) rows[lane] = session;
    else late.push(session);
  }
  for (const session of late) rows[rows.indexOf(null)] = session;
  return rows.slice(0, most);
}

/** Seats as drawn. */
export function seatsOf(
  lanes: readonly WorkerView[],
  rows: readonly (SessionView | null)[],
): Seats {
  return {
    laneOf: new Map(lanes.map((w, i) => [w.worker, i])),
    rowOfSession: new Map(rows.flatMap((s, i) => (s ? [[s.session, i] as const] : []))),
  };
}
