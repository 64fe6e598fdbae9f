import { EVENT } from '../../recording/vocabulary.ts';
import { hostOf } from '../../scenario/servers/hosts.ts';
import { hostMemory } from '../scene/hostMemory.ts';
import type { Run } from '../shapes.ts';
import { runIndex } from '../state/runIndex.ts';
import { newWorld, step } from '../state/world.ts';

/** The most memory that the app server's processes needed at once. */
export interface MemoryPeak {
  readonly bytes: number;
  /** False: their host has no limit, so what requests need is not counted: processes × memory of one. */
  readonly isCounted: boolean;
}

const CHANGES: ReadonlySet<number> = new Set([
  EVENT['worker/forked'],
  EVENT['worker/accepted'],
  EVENT['connection/pooled'],
]);

/** Reads the run once from start to end. */
export function memoryPeak(run: Run): MemoryPeak {
  const { app, hosts } = run.scenario;
  const isCounted = (hosts[hostOf(app)]?.memoryBytes ?? Infinity) < Infinity;
  const world = newWorld(run);
  const index = runIndex(run);
  let bytes = 0;
  for (let i = 0; i < run.length; i++) {
    step(world, run, i, index);
    if (!CHANGES.has(run.type(i))) continue;
    const alive = world.processes.filter(({ state }) => state !== 'dead').length;
    const nowBytes = hostMemory(run, world)?.usedBytes ?? alive * app.memoryBytes;
    if (nowBytes > bytes) bytes = nowBytes;
  }
  return { bytes, isCounted };
}
