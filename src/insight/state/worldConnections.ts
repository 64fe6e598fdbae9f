import { type EventName, NONE } from '../../recording/vocabulary.ts';
import type { Run } from '../shapes.ts';
import type { Belonging } from './world.ts';
import type { ProcessFold, World } from './worldFolds.ts';
import { freeSlot, leaveProcessQueue, turn } from './worldWorkers.ts';

/** What an event does to connections: in a process's own queue, with its poller, kept by nginx, in nginx's pool. */
export function stepConnection(
  world: World,
  run: Run,
  i: number,
  name: EventName,
  of: Belonging,
): void {
  const at = run.at(i);
  const request = run.request(i);
  const actor = run.actor(i);
  switch (name) {
    case 'connection/pooled': {
      const fold = world.processes[actor];
      if (!fold) return;
      leaveProcessQueue(fold, request);
      fold.pooled.push(request);
      return;
    }
    case 'connection/parked': {
      const fold = world.processes[actor];
      if (!fold) return;
      for (const w of world.workers)
        if (w.process === actor && w.request === request) {
          freeSlot(world, w);
          turn(w, w.stopping ? 'stopping' : 'idle', at);
        }
      leaveProcessQueue(fold, request);
      fold.parked.push(request);
      return;
    }
    case 'connection/kept':
      idleAt(world, of, request, 1);
      return;
    case 'stream/opened':
    case 'connection/reused': {
      const before = of.clients.before.get(request);
      // One whose end is on its way was counted out already.
      if (before !== undefined && of.clients.untilOf.get(before) === i)
        idleAt(world, of, before, -1);
      return;
    }
    case 'connection/expired':
    case 'connection/closed':
      if (of.clients.untilOf.get(request) === i) idleAt(world, of, request, -1);
      for (const fold of world.processes) leaveProcessQueue(fold, request);
      return;
    case 'upstream/kept':
    case 'upstream/expired': {
      const instance = world.instances[Math.max(0, actor)];
      if (instance) instance.pool = run.arg(i);
      if (request === NONE) return;
      if (name === 'upstream/kept') idleIn(processOf(world, of, request), 1);
      else if (of.upstream.untilOf.get(request) === i) idleIn(processOf(world, of, request), -1);
      return;
    }
    case 'upstream/reused': {
      const instance = world.instances[Math.max(0, actor)];
      if (instance) instance.pool = Math.max(0, instance.pool - 1);
      const before = of.upstream.before.get(request);
      if (before !== undefined) idleIn(processOf(world, of, before), -1);
      return;
    }
    case 'upstream/down': {
      const instance = world.instances[Math.max(0, actor)];
      if (instance) instance.downUntilUs = at + run.arg(i);
      return;
    }
  }
}

/** A client's idle connection is held by nginx, or without it by the process that served it last. */
function idleAt(world: World, of: Belonging, request: number, change: number): void {
  const front = world.fronts[of.fronts[request] ?? 0];
  if (front) front.kept = Math.max(0, front.kept + change);
  else idleIn(processOf(world, of, request), change);
}

function idleIn(fold: ProcessFold | undefined, change: number): void {
  if (fold && fold.state !== 'dead') fold.idle = Math.max(0, fold.idle + change);
}

function processOf(world: World, of: Belonging, request: number): ProcessFold | undefined {
  const slot = of.worker[request] as number;
  const w = slot === NONE ? undefined : world.workers[slot];
  return w && world.processes[w.process];
}
