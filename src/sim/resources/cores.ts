import type { Actor } from '../kernel.ts';
import { MESSAGE } from '../messages.ts';
import type { EventQueue } from '../queue.ts';

interface Job {
  readonly actor: Actor;
  /** Work left at `Cores.sinceUs`, in core-µs. */
  leftUs: number;
  /** Handle of its own completion, -1 while the cores are shared. */
  slot: number;
}

/**
 * The cores of one host under processor sharing: while jobs <= cores each runs at full speed, beyond that all share alike.
 * The job's actor is told `cpuDone`.
 * SIMPLIFIED: the kernel's time slices are infinitely fine; a program's threads and its GIL are not told apart yet.
 */
export class Cores {
  readonly name: string;
  readonly cores: number;
  busyUs = 0;
  private readonly queue: EventQueue<Actor>;
  private readonly jobs: Job[] = [];
  private sinceUs = 0;
  /** The one completion pending while the cores are shared, -1 = none. */
  private sharedSlot = -1;

  constructor(name: string, cores: number, queue: EventQueue<Actor>) {
    this.name = name;
    this.cores = cores;
    this.queue = queue;
  }

  /** Work done until now, in core-µs. */
  totalUs(): number {
    return this.busyUs + Math.min(this.jobs.length, this.cores) * (this.queue.nowUs - this.sinceUs);
  }

  /** Begins `workUs` core-µs of work for `actor`, which must not have a job here already. */
  start(actor: Actor, workUs: number): void {
    this.settle();
    const job: Job = { actor, leftUs: workUs, slot: -1 };
    this.jobs.push(job);
    if (this.jobs.length <= this.cores)
      job.slot = this.queue.push(this.queue.nowUs + Math.ceil(workUs), actor, MESSAGE.cpuDone, 0);
    else this.share();
  }

  /** Called when `cpuDone` has reached the actor. */
  finish(actor: Actor): void {
    this.settle();
    const index = this.jobs.findIndex((job) => job.actor === actor);
    if (this.jobs[index].slot < 0) this.sharedSlot = -1;
    this.drop(index);
  }

  /** Stops the work of a process that is killed. */
  stop(actor: Actor): void {
    const index = this.jobs.findIndex((job) => job.actor === actor);
    if (index < 0) return;
    this.settle();
    const { slot } = this.jobs[index];
    if (slot >= 0) this.queue.cancel(slot);
    this.drop(index);
  }

  private drop(index: number): void {
    const last = this.jobs.pop() as Job;
    if (index < this.jobs.length) this.jobs[index] = last;
    if (this.jobs.length >= this.cores) this.share();
  }

  /** Brings the work left up to the present moment. */
  private settle(): void {
    const { nowUs } = this.queue;
    const passed = nowUs - this.sinceUs;
    if (passed === 0) return;
    const running = this.jobs.length;
    const each = running <= this.cores ? passed : (passed * this.cores) / running;
    for (let i = 0; i < running; i++) this.jobs[i].leftUs -= each;
    this.busyUs += Math.min(running, this.cores) * passed;
    this.sinceUs = nowUs;
  }

  /** Reschedules completions after the number of jobs has changed at or beyond the number of cores. */
  private share(): void {
    const { jobs, queue } = this;
    if (this.sharedSlot >= 0) queue.cancel(this.sharedSlot);
    this.sharedSlot = -1;
    if (jobs.length <= this.cores) {
      for (const job of jobs)
        if (job.slot < 0)
          job.slot = queue.push(
            queue.nowUs + Math.max(0, Math.ceil(job.leftUs)),
            job.actor,
            MESSAGE.cpuDone,
            0,
          );
      return;
    }
    let first = jobs[0];
    for (const job of jobs) {
      if (job.slot >= 0) queue.cancel(job.slot);
      job.slot = -1;
      if (job.leftUs < first.leftUs) first = job;
    }
    this.sharedSlot = queue.push(
      queue.nowUs + Math.max(0, Math.ceil((first.leftUs * jobs.length) / this.cores)),
      first.actor,
      MESSAGE.cpuDone,
      0,
    );
  }
}
