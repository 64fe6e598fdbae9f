import type { Worker } from './charts/app/worker.ts';
import { mayAccept } from './charts/app/workerDeeds.ts';
import type { Candidate, Row } from './compile.ts';
import type { Cell } from './kernel.ts';
import { MESSAGE, MESSAGES } from './messages.ts';
import type { StoppedJob } from './resources/cores.ts';
import type { World } from './world.ts';

/** More timers than any chart has. */
const MOST_TIMERS = 16;

/** What is told to a process that stands still, kept until it goes on. */
interface Letter {
  readonly cell: Cell;
  readonly code: number;
  readonly arg: number;
  readonly state: number;
}

/** A process under SIGSTOP: it computes nothing, hears nothing and shows nothing, but dies of SIGKILL. */
export class Suspension {
  readonly sinceUs: number;
  /** Its last sign of life for the arbiter. */
  readonly heartbeatUs: number;
  readonly letters: Letter[] = [];
  readonly cells: ReadonlySet<Cell>;
  private readonly worker: Worker;
  private readonly jobs: readonly StoppedJob[];
  /** Those of its own who waited at the listening socket. */
  private readonly listeners: Worker['app']['listener']['idle'];

  constructor(worker: Worker) {
    const { world, app, slots, parked } = worker;
    this.worker = worker;
    this.sinceUs = world.queue.nowUs;
    this.heartbeatUs = worker.heartbeatUs;
    const cells = new Set<Cell>([worker.cell]);
    for (const slot of slots) {
      cells.add(slot.cell);
      // SQLite works within the process; a server does not stand still with its client.
      if (slot.session !== null && !slot.session.database.traits.isServer)
        cells.add(slot.session.cell);
      for (const kept of [slot.current?.kept, slot.current?.upstreamKept])
        if (kept?.keeper === worker) cells.add(kept.cell);
    }
    for (const kept of parked) cells.add(kept.cell);
    this.cells = cells;
    this.jobs = worker.cores.suspend([...cells].map((cell) => cell.me));
    const { listener } = app;
    this.listeners = listener.idle.filter((one) => one === worker || slots.includes(one as never));
    for (const one of this.listeners) listener.forget(one);
    for (const cell of cells) {
      world.suspended.set(cell, this);
      cell.row = STANDSTILL;
    }
  }

  /** SIGCONT: it hears what it was told, in that order, and goes on where it stood. */
  end(): void {
    const { worker, jobs, listeners, letters } = this;
    const { world, app } = worker;
    this.wake();
    for (const job of jobs) worker.cores.resume(job);
    for (const { cell, code, arg, state } of letters) {
      // A timer of a state that it has left since is none.
      if (code >= MESSAGES.length && (cell.state !== state || isArmed(cell, code))) continue;
      world.kernel.send(cell, code, arg);
    }
    for (const one of listeners) {
      if (!worker.isAlive || worker.isStopping || app.listener.idle.includes(one)) continue;
      if (one === worker) mayAccept(worker);
      else if (!one.isHeld) app.listener.wait(one);
    }
  }

  /** SIGKILL reaches it all the same. What came to it over kept connections is never read. */
  die(): void {
    const { worker } = this;
    this.wake();
    for (const { cell, code } of this.letters) {
      if (code !== MESSAGE.readable) continue;
      for (const kept of worker.parked) {
        if (kept.cell !== cell || kept.pending === null) continue;
        worker.unread.push(kept.pending);
        kept.pending = null;
      }
    }
  }

  private wake(): void {
    this.worker.suspension = null;
    for (const cell of this.cells) {
      this.worker.world.suspended.delete(cell);
      cell.row = cell.chart.rows[cell.state];
    }
  }
}

function isArmed(cell: Cell, code: number): boolean {
  const register = cell.chart.registers[code - MESSAGES.length];
  return (register === 0 ? cell.timer0 : register === 1 ? cell.timer1 : cell.timer2) >= 0;
}

/** A message to somebody who stands still. */
export function withhold(cell: Cell, code: number, arg: number): void {
  const { world } = cell.me as unknown as { world: World };
  const suspension = world.suspended.get(cell) as Suspension;
  if (code === MESSAGE.sigkill) {
    suspension.die();
    world.kernel.send(cell, code, arg);
  } else suspension.letters.push({ cell, code, arg, state: cell.state });
}

/** What every state does with every message while its process stands still. It takes the place of a cell's row, so the others pay nothing. */
export const STANDSTILL: Row<never> = Array.from(
  { length: MESSAGES.length + MOST_TIMERS },
  (_, code): Candidate<never> => ({
    guard: null,
    target: -1,
    row: [],
    next: null,
    steps: [
      {
        action: (call: unknown) => withhold(call as Cell, code, (call as Cell).arg),
        arms: null,
        timer: -1,
      },
    ],
  }),
) as Row<never>;
