import { expect } from 'vitest';
import type { Actor, Cell } from '../../src/sim/kernel.ts';
import { MESSAGE } from '../../src/sim/messages.ts';
import { EventQueue } from '../../src/sim/queue.ts';
import { Cores, CpuGroup } from '../../src/sim/resources/cores.ts';
import type { Dice } from '../scenario/randomScenario.ts';

export interface Job {
  readonly atUs: number;
  readonly workUs: number;
  /** Killed at this moment, if it still runs. */
  readonly stopUs?: number;
  /** Number of its process, where that has an interpreter lock. */
  readonly group?: number;
  readonly lane?: number;
  /** Work that its actor goes on with once this is done: in the same moment, or after a pause. */
  readonly thenUs?: number;
  readonly pausesUs?: number;
}

export interface Outcome {
  /** When each job is done; null = stopped before. */
  readonly doneUs: (number | null)[];
  /** Jobs in the order they were done. */
  readonly order: number[];
  readonly busyUs: number;
}

const START = -1;
const STOP = -2;
const AGAIN = -3;

/** Runs jobs on so many cores and holds the books against what can be told from outside, event by event. */
export function finishTimes(count: number, jobs: readonly Job[]): Outcome {
  const queue = new EventQueue<Cell>();
  const cores = new Cores('box', count, queue);
  const groups = jobs.map(({ group }) => (group === undefined ? null : group));
  const locks = new Map<number, CpuGroup>();
  const lockOf = (group: number | null) => {
    if (group === null) return null;
    const lock = locks.get(group) ?? new CpuGroup();
    locks.set(group, lock);
    return lock;
  };
  const actors = jobs.map((_, index) => {
    const actor = { index, cell: {} };
    actor.cell = { me: actor };
    return actor as unknown as Actor & { readonly index: number };
  });
  const doneUs: (number | null)[] = jobs.map(() => null);
  const order: number[] = [];
  const goesOn = jobs.map(({ thenUs }) => thenUs !== undefined);
  const here = new Set<number>();
  jobs.forEach(({ atUs, stopUs }, index) => {
    queue.push(atUs, actors[index].cell, START, index);
    if (stopUs !== undefined) queue.push(stopUs, actors[index].cell, STOP, index);
  });
  let busyUs = 0;
  let atUs = 0;
  while (queue.length > 0) {
    const target = queue.take() as Cell;
    const runners = new Set([...here].map((index) => groups[index] ?? `job ${index}`)).size;
    busyUs += Math.min(runners, count) * (queue.nowUs - atUs);
    atUs = queue.nowUs;
    expect(cores.totalUs()).toBe(busyUs);
    const { index } = target.me as Actor & { readonly index: number };
    const actor = actors[index] as Actor;
    const { workUs, lane, thenUs, pausesUs } = jobs[index] as Job;
    const begin = (work: number) => {
      here.add(index);
      cores.start(actor, work, lockOf(groups[index] as number | null), lane);
    };
    if (queue.takenCode === START) begin(workUs);
    else if (queue.takenCode === AGAIN) begin(thenUs as number);
    else if (queue.takenCode === STOP) {
      cores.stop(actor);
      here.delete(index);
    } else {
      expect(queue.takenCode).toBe(MESSAGE.cpuDone);
      expect(here.has(index), `job ${index} is there to be done`).toBe(true);
      cores.finish(actor);
      here.delete(index);
      if (goesOn[index]) {
        goesOn[index] = false;
        if (pausesUs === undefined) begin(thenUs as number);
        else queue.push(queue.nowUs + pausesUs, actor.cell, AGAIN, 0);
        continue;
      }
      doneUs[index] = queue.nowUs;
      order.push(index);
    }
  }
  return { doneUs, order, busyUs: cores.totalUs() };
}

/** The same as a fluid that is never rounded: from one event to the next everybody who is first in a lane gets the share H1 says. */
export function asFluid(count: number, jobs: readonly Job[]): (number | null)[] {
  const left = jobs.map((job) => job.workUs);
  const done: (number | null)[] = jobs.map(() => null);
  const isOver = jobs.map(() => false);
  let at = 0;
  for (;;) {
    const here = jobs.flatMap((job, i) => (job.atUs <= at && !isOver[i] ? [i] : []));
    const laneOf = (i: number) => {
      const { group, lane = 0 } = jobs[i] as Job;
      return group === undefined ? `job ${i}` : `${group}/${lane}`;
    };
    const runnerOf = (i: number) => laneOf(i).split('/')[0] as string;
    here.sort((a, b) => (jobs[a] as Job).atUs - (jobs[b] as Job).atUs || a - b);
    const first = new Map<string, number>();
    for (const i of here) if (!first.has(laneOf(i))) first.set(laneOf(i), i);
    const heads = [...first.values()];
    const runners = new Set(heads.map(runnerOf)).size;
    const rate = (i: number) =>
      Math.min(1, count / runners) /
      heads.filter((other) => runnerOf(other) === runnerOf(i)).length;
    const nextUs = Math.min(
      ...heads.map((i) => at + (left[i] as number) / rate(i)),
      ...jobs.filter(({ atUs }) => atUs > at).map(({ atUs }) => atUs),
      ...here.map((i) => (jobs[i] as Job).stopUs ?? Number.POSITIVE_INFINITY),
    );
    if (nextUs === Number.POSITIVE_INFINITY) return done;
    for (const i of heads) left[i] = (left[i] as number) - rate(i) * (nextUs - at);
    at = nextUs;
    for (const i of heads)
      if ((left[i] as number) < 1e-6) {
        isOver[i] = true;
        done[i] = at;
      }
    for (const i of here) if (((jobs[i] as Job).stopUs ?? at + 1) <= at) isOver[i] = true;
  }
}

/** Jobs by chance, of processes with and without an interpreter lock. */
export function randomJobs(dice: Dice, kills: number): Job[] {
  const groups = dice.whole(0, 3);
  const lanes = dice.whole(1, 4);
  return Array.from({ length: dice.whole(1, 14) }, () => {
    const atUs = dice.whole(0, 800);
    const workUs = dice.whole(1, 400);
    return {
      atUs,
      workUs,
      ...(dice.chance(kills) ? { stopUs: atUs + dice.whole(1, 900) } : {}),
      ...(groups > 0 && dice.chance(0.7)
        ? { group: dice.whole(1, groups), lane: dice.whole(1, lanes) }
        : {}),
    };
  });
}
