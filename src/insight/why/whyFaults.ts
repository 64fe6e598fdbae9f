import { NONE } from '../../recording/vocabulary.ts';
import { deedDuring } from '../causes/deeds.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { type AppProgram, appProgram, frontProgram, processLimit } from '../programs.ts';
import { NOT_YET } from '../state/life.ts';
import { slotName } from '../state/slotTable.ts';
import { worldAfter } from '../state/worldAfter.ts';
import { sayRefused } from './whyDatabase.ts';
import { sayDeath } from './whyDied.ts';
import { type Fault, justBefore, lastOf, lifeBefore, linkTo } from './whyFault.ts';
import { lockLimit, sayLock } from './whyLocks.ts';
import { sayLostConnection, sayNobodyLeft, sayStopped } from './whyLost.ts';
import { sayLimited } from './whyPassing.ts';
import { sayQueueLimit, sayServerGone, saySilence, sayUnsaidClose } from './whyUnserved.ts';

/** Causes in the order in which they are looked for: the first that says something is it. */
const CAUSES: readonly ((f: Fault) => boolean)[] = [
  sayFrontStopped,
  sayLimited,
  sayGaveUp,
  sayNobodyLeft,
  sayTimedOut,
  sayQueueLimit,
  sayUnsaidClose,
  saySilence,
  sayLostConnection,
  sayDeath,
  sayServerGone,
  sayStopped,
  sayFull,
  sayDatabaseFault,
  sayTooLarge,
  sayTooSlow,
];

/** A fault has its cause in the request's own events; the last one that explains it counts. */
export function sayFault(f: Fault): void {
  if (CAUSES.some((say) => say(f))) return;
  f.say.say(
    f.status === NONE ? 'the server closed the connection.' : 'that is what the server had to say.',
  );
}

/** The front server is not there, or went with the connection. */
function sayFrontStopped({ say, m, life, status }: Fault): boolean {
  const front = frontProgram(m.run.scenario);
  if (status !== NONE || !front) return false;
  const stopped = deedDuring(m.run, 'frontStopped', null, life.endUs, life.endUs);
  if (!stopped) return false;
  const which =
    (m.run.scenario.front?.instances ?? 1) > 1 ? ` ${Math.max(0, stopped.actor) + 1}` : '';
  say.say(`${front.name}${which} had been stopped: nothing listens there.`, {
    atUs: stopped.fromUs,
  });
  return true;
}

function sayGaveUp(f: Fault): boolean {
  const { say, m, life } = f;
  const gaveUp = lastOf(f, 'upstream/timedOut');
  if (!gaveUp) return false;
  const front = frontProgram(m.run.scenario);
  if (!front) return false;
  const isUnreached = life.queuedUs === NOT_YET;
  const { connectLimitUs, answerLimitUs } = front.traits;
  say
    .say(`${front.name} gave up on the app server after `)
    .named(front.called(isUnreached ? 'connectLimit' : 'answerLimit'), 'a while', linkTo(f, gaveUp))
    .say(` (${durationText(isUnreached ? connectLimitUs : answerLimitUs)}). Just before: `);
  f.before(justBefore(m, gaveUp), lifeBefore(m, gaveUp));
  return true;
}

/** A limit on silence or on requests struck its process. */
function sayTimedOut(f: Fault): boolean {
  const { say, m, life } = f;
  const timedOut = lastOf(f, 'worker/timedOut');
  // One that nginx sent again may have been dealt with well or badly elsewhere meanwhile.
  if (!timedOut || life.worker === NONE) return false;
  const app = appProgram(m.run.scenario);
  const limit = processLimit(app);
  const link = linkTo(f, timedOut);
  const who = slotName(m.run, life.worker);
  say.say(
    limit?.of === 'request'
      ? `${who} had been at one request for ${durationText(timedOut.arg)}, longer than `
      : `${who} had given no sign of life for ${durationText(timedOut.arg)}, longer than `,
    { ...link, worker: life.worker },
  );
  say
    .named(limit?.name ?? null, 'its limit', link)
    .say(
      ` (${durationText(limit?.us ?? timedOut.arg)}), so ${app.name} ${graceWords(app)}. Just before: `,
    );
  f.before(justBefore(m, timedOut), lifeBefore(m, timedOut, life.request));
  return true;
}

/** `ended it`; `told it to end and killed it 5 s later (shutdown-timeout)`. */
function graceWords({ traits, called }: AppProgram): string {
  if (traits.requestLimitUs === 0 || traits.requestLimitGraceUs === 0) return 'ended it';
  const name = called('graceful');
  return `told it to end, and kills it ${durationText(traits.requestLimitGraceUs)} later${name ? ` (${name.spoken})` : ''}`;
}

function sayFull(f: Fault): boolean {
  const { say, m } = f;
  const { socket } = m.run.scenario;
  const front = frontProgram(m.run.scenario);
  const refused = lastOf(f, 'connection/refused');
  if (front && refused) {
    say
      .say(`${front.name} had no connection left: `)
      .named(front.called('connections'), 'the most it may have', linkTo(f, refused))
      .say(` is ${front.traits.connections}.`);
    return true;
  }
  const full = lastOf(f, 'socket/overflowed', 'connection/refused');
  if (!full) return false;
  say
    .say('the ')
    .say('backlog', { ...linkTo(f, full), setting: 'backlog' })
    .say(
      ` of the app server was full (${full.name === 'socket/overflowed' ? full.arg : socket.backlog} waiting).`,
    );
  return true;
}

function sayDatabaseFault(f: Fault): boolean {
  const { say, m, life } = f;
  const locked = lastOf(f, 'lock/timedOut');
  if (locked) {
    const { setting, limitUs } = lockLimit(m.run.scenario.database);
    say
      .say(`it had waited ${durationText(locked.arg)} for a lock, and `, linkTo(f, locked))
      .say(setting, { ...linkTo(f, locked), setting })
      .say(` is ${durationText(limitUs)}. Just before: `);
    sayLock(say, justBefore(m, locked), lifeBefore(m, locked));
    say.say('.');
    return true;
  }
  const refused = lastOf(f, 'session/refused', 'query/failed');
  if (!refused) return false;
  const world = worldAfter(m.run, refused.index + 1);
  if (refused.name === 'query/failed') {
    const asked = lastOf(f, 'query/started');
    if (asked && asked.at === refused.at)
      say
        .say(
          `the database had been restarted since this ${appProgram(m.run.scenario).traits.processWord} last asked: `,
          linkTo(f, refused),
        )
        .say('CONN_MAX_AGE', { setting: 'CONN_MAX_AGE' })
        .say(' kept a connection whose other end was gone.');
    else say.say('the database connection broke under the query.', linkTo(f, refused));
  } else if (!world.databaseUp) say.say('the database was down.', linkTo(f, refused));
  else sayRefused(say, { ...m, world }, refused.at, refused.arg);
  return life.request !== NONE;
}

function sayTooLarge(f: Fault): boolean {
  const front = frontProgram(f.m.run.scenario);
  if (f.status !== 413 || !front) return false;
  f.say
    .say('the body is larger than ')
    .named(front.called('maxBody'), 'what it takes', linkTo(f, lastOf(f, 'front/answered')))
    .say(` (${bytesText(front.traits.maxBodyBytes)}).`);
  return true;
}

function sayTooSlow(f: Fault): boolean {
  const front = frontProgram(f.m.run.scenario);
  const silent = f.events.findLast(
    (e) => (e.name === 'front/closed' || e.name === 'front/answered') && e.arg === 408,
  );
  if (!silent || !front) return false;
  f.say
    .say(`${front.name} had waited too long for its client: `)
    .named(
      front.called(f.life.headUs === NOT_YET ? 'headLimit' : 'bodyLimit'),
      'its limit',
      linkTo(f, silent),
    )
    .say('.');
  return true;
}
