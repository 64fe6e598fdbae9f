import { NONE } from '../../recording/vocabulary.ts';
import { countText, durationText, requestName } from '../plainWords.ts';
import { backlogAfter, worldAfter } from '../scene/sceneAt.ts';
import type { Run, Why } from '../shapes.ts';
import { type Life, lifeOf, NOT_YET } from '../state/life.ts';
import { runIndex } from '../state/runIndex.ts';
import { sayBecause } from './whyBecause.ts';
import { sayEnd } from './whyEnded.ts';
import { type Holding, holdings, type Moment, sayHolding } from './whyHeld.ts';
import { explainWay } from './whyOnTheWay.ts';
import { Explanation } from './whyParts.ts';
import { explainServed } from './whyServed.ts';

export { whyText } from './whyParts.ts';

/** Workers named one by one in an explanation; the others are counted. */
const NAMED = 3;

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
    return say.say('There is no such request.').done(request, atUs, false);
  const life = lifeOf(run, runIndex(run), request, eventCount);
  const m: Moment = { run, count: eventCount, atUs, world: worldAfter(run, eventCount) };
  const waiting = explain(say, m, life);
  return say.done(request, atUs, waiting);
}

function explain(say: Explanation, m: Moment, life: Life): boolean {
  const name = requestName(life.request);
  if (life.count === 0) {
    const index = runIndex(m.run);
    const first = index.own[index.first[life.request] as number];
    say.say(`${name} has not begun.`, {
      request: life.request,
      atUs: first === undefined ? null : m.run.at(first),
    });
    return false;
  }
  if (life.ending !== NONE) {
    sayEnd(say, m, life, (at, before) => explain(say, at, before));
    return false;
  }
  const queued = life.queuedUs !== NOT_YET && life.takenUs === NOT_YET;
  if (queued) return explainQueue(say, m, life, name);
  if (life.takenUs !== NOT_YET && life.releasedUs === NOT_YET)
    return explainServed(say, m, life, name);
  return explainWay(say, m, life, name);
}

function explainQueue(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const queue = backlogAfter(m.run, m.count);
  const link = { request: life.request };
  say
    .say(name, { ...link, atUs: life.startUs })
    .say(' waits in the ')
    .say('backlog', { ...link, atUs: life.queuedUs, setting: 'backlog' });
  say.say(
    ` (position ${queue.indexOf(life.request) + 1} of ${queue.length}, for ${durationText(m.atUs - life.queuedUs)}): `,
  );
  const groups = holdings(m);
  const all = groups.flat();
  const free = all.filter((h) => h.cause === 'moment' && h.life === null).length;
  if (free > 0) {
    say.say(`${countText(free, 'worker')} will take the next in a moment.`);
    return true;
  }
  const held = all.filter((h) => h.life !== null).length;
  const number = m.world.workers.length;
  if (held === 0) say.say('no worker is ready. ');
  else if (held < all.length)
    say.say(
      `${countText(held, 'worker is', 'workers are')} held, ${all.length - held} not ready. `,
      { setting: 'workers' },
    );
  else
    say.say(
      number === 1
        ? 'the only worker is held. '
        : `${held === 2 ? 'both' : `all ${held}`} workers are held. `,
      {
        setting: 'workers',
      },
    );
  sayGroups(say, m, groups);
  return true;
}

/** One sentence on who is held by whom, one on why. */
function sayGroups(say: Explanation, m: Moment, groups: readonly Holding[][]): void {
  const named = groups.flat().slice(0, NAMED);
  named.forEach((h, i) => {
    if (i > 0) say.say('; ');
    sayHolding(say, m, h, i === 0);
  });
  const rest = groups.flat().length - named.length;
  say.say(rest > 0 ? `; ${rest} more likewise. ` : '. ');
  groups.slice(0, 2).forEach((group, i) => {
    const first = group[0] as Holding;
    if (first.cause === 'moment' && groups.length > 1) return;
    say.say(i === 0 ? 'The reason: ' : ' And ');
    sayBecause(say, m, first);
    say.say('.');
  });
}
