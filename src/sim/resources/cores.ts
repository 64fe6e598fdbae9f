import type { Actor, Cell } from '../kernel.ts';
import { MESSAGE } from '../messages.ts';
import type { EventQueue } from '../queue.ts';

/**
 * A process whose jobs share one interpreter lock (Python's GIL): all of them together get at most one core. Jobs of different lanes share
 * that core alike, as threads do; jobs of one lane run one after another, as greenlets and coroutines do, which are never preempted.
 */
export class CpuGroup {
  /** Lanes that have a job running; kept by {@link Cores}. */
  running = 0;
}

interface Job {
  readonly actor: Actor;
  readonly group: CpuGroup | null;
  readonly lane: number;
  /** Work left at `Cores.sinceUs`, in core-µs; kept only while anything is shared, and until it runs. */
  leftUs: number;
  /** When it was given its lane. */
  beganUs: number;
  /** When it ends; known only while it has a core to itself. */
  endsUs: number;
  /** Handle of its own completion, -1 while anything is shared. */
  slot: number;
}

/** Work that was taken off the cores with its process. */
export interface StoppedJob {
  readonly actor: Actor;
  readonly group: CpuGroup | null;
  readonly lane: number;
  readonly leftUs: number;
}

/**
 * The cores of one host under processor sharing. A runner is a job without a group, or a group with any number of jobs: while runners <=
 * cores each runs at full speed, beyond that all share alike. The job's actor is told `cpuDone`.
 * SIMPLIFIED: time slices are infinitely fine, both the kernel's and those of the interpreter lock (really 5 ms, and unfair: which thread
 * gets the lock is the kernel's choice), so threads of one process end later and closer together than measured; the last of them ends right.
 */
export class Cores {
  readonly name: string;
  readonly cores: number;
  private busyUs = 0;
  private readonly queue: EventQueue<Cell>;
  /** Those that run: of each lane at most one. */
  private readonly jobs: Job[] = [];
  /** Those whose lane is taken, first come first; of all groups. */
  private readonly waiting: Job[] = [];
  private runners = 0;
  /** Groups with more than one lane running. */
  private crowded = 0;
  private sinceUs = 0;
  /** More runners than cores, or a crowded group: nobody's end is fixed, one completion is pending for the job that is first in line. */
  private isShared = false;
  private sharedSlot = -1;
  /** Whose job ended last, and when. */
  private ended: Actor | null = null;
  private endedUs = -1;

  constructor(name: string, cores: number, queue: EventQueue<Cell>) {
    this.name = name;
    this.cores = cores;
    this.queue = queue;
  }

  /** Work done until now, in core-µs. */
  totalUs(): number {
    return this.busyUs + Math.min(this.runners, this.cores) * (this.queue.nowUs - this.sinceUs);
  }

  /**
   * Begins `workUs` core-µs of work for `actor`, which must not have a job here already. In a lane that is taken it waits its turn; but what
   * goes on in the very moment its last job ended has not given up its lane, and goes on before those that wait.
   */
  start(actor: Actor, workUs: number, group: CpuGroup | null = null, lane = 0): void {
    this.settle();
    const job: Job = {
      actor,
      group,
      lane,
      leftUs: workUs,
      beganUs: this.queue.nowUs,
      endsUs: 0,
      slot: -1,
    };
    if (group === null || group.running === 0) this.runners++;
    else {
      const taken = this.indexOfLane(group, lane);
      if (taken >= 0) {
        if (this.ended === actor && this.endedUs === this.queue.nowUs) this.goOn(job, taken);
        else this.waiting.push(job);
        return;
      }
      if (group.running === 1) this.crowded++;
    }
    if (group !== null) group.running++;
    this.jobs.push(job);
    if (this.isShared) this.schedule();
    else if (this.runners <= this.cores && this.crowded === 0) this.runAlone(job);
    else this.share();
  }

  /** Called when `cpuDone` has reached the actor. */
  finish(actor: Actor): void {
    this.settle();
    this.sharedSlot = -1;
    this.ended = actor;
    this.endedUs = this.queue.nowUs;
    this.drop(this.indexOf(actor));
  }

  /** Stops the work of a process that is killed, whether it runs or waits. */
  stop(actor: Actor): void {
    const index = this.indexOf(actor);
    if (index < 0) {
      const at = this.waiting.findIndex((job) => job.actor === actor);
      if (at >= 0) this.waiting.splice(at, 1);
      return;
    }
    this.settle();
    const { slot } = this.jobs[index];
    if (slot >= 0) this.queue.cancel(slot);
    this.drop(index);
  }

  /** Takes all work of a process that stands still off the cores: what runs first, then what waits for its lane. */
  suspend(actors: readonly Actor[]): StoppedJob[] {
    this.settle();
    const { waiting, jobs, queue } = this;
    const isOurs = (job: Job) => actors.includes(job.actor);
    const waits = waiting.filter(isOurs);
    for (const job of waits) waiting.splice(waiting.indexOf(job), 1);
    const runs = jobs.filter(isOurs);
    const stopped = [...runs, ...waits].map((job) => ({
      actor: job.actor,
      group: job.group,
      lane: job.lane,
      leftUs: job.slot < 0 ? job.leftUs : job.endsUs - queue.nowUs,
    }));
    for (const { actor } of runs) this.stop(actor);
    return stopped;
  }

  resume({ actor, group, lane, leftUs }: StoppedJob): void {
    this.start(actor, Math.max(0, leftUs), group, lane);
  }

  /** Since when whoever runs in a lane has not let go of it, Infinity where nobody does. */
  laneSinceUs(group: CpuGroup, lane: number): number {
    const index = this.indexOfLane(group, lane);
    return index < 0 ? Number.POSITIVE_INFINITY : this.jobs[index].beganUs;
  }

  /** Who runs in a lane, null where nobody does. */
  runningIn(group: CpuGroup, lane: number): Actor | null {
    const index = this.indexOfLane(group, lane);
    return index < 0 ? null : this.jobs[index].actor;
  }

  private indexOf(actor: Actor): number {
    const { jobs } = this;
    for (let i = 0; i < jobs.length; i++) if (jobs[i].actor === actor) return i;
    return -1;
  }

  private indexOfLane(group: CpuGroup, lane: number): number {
    if (group.running === 0) return -1;
    const { jobs } = this;
    for (let i = 0; i < jobs.length; i++)
      if (jobs[i].group === group && jobs[i].lane === lane) return i;
    return -1;
  }

  /** Puts `job` in the place of the one that has begun in its lane this very moment, which waits again, before all others. */
  private goOn(job: Job, index: number): void {
    const other = this.jobs[index];
    if (!this.isShared) {
      this.queue.cancel(other.slot);
      other.slot = -1;
    }
    this.waiting.unshift(other);
    this.replace(index, job);
  }

  private replace(index: number, job: Job): void {
    this.jobs[index] = job;
    job.beganUs = this.queue.nowUs;
    if (this.isShared) this.schedule();
    else this.runAlone(job);
  }

  /** Takes a running job out; the next of its lane takes its place, or the others get its share. */
  private drop(index: number): void {
    const { jobs, queue, waiting } = this;
    const { group, lane } = jobs[index];
    if (group === null) this.runners--;
    else {
      for (let i = 0; i < waiting.length; i++)
        if (waiting[i].group === group && waiting[i].lane === lane) {
          this.replace(index, waiting.splice(i, 1)[0]);
          return;
        }
      group.running--;
      if (group.running === 0) this.runners--;
      else if (group.running === 1) this.crowded--;
    }
    const last = jobs.pop() as Job;
    if (index < jobs.length) jobs[index] = last;
    if (!this.isShared) return;
    if (this.runners > this.cores || this.crowded > 0) this.schedule();
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
    job.slot = queue.push(job.endsUs, job.actor.cell, MESSAGE.cpuDone, 0);
  }

  /** The last job that came is one too many for everybody to have a core: takes back what was fixed for the others. */
  private share(): void {
    const { jobs, queue } = this;
    this.isShared = true;
    for (let i = 0; i < jobs.length - 1; i++) {
      jobs[i].leftUs = jobs[i].endsUs - queue.nowUs;
      queue.cancel(jobs[i].slot);
      jobs[i].slot = -1;
    }
    this.schedule();
  }

  /** Brings the books up to the present moment. */
  private settle(): void {
    const { nowUs } = this.queue;
    const passed = nowUs - this.sinceUs;
    if (passed === 0) return;
    this.sinceUs = nowUs;
    const { jobs, runners } = this;
    if (!this.isShared) {
      this.busyUs += runners * passed;
      return;
    }
    const busy = Math.min(runners, this.cores);
    this.busyUs += busy * passed;
    const each = (passed * busy) / runners;
    for (let i = 0; i < jobs.length; i++) {
      const { group } = jobs[i];
      jobs[i].leftUs -= group === null ? each : each / group.running;
    }
  }

  /** Puts the pending completion to the job that will end first. */
  private schedule(): void {
    const { jobs, queue, runners } = this;
    if (this.sharedSlot >= 0) queue.cancel(this.sharedSlot);
    let first = jobs[0];
    let firstUs = aloneUs(first);
    for (let i = 1; i < jobs.length; i++) {
      const ownUs = aloneUs(jobs[i]);
      if (ownUs < firstUs) {
        first = jobs[i];
        firstUs = ownUs;
      }
    }
    const inUs = Math.max(0, Math.ceil((firstUs * runners) / Math.min(runners, this.cores)));
    this.sharedSlot = queue.push(queue.nowUs + inUs, first.actor.cell, MESSAGE.cpuDone, 0);
  }
}

/** What a job would still take if its runner had a core to itself, µs. */
function aloneUs({ leftUs, group }: Job): number {
  return group === null ? leftUs : leftUs * group.running;
}
