import { EVENT } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import type { HostMemory } from '../../resources/memory.ts';
import type { Worker } from './worker.ts';

const memoryOf = ({ world, app }: Worker): HostMemory<Worker> => world.memories[app.host];

/** A worker process needs memory. Where the host has none left the kernel kills the process that has most, at once but not within this step. */
export function takeMemory(worker: Worker, bytes: number): void {
  const { world, app } = worker;
  const memory = memoryOf(worker);
  memory.take(worker, bytes);
  if (!memory.isExceeded) return;
  world.record(EVENT['memory/exhausted'], -1, app.host, memory.usedBytes);
  const victim = memory.largest() as Worker;
  // Sentenced: what it holds is as good as free, so that one want of memory ends one process.
  memory.release(victim);
  world.queue.push(world.queue.nowUs, victim.cell, MESSAGE.sigkill, 9);
}

/** What a request needed is free again. */
export function giveMemory(worker: Worker, bytes: number): void {
  memoryOf(worker).give(worker, bytes);
}

/** The process is gone, and all of its memory free. */
export function freeMemory(worker: Worker): void {
  memoryOf(worker).release(worker);
}
