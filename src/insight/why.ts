import { NONE } from '../recording/vocabulary.ts';
import { circumstances } from './circumstances.ts';
import { type Life, lifeOf, NOT_YET } from './life.ts';
import {
  bytesText,
  countText,
  durationText,
  partOfBytesText,
  requestName,
  workerName,
} from './plainWords.ts';
import { answerBytes, bytesReceived, bytesSent, readsSlowly, sendsSlowly } from './progress.ts';
import { runIndex } from './runIndex.ts';
import { backlogAfter, worldAfter } from './sceneAt.ts';
import type { Run, Why } from './shapes.ts';
import { sayEnd } from './whyEnded.ts';
import {
  type Holding,
  holdingAt,
  holdings,
  type Moment,
  sayBecause,
  sayHolding,
} from './whyHeld.ts';
import { Explanation } from './whyParts.ts';

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
export function whyAfter(run: Run, request: number, eventCount: number, atUs: number): Why {
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

function explainServed(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const w = m.world.workers[life.worker];
  if (!w) return false;
  const h = holdingAt(m, w);
  const link = { request: life.request, worker: life.worker };
  say.say(name, { request: life.request, atUs: life.startUs });
  const since = durationText(m.atUs - w.sinceUs);
  const who = workerName(w.worker, w.pid);
  const seed = m.run.seed(life.request);
  const c = circumstances(m.run, life.request);
  switch (h.cause) {
    case 'sending': {
      const silent = c.pace.stops === 'before-head' || life.sendUs === NOT_YET;
      const part =
        seed.bodyBytes > 0
          ? ` (${partOfBytesText(bytesSent(life, seed, c, m.atUs), seed.bodyBytes)})`
          : '';
      say
        .say(
          ` has its worker and makes it wait: ${who} reads ${silent ? 'and nothing comes' : 'what comes'}${part}, for ${since}`,
          {
            ...link,
            atUs: life.takenUs,
          },
        )
        .say('. The reason: ');
      break;
    }
    case 'reading':
      say
        .say(` is being sent its answer: ${who} is blocked in send() for ${since}`, {
          ...link,
          atUs: life.writingUs,
        })
        .say('. The reason: ');
      break;
    case 'lingering':
      say
        .say(` has its answer on the way, and still holds ${who}`, { ...link, atUs: life.lingerUs })
        .say('. The reason: ');
      break;
    case 'database':
      say
        .say(
          ` waits for the database, for ${durationText(m.atUs - life.databaseUs)}, and ${who} waits with it`,
          { ...link, atUs: life.databaseUs },
        )
        .say('. The reason: ');
      break;
    case 'hanging':
      say
        .say(` hangs in its view for ${since}, on ${who}`, { ...link, atUs: life.viewUs })
        .say('. The reason: ');
      break;
    default:
      say
        .say(` is being served by ${who}, for ${durationText(m.atUs - life.takenUs)}`, {
          ...link,
          atUs: life.takenUs,
        })
        .say('; ');
  }
  sayBecause(say, m, h);
  say.say('.');
  if (w.timedOutUs !== NONE)
    say
      .say(' Gunicorn has given up on this worker: ')
      .say('--timeout', { ...link, atUs: w.timedOutUs, setting: 'timeout' })
      .say('.');
  return h.cause === 'database' || h.cause === 'hanging';
}

/** On the way: connecting, in nginx, or with the answer coming. */
function explainWay(say: Explanation, m: Moment, life: Life, name: string): boolean {
  const { run, atUs } = m;
  const { front } = run.scenario;
  const seed = run.seed(life.request);
  const c = circumstances(run, life.request);
  const link = { request: life.request };
  say.say(name, { ...link, atUs: life.startUs });
  if (
    life.begunUs !== NOT_YET ||
    Math.max(life.staticUs, life.heldByFrontUs, life.frontAnsweredUs, life.writtenUs) !== NOT_YET
  ) {
    const total = answerBytes(life, seed);
    say.say(` gets its answer: ${partOfBytesText(bytesReceived(life, seed, atUs), total)}. `, {
      ...link,
      atUs: life.begunUs === NOT_YET ? life.lastUs : life.begunUs,
    });
    if (life.staticUs !== NOT_YET)
      say.say('It is a file that nginx sends by itself; no worker was needed.', {
        atUs: life.staticUs,
      });
    else if (life.heldByFrontUs !== NOT_YET && readsSlowly(life, atUs))
      say
        .say('Its client reads slowly, but no worker is held: nginx has the whole answer, because ')
        .say('proxy_buffering', { setting: 'proxy_buffering', atUs: life.heldByFrontUs })
        .say(' is on.');
    else if (life.writtenUs !== NOT_YET && readsSlowly(life, atUs))
      say.say('No worker is held any more: the rest lies in socket buffers.', {
        atUs: life.writtenUs,
      });
    return false;
  }
  if (life.headUs !== NOT_YET) {
    if (life.retriedUs > life.headUs || life.overflowedUs !== NOT_YET) {
      say
        .say(' cannot get into the ')
        .say('backlog', { setting: 'backlog', atUs: Math.max(life.retriedUs, life.overflowedUs) })
        .say(
          ` of the app server: it is full (${run.scenario.socket.backlog}). nginx tries again after ${durationText(life.retryInUs)}.`,
        );
      return true;
    }
    if (life.bodyUs !== NOT_YET) {
      const slow = sendsSlowly(life, atUs) ? 'its client sends slowly' : 'its client sends';
      say.say(
        ` is still on its way: ${slow}, ${partOfBytesText(bytesSent(life, seed, c, atUs), seed.bodyBytes)} are there. `,
        { ...link, atUs: life.bodyUs },
      );
      say
        .say('nginx collects the body; no worker is held, because ')
        .say('proxy_request_buffering', { setting: 'proxy_request_buffering' })
        .say(' is on.');
      return false;
    }
    say.say(' is in nginx, which passes it on in a moment.', { ...link, atUs: life.headUs });
    return false;
  }
  if (life.connectedUs === NOT_YET) {
    if (life.retriedUs !== NOT_YET) {
      say
        .say(' cannot connect: the ')
        .say('backlog', { setting: 'backlog', atUs: life.retriedUs })
        .say(
          ` is full (${run.scenario.socket.backlog}), so the kernel drops its connection request. Its own kernel tries again after ${durationText(life.retryInUs)}.`,
        );
      return true;
    }
    say.say(
      ` is connecting: that takes one round trip (${durationText(c.link.rttUs)} on ${c.link.name}).`,
      { ...link, atUs: life.startUs },
    );
    return false;
  }
  if (sendsSlowly(life, atUs)) {
    const silent = c.pace.stops === 'before-head' || life.sendUs === NOT_YET;
    say.say(silent ? ' is connected and sends nothing. ' : ' sends its request head slowly. ', {
      ...link,
      atUs: life.connectedUs,
    });
    if (front) say.say('nginx waits for the whole head; no worker is held.');
    return false;
  }
  say.say(
    ` is on the wire to ${front ? 'nginx' : 'the app server'}: half a round trip (${durationText(c.link.rttUs)})`,
    { ...link, atUs: life.connectedUs },
  );
  say.say(seed.bodyBytes > 0 ? `, ${bytesText(seed.bodyBytes)} of body behind it.` : '.');
  return false;
}
