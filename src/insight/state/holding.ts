import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { WorkerState } from '../scene/scene.ts';
import type { Run } from '../shapes.ts';
import { circumstances } from './circumstances.ts';
import { SLOW_US } from './transfer.ts';

/** A head that takes longer than this beyond two round trips is the client's doing. */
const PATIENCE_US = 10_000;

/** From when on a worker that still reads is waiting for its client rather than for the wire. */
export function readingGraceUs(run: Run, request: number): number {
  return 2 * circumstances(run, request).link.rttUs + PATIENCE_US;
}

/** Whether a planned time to send everything is that of a slow (or silent: -1) client. */
export function isSlowSend(sendOverUs: number): boolean {
  return sendOverUs < 0 || sendOverUs > SLOW_US;
}

/** Planned time to send, by request; NaN before sending. */
const plans = new WeakMap<Run, Float64Array>();

/**
 * Whether a worker that spent `spentUs` in `state` on `request` was waiting for the client all that while: reading from
 * a slow sender, blocked in send(), or lingering until the client closes.
 */
export function holdingOf(run: Run, request: number, state: WorkerState, spentUs: number): boolean {
  if (state === 'lingering') return true;
  if (state === 'writing') return spentUs > 0;
  if (state !== 'reading') return false;
  let plan = plans.get(run);
  if (!plan) {
    plan = new Float64Array(run.requests).fill(NaN);
    for (let i = 0; i < run.length; i++)
      if (run.type(i) === EVENT['request/sending'] && run.request(i) !== NONE)
        plan[run.request(i)] = run.arg(i);
    plans.set(run, plan);
  }
  return isSlowSend(plan[request] as number) || spentUs > readingGraceUs(run, request);
}
