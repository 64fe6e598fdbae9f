import { NONE } from '../../recording/vocabulary.ts';
import { deedDuring } from '../causes/deeds.ts';
import { bytesText, durationText } from '../plainWords.ts';
import { NOT_YET } from '../state/life.ts';
import { slotName } from '../state/slotTable.ts';
import { worldAfter } from '../state/worldAfter.ts';
import { sayRefused } from './whyDatabase.ts';
import { sayDeath } from './whyDied.ts';
import { type Fault, justBefore, lastOf, lifeBefore, linkTo } from './whyFault.ts';
import { lockLimit, sayLock } from './whyLocks.ts';
import { sayLostConnection, sayNobodyLeft, sayStopped } from './whyLost.ts';

/** Causes in the order in which they are looked for: the first that says something is it. */
const CAUSES: readonly ((f: Fault) => boolean)[] = [
  sayFrontStopped,
  sayGaveUp,
  sayNobodyLeft,
  sayTimedOut,
  sayLostConnection,
  sayDeath,
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

/** nginx is not there, or went with the connection. */
function sayFrontStopped({ say, m, life, status }: Fault): boolean {
  if (status !== NONE || !m.run.scenario.front) return false;
  const stopped = deedDuring(m.run, 'frontStopped', null, life.endUs, life.endUs);
  if (!stopped) return false;
  say.say('nginx had been stopped: nothing listens there.', { atUs: stopped.fromUs });
  return true;
}

function sayGaveUp(f: Fault): boolean {
  const { say, m, life } = f;
  const gaveUp = lastOf(f, 'upstream/timedOut');
  if (!gaveUp) return false;
  const { front } = m.run.scenario;
  const setting = life.queuedUs === NOT_YET ? 'proxy_connect_timeout' : 'proxy_read_timeout';
  const limitUs =
    life.queuedUs === NOT_YET ? front?.proxy_connect_timeoutUs : front?.proxy_read_timeoutUs;
  say
    .say('nginx gave up on the app server after ')
    .say(setting, { ...linkTo(f, gaveUp), setting })
    .say(` (${durationText(limitUs ?? 0)}). Just before: `);
  f.before(justBefore(m, gaveUp), lifeBefore(m, gaveUp));
  return true;
}

/** `--timeout` struck its worker. */
function sayTimedOut(f: Fault): boolean {
  const { say, m, life } = f;
  const timedOut = lastOf(f, 'worker/timedOut');
  // One that nginx sent again may have been dealt with well or badly elsewhere meanwhile.
  if (!timedOut || life.worker === NONE) return false;
  const { app } = m.run.scenario;
  say.say(
    `${slotName(m.run, life.worker)} had given no sign of life for ${durationText(timedOut.arg)}, longer than `,
    { ...linkTo(f, timedOut), worker: life.worker },
  );
  say
    .say('--timeout', { ...linkTo(f, timedOut), setting: 'timeout' })
    .say(` (${durationText(app.timeoutUs)}), so Gunicorn ended it. Just before: `);
  f.before(justBefore(m, timedOut), lifeBefore(m, timedOut, life.request));
  return true;
}

function sayFull(f: Fault): boolean {
  const { say, m } = f;
  const { front, socket } = m.run.scenario;
  const refused = lastOf(f, 'connection/refused');
  if (front && refused) {
    const setting = 'worker_connections';
    say
      .say('nginx had no connection left: ')
      .say(setting, { ...linkTo(f, refused), setting })
      .say(` is ${front.worker_connections}.`);
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
        .say('the database had been restarted since this worker last asked: ', linkTo(f, refused))
        .say('CONN_MAX_AGE', { setting: 'CONN_MAX_AGE' })
        .say(' kept a connection whose other end was gone.');
    else say.say('the database connection broke under the query.', linkTo(f, refused));
  } else if (!world.databaseUp) say.say('the database was down.', linkTo(f, refused));
  else sayRefused(say, { ...m, world }, refused.at, refused.arg);
  return life.request !== NONE;
}

function sayTooLarge(f: Fault): boolean {
  const { front } = f.m.run.scenario;
  if (f.status !== 413 || !front) return false;
  f.say
    .say('the body is larger than ')
    .say('client_max_body_size', {
      ...linkTo(f, lastOf(f, 'front/answered')),
      setting: 'client_max_body_size',
    })
    .say(` (${bytesText(front.client_max_body_sizeBytes)}).`);
  return true;
}

function sayTooSlow(f: Fault): boolean {
  const silent = lastOf(f, 'front/closed');
  if (silent?.arg !== 408) return false;
  const setting = f.life.headUs === NOT_YET ? 'client_header_timeout' : 'client_body_timeout';
  f.say
    .say('nginx had waited too long for its client: ')
    .say(setting, { ...linkTo(f, silent), setting })
    .say('.');
  return true;
}
