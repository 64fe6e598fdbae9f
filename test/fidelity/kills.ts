import { load, rowsOf, seeds } from './shortScenario.ts';

/** A request that hangs, and from its start to the end of its connection with --timeout 3, ms, sorted. */
export interface Kill {
  readonly name: string;
  readonly version: 'classic' | 'current';
  readonly what: string;
  readonly app: object;
  readonly route: object;
  readonly measuredMs: readonly number[];
  /** From when to when the rules let it die, in seconds after its request. */
  readonly from: number;
  readonly until: number;
}

const SYNC = {
  name: 'F_timeout-kill-phase_sync-w1_timeout3',
  what: 'a hung worker',
  app: {},
  route: { effect: 'hang' },
  from: 3,
  until: 4,
};
const HARD = {
  name: 'F_hanghard-timeout3_sync-w1_direct',
  what: 'a worker that blocks SIGABRT',
  app: {},
  route: { effect: 'hang-hard' },
  from: 4,
  until: 5,
};
// Its loop has shown itself to the arbiter up to a second before the request came.
const GEVENT = {
  name: 'F_cpuhang-timeout3_gevent-w1_direct',
  what: 'a gevent worker that computes',
  app: { worker_class: 'gevent' },
  route: { cpu: '6s' },
  from: 2,
  until: 4,
};
const ASGI = {
  name: 'F_cpuhang-timeout3_asgi-w1_async-view',
  what: 'an asgi worker that computes in an async view',
  app: { worker_class: 'asgi' },
  route: { cpu: '6s', async: true },
  from: 3,
  until: 5,
};

/** 24 trials each of the first two, three of the others. */
export const KILLS: readonly Kill[] = [
  {
    version: 'classic',
    ...SYNC,
    measuredMs: [
      3008, 3009, 3017, 3036, 3051, 3414, 3485, 3498, 3507, 3546, 3563, 3563, 3583, 3695, 3700,
      3706, 3714, 3841, 3874, 3900, 3908, 3933, 3969, 3999,
    ],
  },
  {
    version: 'current',
    ...SYNC,
    measuredMs: [
      3004, 3015, 3036, 3439, 3464, 3483, 3501, 3519, 3522, 3539, 3545, 3601, 3631, 3711, 3717,
      3756, 3841, 3906, 3923, 3924, 3966, 3971, 3975, 3989,
    ],
  },
  { version: 'classic', ...HARD, measuredMs: [4657, 4666, 4693] },
  { version: 'current', ...HARD, measuredMs: [4711, 4762, 4773] },
  { version: 'classic', ...GEVENT, measuredMs: [3265, 3373, 3382] },
  { version: 'current', ...GEVENT, measuredMs: [3207, 3238, 3298] },
  { version: 'current', ...ASGI, measuredMs: [3418, 4323, 4389] },
];

/** The same in simulated runs, each with its own seed, ms, sorted. */
export function killedAfterMs({ version, app, route }: Kill, runs: number): number[] {
  return seeds(runs)
    .map((seed) => {
      const [row] = rowsOf({
        seed,
        version,
        clients: load([{ at: '1.1s', route: 'hang' }]),
        app: { server: 'gunicorn', workers: 1, timeout: '3s', ...app },
        routes: [{ name: 'hang', path: '/hang', cpu: '0s', ...route }],
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
