import type { Scene, Token } from '../insight/scene/scene.ts';
import { spacedOut } from './spacedOut.ts';
import type { Street } from './street.ts';
import { type Box, CELL_PX, cellsIn, SLOT_PX, slotsIn } from './zones.ts';

/** Where a token stands: the middle of it, px from the corner of the street. */
export interface Spot {
  readonly token: Token;
  readonly x: number;
  readonly y: number;
  /** There is no room beside it for the status that it wears. */
  readonly isBare?: boolean;
}

/** Tokens that do not fit where they are, as one counted thing. */
export interface Bundle {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly requests: readonly number[];
  /** Which way it flows, or null where it stands. */
  readonly direction: 'up' | 'down' | null;
}

export interface Arrangement {
  readonly spots: readonly Spot[];
  readonly bundles: readonly Bundle[];
  /** So many that places show only a few and a count. */
  readonly isCrowd: boolean;
}

/** Tokens in one place above which the rest is bundled. */
const MOST_IN_PLACE = 60;
/** Those that no slot has yet stand behind those in hand. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;
/** Tokens on the whole stage above which every place shows a few and a count. */
const MOST_ON_STAGE = 300;
export const FEW = 5;

/** How long an ended request stays to be seen at its client, µs of the run. */
const ANSWERED_SEEN_US = 250_000;
const FAILED_SEEN_US = 1_500_000;

/** Whether a token is on stage at all: ended ones leave after a short while. */
export function isOnStage(token: Token, atUs: number): boolean {
  if (token.place !== 'ended' && token.outcome === 'in-flight') return true;
  if (token.place !== 'ended') return token.place !== 'client' || seen(token, atUs);
  return seen(token, atUs);
}

function seen(token: Token, atUs: number): boolean {
  if (token.endUs === null) return true;
  return atUs - token.endUs < (token.fare === 'answered' ? ANSWERED_SEEN_US : FAILED_SEEN_US);
}

/**
 * Gives every token its spot. Pure: the same scene on the same street gives the same picture.
 * @param always a request that is shown by itself however full its place is (the selected one)
 */
export function arrange(scene: Scene, street: Street, always: number | null): Arrangement {
  const places = new Map<string, Token[]>();
  let total = 0;
  for (const token of scene.tokens) {
    if (!isOnStage(token, scene.atUs)) continue;
    total++;
    const name = street.zoneOf(token, scene);
    const there = places.get(name);
    if (there) there.push(token);
    else places.set(name, [token]);
  }
  const spots: Spot[] = [];
  const bundles: Bundle[] = [];
  const most = total > MOST_ON_STAGE ? FEW : MOST_IN_PLACE;
  const filling: Filling = { most, always, spots, bundles };
  for (const [name, tokens] of places) {
    if (name.startsWith('wire:')) run(name, tokens, street, filling);
    else settle(name, tokens, street, filling);
  }
  bareIfMany(spots);
  return { spots, bundles, isCrowd: total > MOST_ON_STAGE };
}

/** What many wear in the servers says nothing, and covers what the workers do. */
function bareIfMany(spots: Spot[]): void {
  const wearing = spots.filter(
    ({ token, isBare }) => token.fare === 'abandoned' && token.place !== 'ended' && !isBare,
  );
  if (wearing.length <= FEW) return;
  for (const spot of wearing) spots[spots.indexOf(spot)] = { ...spot, isBare: true };
}

/** Rows of clients on whose wires tokens or counts of them stand close: no words fit between them. */
export function crowdedWires({ bundles }: Pick<Arrangement, 'bundles'>): ReadonlySet<number> {
  return new Set(
    bundles
      .filter((b) => b.key.startsWith('wire:'))
      .map((b) => Number.parseInt(b.key.slice(5), 10)),
  );
}

/** What one place is filled with, and where the results go. */
interface Filling {
  readonly most: number;
  readonly always: number | null;
  readonly spots: Spot[];
  readonly bundles: Bundle[];
}

/** Puts the tokens of one standing place into its cells. */
function settle(
  name: string,
  tokens: Token[],
  street: Street,
  { most, always, spots, bundles }: Filling,
): void {
  const box = street.zones.boxes.get(name);
  if (!box) return;
  if (name.startsWith('socket.queue'))
    tokens.sort((a, b) => (a.queuePosition ?? 0) - (b.queuePosition ?? 0));
  // In order of waiting, so that the next one stands first.
  if (name.startsWith('pool:'))
    tokens.sort((a, b) => a.sinceUs - b.sinceUs || a.request - b.request);
  if (name.startsWith('slots:'))
    tokens.sort(
      (a, b) => (a.worker ?? AFTER_ALL) - (b.worker ?? AFTER_ALL) || a.sinceUs - b.sinceUs,
    );
  const grid = gridOf(name, box, tokens.length);
  const capacity = Math.min(grid.capacity, most);
  const overflow = tokens.length > capacity;
  // Those that are back home need no count; the header has it.
  if (name.startsWith('badge:')) {
    atHome(name, box, tokens, capacity, grid.columns, spots);
    return;
  }
  // A count is wider than a token: it takes the last two cells where there are two in a row.
  const isBuffer = isBufferZone(name);
  const taken = isBuffer ? 1 : Math.min(2, grid.columns);
  let shown = overflow ? tokens.slice(0, Math.max(0, capacity - taken)) : tokens;
  if (overflow && always !== null) shown = withAlways(shown, tokens, always);
  const isBare = !isBuffer && shown.length > 1 ? { isBare: true } : {};
  shown.forEach((token, i) => {
    spots.push({ token, ...cell(name, box, i, grid.columns, shown.length), ...isBare });
  });
  if (!overflow || isBuffer) return; // the buffer's own last slot says how many more
  const requests = tokens.filter((t) => !shown.includes(t)).map((t) => t.request);
  const last = cell(name, box, capacity - 1, grid.columns, capacity);
  const x = (last.x + cell(name, box, capacity - taken, grid.columns, capacity).x) / 2;
  bundles.push({ key: name, x, y: last.y, requests, direction: null });
}

/** At the clients: those under way first, then the latest to come back, as many as fit. */
function atHome(
  name: string,
  box: Box,
  tokens: Token[],
  capacity: number,
  columns: number,
  spots: Spot[],
): void {
  const endOf = (token: Token): number => token.endUs ?? Number.POSITIVE_INFINITY;
  tokens.sort((a, b) => (endOf(a) === endOf(b) ? 0 : endOf(b) - endOf(a)));
  const shown = tokens.slice(0, capacity);
  shown.forEach((token, i) => {
    spots.push({ token, ...cell(name, box, i, columns, shown.length) });
  });
}

/** Tokens on the wires of one client row: each at its own progress, or counted flows where they would cover each other. */
function run(
  name: string,
  tokens: Token[],
  street: Street,
  { most, always, spots, bundles }: Filling,
): void {
  const first = tokens[0] as Token;
  const spaced = tokens.length <= most ? spacedOut(tokens, street) : null;
  if (spaced) {
    spots.push(...spaced);
    return;
  }
  const up: number[] = [];
  const down: number[] = [];
  for (const token of tokens) {
    if (token.request === always) spots.push(...(spacedOut([token], street) ?? []));
    else if (token.place === 'to-client') down.push(token.request);
    else up.push(token.request);
  }
  const both = up.length > 0 && down.length > 0;
  // From top to bottom the first part of the way bears the name of the tier.
  const [near, far] = street.zones.vertical ? [0.46, 0.83] : [0.28, 0.75];
  if (up.length > 0)
    bundles.push({
      key: `${name} up`,
      ...street.onFlow(first, both ? far : 0.5),
      requests: up,
      direction: 'up',
    });
  if (down.length > 0)
    bundles.push({
      key: `${name} down`,
      ...street.onFlow(first, both ? near : 0.5),
      requests: down,
      direction: 'down',
    });
}

function withAlways(shown: Token[], all: Token[], always: number): Token[] {
  if (shown.some((t) => t.request === always)) return shown;
  const token = all.find((t) => t.request === always);
  return token ? [...shown.slice(0, -1), token] : shown;
}

/** Request and response buffers of a front server: slots that have words. */
function isBufferZone(name: string): boolean {
  return name.startsWith('front:') && (name.endsWith('.request') || name.endsWith('.response'));
}

function gridOf(name: string, box: Box, n: number): { columns: number; capacity: number } {
  return isBufferZone(name) ? slotsIn(box, n) : cellsIn(box);
}

/** The middle of the i-th cell. The backlog fills from the worker's end; buffers have wide slots with the token at their left. */
function cellOf(
  name: string,
  box: Box,
  i: number,
  columns: number,
  shown: number,
): { x: number; y: number } {
  const column = i % columns;
  const row = Math.floor(i / columns);
  const y = box.y + CELL_PX * (row + 0.5);
  if (isBufferZone(name))
    return {
      x: box.x + (box.w / columns) * column + 14,
      y: box.y + SLOT_PX * (row + 0.5) + 1,
    };
  if (name.startsWith('socket.queue')) {
    // The line winds, so that each step forward is a short one.
    const fromRight = row % 2 === 0 ? column : columns - 1 - column;
    return { x: box.x + box.w - CELL_PX * (fromRight + 0.5), y };
  }
  // What fills a tall place from the top keeps to it, however few there are.
  if (name.startsWith('slots:') && box.h > 3 * CELL_PX)
    return { x: box.x + CELL_PX * (column + 0.5), y: y + 2 };
  if (shown === 1) return { x: box.x + Math.min(box.w, CELL_PX) / 2, y: box.y + box.h / 2 };
  return {
    x: box.x + CELL_PX * (column + 0.5),
    y: rowsOf(shown, columns) === 1 ? box.y + box.h / 2 : y,
  };
}

/** {@link cellOf} in whole px, so that what rests there is drawn sharply. */
function cell(...place: Parameters<typeof cellOf>): { x: number; y: number } {
  const { x, y } = cellOf(...place);
  return { x: Math.round(x), y: Math.round(y) };
}

const rowsOf = (n: number, columns: number): number => Math.ceil(n / columns);
