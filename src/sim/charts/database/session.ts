import { NONE } from '../../../recording/vocabulary.ts';
import type { Compiled } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import type { Cores } from '../../resources/cores.ts';
import type { Database } from '../../resources/database.ts';
import type { Outage } from '../../resources/outage.ts';
import type { World } from '../../world.ts';
import { BROKEN, CLOSED, compiled, IDLE } from './sessionChart.ts';

/** Who a session works for. */
export interface SessionOwner extends Actor {
  /** The request it deals with. */
  readonly current: { readonly request: number } | null;
}

/** A connection to the database, seen from the database: a process of PostgreSQL, a thread of MySQL, an open file of SQLite. */
export class Session extends Actor {
  declare readonly cell: Cell;
  declare readonly database: Database;
  declare readonly world: World;
  declare readonly index: number;
  declare readonly owner: SessionOwner;
  declare readonly cores: Cores;
  /** When the way between Django and the database is cut, null = never. */
  declare readonly outage: Outage | null;
  declare openedAtUs: number;
  /** Counts against max_connections. */
  declare holdsSlot: boolean;
  /** Which query of the request this is, from 1; its work, µs; the row it locks, -1 = none. All set by the owner before `query`. */
  declare queryNumber: number;
  declare queryUs: number;
  declare locksRow: number;
  /** The row it has locked until `endTransaction`, -1 = none; it has changed that row. */
  declare holdsRow: number;
  declare hasWritten: boolean;
  declare waitsSinceUs: number;
  /** How often SQLite has found its file locked, besides the first time. */
  declare tries: number;

  /** @param host where its owner runs */
  constructor(database: Database, index: number, owner: SessionOwner, host: number) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.database = database;
    this.world = database.world;
    this.index = index;
    this.owner = owner;
    this.cores = database.cores;
    this.outage = database.outageFrom(host);
    this.openedAtUs = 0;
    this.holdsSlot = false;
    this.queryNumber = 0;
    this.queryUs = 0;
    this.locksRow = -1;
    this.holdsRow = -1;
    this.hasWritten = false;
    this.waitsSinceUs = 0;
    this.tries = 0;
    database.sessions.push(this);
  }

  /** Django has no connection and knows it; one whose server has gone away it still believes in. */
  get isClosed(): boolean {
    return this.state === CLOSED;
  }

  /** It works for its owner or waits for something: one that leaves it now has to close it. */
  get isBusy(): boolean {
    return this.state !== CLOSED && this.state !== IDLE && this.state !== BROKEN;
  }

  /** Nothing that Django or the database says is heard by the other. */
  get isCut(): boolean {
    return this.outage?.isCut(this.world.queue.nowUs) === true;
  }

  /** How long something takes that would take `us` on a network that is never cut; Infinity = for ever. */
  throughUs(us: number): number {
    if (this.outage === null) return us;
    const { nowUs } = this.world.queue;
    return this.outage.arrivesUs(nowUs, nowUs + us) - nowUs;
  }

  get request(): number {
    return this.owner.current === null ? NONE : this.owner.current.request;
  }
}
