import { LOOP_TURN_US } from '../../../scenario/servers/gunicorn.ts';
import { STREAMS, uniform } from '../../chance.ts';
import { MESSAGE } from '../../messages.ts';
import type { Worker } from './worker.ts';
import { takeAll } from './workerDeeds.ts';

/** Lane of greenlets and coroutines, and of the loop that runs them. */
export const LOOP_LANE = 0;

/** A greenlet or a coroutine has not let go of the loop: nobody is accepted, nothing is read, no signal is seen. */
export function loopIsHeld(me: Worker): boolean {
  return (
    me.group !== null &&
    me.app.traits.loopRunsViews &&
    me.cores.runningIn(me.group, LOOP_LANE) !== null
  );
}

/** The loop has something to do as soon as it is let go of. */
export function queueInLoop(me: Worker): void {
  if (me.waitsForLoop) return;
  me.waitsForLoop = true;
  me.cores.start(me, 0, me.group, LOOP_LANE);
}

/** The loop's turn after the held one: it takes who waits at the socket. */
export function goOnInLoop(me: Worker): void {
  me.waitsForLoop = false;
  me.app.listener.forget(me);
  takeAll(me);
}

/** The loop's last turn until `untilUs`: it shows itself to the arbiter, looks for idle connections and whether it is to end. */
export function lastTurnUs(me: Worker, untilUs: number): number {
  return me.turnUs + Math.floor((untilUs - me.turnUs) / LOOP_TURN_US) * LOOP_TURN_US;
}

/** Its next turn from now on, where nothing else wakes it. */
export function nextTurnUs(me: Worker): number {
  const { nowUs } = me.world.queue;
  const passed = lastTurnUs(me, nowUs);
  return passed === nowUs && passed > me.turnUs ? nowUs : passed + LOOP_TURN_US;
}

/** A worker that runs already when the run begins is in the middle of a turn. */
export function ageTurn(me: Worker): void {
  const { seed } = me.world.scenario;
  me.turnUs = -Math.floor(uniform(seed, STREAMS.turn, me.index, 0) * LOOP_TURN_US);
}

/**
 * Something has woken the poller of a gthread worker: its next look without events is a second from now; connections that have been idle too
 * long are closed, and it sees whether it is to end.
 */
export function noteLoopEvent(me: Worker): void {
  const { world, app } = me;
  if (app.limits.tickUs === 0) return;
  const { nowUs } = world.queue;
  me.turnUs = nowUs;
  for (const kept of me.parked) {
    if (kept.idleSinceUs + app.limits.keepaliveUs > nowUs) break;
    world.kernel.send(kept.cell, MESSAGE.expire, 0);
  }
  if (me.isEnding && !me.isStopping) world.queue.push(nowUs, me.cell, MESSAGE.proceed, me.pid);
}
