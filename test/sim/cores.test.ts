import { describe, expect, test } from 'vitest';
import type { Actor } from '../../src/sim/kernel.ts';
import { MESSAGE } from '../../src/sim/messages.ts';
import { EventQueue } from '../../src/sim/queue.ts';
import { Cores } from '../../src/sim/resources/cores.ts';
import { Dice } from '../scenario/randomScenario.ts';
import { arriving, DIRECT, inARow, ran } from './runs.ts';

interface Job {
  readonly atUs: number;
  readonly workUs: number;
  /** Killed at this moment, if it still runs. */
  readonly stopUs?: number;
}

const START = -1;
const STOP = -2;

/** When each job is done on so many cores; null = stopped before. */
function finishTimes(
  count: number,
  jobs: readonly Job[],
): { doneUs: (number | null)[]; busyUs: number } {
  const queue = new EventQueue<Actor>();
  const cores = new Cores('box', count, queue);
  const actors = jobs.map((_, index) => ({ index, cores }) as unknown as Actor & { index: number });
  const doneUs: (number | null)[] = jobs.map(() => null);
  jobs.forEach(({ atUs, stopUs }, index) => {
    queue.push(atUs, actors[index] as Actor, START, index);
    if (stopUs !== undefined) queue.push(stopUs, actors[index] as Actor, STOP, index);
  });
  while (queue.length > 0) {
    queue.take();
    const actor = queue.takenTarget as Actor & { index: number };
    const job = jobs[actor.index] as Job;
    if (queue.takenCode === START) cores.start(actor, job.workUs);
    else if (queue.takenCode === STOP) cores.stop(actor);
    else {
      expect(queue.takenCode).toBe(MESSAGE.cpuDone);
      cores.finish(actor);
      doneUs[actor.index] = queue.nowUs;
    }
  }
  return { doneUs, busyUs: cores.totalUs() };
}

/** The same, tick by tick: in each tick every running job gets its equal share. */
function naively(count: number, jobs: readonly Job[], tickUs: number): (number | null)[] {
  const left = jobs.map((job) => job.workUs);
  const done: (number | null)[] = jobs.map(() => null);
  for (let at = 0; at < 20_000; at += tickUs) {
    const running = jobs.flatMap((job, i) =>
      job.atUs <= at && done[i] === null && !(job.stopUs !== undefined && job.stopUs <= at)
        ? [i]
        : [],
    );
    const share = Math.min(1, count / running.length) * tickUs;
    for (const i of running) {
      left[i] = (left[i] as number) - share;
      if ((left[i] as number) <= 1e-9) done[i] = at + tickUs;
    }
  }
  return done;
}

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

  test('agrees with a tick-by-tick simulation on random jobs and kills (seeds 1 to 60)', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const dice = new Dice(seed);
      const cores = dice.whole(1, 4);
      const jobs = Array.from({ length: dice.whole(1, 14) }, () => {
        const atUs = dice.whole(0, 800);
        const workUs = dice.whole(1, 400);
        return dice.chance(0.2)
          ? { atUs, workUs, stopUs: atUs + dice.whole(1, 900) }
          : { atUs, workUs };
      });
      const { doneUs } = finishTimes(cores, jobs);
      const naive = naively(cores, jobs, 0.25);
      jobs.forEach(({ stopUs = Number.POSITIVE_INFINITY }, i) => {
        const [engine, tick] = [doneUs[i] as number | null, naive[i] as number | null];
        // Completions are rounded up to whole microseconds: at most one for every job before it, and the tick.
        if (engine !== null && tick !== null)
          expect(Math.abs(engine - tick), `seed ${seed}, job ${i}`).toBeLessThanOrEqual(
            jobs.length + 2,
          );
        else if (engine !== tick)
          expect(
            Math.abs((engine ?? tick ?? 0) - stopUs),
            `seed ${seed}, job ${i}`,
          ).toBeLessThanOrEqual(jobs.length + 2);
      });
    }
  });

  test('measured: 8 × 100 ms of CPU on 2 cores end at 810 ms with one worker, 417 ms with four', () => {
    const last = (workers: number) => {
      const { endsMs } = ran(DIRECT, {
        clients: [arriving('load', inARow(8, 2))],
        app: { workers },
        routes: [{ name: 'burn', cpu: '100ms', response: '6B' }],
      });
      return Math.max(...(endsMs as number[]));
    };
    expect(last(1)).toBeGreaterThan(798);
    expect(last(1)).toBeLessThan(818);
    expect(last(4)).toBeGreaterThan(398);
    expect(last(4)).toBeLessThan(422);
  });
});
