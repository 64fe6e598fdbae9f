import { EVENT, type EventName } from '../../../recording/vocabulary.ts';
import { MESSAGE } from '../../messages.ts';
import type { Session } from './session.ts';

export function record(me: Session, word: EventName, arg: number, request = me.request): void {
  me.world.record(EVENT[word], request, me.index, arg);
}

/** The server has room: the connection counts from now on. */
export function takeSlot(me: Session): void {
  me.holdsSlot = true;
  me.database.sessionsOpen++;
  me.cores.start(me, me.database.connectUs);
}

/**
 * No room. PostgreSQL says that slots are reserved only to a process whose password it has checked; where even those are taken it says so
 * before ("sorry, too many clients already"), as MySQL does ("Too many connections").
 */
export function startRefusal(me: Session): void {
  const { database } = me;
  const isExhausted = database.sessionsOpen + database.sessionsRefusing >= database.max_connections;
  database.sessionsRefusing++;
  me.cores.start(me, isExhausted ? database.refusalUs : database.connectUs);
}

export function endRefusal(me: Session): void {
  me.cores.stop(me);
  me.database.sessionsRefusing--;
}

export function refuse(me: Session): void {
  record(me, 'session/refused', me.database.sessionsOpen);
  me.world.kernel.send(me.owner.cell, MESSAGE.sessionRefused, 0);
}

export function connected(me: Session): void {
  me.openedAtUs = me.world.queue.nowUs;
  record(me, 'session/connected', me.database.sessionsOpen);
  me.world.kernel.send(me.owner.cell, MESSAGE.sessionReady, 0);
}

export function execute(me: Session): void {
  me.cores.start(me, me.queryUs * me.database.slowness);
}

export function finish(me: Session): void {
  record(me, 'query/finished', me.queryNumber);
  me.world.kernel.send(me.owner.cell, MESSAGE.queryDone, 0);
}

export function failQuery(me: Session): void {
  record(me, 'query/failed', me.queryNumber);
  me.world.kernel.send(me.owner.cell, MESSAGE.queryFailed, 0);
}

/**
 * The server's side of the session ends: its work stops, its slot is free, its transaction is rolled back. SIMPLIFIED: it does so at once
 * when Django's process dies; a real backend that works or waits for a lock finds out when it next reads or writes.
 */
export function end(me: Session): void {
  const { database } = me;
  me.cores.stop(me);
  if (me.holdsSlot) {
    me.holdsSlot = false;
    database.sessionsOpen--;
  }
  if (me.locksRow >= 0 && me.holdsRow < 0) database.locks.withdraw(me);
  database.locks.release(me, false);
}

/** Ended by Django, by its death, or (request NONE) by the server behind its back. */
export function close(me: Session, request: number): void {
  end(me);
  record(me, 'session/closed', me.database.sessionsOpen, request);
}
