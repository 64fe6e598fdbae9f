import { msg, t } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import { deedDuring } from '../causes/deeds.ts';
import { nounText } from '../nouns.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { appProgram, frontProgram, processLimit } from '../programs.ts';
import { NOT_YET } from '../state/life.ts';
import { slotName } from '../state/slotTable.ts';
import { worldAfter } from '../state/worldAfter.ts';
import { sayRefused } from './whyDatabase.ts';
import { sayDeath } from './whyDied.ts';
import { type Fault, justBefore, lastOf, lifeBefore, linkTo } from './whyFault.ts';
import { lockLimit, sayLock } from './whyLocks.ts';
import { sayLostConnection, sayNobodyLeft, sayStopped } from './whyLost.ts';
import { named, piece, settingLink } from './whyParts.ts';
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
  if (f.status === NONE) f.say.tell(msg('the server closed the connection.'));
  else f.say.tell(msg('that is what the server had to say.'));
}

/** The front server is not there, or went with the connection. */
function sayFrontStopped({ say, m, life, status }: Fault): boolean {
  const front = frontProgram(m.run.scenario);
  if (status !== NONE || !front) return false;
  const stopped = deedDuring(m.run, 'frontStopped', null, life.endUs, life.endUs);
  if (!stopped) return false;
  const number =
    (m.run.scenario.front?.instances ?? 1) > 1 ? String(Math.max(0, stopped.actor) + 1) : 'none';
  say.tell(
    msg(
      '{front}{number, select, none {} other { {number}}} had been stopped: nothing listens there.',
    ),
    { front: front.name, number },
    { atUs: stopped.fromUs },
  );
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
  say.tell(
    msg(
      '{front} gave up on the app server after {limit} ({time}). Just before:##what it was at follows',
    ),
    {
      front: front.name,
      limit: named(
        front.called(isUnreached ? 'connectLimit' : 'answerLimit'),
        t('a while'),
        linkTo(f, gaveUp),
      ),
      time: durationText(isUnreached ? connectLimitUs : answerLimitUs),
    },
  );
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
  const setting = app.called('graceful');
  const isTold = app.traits.requestLimitUs > 0 && app.traits.requestLimitGraceUs > 0;
  say.tell(
    limit?.of === 'request'
      ? msg(
          '<had>{who} had been at one request for {time}, longer than</had> {limit} ({most}), so {app} {end, select, ended {ended it} named {told it to end, and kills it {grace} later ({setting})} other {told it to end, and kills it {grace} later}}. Just before:##what it was at follows',
        )
      : msg(
          '<had>{who} had given no sign of life for {time}, longer than</had> {limit} ({most}), so {app} {end, select, ended {ended it} named {told it to end, and kills it {grace} later ({setting})} other {told it to end, and kills it {grace} later}}. Just before:##what it was at follows',
        ),
    {
      had: { ...link, worker: life.worker },
      who,
      time: durationText(timedOut.arg),
      limit: named(limit?.name ?? null, t('its limit'), link),
      most: durationText(limit?.us ?? timedOut.arg),
      app: app.name,
      end: !isTold ? 'ended' : setting ? 'named' : 'unnamed',
      grace: durationText(app.traits.requestLimitGraceUs),
      setting: setting?.spoken ?? '',
    },
  );
  f.before(justBefore(m, timedOut), lifeBefore(m, timedOut, life.request));
  return true;
}

function sayFull(f: Fault): boolean {
  const { say, m } = f;
  const { socket } = m.run.scenario;
  const front = frontProgram(m.run.scenario);
  const refused = lastOf(f, 'connection/refused');
  if (front && refused) {
    say.tell(msg('{front} had no connection left: {setting} is {number}.'), {
      front: front.name,
      setting: named(
        front.called('connections'),
        t('the most it may have##connections'),
        linkTo(f, refused),
      ),
      number: String(front.traits.connections),
    });
    return true;
  }
  const full = lastOf(f, 'socket/overflowed', 'connection/refused');
  if (!full) return false;
  say.tell(msg('the {backlog} of the app server was full ({number} waiting).'), {
    backlog: { ...linkTo(f, full), text: t('backlog'), setting: 'backlog' },
    number: String(full.name === 'socket/overflowed' ? full.arg : socket.backlog),
  });
  return true;
}

function sayDatabaseFault(f: Fault): boolean {
  const { say, m, life } = f;
  const locked = lastOf(f, 'lock/timedOut');
  if (locked) {
    const { setting, limitUs } = lockLimit(m.run.scenario.database);
    say.tell(
      msg(
        '<had>it had waited {time} for a lock, and</had> {setting} is {limit}. Just before: {reason}.',
      ),
      {
        had: linkTo(f, locked),
        time: durationText(locked.arg),
        setting: settingLink(setting, linkTo(f, locked)),
        limit: durationText(limitUs),
        reason: piece((into) => sayLock(into, justBefore(m, locked), lifeBefore(m, locked))),
      },
    );
    return true;
  }
  const refused = lastOf(f, 'session/refused', 'query/failed');
  if (!refused) return false;
  const world = worldAfter(m.run, refused.index + 1);
  if (refused.name === 'query/failed') {
    const asked = lastOf(f, 'query/started');
    if (asked && asked.at === refused.at)
      say.tell(
        msg(
          '<had>the database had been restarted since this {noun} last asked:</had> {setting} kept a connection whose other end was gone.##noun: worker',
        ),
        {
          had: linkTo(f, refused),
          noun: nounText(appProgram(m.run.scenario).traits.processWord),
          setting: settingLink('CONN_MAX_AGE'),
        },
      );
    else say.tell(msg('the database connection broke under the query.'), {}, linkTo(f, refused));
  } else if (!world.databaseUp) say.tell(msg('the database was down.'), {}, linkTo(f, refused));
  else sayRefused(say, { ...m, world }, refused.at, refused.arg);
  return life.request !== NONE;
}

function sayTooLarge(f: Fault): boolean {
  const front = frontProgram(f.m.run.scenario);
  if (f.status !== 413 || !front) return false;
  f.say.tell(msg('the body is larger than {limit} ({size}).'), {
    limit: named(
      front.called('maxBody'),
      t('what it takes##the largest body'),
      linkTo(f, lastOf(f, 'front/answered')),
    ),
    size: bytesText(front.traits.maxBodyBytes),
  });
  return true;
}

function sayTooSlow(f: Fault): boolean {
  const front = frontProgram(f.m.run.scenario);
  const silent = f.events.findLast(
    (e) => (e.name === 'front/closed' || e.name === 'front/answered') && e.arg === 408,
  );
  if (!silent || !front) return false;
  f.say.tell(msg('{front} had waited too long for its client: {limit}.'), {
    front: front.name,
    limit: named(
      front.called(f.life.headUs === NOT_YET ? 'headLimit' : 'bodyLimit'),
      t('its limit'),
      linkTo(f, silent),
    ),
  });
  return true;
}
