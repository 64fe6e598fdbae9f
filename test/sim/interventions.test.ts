import { describe, expect, test } from 'vitest';
import { startSimulation } from '../../src/sim/simulate.ts';
import {
  arriving,
  BEHIND_NGINX,
  DIRECT,
  inARow,
  ran,
  scenarioOf,
  tally,
  type Written,
} from './runs.ts';

const routes = [
  { name: 'view', path: '/', cpu: '0s', wait: '300ms', response: '6B' },
  { name: 'list', path: '/list', cpu: '0s', queries: 1, query: '1ms', response: '6B' },
];
const load = (over: Written = {}): Written => ({
  duration: '20s',
  clients: [arriving('load', inARow(12, 5))],
  app: { workers: 1, boot: '110ms' },
  database: {},
  routes,
  ...over,
});

describe('G7 TTIN and TTOU', () => {
  test('measured: TTIN at 1 s adds a worker that serves at 1111 ms; twelve requests end by 2412 ms', () => {
    const { rows, endsMs } = ran(DIRECT, load({ script: [{ at: '1s', 'add-worker': true }] }));
    const second = rows.filter((row) => row.worker === 1).map((row) => row.viewStartUs ?? 0);
    expect(Math.abs(Math.min(...second) / 1000 - 1_111)).toBeLessThan(3);
    expect(Math.abs((endsMs[11] ?? 0) - 2_412)).toBeLessThan(15);
  });

  test('TTOU lets the oldest worker finish its request, then go', () => {
    const { rows, of } = ran(
      DIRECT,
      load({ app: { workers: 2 }, script: [{ at: '100ms', 'remove-worker': true }] }),
    );
    expect(tally(rows.map((row) => row.status))).toEqual({ 200: 12 });
    const [stopping] = of('worker/stopping');
    const [exited] = of('worker/exited');
    expect([stopping?.actor, stopping?.arg, exited?.actor, exited?.arg]).toEqual([0, 15, 0, 0]);
    // The interpreter takes 55 ms to end.
    expect(exited?.at).toBe((of('worker/released', stopping?.request)[0]?.at ?? 0) + 55_000);
    expect(of('worker/forked').length).toBe(2);
    for (const row of rows) if ((row.acceptedUs ?? 0) > 400_000) expect(row.worker).toBe(1);
  });

  test('an idle worker goes at once; the last one stays', () => {
    const { of, rows } = ran(
      DIRECT,
      load({
        clients: [arriving('late', [{ at: '5s' }])],
        app: { workers: 3 },
        script: [1, 2, 3, 4].map((s) => ({ at: `${s}s`, 'remove-worker': true })),
      }),
    );
    expect(of('worker/exited').map((event) => [event.at, event.actor])).toEqual([
      [1_055_000, 0],
      [2_055_000, 1],
    ]);
    expect(rows[0]?.worker).toBe(2);
  });

  test('removed while booting, killed while stopping: the pool keeps the number it was told', () => {
    const scenario = scenarioOf({
      ...DIRECT,
      ...load({
        clients: [arriving('load', inARow(40, 50))],
        app: { workers: 3, boot: '500ms' },
        script: [
          { at: '200ms', 'kill-worker': 1 },
          { at: '300ms', 'remove-worker': true },
          { at: '310ms', 'kill-worker': 2 },
          { at: '320ms', 'add-worker': true },
          { at: '330ms', 'remove-worker': true },
          { at: '340ms', 'kill-worker': 3 },
        ],
      }),
    });
    const simulation = startSimulation(scenario);
    simulation.runUntil(scenario.durationUs);
    const { world } = simulation;
    expect(world.apps[0].arbiter.wanted).toBe(2);
    expect(world.apps[0].livingWorkers()).toBe(2);
    expect(world.answered + world.failed).toBe(40);
  });
});

describe('what the script does', () => {
  test('a burst is that many clients of that population, asking for that route at that moment', () => {
    const { rows, recording } = ran(
      DIRECT,
      load({
        script: [{ at: '2s', burst: { clients: 'load', route: 'list', count: 7 } }],
      }),
    );
    const extra = rows.filter((row) => row.startUs === 2_000_000);
    expect(extra.length).toBe(7);
    for (const row of extra)
      expect(recording.seed(row.id)).toMatchObject({ population: 0, route: 1, arrival: -1 });
  });

  test('a burst of 20,000 on a closed loop', () => {
    const { rows } = ran(
      DIRECT,
      load({
        duration: '4s',
        hosts: { lab: { cores: 64 } },
        clients: [arriving('loop', [], { arrivals: { count: 1, requestsEach: 2, think: '10ms' } })],
        app: { workers: 60 },
        socket: { backlog: 65_000 },
        routes: [{ name: 'view', cpu: '0s' }],
        script: [{ at: '10ms', burst: { count: 20_000 } }],
      }),
    );
    expect(rows.length).toBeGreaterThan(20_000);
  });

  test('abort-client ends that request at that moment, and only that one', () => {
    const { rows } = ran(DIRECT, load({ script: [{ at: '50ms', 'abort-client': 1 }] }));
    expect([rows[0]?.outcome, rows[0]?.endUs]).toEqual(['abandoned', 50_000]);
    expect(tally(rows.map((row) => row.outcome))).toEqual({ abandoned: 1, answered: 11 });
  });

  test('abort-client of a request that is over, or has not begun, does nothing', () => {
    const { rows } = ran(
      DIRECT,
      load({
        script: [
          { at: '5s', 'abort-client': 1 },
          { at: '0s', 'abort-client': 12 },
          { at: '6s', 'abort-client': 500 },
        ],
      }),
    );
    expect(tally(rows.map((row) => row.outcome))).toEqual({ answered: 12 });
  });

  const asking = (over: Written): Written =>
    load({
      database: { connect: '5ms' },
      clients: [arriving('list', inARow(100, 100), { asks: 'list' })],
      ...over,
    });

  test('while the database is away every query fails, then none', () => {
    const { rows, of } = ran(
      BEHIND_NGINX,
      asking({ script: [{ at: '2.05s', 'restart-database': '1s' }] }),
    );
    for (const row of rows)
      expect(row.status, `request at ${row.startUs} µs`).toBe(
        row.startUs > 2_050_000 && row.startUs < 3_050_000 ? 500 : 200,
      );
    expect(of('database/stopped').length).toBe(1);
    expect(of('database/started')[0]?.at).toBe(3_050_000);
  });

  test('two restarts that overlap: away until the later end', () => {
    const { rows } = ran(
      DIRECT,
      asking({
        script: [
          { at: '1s', 'restart-database': '2s' },
          { at: '2s', 'restart-database': '5s' },
        ],
      }),
    );
    for (const row of rows)
      if (row.startUs > 3_000_000 && row.startUs < 7_000_000) expect(row.status).toBe(500);
  });

  test('a slow database takes that many times as long, and only for that long', () => {
    const { rows } = ran(
      DIRECT,
      asking({ script: [{ at: '2.05s', 'slow-database': { factor: 20, for: '1s' } }] }),
    );
    const heldMs = (r: number) => ((rows[r]?.viewEndUs ?? 0) - (rows[r]?.viewStartUs ?? 0)) / 1000;
    expect(heldMs(25) - heldMs(10)).toBeCloseTo(19, 1);
    expect(heldMs(40)).toBe(heldMs(10));
  });

  test('two slow spells that overlap: slow until the later end', () => {
    const { rows } = ran(
      DIRECT,
      asking({
        script: [
          { at: '1s', 'slow-database': { factor: 20, for: '2s' } },
          { at: '2s', 'slow-database': { factor: 20, for: '5s' } },
        ],
      }),
    );
    const row = rows[50];
    expect((row?.viewEndUs ?? 0) - (row?.viewStartUs ?? 0)).toBeGreaterThan(20_000);
  });
});
