import type { AppServer } from '../scenario/scenario.ts';
import { traitsOf } from '../scenario/servers/appServers.ts';
import type { StagePlan, TierPlan } from './plan.ts';

/** A size in px. */
export interface Size {
  readonly w: number;
  readonly h: number;
}

/** `line` and `cells`: within a process, one above the other with words, or two in a row without. */
export type Density = 'roomy' | 'medium' | 'compact' | 'tiles' | 'line' | 'cells';

/** The street at a pane of usual size: what is assumed before anything has been measured. */
export const USUAL: Size = { w: 984, h: 370 };

/** Head of a card, arbiter and margins above its lanes, and the ground below, px. */
const ABOVE_LANES_PX = 98;

/** How closely lanes are packed: as roomy as the height allows, so that a taller stage says more. */
export function densityOf(lanes: number, streetPx: number = USUAL.h): Density {
  const px = streetPx - ABOVE_LANES_PX;
  if (lanes * 79 - 7 <= px) return 'roomy';
  if (lanes * 45 - 4 <= px) return 'medium';
  return Math.ceil(lanes / 2) * 39 - 5 <= px ? 'compact' : 'tiles';
}

/** Head, space and words of a process with its requests in hand; its own queue on top, px. */
const PROCESS_PX = 82;
const PROCESS_QUEUE_PX = 32;

/** Boxes of processes in one column, or in two where they would be too low. */
export function processColumns(processes: number, hasQueue: boolean, streetPx: number): 1 | 2 {
  const px = (streetPx - ABOVE_LANES_PX) / Math.max(1, processes);
  return processes > 1 && px < PROCESS_PX + (hasQueue ? PROCESS_QUEUE_PX : 0) ? 2 : 1;
}

/** How closely the threads of a process are packed, by what each process gets of the height. */
export function threadDensity(app: AppServer, processes: number, streetPx: number): Density {
  const px = (streetPx - ABOVE_LANES_PX) / Math.max(1, processes) - 66;
  const { slotsPerProcess } = traitsOf(app);
  if (slotsPerProcess * 33 <= px) return 'line';
  return Math.ceil(slotsPerProcess / 2) * 32 <= px ? 'cells' : 'tiles';
}

const TILE_PX = 28;
const BOX_PAD_PX = 12;
const GAP_PX = 6;
/** The strip of hosts below the tiers. */
const GROUND_PX = 30;
/** Head and margins of a card with boxes, and the ground below, px. */
const ABOVE_BOXES_PX = 80;

/** How boxes of app servers stand, and the least room that they need together. */
export interface BoxGrid extends Size {
  readonly columns: number;
  readonly rows: number;
  /** Least size of one box. */
  readonly box: Size;
}

/** What stands beside the app tier takes about this much of the width, px. */
const BESIDE_PX = 634;
const MOST_COLUMNS = 5;

/** Boxes of app servers in as many columns as let the whole street be seen largest. `servers`: how many stand on one host, `hosts`: how many such. */
export function boxGrid(servers: number, app: AppServer, pane: Size, hosts = 1): BoxGrid {
  const { processes, slotsPerProcess } = traitsOf(app);
  const isSync = slotsPerProcess === 1;
  const slots = isSync ? processes : Math.min(8, processes);
  const perRow = Math.min(8, Math.max(4, Math.ceil(slots / 2)));
  const box: Size = {
    w: perRow * TILE_PX + BOX_PAD_PX,
    // Head with its queue, and rows of tiles; or one space.
    h: isSync ? 54 + Math.ceil(slots / perRow) * TILE_PX : 54 + 66,
  };
  const grids = Array.from({ length: Math.min(MOST_COLUMNS, servers) }, (_, i): BoxGrid => {
    const columns = i + 1;
    const rows = Math.ceil(servers / columns);
    const w = columns * (box.w + GAP_PX) - GAP_PX + 22;
    return { columns, rows, box, w, h: rows * (box.h + GAP_PX) };
  });
  const scaleOf = ({ w, h }: BoxGrid): number =>
    Math.min(1, pane.w / (BESIDE_PX + w), pane.h / (ABOVE_BOXES_PX + h * hosts));
  return grids.reduce((best, grid) => (scaleOf(grid) > scaleOf(best) + 0.01 ? grid : best));
}

/** Column of a tier: least width and share of what is left, and the least height of what is in it. */
interface Need {
  readonly minW: number;
  readonly share: number;
  readonly minH: number;
}

function appNeed(tier: Extract<TierPlan, { kind: 'app' }>, grids: readonly BoxGrid[]): Need {
  const app = tier.groups[0]?.servers[0]?.app;
  if (!app) return { minW: 218, share: 2, minH: 200 };
  if (grids.length > 0) {
    const heads = grids.length > 1 ? grids.length * 26 : 0;
    return {
      minW: Math.max(...grids.map((g) => g.w)),
      share: 2.4,
      minH: grids.reduce((sum, g) => sum + g.h, 0) + ABOVE_BOXES_PX - GROUND_PX + heads,
    };
  }
  const { processes, slotsPerProcess } = traitsOf(app);
  const above = ABOVE_LANES_PX - GROUND_PX;
  if (slotsPerProcess === 1)
    return { minW: 224, share: 2, minH: Math.ceil(processes / 8) * TILE_PX + above + 22 };
  const isClose = processes * slotsPerProcess > 24;
  const boxes = isClose || processes > 4 ? Math.ceil(processes / 2) : processes;
  return { minW: 224, share: 2, minH: Math.min(4, boxes) * 64 + above };
}

/** How boxes stand on each host of an app tier with several servers; none where there is one server. */
function gridsOf(plan: StagePlan, pane: Size): BoxGrid[] {
  const app = plan.tiers.find((t) => t.kind === 'app');
  const groups = app?.kind === 'app' ? app.groups : [];
  const all = groups.flatMap((g) => g.servers);
  const [first] = all;
  if (!first || all.length === 1) return [];
  return groups.map((g) => boxGrid(g.servers.length, first.app, pane, groups.length));
}

const FRONT_BOX_PX = 60;
/** A front server with its rules and buffers; its gate; each of its stations. */
const ANATOMY_PX = 312;
const GATE_PX = 22;
const STATION_PX = 35;

function frontNeed({ fronts }: Extract<TierPlan, { kind: 'front' }>, isShort: boolean): Need {
  const [door] = fronts;
  if (!door || fronts.length > 1)
    return { minW: 178, share: 1.2, minH: fronts.length * FRONT_BOX_PX + 60 };
  const { settings, stations } = door;
  const minH = ANATOMY_PX + (settings.tls ? GATE_PX : 0) + stations * STATION_PX;
  return { minW: 182, share: isShort ? 1.5 : 1.3, minH };
}

function needOf(tier: TierPlan, isShort: boolean, grids: readonly BoxGrid[]): Need {
  switch (tier.kind) {
    case 'clients':
      return { minW: 124, share: isShort ? 0.95 : 0.78, minH: 200 };
    case 'internet':
      return { minW: 92, share: isShort ? 1.2 : 0.95, minH: 200 };
    case 'front':
      return frontNeed(tier, isShort);
    case 'socket':
      return tier.queues > 1
        ? { minW: 92, share: 0.4, minH: 120 }
        : { minW: 104, share: isShort ? 1 : 0.75, minH: 120 };
    case 'app':
      return appNeed(tier, grids);
    case 'database':
      return { minW: 138, share: isShort ? 1 : 0.9, minH: 200 };
  }
}

/** Between the workers and the database, where the lines of queries run. */
const QUERY_GAP_PX = 34;

/** The columns of the street as a CSS grid, with the name of each tier's line, and the least size at which all of it can be read. */
export interface Layout {
  readonly template: string;
  /** Grid line at which each tier of the plan begins, from 1. */
  readonly lines: readonly number[];
  readonly natural: Size;
  /** How the boxes of several app servers stand, by host group of the plan. */
  readonly grids: readonly BoxGrid[];
}

/** Lays the plan's tiers out for a pane: least widths, and shares of what is left over, so that the street always fills it. */
export function layoutOf(plan: StagePlan, pane: Size = USUAL): Layout {
  const grids = gridsOf(plan, pane);
  const isShort = plan.tiers.length <= 4;
  const tracks: string[] = [];
  const lines: number[] = [];
  let w = 0;
  let h = 0;
  for (const tier of plan.tiers) {
    if (tier.kind === 'database') {
      tracks.push(`minmax(${QUERY_GAP_PX}px, 0.25fr)`);
      w += QUERY_GAP_PX;
    }
    lines.push(tracks.length + 1);
    const need = needOf(tier, isShort, grids);
    tracks.push(`minmax(${need.minW}px, ${need.share}fr)`);
    w += need.minW;
    h = Math.max(h, need.minH);
  }
  return {
    template: tracks.join(' '),
    lines,
    natural: { w, h: h + (plan.grounds.length > 0 ? GROUND_PX : 0) },
    grids,
  };
}

/** How closely the workers in one box of several stand: in words where the box is tall enough. `hostPx`: what its host has of the height. */
export function boxDensity(grid: BoxGrid, app: AppServer, hostPx: number): Density {
  const px = hostPx / grid.rows - GAP_PX - 54;
  return traitsOf(app).processes * 31 - 3 <= px ? 'cells' : 'tiles';
}

/** What the boxes of one host have of the street's height, where there are so many hosts. */
export function boxesPx(streetPx: number, hosts: number): number {
  return (streetPx - ABOVE_BOXES_PX) / hosts - (hosts > 1 ? 26 : 0);
}
