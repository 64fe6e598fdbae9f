import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import { waitedForAck } from '../causes/delayedAck.ts';
import { frontStays } from '../causes/frontStays.ts';
import { deadAddresses, handshakeOf, windowOf } from '../causes/lineStays.ts';
import { durationText, requestName } from '../plainWords.ts';
import { appProgram, frontProgram, runsInLoop } from '../programs.ts';
import { failureWords } from '../scene/whereIs.ts';
import { type Life, NOT_YET } from '../state/life.ts';
import { ownMoments } from '../state/ownMoments.ts';
import { slotName } from '../state/slotTable.ts';
import { waterfall } from '../waterfall.ts';
import { sayAttempts } from './whyAttempts.ts';
import { type Before, justBefore, lifeBefore } from './whyFault.ts';
import { sayFault } from './whyFaults.ts';
import type { Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';
import { passingLabel, sayFromCache } from './whyPassing.ts';

/** Why a request ended as it did, and what became of it on the server. */
export function sayEnd(say: Explanation, m: Moment, life: Life, before: Before): void {
  const events = ownMoments(m.run, life.request, m.count);
  const end = events.find((e) => EVENT[e.name] === life.ending) as RecordedEvent;
  const name = requestName(life.request);
  const link = { request: life.request, atUs: end.at };
  const took = durationText(end.at - life.startUs);
  if (end.name === 'request/answered') {
    say.say(`${name} was answered ${end.arg} after ${took}`, link).say(end.arg < 400 ? '.' : ': ');
    if (end.arg < 400) {
      sayLongest(say, m, life, end);
      sayFromCache(say, justAfter(m, end), life);
      sayDelayedAck(say, m, life, end.at);
      sayLine(say, justAfter(m, end), life);
    } else sayFault({ say, m, life, events, before, status: end.arg });
  } else if (end.name === 'request/abandoned') {
    say
      .say(`${name} is over: its client gave up after ${durationText(end.arg)}. `, link)
      .say('Just before: ');
    before(justBefore(m, end), lifeBefore(m, end));
  } else {
    say.say(`${name} failed after ${took}: ${failureWords(end.arg)}`, link).say(', because ');
    sayFault({ say, m, life, events, before, status: NONE });
  }
  if (life.isSentAgain && end.name !== 'request/abandoned') sayAttempts(say, m, life);
  sayLeftover(say, m, life, events);
}

/** The moment at which an event has happened. */
const justAfter = (m: Moment, e: RecordedEvent): Moment => ({
  ...m,
  count: e.index + 1,
  atUs: e.at,
});

/** What its way cost beside the line itself: addresses where nobody answered, the handshake, the window. */
function sayLine(say: Explanation, m: Moment, life: Life): void {
  const dead = deadAddresses(m.run, life.request, m.count);
  const name = frontProgram(m.run.scenario)?.name;
  if (dead.length > 0)
    say
      .say(
        ` Nobody answered at the address of ${dead.map((i) => `${name} ${i + 1}`).join(', ')}, so its client tried the next: `,
      )
      .say('balancer', { setting: 'balancer' })
      .say(' is dns.');
  const handshake = handshakeOf(m.run, life.request, m.count);
  if (handshake)
    say
      .say(' Its connection was secured first: ')
      .say(handshake.words, { setting: handshake.setting, atUs: handshake.atUs })
      .say('.');
  const window = windowOf(m.run, life, m.count);
  if (window) say.say(` ${window}.`, { setting: 'window' });
}

/** Head and body of its answer went out in two writes: the body waited until the client’s kernel acknowledged the head. */
function sayDelayedAck(say: Explanation, m: Moment, life: Life, endUs: number): void {
  if (!waitedForAck(m.run, life, endUs)) return;
  const { name, traits } = appProgram(m.run.scenario);
  say.say(
    ` ${name} writes head and body of an answer apart: on a connection that is used again the body waited ${durationText(traits.delayedAckUs)} until the client's kernel acknowledged the head (Nagle's algorithm and delayed ACK).`,
    { atUs: life.writingUs, request: life.request },
  );
}

/** Where most of an answered request's time went, where that was somebody else's. */
function sayLongest(say: Explanation, m: Moment, life: Life, end: RecordedEvent): void {
  const stays = frontStays(m.run, life, end.index + 1, end.at).map((stay) => ({
    ...stay,
    label: passingLabel(m.run, stay.kind),
  }));
  const isAtDoor = stays.some(({ kind }) => kind === 'door');
  // Its head lies unread while it waits for a thread of the front server; a slot that waits for what comes next keeps no answer back.
  const isKept = appProgram(m.run.scenario).traits.limits.keptHoldsSlot;
  const own = waterfall(m.run, life.request, end.at).filter(
    (s) => !(isAtDoor && s.key === 'send') && !(isKept && s.key === 'linger'),
  );
  const parts = [...own, ...stays].map(({ label, fromUs, untilUs }) => ({
    label,
    fromUs,
    tookUs: (untilUs ?? end.at) - fromUs,
  }));
  const most = parts.reduce((a, b) => (b.tookUs > a.tookUs ? b : a), {
    tookUs: 0,
    label: '',
    fromUs: 0,
  });
  if (most.tookUs === 0) return;
  const link = { atUs: most.fromUs, request: life.request };
  say
    .say(' Most of it: ')
    .say(most.label, link)
    .say(` (${durationText(most.tookUs)}).`);
}

/** What the server still does for a client that is gone. */
function sayLeftover(
  say: Explanation,
  m: Moment,
  life: Life,
  events: readonly RecordedEvent[],
): void {
  const slot = life.worker === NONE ? '' : slotName(m.run, life.worker);
  const who = slot.charAt(0).toUpperCase() + slot.slice(1);
  const isLingering = life.lingerUs !== NOT_YET && life.releasedUs === NOT_YET;
  if (isLingering) {
    const isKept = events.some((e) => e.name === 'connection/awaited');
    say.say(
      isKept
        ? ` ${who} now waits for the next request of its connection.`
        : ` ${who} still waits for it to close.`,
      { worker: life.worker, atUs: life.lingerUs },
    );
    return;
  }
  // An answer of the app server is the end of its work; one that nginx gave by itself is not.
  if (life.ending === EVENT['request/answered'] && life.frontAnsweredUs === NOT_YET) return;
  if (life.takenUs === NOT_YET && !(m.world.instances[life.instance]?.up ?? true)) return;
  const cancelled = events.find((e) => e.name === 'view/cancelled');
  if (cancelled) {
    say
      .say(
        ` Its async view was stopped ${durationText(cancelled.arg)} after its client had left: `,
        {
          atUs: cancelled.at,
          request: life.request,
        },
      )
      .named(appProgram(m.run.scenario).called('cancel'), 'the time for that')
      .say('.');
    return;
  }
  const { processWord } = appProgram(m.run.scenario).traits;
  if (life.pooledUs !== NOT_YET) {
    say.say(
      ` It stays in the queue of its ${processWord} and will be executed all the same: nobody tells the ${processWord} that its client has gone.`,
      { atUs: life.pooledUs, request: life.request },
    );
    return;
  }
  if (life.queuedUs === NOT_YET || life.releasedUs !== NOT_YET) return;
  if (life.takenUs === NOT_YET)
    say.say(
      ` It stays in the backlog and will be executed all the same: nobody tells the ${processWord} that its client has gone.`,
      { atUs: life.queuedUs, request: life.request },
    );
  else sayStillServed(say, m, life, who);
}

function sayStillServed(say: Explanation, m: Moment, life: Life, who: string): void {
  const { routes } = m.run.scenario;
  const app = appProgram(m.run.scenario);
  const { isAsync } = routes[m.run.seed(life.request).route] as Route;
  const link = { worker: life.worker, request: life.request, atUs: life.takenUs };
  const cancelUs = app.traits.cancelsAsyncAfterUs;
  if (isAsync && Number.isFinite(cancelUs)) {
    say
      .say(` ${who} still executes it, and stops its async view after `, link)
      .named(app.called('cancel'), 'a while')
      .say(` (${durationText(cancelUs)}).`);
    return;
  }
  // Where async views run in the loop and sync code beside it, it is the sync code that does not see it.
  const what = runsInLoop(app, true) && !runsInLoop(app, false) ? 'sync code' : app.aProcess;
  say.say(` ${who} still executes it: ${what} does not see that its client has gone.`, link);
}
