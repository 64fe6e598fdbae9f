import type { Call, Compiled, Row } from './compile.ts';
import { MESSAGES } from './messages.ts';
import type { EventQueue } from './queue.ts';

/**
 * What the kernel keeps of an actor, apart from the actor itself: of one shape for all charts, which is what makes a transition cheap.
 *
 * A cell is also the very object that guards, actions and delays are called with: `({ context: { me }, event })` reads the actor and the
 * message's number from here, in XState's words. So both engines share their functions, and no argument object is ever filled.
 */
export class Cell {
  declare readonly chart: Compiled<never>;
  declare readonly me: Actor;
  /** Leaf in the compiled chart. */
  declare state: number;
  /** What that leaf does with each message. */
  declare row: Row<never>;
  /** Of the message being dealt with. */
  declare arg: number;
  /** Handles of armed timers, -1 = not armed. No chart has more than three armed at once. */
  declare timer0: number;
  declare timer1: number;
  declare timer2: number;

  constructor(chart: Compiled<never>, me: Actor) {
    this.chart = chart;
    this.me = me;
    this.state = chart.initial;
    this.row = chart.rows[chart.initial];
    this.arg = 0;
    this.timer0 = -1;
    this.timer1 = -1;
    this.timer2 = -1;
  }

  get context(): this {
    return this;
  }
  get event(): this {
    return this;
  }
}

/**
 * Anything that a chart describes: a client's connection, a worker, a database session. What is sent goes to its cell: cells are all of one
 * shape, so whoever has a cell at hand need not find out first what kind of actor it is.
 *
 * Fields of actors are declared and assigned in constructors: initialised class fields are *defined*, which costs Node 20 as much as half of
 * all transitions of a request. The cell too is assigned by each kind of actor for itself: one place that assigns it for objects of every
 * shape is slow.
 */
export abstract class Actor {
  abstract readonly cell: Cell;

  /** Leaf in the compiled chart. */
  get state(): number {
    return this.cell.state;
  }
  get chart(): Compiled<never> {
    return this.cell.chart;
  }
}

/** Sends messages to actors and counts the transitions taken. Two engines implement it: the compiled tables, and XState itself. */
export interface Kernel {
  transitions: number;
  /** The actor moves to its next state first, then its actions run in order; what they send is carried out at once, depth first. */
  send(cell: Cell, code: number, arg: number): void;
}

/** Runs compiled charts in virtual time. */
export class CompiledKernel implements Kernel {
  transitions = 0;
  private readonly queue: EventQueue<Cell>;

  constructor(queue: EventQueue<Cell>) {
    this.queue = queue;
  }

  send(cell: Cell, code: number, arg: number): void {
    if (code >= MESSAGES.length) keep(cell, cell.chart.registers[code - MESSAGES.length], -1);
    let chosen = cell.row[code];
    if (chosen === null) return;
    const call = cell as unknown as Call<never>;
    cell.arg = arg;
    while (chosen.guard !== null && !chosen.guard(call)) {
      chosen = chosen.next;
      if (chosen === null) return;
    }
    this.transitions++;
    if (chosen.target >= 0) {
      cell.state = chosen.target;
      cell.row = chosen.row;
    }
    const { steps } = chosen;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i];
      if (step.action !== null) {
        // What an earlier step sent may have come back to this actor with another number.
        cell.arg = arg;
        step.action(call);
      } else if (step.arms !== null) armTimer(this.queue, cell, step.timer, step.arms(call));
      else cancelTimer(this.queue, cell, step.timer);
    }
  }
}

/** Arms timer `timer` of an actor; an infinite delay is a timer that never fires and is not kept. */
export function armTimer(
  queue: EventQueue<Cell>,
  cell: Cell,
  timer: number,
  delayUs: number,
): void {
  if (delayUs === Number.POSITIVE_INFINITY) return;
  const handle = queue.push(queue.nowUs + delayUs, cell, MESSAGES.length + timer, 0);
  keep(cell, cell.chart.registers[timer], handle);
}

/** Cancels timer `timer` of an actor where it is armed. */
export function cancelTimer(queue: EventQueue<Cell>, cell: Cell, timer: number): void {
  const register = cell.chart.registers[timer];
  const handle = register === 0 ? cell.timer0 : register === 1 ? cell.timer1 : cell.timer2;
  if (handle < 0) return;
  queue.cancel(handle);
  keep(cell, register, -1);
}

/** Puts a timer's handle into the register that the compiler gave the timer. */
export function keep(cell: Cell, register: number, handle: number): void {
  if (register === 0) cell.timer0 = handle;
  else if (register === 1) cell.timer1 = handle;
  else cell.timer2 = handle;
}
