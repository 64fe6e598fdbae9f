import { describe, expect, test } from 'vitest';
import { Dice } from '../scenario/randomScenario.ts';
import { asFluid, finishTimes, type Job, randomJobs } from './coresRun.ts';
import { arriving, DIRECT, inARow, ran } from './runs.ts';

describe('H1 processor sharing', () => {
  test.each<[string, number, Job[], (number | null)[]]>([
    ['one job runs alone', 2, [{ atUs: 5, workUs: 100 }], [105]],
    [
      'as many jobs as cores do not disturb one another',
      2,
      [
        { atUs: 0, workUs: 100 },
        { atUs: 30, workUs: 50 },
      ],
      [100, 80],
    ],
    [
      'three equal jobs on two cores run at two thirds',
      2,
      [0, 0, 0].map((atUs) => ({ atUs, workUs: 90 })),
      [135, 135, 135],
    ],
    [
      'eight jobs of 100 on two cores all end at 400',
      2,
      new Array(8).fill({ atUs: 0, workUs: 100 }),
      new Array(8).fill(400),
    ],
    // 20 alone, then shared: B needs 100 of time for its 50, A is left with 30.
    [
      'a job that comes later slows the first',
      1,
      [
        { atUs: 0, workUs: 100 },
        { atUs: 20, workUs: 50 },
      ],
      [150, 120],
    ],
    // Two cores: full speed until 10; three share until the short one has its 20 at 2/3 = 30 µs; then full speed again.
    [
      'shared, then full speed again',
      2,
      [
        { atUs: 0, workUs: 100 },
        { atUs: 0, workUs: 100 },
        { atUs: 10, workUs: 20 },
      ],
      [110, 110, 40],
    ],
    [
      'no work takes no time',
      1,
      [
        { atUs: 7, workUs: 0 },
        { atUs: 7, workUs: 10 },
      ],
      [7, 17],
    ],
    // Each has had 20 of its 100 when the other is killed.
    [
      'a killed job frees its share',
      1,
      [
        { atUs: 0, workUs: 100 },
        { atUs: 0, workUs: 100, stopUs: 40 },
      ],
      [120, null],
    ],
    [
      'a job killed while alone leaves nothing behind',
      2,
      [
        { atUs: 0, workUs: 100, stopUs: 40 },
        { atUs: 50, workUs: 10 },
      ],
      [null, 60],
    ],
  ])('%s', (_, cores, jobs, expected) => {
    expect(finishTimes(cores, jobs).doneUs).toEqual(expected);
  });

  test('work is neither lost nor made', () => {
    expect(finishTimes(2, new Array(8).fill({ atUs: 0, workUs: 100 })).busyUs).toBe(800);
    expect(
      finishTimes(3, [
        { atUs: 0, workUs: 40 },
        { atUs: 100, workUs: 60 },
      ]).busyUs,
    ).toBe(100);
  });

  test('agrees with a fluid simulation on random jobs, processes and kills (seeds 1 to 600)', () => {
    for (let seed = 1; seed <= 600; seed++) {
      const dice = new Dice(seed);
      const cores = dice.whole(1, 4);
      const jobs = randomJobs(dice, 0.2);
      const { doneUs } = finishTimes(cores, jobs);
      const fluid = asFluid(cores, jobs);
      jobs.forEach(({ stopUs = Number.POSITIVE_INFINITY }, i) => {
        // Completions are rounded up to whole microseconds: at most one for every job before it, times how many share a core.
        const near = jobs.length * 4 + 2;
        const [engine, exact] = [doneUs[i] as number | null, fluid[i] as number | null];
        if (engine !== null && exact !== null)
          expect(Math.abs(engine - exact), `seed ${seed}, job ${i}`).toBeLessThanOrEqual(near);
        else if (engine !== exact)
          expect(
            Math.abs((engine ?? exact ?? 0) - stopUs),
            `seed ${seed}, job ${i}`,
          ).toBeLessThanOrEqual(near);
      });
    }
  });
});

describe('H1 measured: 8 × 100 ms of CPU, 2 ms apart, on 2 cores', () => {
  const ends = (app: Record<string, unknown>) =>
    ran(DIRECT, {
      clients: [arriving('load', inARow(8, 2))],
      app,
      routes: [{ name: 'burn', cpu: '100ms', response: '6B' }],
    }).endsMs as number[];
  const last = (app: Record<string, unknown>) => Math.max(...ends(app));

  test('sync: one worker ends at 810 ms, four at 417 ms', () => {
    expect(last({ workers: 1 })).toBeGreaterThan(798);
    expect(last({ workers: 1 })).toBeLessThan(818);
    expect(last({ workers: 4 })).toBeGreaterThan(398);
    expect(last({ workers: 4 })).toBeLessThan(422);
  });

  test('gthread: eight threads of one process end at 815 ms, as one core would', () => {
    const app = { workers: 1, worker_class: 'gthread', threads: 8 };
    expect(last(app)).toBeGreaterThan(798);
    expect(last(app)).toBeLessThan(822);
  });

  test('gevent: greenlets take turns, each keeps the core until its answer is written', () => {
    const inOrder = ends({ workers: 1, worker_class: 'gevent' });
    inOrder.forEach((endMs, i) => {
      expect(endMs).toBeGreaterThan(100 * (i + 1));
      expect(endMs).toBeLessThan(102 * (i + 1));
    });
  });
});
