import { EVENT } from '../../recording/vocabulary.ts';
import { STREAMS, uniform } from '../chance.ts';
import type { Session } from '../charts/database/session.ts';
import { OVERTAKES } from '../databases.ts';
import { MESSAGE } from '../messages.ts';
import type { Database } from './database.ts';

interface Row {
  readonly number: number;
  holder: Session | null;
  /** Those who wait, in the order in which the row would be handed on. */
  waiting: Session[];
  /** Draws of chance made for this row. */
  draws: number;
}

/**
 * Rows that transactions have locked until their end. The one who holds a row is told nothing; one who has waited is told `lockGranted`.
 *
 * PostgreSQL (README.tuplock, heap_lock_tuple, heapam_tuple_lock): the first to wait takes the lock of the row's *version* and waits for
 * the holder's transaction, all others queue for that version's lock. If the holder has not changed the row, its version stays and they
 * get it in order. If it has, that version is dead: each in turn takes its lock, finds that out, wakes the next and goes to queue at the
 * new version. One who is woken may overtake the one who woke it, so the order there is another one. SIMPLIFIED: this takes no time.
 */
export class RowLocks {
  private readonly database: Database;
  private readonly rows: Row[] = [];

  constructor(database: Database) {
    this.database = database;
  }

  isFree(row: number): boolean {
    return this.row(row).holder === null;
  }

  /** Whoever holds the row, or null. */
  holderOf(row: number): Session | null {
    return this.row(row).holder;
  }

  waitingFor(row: number): readonly Session[] {
    return this.row(row).waiting;
  }

  /** The session has the row at once; only where it {@link isFree}. */
  take(session: Session): void {
    this.row(session.locksRow).holder = session;
    session.holdsRow = session.locksRow;
    this.record(session, 'lock/taken', 0);
  }

  /** The session begins to wait. */
  queueUp(session: Session): void {
    const { waiting } = this.row(session.locksRow);
    waiting.push(session);
    session.waitsSinceUs = this.database.world.queue.nowUs;
    this.record(session, 'lock/waiting', waiting.length);
  }

  /** A waiting session that has looked by itself and found the row free has it now. */
  takeAfterWait(session: Session): void {
    const row = this.row(session.locksRow);
    row.waiting.splice(row.waiting.indexOf(session), 1);
    this.grant(row, session);
  }

  /** A waiting session gives up. In PostgreSQL the next one may now wait for the holder itself: a new wait. */
  withdraw(session: Session): void {
    const { waiting } = this.row(session.locksRow);
    const index = waiting.indexOf(session);
    if (index < 0) return;
    waiting.splice(index, 1);
    if (index === 0 && waiting.length > 0) this.waitAnew(waiting[0]);
  }

  timedOut(session: Session): void {
    this.record(session, 'lock/timedOut', this.database.world.queue.nowUs - session.waitsSinceUs);
    this.withdraw(session);
  }

  /** The session's transaction is over; `changed`: it has committed a change of the row. */
  release(session: Session, changed: boolean): void {
    if (session.holdsRow < 0) return;
    const row = this.row(session.holdsRow);
    session.holdsRow = -1;
    row.holder = null;
    this.record(session, 'lock/released', row.waiting.length);
    const { lockOrder } = this.database.traits;
    if (row.waiting.length === 0 || lockOrder === 'polling') return;
    const moves = lockOrder === 'versions' && changed;
    if (moves) row.waiting = this.atNewVersion(row);
    const next = row.waiting.shift() as Session;
    // The clocks first: what the grant sets off may come back here.
    const anew = moves ? row.waiting.slice() : row.waiting.slice(0, 1);
    for (const session of anew) this.waitAnew(session);
    this.grant(row, next);
    this.database.world.kernel.send(next.cell, MESSAGE.lockGranted, 0);
  }

  /** The server has gone away, and all transactions with it. */
  clear(): void {
    for (const row of this.rows) {
      if (row.holder !== null) row.holder.holdsRow = -1;
      row.holder = null;
      row.waiting = [];
    }
  }

  /** In which order those who wait reach the new version: whoever is overtaken goes on when those it has woken are through. */
  private atNewVersion(row: Row): Session[] {
    const { seed } = this.database.world.scenario;
    const order: Session[] = [];
    const overtaken: Session[] = [];
    row.waiting.forEach((session, index) => {
      const isLast = index === row.waiting.length - 1;
      if (!isLast && uniform(seed, STREAMS.lock, row.number, row.draws++) < OVERTAKES)
        overtaken.push(session);
      else order.push(session);
    });
    return order.concat(overtaken.reverse());
  }

  private grant(row: Row, session: Session): void {
    row.holder = session;
    session.holdsRow = row.number;
    this.record(session, 'lock/taken', this.database.world.queue.nowUs - session.waitsSinceUs);
  }

  private waitAnew(session: Session): void {
    const { world, traits, lockTimeoutUs } = this.database;
    if (traits.limitsEachWait && lockTimeoutUs < Number.POSITIVE_INFINITY)
      world.kernel.send(session.cell, MESSAGE.proceed, 0);
  }

  private row(number: number): Row {
    for (let n = this.rows.length; n <= number; n++)
      this.rows.push({ number: n, holder: null, waiting: [], draws: 0 });
    return this.rows[number];
  }

  private record(
    session: Session,
    word: 'lock/waiting' | 'lock/taken' | 'lock/released' | 'lock/timedOut',
    arg: number,
  ): void {
    this.database.world.record(EVENT[word], session.request, session.index, arg);
  }
}
