import { NONE } from '../../recording/vocabulary.ts';
import type { Database } from '../../scenario/scenario.ts';
import { countText, durationText, requestName } from '../plainWords.ts';
import type { Life } from '../state/life.ts';
import { rowName } from '../state/worldSessions.ts';
import { doing, holdingAt, type Moment } from './whyHeld.ts';
import type { Explanation } from './whyParts.ts';

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
  if (database?.kind === 'sqlite') say.say('SQLite lets one writer in at a time; ');
  if (lock && lock.request !== NONE) {
    const link = { request: lock.request, atUs: lock.sinceUs };
    say
      .say(`"${row}" is held by `)
      .say(requestName(lock.request), link)
      .say(` for ${durationText(m.atUs - lock.sinceUs)}, until its view is over`);
    const slot = m.world.workers.find((w) => w.request === lock.request);
    if (slot) say.say(` (now ${doing(m, holdingAt(m, slot)).replace(/,$/, '')})`, link);
  } else say.say(`"${row}" is about to change hands`);
  const before = lock ? lock.waiting.findIndex((x) => x.request === life.request) : 0;
  if (before > 0) say.say(`; ${countText(before, 'request')} came before it`);
  const { setting, limitUs } = lockLimit(database);
  if (setting === '') return;
  if (limitUs === Infinity) say.say('; no ').say(setting, { setting }).say(' ends the wait');
  else
    say
      // PostgreSQL waits for one holder after the other, each with a clock of its own.
      .say(
        database?.kind === 'postgresql'
          ? '; it waits for no holder longer than '
          : '; the wait ends with an error after ',
      )
      .say(setting, { setting })
      .say(` (${durationText(limitUs)})`);
}
