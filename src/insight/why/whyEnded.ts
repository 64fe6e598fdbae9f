import { msg, t } from '../../language/t.ts';
import type { RecordedEvent } from '../../recording/recording.ts';
import { EVENT, NONE } from '../../recording/vocabulary.ts';
import type { Route } from '../../scenario/scenario.ts';
import { waitedForAck } from '../causes/delayedAck.ts';
import { frontStays } from '../causes/frontStays.ts';
import { deadAddresses, handshakeOf, windowOf } from '../causes/lineStays.ts';
import { nounText } from '../nouns.ts';
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
import { capital, type Moment } from './whyHeld.ts';
import { type Explanation, named, settingLink } from './whyParts.ts';
import { passingLabel, sayFromCache } from './whyPassing.ts';

/** Why a request ended as it did, and what became of it on the server. */
export function sayEnd(say: Explanation, m: Moment, life: Life, before: Before): void {
  const events = ownMoments(m.run, life.request, m.count);
  const end = events.find((e) => EVENT[e.name] === life.ending) as RecordedEvent;
  const name = requestName(life.request);
  const link = { request: life.request, atUs: end.at };
  const took = durationText(end.at - life.startUs);
  if (end.name === 'request/answered') {
    const status = String(end.arg);
    if (end.arg < 400)
      say.tell(msg('<was>{request} was answered {status} after {time}</was>.'), {
        was: link,
        request: name,
        status,
        time: took,
      });
    else
      say.tell(msg('<was>{request} was answered {status} after {time}</was>:##a cause follows'), {
        was: link,
        request: name,
        status,
        time: took,
      });
    if (end.arg < 400) {
      sayLongest(say, m, life, end);
      sayFromCache(say, justAfter(m, end), life);
      sayDelayedAck(say, m, life, end.at);
      sayLine(say, justAfter(m, end), life);
    } else sayFault({ say, m, life, events, before, status: end.arg });
  } else if (end.name === 'request/abandoned') {
    say.tell(
      msg(
        '<is>{request} is over: its client gave up after {time}.</is> Just before:##what it was at follows',
      ),
      { is: link, request: name, time: durationText(end.arg) },
    );
    before(justBefore(m, end), lifeBefore(m, end));
  } else {
    say.tell(msg('<is>{request} failed after {time}: {how}</is>, because##a cause follows'), {
      is: link,
      request: name,
      time: took,
      how: failureWords(end.arg),
    });
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
    say.tell(
      msg(
        'Nobody answered at the address of {servers}, so its client tried the next: {setting} is dns.',
      ),
      {
        servers: dead.map((i) => `${name} ${i + 1}`).join(', '),
        setting: settingLink('balancer'),
      },
    );
  const handshake = handshakeOf(m.run, life.request, m.count);
  if (handshake)
    say.tell(msg('Its connection was secured first: {handshake}.'), {
      handshake: { text: handshake.words, setting: handshake.setting, atUs: handshake.atUs },
    });
  const window = windowOf(m.run, life, m.count);
  if (window) say.tell(msg('{window}.##a sentence'), { window }, { setting: 'window' });
}

/** Head and body of its answer went out in two writes: the body waited until the client’s kernel acknowledged the head. */
function sayDelayedAck(say: Explanation, m: Moment, life: Life, endUs: number): void {
  if (!waitedForAck(m.run, life, endUs)) return;
  const { name, traits } = appProgram(m.run.scenario);
  say.tell(
    msg(
      "{app} writes head and body of an answer apart: on a connection that is used again the body waited {time} until the client's kernel acknowledged the head (Nagle's algorithm and delayed ACK).",
    ),
    { app: name, time: durationText(traits.delayedAckUs) },
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
  say.tell(msg('Most of it: {what} ({time}).##most of the time: waiting for a worker (3 s)'), {
    what: { text: most.label, atUs: most.fromUs, request: life.request },
    time: durationText(most.tookUs),
  });
}

/** What the server still does for a client that is gone. */
function sayLeftover(
  say: Explanation,
  m: Moment,
  life: Life,
  events: readonly RecordedEvent[],
): void {
  const who = life.worker === NONE ? '' : capital(slotName(m.run, life.worker));
  const isLingering = life.lingerUs !== NOT_YET && life.releasedUs === NOT_YET;
  if (isLingering) {
    const isKept = events.some((e) => e.name === 'connection/awaited');
    const link = { worker: life.worker, atUs: life.lingerUs };
    if (isKept)
      say.tell(msg('{who} now waits for the next request of its connection.'), { who }, link);
    else say.tell(msg('{who} still waits for it to close.'), { who }, link);
    return;
  }
  // An answer of the app server is the end of its work; one that nginx gave by itself is not.
  if (life.ending === EVENT['request/answered'] && life.frontAnsweredUs === NOT_YET) return;
  if (life.takenUs === NOT_YET && !(m.world.instances[life.instance]?.up ?? true)) return;
  const cancelled = events.find((e) => e.name === 'view/cancelled');
  if (cancelled) {
    say.tell(
      msg(
        '<was>Its async view was stopped {time} after its client had left:</was> {setting}.##setting: the reason',
      ),
      {
        was: { atUs: cancelled.at, request: life.request },
        time: durationText(cancelled.arg),
        setting: named(
          appProgram(m.run.scenario).called('cancel'),
          t('the time for that##is a setting'),
        ),
      },
    );
    return;
  }
  const noun = nounText(appProgram(m.run.scenario).traits.processWord);
  if (life.pooledUs !== NOT_YET) {
    say.tell(
      msg(
        'It stays in the queue of its {noun} and will be executed all the same: nobody tells the {noun} that its client has gone.##noun: worker',
      ),
      { noun },
      { atUs: life.pooledUs, request: life.request },
    );
    return;
  }
  if (life.queuedUs === NOT_YET || life.releasedUs !== NOT_YET) return;
  if (life.takenUs === NOT_YET)
    say.tell(
      msg(
        'It stays in the backlog and will be executed all the same: nobody tells the {noun} that its client has gone.##noun: worker',
      ),
      { noun },
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
    say.tell(
      msg('<does>{who} still executes it, and stops its async view after</does> {limit} ({time}).'),
      {
        does: link,
        who,
        limit: named(app.called('cancel'), t('a while')),
        time: durationText(cancelUs),
      },
    );
    return;
  }
  // Where async views run in the loop and sync code beside it, it is the sync code that does not see it.
  const what =
    runsInLoop(app, true) && !runsInLoop(app, false)
      ? t('sync code##does something')
      : app.aProcess;
  say.tell(
    msg(
      '{who} still executes it: {what} does not see that its client has gone.##what: a sync worker, sync code',
    ),
    { who, what },
    link,
  );
}
