import { requestTable } from '../../src/recording/requestTable.ts';
import { isProblems, parseScenario } from '../../src/scenario/parseScenario.ts';
import { simulate } from '../../src/sim/simulate.ts';

/*
 * Runs of what is random in the real programs. The tests hold their range or distribution against what was measured, and the page of
 * measured cases tells both.
 */

function rowsOf(written: object) {
  const scenario = parseScenario({
    duration: '60s',
    hosts: { lab: { cores: 2 }, db: { cores: 128 } },
    front: 'none',
    database: 'none',
    ...written,
  });
  if (isProblems(scenario)) throw new Error(`${scenario[0].at} ${scenario[0].message}`);
  return requestTable(simulate(scenario));
}

const every = (count: number, gapMs: number, arrival: object, fromMs = 0) =>
  Array.from({ length: count }, (_, i) => ({ at: `${fromMs + i * gapMs}ms`, ...arrival }));
const load = (arrivals: object[]) => [{ name: 'load', link: 'loopback', arrivals }];
const sleep = (ms: number) => ({
  name: 'sleep',
  path: '/sleep',
  cpu: '0s',
  wait: `${ms}ms`,
  response: '6B',
});
const seeds = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

const endsMs = (rows: ReturnType<typeof rowsOf>) =>
  rows.map((row) => (row.endUs ?? Number.NaN) / 1000);

/** From the request to the end of the connection, ms, sorted; measured with 20.1 and with 26.1. */
export const KILLED_AFTER_MS = {
  classic: [
    3008, 3009, 3017, 3036, 3051, 3414, 3485, 3498, 3507, 3546, 3563, 3563, 3583, 3695, 3700, 3706,
    3714, 3841, 3874, 3900, 3908, 3933, 3969, 3999,
  ],
  current: [
    3004, 3015, 3036, 3439, 3464, 3483, 3501, 3519, 3522, 3539, 3545, 3601, 3631, 3711, 3717, 3756,
    3841, 3906, 3923, 3924, 3966, 3971, 3975, 3989,
  ],
};

/** The same in 400 simulated runs, each with its own seed, ms, sorted. */
export function killedAfterMs(version: 'classic' | 'current'): number[] {
  return seeds(400)
    .map((seed) => {
      const [row] = rowsOf({
        seed,
        version,
        clients: load([{ at: '100ms', route: 'hang' }]),
        app: { server: 'gunicorn', workers: 1, timeout: '3s' },
        routes: [{ name: 'hang', path: '/hang', effect: 'hang' }],
      });
      return ((row.endUs ?? Number.NaN) - row.startUs) / 1000;
    })
    .sort((a, b) => a - b);
}

/** Kolmogorov and Smirnov: how far the shares of two samples lie apart at most, 0 to 1. */
export function apart(one: readonly number[], other: readonly number[]): number {
  const share = (sample: readonly number[], at: number) =>
    sample.filter((value) => value <= at).length / sample.length;
  return Math.max(...[...one, ...other].map((at) => Math.abs(share(one, at) - share(other, at))));
}

/** Twenty requests of 500 ms at once, one worker, a TCP backlog of 3. */
export function burst(front: unknown) {
  const rows = rowsOf({
    version: 'classic',
    clients: load(every(20, 2, { route: 'sleep' })),
    front,
    socket: { kind: 'tcp', backlog: 3 },
    app: { server: 'gunicorn', workers: 1 },
    routes: [sleep(500)],
  });
  return { rows, endsMs: endsMs(rows) };
}

/** Eight requests of 100 ms of work, four workers, two cores: when each ends, ms. */
export function sharedCoresEndsMs(): number[] {
  return endsMs(
    rowsOf({
      version: 'classic',
      clients: load(every(8, 2, { route: 'cpu' })),
      app: { server: 'gunicorn', workers: 4 },
      routes: [{ name: 'cpu', path: '/cpu', cpu: '100ms', response: '7B' }],
    }),
  );
}

/** Twelve workers at a database with three usable slots and CONN_MAX_AGE 60: per seed, served at first and failed of 20 later ones. */
export function slotsKept(): { servedAtFirst: number; failedLater: number }[] {
  return seeds(60).map((seed) => {
    const rows = rowsOf({
      seed,
      version: 'classic',
      clients: load([
        ...every(12, 20, { route: 'long' }),
        ...every(20, 50, { route: 'light' }, 2_000),
      ]),
      app: { server: 'gunicorn', workers: 12 },
      routes: [
        { name: 'long', path: '/long', cpu: '0s', queries: 1, query: '500ms', response: '6B' },
        { name: 'light', path: '/light', cpu: '0s', queries: 1, query: '5ms', response: '6B' },
      ],
      database: { host: 'db', max_connections: 6, CONN_MAX_AGE: '60s' },
    });
    return {
      servedAtFirst: rows.slice(0, 12).filter((row) => row.status === 200).length,
      failedLater: rows.slice(12).filter((row) => row.status === 500).length,
    };
  });
}
