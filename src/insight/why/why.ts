import { msg } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { requestName } from '../plainWords.ts';
import type { Run, Why } from '../shapes.ts';
import { type Life, lifeOf, NOT_YET } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { worldAfter } from '../state/worldAfter.ts';
import { sayEnd } from './whyEnded.ts';
import { holdingAt, type Moment } from './whyHeld.ts';
import { explainWay } from './whyOnTheWay.ts';
import { sayOrigin } from './whyOrigin.ts';
import { Explanation } from './whyParts.ts';
import { explainParked, explainPool } from './whyPool.ts';
import { explainQueue } from './whyQueue.ts';
import { explainServed } from './whyServed.ts';

export { whyText } from './whyParts.ts';

/**
 * Why a request is where it is at a moment: who holds what, since when, and because of which setting. A few short
 * sentences in parts, each of which may lead to its moment, request, worker or setting. Works for any request at any
 * moment: one that does not wait is told what it does, one that has ended why it ended so.
 */
export function why(run: Run, request: number, atUs: number): Why {
  return whyAfter(run, request, run.countUntil(atUs), atUs);
}

/** As {@link why}, after exactly `eventCount` events. */
function whyAfter(run: Run, request: number, eventCount: number, atUs: number): Why {
  const say = new Explanation();
  if (request < 0 || request >= run.requests)
    return say.tell(msg('There is no such request.')).done(request, atUs, false);
  const life = lifeOf(run, runIndex(run), request, eventCount);
  const m: Moment = { run, count: eventCount, atUs, world: worldAfter(run, eventCount) };
  const waiting = explain(say, m, life);
  if (life.count > 0) sayOrigin(say, m, life);
  return say.done(request, atUs, waiting);
}

function explain(say: Explanation, m: Moment, life: Life): boolean {
  const name = requestName(life.request);
  if (life.count === 0) {
    const index = runIndex(m.run);
    const first = index.own[index.first[life.request] as number];
    say.tell(
      msg('{request} has not begun.'),
      { request: name },
      {
        request: life.request,
        atUs: first === undefined ? null : m.run.at(first),
      },
    );
    return false;
  }
  if (life.ending !== NONE) {
    sayEnd(say, m, life, (at, before) => explain(say, at, before));
    return false;
  }
  if (life.pooledUs !== NOT_YET) return explainPool(say, m, life, name);
  if (life.parkedUs !== NOT_YET) return explainParked(say, m, life, name);
  const queued = life.queuedUs !== NOT_YET && life.takenUs === NOT_YET;
  if (queued) return explainQueue(say, m, life, name);
  if (life.takenUs !== NOT_YET && life.releasedUs === NOT_YET && !isKept(m, life))
    return explainServed(say, m, life, name);
  return explainWay(say, m, life, name);
}

/** It has its answer from a slot that now waits for the next request of the same connection. */
function isKept(m: Moment, life: Life): boolean {
  const slot = m.world.workers[life.worker];
  return slot !== undefined && slot.request === life.request && holdingAt(m, slot).cause === 'kept';
}
