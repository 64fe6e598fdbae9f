import type { Compiled } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE } from '../../messages.ts';
import type { Program } from '../../program.ts';
import type { Cores } from '../../resources/cores.ts';
import type { Delivery } from '../../resources/delivery.ts';
import type { World } from '../../world.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Session } from '../database/session.ts';
import type { Kept } from '../kept.ts';
import { compiled } from './slotChart.ts';
import type { Worker } from './worker.ts';
import { LOOP_LANE } from './workerLoop.ts';

/**
 * Where one request at a time is dealt with: a sync worker itself, a thread of a gthread worker, a greenlet (gevent), a task (asgi).
 */
export class Slot extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly worker: Worker;
  /** Among all slots. */
  declare readonly index: number;
  /** Within its worker. */
  declare readonly nth: number;
  declare readonly cores: Cores;
  declare session: Session | null;
  /** The connection it holds: from accept to close, whatever it waits for meanwhile. */
  declare current: ClientConnection | null;
  declare heldSinceUs: number;
  /** It has had a connection since its process began: a thread that has been started. */
  declare wasHeld: boolean;
  /** Last time a sync worker touched its heartbeat file: it does so only between requests. */
  declare heartbeatUs: number;
  declare program: Program;
  /** Position in the program: the next op. */
  declare pc: number;
  declare status: number;
  /** Django is between request_started and request_finished. */
  declare isInRequest: boolean;
  /** Its answer says that the connection will be kept. */
  declare promisesKeep: boolean;
  /** Until when it waits for the last peer, who closes at once, to do so. SIMPLIFIED: it takes the next connection meanwhile, but goes no further. */
  declare closesUntilUs: number;
  /** The answer now being written, or null. */
  declare delivery: Delivery | null;
  /** Bytes of an answer broken off by SIGABRT that were handed over, -1 = not broken off. */
  declare abortedBytes: number;
  /** When the page that SIGABRT wants to send will fit the socket. */
  declare diesAtUs: number;
  /** First send(), last send() returned, client's close expected: absolute moments of the answer now being written. */
  declare writesFromUs: number;
  declare writeReturnsUs: number;
  declare peerClosesUs: number;
  /** Length of the sleep that goes on, or of the last one of this request; 0 = none yet. */
  declare sleepsUs: number;
  /** Span that has begun and not ended, -1 = none. */
  declare openSpan: number;
  /** Its request has taken memory of the process. */
  declare hasMemory: boolean;
  /** It may wait for the next request of a connection itself; the connection for which it does, and whose request it was. */
  declare readonly mayStay: boolean;
  declare staysFor: Kept | null;
  declare lastRequest: number;
  /** A request that has waited for longer is turned away. */
  declare readonly queueLimitUs: number;

  constructor(world: World, worker: Worker, index: number, nth: number, cores: Cores) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = world;
    this.worker = worker;
    this.index = index;
    this.nth = nth;
    this.cores = cores;
    this.session = null;
    this.current = null;
    this.heldSinceUs = 0;
    this.wasHeld = false;
    this.heartbeatUs = 0;
    this.program = world.programs[0];
    this.pc = 0;
    this.status = 200;
    this.isInRequest = false;
    this.promisesKeep = false;
    this.closesUntilUs = 0;
    this.delivery = null;
    this.abortedBytes = -1;
    this.diesAtUs = 0;
    this.writesFromUs = 0;
    this.writeReturnsUs = 0;
    this.peerClosesUs = 0;
    this.sleepsUs = 0;
    this.openSpan = -1;
    this.hasMemory = false;
    this.mayStay = worker.app.keeps && worker.app.limits.keptHoldsSlot;
    this.staysFor = null;
    this.lastRequest = -1;
    this.queueLimitUs = worker.app.traits.queueLimitUs || Number.POSITIVE_INFINITY;
  }

  /** What it runs is a coroutine, not a thread. */
  get isAsync(): boolean {
    return this.current?.route.isAsync === true;
  }

  get isHeld(): boolean {
    return this.current !== null;
  }

  /** Gives it a connection with a request to read. */
  hold(client: ClientConnection): void {
    const { world } = this;
    this.current = client;
    this.heldSinceUs = world.queue.nowUs;
    this.wasHeld = true;
    client.slot = this;
    world.kernel.send(this.cell, MESSAGE.take, 0);
  }

  /** One that waits at the listening socket is always free to take a connection. */
  knock(): void {}

  /** Work of Python: in a process with one interpreter lock its slots share one core. */
  compute(workUs: number): void {
    const { group } = this.worker;
    if (group === null) this.cores.start(this, workUs);
    else this.cores.start(this, workUs, group, this.worker.app.traits.laneOf(this));
  }

  /** The same before and after the view: there the loop works itself, where there is one. */
  serve(workUs: number): void {
    const { group, app } = this.worker;
    const { serializesInLoop, laneOf, handOverUs } = app.traits;
    if (group === null) this.cores.start(this, workUs);
    else if (!serializesInLoop) this.cores.start(this, workUs, group, laneOf(this));
    else this.cores.start(this, this.isAsync ? workUs : workUs + handOverUs, group, LOOP_LANE);
  }
}
