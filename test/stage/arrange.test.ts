import { expect, test } from 'vitest';
import { arrange } from '../../src/stage/arrange.ts';
import { clientRows } from '../../src/stage/clientRows.ts';
import { laneSlots } from '../../src/stage/laneSlots.ts';
import { layStreet, seatSessions, seatsOf } from '../../src/stage/street.ts';
import type { Box, Zones } from '../../src/stage/zones.ts';
import { busyScene, crowdedScene, scenario, token } from './scenes.ts';

const box = (x: number, y: number, w: number, h: number): Box => ({ x, y, w, h });

/** A street of round numbers, as if measured. */
function zones(): Zones {
  const boxes = new Map<string, Box>([
    ['internet', box(100, 0, 200, 400)],
    ['front:0.request', box(310, 100, 160, 52)],
    ['front:0.response', box(310, 200, 160, 52)],
    ['front:0.door', box(310, 300, 78, 26)],
    ['rule:0.1', box(310, 40, 26, 26)],
    ['socket.queue', box(500, 0, 104, 260)],
    ['session:0', box(900, 0, 26, 26)],
    ['session:1', box(900, 40, 26, 26)],
  ]);
  for (let i = 0; i < 6; i++)
    boxes.set(`client:${i}`, box(0, i * 40, 100, 30)).set(`badge:${i}`, box(4, i * 40, 26, 26));
  for (let i = 0; i < 3; i++) boxes.set(`worker:${i}`, box(650, i * 90, 28, 28));
  return { vertical: false, width: 1000, height: 400, boxes };
}

function street() {
  const scene = busyScene();
  const lanes = laneSlots(scene.workers, scene.atUs);
  const rows = seatSessions(scene.database?.sessions ?? [], lanes, 9);
  return layStreet(scenario(), clientRows(scenario(), 8), zones(), seatsOf(lanes, rows));
}

const spotOf = (scene: ReturnType<typeof busyScene>, request: number) =>
  arrange(scene, street(), null).spots.find((s) => s.token.request === request);

test('a request under way stands on its own wire at its progress', () => {
  expect(spotOf(busyScene(), 11)).toMatchObject({ x: 100 + 200 * 0.6, y: 15 });
});

test('a request that waits on the database stands in the session beside its worker', () => {
  expect(spotOf(busyScene(), 7)).toMatchObject({ x: 913, y: 53 });
});

test('the oldest in the backlog is nearest to the workers', () => {
  const xs = [15, 16, 17].map((r) => spotOf(busyScene(), r)?.x ?? 0);
  expect(xs).toEqual([591, 565, 539]);
});

test('a place that is full counts the rest, and every request is shown or counted once', () => {
  const scene = crowdedScene(120, 0);
  const { spots, bundles } = arrange(scene, street(), null);
  const counted = bundles.flatMap((b) => b.requests);
  expect(bundles.map((b) => b.key)).toEqual(['socket.queue']);
  expect(spots.length + counted.length).toBe(scene.tokens.length);
  expect(new Set([...spots.map((s) => s.token.request), ...counted]).size).toBe(
    scene.tokens.length,
  );
});

test('the selected request is shown by itself however full its place is', () => {
  const scene = crowdedScene(120, 0);
  const last = 100 + 119;
  expect(arrange(scene, street(), null).spots.some((s) => s.token.request === last)).toBe(false);
  expect(arrange(scene, street(), last).spots.some((s) => s.token.request === last)).toBe(true);
});

test('a crowd on one wire becomes a counted flow each way', () => {
  const out = Array.from({ length: 9 }, (_, i) => token(50 + i, { client: 0 }));
  const back = Array.from({ length: 4 }, (_, i) =>
    token(70 + i, { client: 0, place: 'to-client' }),
  );
  const { bundles } = arrange(busyScene({ tokens: [...out, ...back] }), street(), null);
  expect(bundles.map((b) => [b.direction, b.requests.length])).toEqual([
    ['up', 9],
    ['down', 4],
  ]);
});

test('above 300 tokens every place shows a few and a count', () => {
  const { spots } = arrange(crowdedScene(420, 0), street(), null);
  expect(spots.length).toBeLessThan(20);
});

test('many clients of one population share a row; a few have one each', () => {
  expect(clientRows(scenario(), 8)).toHaveLength(6);
  const few = clientRows(scenario(), 5);
  expect(few.map((r) => r.many)).toEqual(['×4', '', '']);
});

test('tokens on one wire do not cover each other, and stay off the cards at both ends', () => {
  const tokens = [0, 0.5, 0.51, 0.52, 1].map((progress, i) =>
    token(50 + i, { client: 0, progress }),
  );
  const { spots } = arrange(busyScene({ tokens }), street(), null);
  const xs = spots.map((s) => s.x).sort((a, b) => a - b);
  for (let i = 1; i < xs.length; i++)
    expect((xs[i] as number) - (xs[i - 1] as number)).toBeGreaterThanOrEqual(25);
  expect(xs[0]).toBeGreaterThanOrEqual(100 + 13);
  expect(xs.at(-1)).toBeLessThanOrEqual(300 - 13);
});

test('the status that a token wears has room beside it', () => {
  const tokens = [
    token(50, { client: 0, progress: 0.5, status: 502, place: 'to-client' }),
    token(51, { client: 0, progress: 0.51 }),
  ];
  const { spots } = arrange(busyScene({ tokens }), street(), null);
  const x = (request: number) => spots.find((s) => s.token.request === request)?.x ?? 0;
  expect(x(51) - x(50)).toBeGreaterThanOrEqual(50);
});

test('where requests stand side by side none wears its fare over the next', () => {
  const waiting = (n: number) =>
    Array.from({ length: n }, (_, i) =>
      token(50 + i, { client: 0, place: 'backlog', queuePosition: i + 1, fare: 'abandoned' }),
    );
  const bare = (n: number) =>
    arrange(busyScene({ tokens: waiting(n) }), street(), null).spots.map(
      ({ isBare }) => isBare ?? false,
    );
  expect(bare(1)).toEqual([false]);
  expect(bare(3)).toEqual([true, true, true]);
});

test('with several fronts a request stands with its own', () => {
  const at = zones();
  const boxes = new Map(at.boxes).set('front:3.space', box(310, 330, 150, 26));
  const scene = busyScene();
  const { front } = scene;
  if (!front) throw new Error('the scene has no front');
  const lanes = laneSlots(scene.workers, scene.atUs);
  const many = layStreet(
    scenario(),
    clientRows(scenario(), 8),
    { ...at, boxes },
    seatsOf(lanes, []),
  );
  const fronts = [front, front, front, front];
  const one = busyScene({ fronts, tokens: [token(60, { place: 'front', front: 3 })] });
  expect(arrange(one, many, null).spots[0]).toMatchObject({ x: 323, y: 343 });
});
