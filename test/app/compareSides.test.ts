import { expect, test } from 'vitest';
import {
  packComparison,
  type SharedComparison,
  unpackComparison,
} from '../../src/app/compare/compareLink.ts';
import { lockstep } from '../../src/app/compare/lockstep.ts';
import { freeTitle, problemsOf, underTraffic } from '../../src/app/compare/side.ts';
import { mergedPlayable } from '../../src/insight/compare/mergedPlayable.ts';
import { counterpart, pairRequests } from '../../src/insight/compare/pairRequests.ts';
import type { Run } from '../../src/insight/shapes.ts';
import { createPlayer } from '../../src/player/createPlayer.ts';
import type { Player } from '../../src/player/player.ts';
import { encodeLink } from '../../src/scenario/link.ts';
import { PRESETS } from '../../src/scenario/presets.ts';
import { isProblems } from '../../src/scenario/problems.ts';
import type { WrittenScenario } from '../../src/scenario/writeScenario.ts';
import { runOf, SLOW } from '../insight/compare/runs.ts';

const shared: SharedComparison = {
  sides: [
    { title: 'with nginx', source: { scenario: SLOW } },
    { title: 'measured', source: { measured: 'B-07' } },
    { title: 'alone', source: { scenario: { ...SLOW, front: 'none' } } },
  ],
  focus: 2,
  atUs: 1_234_567,
  selected: 2,
};

test('a comparison survives the way through its link, moment, selection and measured side included', () => {
  expect(unpackComparison(packComparison(shared) ?? '')).toEqual(shared);
  const bare = { ...shared, focus: 0, atUs: null, selected: null };
  expect(unpackComparison(packComparison(bare) ?? '')).toEqual(bare);
});

test('a link that is cut short or changed says so, in the words of a comparison’s link', () => {
  const packed = packComparison(shared) ?? '';
  const messageOf = (state: string): string => {
    const result = unpackComparison(state);
    return isProblems(result) ? (result[0]?.message ?? '') : 'opened';
  };
  expect(messageOf(packed.slice(0, -40))).toMatch(/cut short/);
  expect(messageOf(packed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')))).toMatch(/changed/);
  expect(messageOf('rubbish')).toMatch(/#c=1/);
  expect(messageOf('')).not.toBe('opened');
});

test.each([
  ['one side', { sides: [{ title: 'a', scenario: {} }] }, 'sides'],
  ['five sides', { sides: Array(5).fill({ title: 'a', scenario: {} }) }, 'sides'],
  ['no sides', { title: 'a scenario' }, 'sides'],
  ['a side that is none', { sides: [{ title: 'a', scenario: {} }, 7] }, 'sides[1]'],
  ['no title', { sides: [{ title: 'a', scenario: {} }, { scenario: {} }] }, 'sides[1].title'],
  [
    'nothing to run',
    { sides: [{ title: 'a', scenario: {} }, { title: 'b' }] },
    'sides[1].scenario',
  ],
  [
    'a setting that cannot be',
    {
      sides: [
        { title: 'a', scenario: {} },
        { title: 'b', scenario: { app: { workers: 0 } } },
      ],
    },
    'sides[1].app.workers',
  ],
  [
    'a focus that is no side',
    {
      sides: [
        { title: 'a', scenario: {} },
        { title: 'b', scenario: {} },
      ],
      focus: 2,
    },
    'focus',
  ],
])('a link with %s is refused, naming the place', (_, scenario, at) => {
  const link = encodeLink({ scenario }) as string;
  const result = unpackComparison(link.replace('s=', ''));
  expect(isProblems(result) && result.map((problem) => problem.at)).toContain(at);
});

test('a side keeps its deployment and gets everything that is traffic from the base', () => {
  const burst = { at: '1s', burst: { clients: 'fast', route: 'home', count: 3 } };
  const base: WrittenScenario = { ...SLOW, script: [burst, { at: '2s', 'kill-worker': 1 }] };
  const own = {
    ...PRESETS['reload-under-load'],
    script: [
      { at: '3s', 'reload-app': true },
      { at: '1s', 'abort-client': 2 },
    ],
  };
  const side = underTraffic(base, own);
  expect(side).toMatchObject({
    app: own.app,
    clients: base.clients,
    routes: base.routes,
    seed: base.seed,
    duration: base.duration,
  });
  // The burst is traffic, the killing is not; a client cut off is traffic too, and the base’s affair.
  expect(side.script).toEqual([own.script[0], burst]);
});

test('what the base leaves out is left out for all: defaults are traffic too', () => {
  expect(underTraffic({ database: 'none' }, SLOW)).toEqual({
    app: { workers: 2 },
    database: 'none',
  });
});

/** One preset for each way in which hosts and databases are written: what a base hands over beyond its traffic. */
const BASES: readonly WrittenScenario[] = [
  ...new Map(
    Object.values(PRESETS as Readonly<Record<string, WrittenScenario>>).map((preset) => [
      JSON.stringify([preset.hosts, preset.database]),
      preset,
    ]),
  ).values(),
];

test.each(Object.keys(PRESETS) as (keyof typeof PRESETS)[])(
  'the deployment of the preset “%s” can be taken under any preset’s traffic',
  (name) => {
    for (const base of BASES)
      expect(
        problemsOf([
          { title: 'a', source: { scenario: base } },
          { title: 'b', source: { scenario: PRESETS[name] } },
          // A line of its own script may come too late for a shorter run: that is said, not dropped.
        ]).filter(({ message }) => !message.startsWith('is after the end of the run')),
      ).toEqual([]);
  },
);

test('a side without a database gets that of the base, whose routes may ask it', () => {
  const base = { database: { server: 'mysql', max_connections: 7 } };
  const side = underTraffic(base, { database: 'none', hosts: { web: { cores: 8 } } });
  expect(side.database).toEqual(base.database);
  expect(
    problemsOf([
      { title: 'a', source: { scenario: base } },
      { title: 'b', source: { scenario: side } },
    ]),
  ).toEqual([]);
  // Who has one of his own keeps it, and where nobody asks none is given.
  expect(underTraffic(base, { database: 'sqlite' }).database).toBe('sqlite');
  expect(underTraffic({ database: 'none' }, { database: 'none' }).database).toBe('none');
});

test('a title that is taken gets a number', () => {
  const sides = ['sync', 'sync 2'].map((title) => ({ title, source: { measured: title } }));
  expect(freeTitle('sync', sides)).toBe('sync 3');
  expect(freeTitle('asgi', sides)).toBe('asgi');
});

function inLockstep(runs: readonly Run[]): { player: Player; players: readonly Player[] } {
  const merged = mergedPlayable(runs);
  const player = createPlayer({ now: () => 0, requestFrame: () => 0, cancelFrame: () => {} });
  player.load(merged.steps);
  return { player, players: lockstep(player, merged, runs) };
}

test('a step forward takes each side to its own next event of that moment, and back again', () => {
  const runs = [runOf(SLOW), runOf({ ...SLOW, front: 'none' })];
  const { player, players } = inLockstep(runs);
  const seen: (readonly number[])[] = [];
  for (let step = 0; step < 60; step++) {
    player.stepForward();
    const at = players.map((each) => each.get());
    at.forEach(({ eventIndex, atUs }, side) => {
      expect(atUs).toBe(player.get().atUs);
      expect(runs[side]?.at(eventIndex)).toBeLessThanOrEqual(atUs);
    });
    seen.push(at.map(({ eventIndex }) => eventIndex));
  }
  for (let step = 59; step > 0; step--) {
    player.stepBack();
    expect(players.map((each) => each.get().eventIndex)).toEqual(seen[step - 1]);
  }
});

test('a side whose run is over stands at its end while others go on', () => {
  const runs = [runOf({ ...SLOW, duration: '2s' }), runOf(SLOW)];
  const { player, players } = inLockstep(runs);
  player.seek(5_000_000);
  expect(players.map((each) => each.get().atUs)).toEqual([2_000_000, 5_000_000]);
  expect(players[0]?.get().eventIndex).toBe((runs[0]?.length ?? 0) - 1);
});

test('what is pointed at in one side is pointed at in all, by each one’s own number', () => {
  const closed = {
    ...SLOW,
    clients: [
      { name: 'regulars', asks: 'home', arrivals: { count: 4, think: '30ms', requestsEach: 500 } },
    ],
  };
  const runs = [
    runOf({ ...closed, app: { workers: 1 } }),
    runOf({ ...closed, app: { workers: 8 } }),
  ];
  const { players } = inLockstep(runs);
  const [a, b] = runs as [Run, Run];
  const { pairs, onlyB } = pairRequests(a, b);
  const moved = pairs.find((pair) => pair.a !== pair.b) as (typeof pairs)[number];
  const told: (number | null)[] = [];
  players[1]?.pointer.subscribe(({ request }) => told.push(request));
  players[0]?.pointer.point({ request: moved.a, worker: 0 });
  expect(told).toEqual([counterpart(a, b, moved.a)]);
  // Workers of different deployments are not the same worker.
  expect(players[1]?.pointer.get()).toEqual({ request: moved.b, worker: null });
  players[1]?.pointer.point({ request: onlyB[0] as number });
  expect(players[0]?.pointer.get().request).toBeNull();
  players[1]?.pointer.point({});
  expect(told.at(-1)).toBeNull();
});
