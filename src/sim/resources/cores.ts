import type { Actor } from '../kernel.ts';
import { MESSAGE } from '../messages.ts';
import type { EventQueue } from '../queue.ts';

interface Job {
  readonly actor: Actor;
  /** Work left at `Cores.sinceUs`, in core-µs; kept only while the cores are shared. */
  leftUs: number;
  /** When it ends; known only while it has a core to itself. */
  endsUs: number;
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
  private busyUs = 0;
  private readonly queue: EventQueue<Actor>;
  private readonly jobs: Job[] = [];
  private sinceUs = 0;
  /** More jobs than cores: nobody's end is fixed, one completion is pending for the job that is first in line. */
  private isShared = false;
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
    const { jobs, queue } = this;
    const job: Job = { actor, leftUs: workUs, endsUs: 0, slot: -1 };
    jobs.push(job);
    if (jobs.length <= this.cores) this.runAlone(job);
    else {
      if (!this.isShared) {
        this.isShared = true;
        for (let i = 0; i < jobs.length - 1; i++) {
          jobs[i].leftUs = jobs[i].endsUs - queue.nowUs;
          queue.cancel(jobs[i].slot);
          jobs[i].slot = -1;
        }
      }
      this.schedule();
    }
  }

  /** Called when `cpuDone` has reached the actor. */
  finish(actor: Actor): void {
    this.settle();
    this.sharedSlot = -1;
    this.drop(this.indexOf(actor));
  }

  /** Stops the work of a process that is killed. */
  stop(actor: Actor): void {
    const index = this.indexOf(actor);
    if (index < 0) return;
    this.settle();
    const { slot } = this.jobs[index];
    if (slot >= 0) this.queue.cancel(slot);
    this.drop(index);
  }

  private indexOf(actor: Actor): number {
    const { jobs } = this;
    for (let i = 0; i < jobs.length; i++) if (jobs[i].actor === actor) return i;
    return -1;
  }

  private drop(index: number): void {
    const { jobs, queue } = this;
    const last = jobs.pop() as Job;
    if (index < jobs.length) jobs[index] = last;
    if (!this.isShared) return;
    if (jobs.length > this.cores) this.schedule();
    else {
      this.isShared = false;
      if (this.sharedSlot >= 0) queue.cancel(this.sharedSlot);
      this.sharedSlot = -1;
      for (let i = 0; i < jobs.length; i++) this.runAlone(jobs[i]);
    }
  }

  private runAlone(job: Job): void {
    const { queue } = this;
    job.endsUs = queue.nowUs + Math.max(0, Math.ceil(job.leftUs));
    job.slot = queue.push(job.endsUs, job.actor, MESSAGE.cpuDone, 0);
  }

  /** Brings the books up to the present moment. */
  private settle(): void {
    const { nowUs } = this.queue;
    const passed = nowUs - this.sinceUs;
    if (passed === 0) return;
    this.sinceUs = nowUs;
    const { jobs } = this;
    const running = jobs.length;
    if (!this.isShared) {
      this.busyUs += running * passed;
      return;
    }
    this.busyUs += this.cores * passed;
    const each = (passed * this.cores) / running;
    for (let i = 0; i < running; i++) jobs[i].leftUs -= each;
  }

  /** Puts the pending completion to the job that will end first. */
  private schedule(): void {
    const { jobs, queue } = this;
    if (this.sharedSlot >= 0) queue.cancel(this.sharedSlot);
    let first = jobs[0];
    for (let i = 1; i < jobs.length; i++) if (jobs[i].leftUs < first.leftUs) first = jobs[i];
    const inUs = Math.max(0, Math.ceil((first.leftUs * jobs.length) / this.cores));
    this.sharedSlot = queue.push(queue.nowUs + inUs, first.actor, MESSAGE.cpuDone, 0);
  }
}
