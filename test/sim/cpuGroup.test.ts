import { describe, expect, test } from 'vitest';
import { Dice } from '../scenario/randomScenario.ts';
import { finishTimes, type Job, randomJobs } from './coresRun.ts';

const threads = (count: number, workUs: number): Job[] =>
  Array.from({ length: count }, (_, lane) => ({ atUs: 0, workUs, group: 1, lane }));
const greenlets = (count: number, workUs: number): Job[] =>
  Array.from({ length: count }, () => ({ atUs: 0, workUs, group: 1, lane: 0 }));

describe('H2 processes with one interpreter lock', () => {
  test.each<[string, number, Job[], (number | null)[]]>([
    ['threads share one core, however many there are', 4, threads(4, 100), [400, 400, 400, 400]],
    ['greenlets take turns', 4, greenlets(4, 100), [100, 200, 300, 400]],
    [
      'two processes have a core each',
      2,
      [...threads(2, 100), { atUs: 0, workUs: 100, group: 2 }, { atUs: 0, workUs: 50, group: 2 }],
      [200, 200, 100, 150],
    ],
    // 300 of work on one core: the lone job gets half of it, not a quarter.
    [
      'a process counts once, however many threads it has',
      1,
      [...threads(3, 100), { atUs: 0, workUs: 100 }],
      [400, 400, 400, 200],
    ],
    [
      'a lone thread does not slow the jobs on other cores',
      2,
      [
        { atUs: 0, workUs: 100, group: 1 },
        { atUs: 0, workUs: 70 },
      ],
      [100, 70],
    ],
    // B has had 20 of its 50 at 60, when A's coroutine is done; the next coroutine shares with it in turn until 120.
    [
      'the next of a lane takes over its share',
      1,
      [
        { atUs: 0, workUs: 40, group: 1, lane: 0 },
        { atUs: 0, workUs: 40, group: 1, lane: 0 },
        { atUs: 20, workUs: 50, group: 1, lane: 1 },
      ],
      [60, 130, 120],
    ],
    [
      'a killed thread frees its share of the process, a killed process its share of the host',
      1,
      [
        { atUs: 0, workUs: 100, group: 1, lane: 0 },
        { atUs: 0, workUs: 100, group: 1, lane: 1, stopUs: 40 },
        { atUs: 0, workUs: 100, group: 2, stopUs: 80 },
      ],
      // 10 by 40, half a core until 80, all of it then.
      [150, null, null],
    ],
    [
      'a greenlet killed while it waits leaves its turn to the next, one that runs frees the lane',
      2,
      [
        { atUs: 0, workUs: 100, group: 1, stopUs: 30 },
        { atUs: 0, workUs: 100, group: 1, stopUs: 20 },
        { atUs: 0, workUs: 100, group: 1 },
      ],
      [null, null, 130],
    ],
    [
      'what goes on at once keeps its turn',
      2,
      [
        { atUs: 0, workUs: 10, thenUs: 90, group: 1 },
        { atUs: 1, workUs: 10, thenUs: 90, group: 1 },
        { atUs: 2, workUs: 10, thenUs: 90, group: 1 },
      ],
      [100, 200, 300],
    ],
    [
      'and keeps it where cores are shared',
      1,
      [
        { atUs: 0, workUs: 10, thenUs: 90, group: 1 },
        { atUs: 0, workUs: 10, thenUs: 90, group: 1 },
        { atUs: 0, workUs: 200 },
      ],
      [200, 400, 400],
    ],
    [
      'who comes back later waits behind those who have waited',
      1,
      [
        { atUs: 0, workUs: 10, pausesUs: 5, thenUs: 20, group: 1 },
        { atUs: 1, workUs: 50, group: 1 },
        { atUs: 2, workUs: 10, group: 1 },
      ],
      [90, 60, 70],
    ],
    [
      'even in the moment in which another has ended',
      1,
      [
        { atUs: 0, workUs: 5, pausesUs: 5, thenUs: 10, group: 1 },
        { atUs: 1, workUs: 5, group: 1 },
        { atUs: 2, workUs: 20, group: 1 },
      ],
      [40, 10, 30],
    ],
    // The lone job has had 8 by 30, when the first is done, and 5 more by 40, when the second is killed; then the core is its own.
    [
      'a greenlet that was set back can be killed like any other',
      1,
      [
        { atUs: 0, workUs: 10, thenUs: 12, group: 1 },
        { atUs: 1, workUs: 10, group: 1, stopUs: 40 },
        { atUs: 14, workUs: 100 },
      ],
      [30, null, 127],
    ],
  ])('%s', (_, cores, jobs, expected) => {
    expect(finishTimes(cores, jobs).doneUs).toEqual(expected);
  });

  test('first come, first served within a lane; work is conserved (seeds 1001 to 1300)', () => {
    for (let seed = 1001; seed <= 1300; seed++) {
      const dice = new Dice(seed);
      const cores = dice.whole(1, 4);
      const jobs = randomJobs(dice, 0);
      const { order, busyUs } = finishTimes(cores, jobs);
      expect(order.length, `seed ${seed}`).toBe(jobs.length);
      const lanes = new Map<string, number[]>();
      for (const i of order) {
        const { group, lane } = jobs[i] as Job;
        const name = `${group}/${lane}`;
        if (group !== undefined) lanes.set(name, [...(lanes.get(name) ?? []), i]);
      }
      for (const [lane, done] of lanes) {
        const came = [...done].sort(
          (a, b) => (jobs[a] as Job).atUs - (jobs[b] as Job).atUs || a - b,
        );
        expect(done, `seed ${seed}, lane ${lane}`).toEqual(came);
      }
      const workUs = jobs.reduce((sum, job) => sum + job.workUs, 0);
      expect(busyUs, `seed ${seed}`).toBeGreaterThanOrEqual(workUs);
      // Rounded up at each completion, on every core at most.
      expect(busyUs, `seed ${seed}`).toBeLessThanOrEqual(workUs + cores * jobs.length);
    }
  });

  test('lanes of a process have equal shares, and processes too (seeds 2001 to 2100)', () => {
    for (let seed = 2001; seed <= 2100; seed++) {
      const dice = new Dice(seed);
      const cores = dice.whole(1, 4);
      const workUs = dice.whole(100, 10_000);
      const sizes = Array.from({ length: dice.whole(1, 6) }, () => dice.whole(1, 5));
      // Each process has the same to do, in threads of equal parts: all end at once, as late as the cores make them.
      const jobs = sizes.flatMap((size, group) =>
        Array.from({ length: size }, (_, lane) => ({
          atUs: 0,
          workUs: workUs * (60 / size),
          group,
          lane,
        })),
      );
      const endUs = 60 * workUs * Math.max(1, sizes.length / cores);
      for (const doneUs of finishTimes(cores, jobs).doneUs)
        expect(Math.abs((doneUs as number) - endUs), `seed ${seed}`).toBeLessThanOrEqual(
          jobs.length,
        );
    }
  });

  test('a kill makes nobody later (seeds 3001 to 3300)', () => {
    for (let seed = 3001; seed <= 3300; seed++) {
      const dice = new Dice(seed);
      const cores = dice.whole(1, 3);
      const jobs = randomJobs(dice, 0);
      const victim = dice.whole(0, jobs.length - 1);
      const stopUs = (jobs[victim] as Job).atUs + dice.whole(1, 300);
      const { doneUs } = finishTimes(cores, jobs);
      const after = finishTimes(
        cores,
        jobs.map((job, i) => (i === victim ? { ...job, stopUs } : job)),
      );
      doneUs.forEach((without, i) => {
        if (i === victim) return;
        expect(after.doneUs[i] as number, `seed ${seed}, job ${i}`).toBeLessThanOrEqual(
          (without as number) + jobs.length * 4,
        );
      });
    }
  });
});
