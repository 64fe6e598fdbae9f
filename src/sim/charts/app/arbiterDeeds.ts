import { EVENT } from '../../../recording/vocabulary.ts';
import { STREAMS, uniform } from '../../chance.ts';
import { MESSAGE } from '../../messages.ts';
import type { World } from '../../world.ts';
import type { Arbiter } from './arbiter.ts';
import type { Worker } from './worker.ts';

/** One look at the heartbeats of all. */
export function checkHeartbeats(me: Arbiter): void {
  me.ticks++;
  if (me.timeoutUs === 0) return;
  for (const worker of me.app.workers) if (worker.isAlive) checkHeartbeat(me, worker);
}

/** A worker silent for longer than --timeout gets SIGABRT, and at the next look SIGKILL. */
function checkHeartbeat(me: Arbiter, worker: Worker): void {
  const { world, app } = me;
  const silentUs = world.queue.nowUs - worker.heartbeatUs;
  if (silentUs <= me.timeoutUs) return;
  if (worker.wasAborted) {
    world.kernel.send(worker.cell, MESSAGE.sigkill, 9);
    return;
  }
  worker.wasAborted = true;
  const slot = worker.slots.find((one) => one.isHeld);
  world.record(EVENT['worker/timedOut'], slot?.current?.request ?? -1, worker.index, silentUs);
  // The one thread of a sync worker gets it wherever it is; others in their loop.
  const isInSlot = slot !== undefined && !app.traits.acceptsInLoop;
  world.kernel.send((isInSlot ? slot : worker).cell, MESSAGE.sigabrt, 6);
}

/** A request that has taken too long ends its process: by SIGKILL, or with a while to finish. */
export function checkRequests(me: Arbiter): void {
  const { world, app } = me;
  for (const worker of app.workers) {
    if (!worker.isAlive || worker.isEnding) continue;
    const tookUs = requestTimeUs(me, worker);
    if (tookUs <= app.traits.requestLimitUs) continue;
    const slot = worker.slots.find((one) => one.isHeld);
    world.record(EVENT['worker/timedOut'], slot?.current?.request ?? -1, worker.index, tookUs);
    if (app.traits.requestLimitGraceUs > 0) world.kernel.send(worker.cell, MESSAGE.sigterm, 2);
    else world.kernel.send(worker.cell, MESSAGE.sigkill, 9);
  }
}

/** How long the longest request of a worker has taken, or all of them together in relation to its slots, by the server's own clock. */
function requestTimeUs({ world, app }: Arbiter, { slots }: Worker): number {
  const { requestLimitStepUs, requestLimitIsMean } = app.traits;
  const { nowUs } = world.queue;
  let sumUs = 0;
  let longestUs = 0;
  for (const { isHeld, heldSinceUs } of slots) {
    if (!isHeld) continue;
    sumUs += nowUs - heldSinceUs;
    longestUs = Math.max(
      longestUs,
      steps(world, nowUs, requestLimitStepUs) - steps(world, heldSinceUs, requestLimitStepUs),
    );
  }
  return requestLimitIsMean ? sumUs / slots.length : longestUs;
}

/** What a clock shows that counts in steps; where within a step a run begins is chance. */
function steps(world: World, atUs: number, stepUs: number): number {
  if (stepUs === 0) return atUs;
  const phaseUs = uniform(world.seed, STREAMS.masterClock, 0, 0) * stepUs;
  return Math.floor((atUs + phaseUs) / stepUs) * stepUs;
}

/** In the place of each that has died; where spares are counted, only as long as there are too few. */
export function replaceDead(me: Arbiter): void {
  const { app } = me;
  const { respawns, spareSlots } = app.traits;
  if (!respawns) return;
  for (let i = app.livingWorkers(); i < me.wanted; i++)
    if (app.idleSlots() < spareSlots) forkSomewhere(me);
}

/** Into the place of a worker that has ended. */
export function fork(me: Arbiter, place: Worker): void {
  me.world.kernel.send(place.cell, MESSAGE.fork, ++me.lastPid);
}

/** Into a place whose worker has ended, or a new one. */
export function forkSomewhere(me: Arbiter): void {
  fork(me, me.app.workers.find((worker) => worker.isGone) ?? me.world.addWorker(me.app));
}
