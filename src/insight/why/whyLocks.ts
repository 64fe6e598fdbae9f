import { msg } from '../../language/t.ts';
import { NONE } from '../../recording/vocabulary.ts';
import type { Database } from '../../scenario/scenario.ts';
import { durationText, requestName } from '../plainWords.ts';
import type { Life } from '../state/life.ts';
import { rowName } from '../state/worldSessions.ts';
import { doing, holdingAt, type Moment } from './whyHeld.ts';
import { type Explanation, settingLink } from './whyParts.ts';

/** The setting that ends a wait for a lock, and after how long; Infinity = nothing does. */
export function lockLimit(database: Database | null): { setting: string; limitUs: number } {
  switch (database?.kind) {
    case 'mysql':
      return { setting: 'innodb_lock_wait_timeout', limitUs: database.innodb_lock_wait_timeoutUs };
    case 'sqlite':
      return { setting: 'timeout', limitUs: database.timeoutUs };
    case 'postgresql':
      return { setting: 'lock_timeout', limitUs: database.lock_timeoutUs };
    default:
      return { setting: '', limitUs: Infinity };
  }
}

/** Who holds the row that a request waits for, since when, what that one is at, and what would end the wait. */
export function sayLock(say: Explanation, m: Moment, life: Life): void {
  const { database } = m.run.scenario;
  const row = rowName(m.run, life.request);
  const lock = m.world.locks.find((l) => l.row === row);
  if (database?.kind === 'sqlite') say.more(msg('SQLite lets one writer in at a time; '));
  if (lock && lock.request !== NONE) {
    const link = { request: lock.request, atUs: lock.sinceUs };
    say.more(msg('"{row}" is held by {request} for {time}, until its view is over##a row'), {
      row,
      request: { text: requestName(lock.request), ...link },
      time: durationText(m.atUs - lock.sinceUs),
    });
    const slot = m.world.workers.find((w) => w.request === lock.request);
    if (slot)
      say.more(
        msg(' (now {doing})##doing: in the view "x", waiting for the database'),
        { doing: doing(m, holdingAt(m, slot)) },
        link,
      );
  } else say.more(msg('"{row}" is about to change hands##a row'), { row });
  const before = lock ? lock.waiting.findIndex((x) => x.request === life.request) : 0;
  if (before > 0)
    say.more(
      msg(
        '; {count, plural, one {# request} other {# requests}} came before it##to wait for a row',
      ),
      { count: before },
    );
  const { setting, limitUs } = lockLimit(database);
  if (setting === '') return;
  const places = { setting: settingLink(setting), time: durationText(limitUs) };
  if (limitUs === Infinity) say.more(msg('; no {setting} ends the wait'), places);
  // PostgreSQL waits for one holder after the other, each with a clock of its own.
  else if (database?.kind === 'postgresql')
    say.more(msg('; it waits for no holder longer than {setting} ({time})'), places);
  else say.more(msg('; the wait ends with an error after {setting} ({time})'), places);
}
