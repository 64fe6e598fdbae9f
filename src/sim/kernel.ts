import type { Call, Compiled } from './compile.ts';
import { MESSAGES } from './messages.ts';
import type { EventQueue } from './queue.ts';

/**
 * Anything that a chart describes: a client's connection, a worker, a database session.
 *
 * An actor is its own XState context and the very object that its guards and actions are called with: `({ context: { me }, event })` reads
 * the actor itself. So both engines share their functions, and the compiled one fills no argument object: a pointer from an
 * old object to a young actor, sixty times a request, cost more than all else in a transition.
 *
 * Fields of actors are declared and assigned in constructors: initialised class fields are *defined*, which costs Node 20 as much as half of
 * all transitions of a request.
 */
export abstract class Actor {
  declare readonly chart: Compiled<never>;
  /** Leaf in the compiled chart. */
  declare state: number;
  /** Of the message being dealt with. */
  declare arg: number;
  /** Handles of armed timers, -1 = not armed. No chart has more than three armed at once. */
  declare timer0: number;
  declare timer1: number;
  declare timer2: number;
  /** XState's snapshot, used by the reference engine alone. */
  declare snapshot: unknown;

  constructor(chart: Compiled<never>) {
    this.chart = chart;
    this.state = chart.initial;
    this.arg = 0;
    this.timer0 = -1;
    this.timer1 = -1;
    this.timer2 = -1;
    this.snapshot = null;
  }

  get me(): this {
    return this;
  }
  get context(): this {
    return this;
  }
  get event(): this {
    return this;
  }
}

/** Sends messages to actors and counts the transitions taken. Two engines implement it: the compiled tables, and XState itself. */
export interface Kernel {
  transitions: number;
  /** The actor moves to its next state first, then its actions run in order; what they send is carried out at once, depth first. */
  send(actor: Actor, code: number, arg: number): void;
}

/** Runs compiled charts in virtual time. */
export class CompiledKernel implements Kernel {
  transitions = 0;
  private readonly queue: EventQueue<Actor>;

  constructor(queue: EventQueue<Actor>) {
    this.queue = queue;
  }

  send(actor: Actor, code: number, arg: number): void {
    const chart = actor.chart;
    let next = chart.table[actor.state * chart.width + code] as number;
    if (code >= MESSAGES.length) keep(actor, chart.registers[code - MESSAGES.length], -1);
    if (next === 0) return;
    const call = actor as unknown as Call<never>;
    actor.arg = arg;
    let chosen = chart.candidates[next] as (typeof chart.candidates)[number];
    for (;;) {
      if (chosen.guard === null) break;
      if (chosen.guard(call)) break;
      next = chosen.next;
      if (next === 0) return;
      chosen = chart.candidates[next] as (typeof chart.candidates)[number];
    }
    this.transitions++;
    if (chosen.target >= 0) actor.state = chosen.target;
    const { steps } = chosen;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as (typeof steps)[number];
      if (step.action !== null) {
        // What an earlier step sent may have come back to this actor with another number.
        actor.arg = arg;
        step.action(call);
      } else if (step.arms !== null) armTimer(this.queue, actor, step.timer, step.arms(call));
      else cancelTimer(this.queue, actor, step.timer);
    }
  }
}

/** Arms timer `timer` of an actor; an infinite delay is a timer that never fires and is not kept. */
export function armTimer(
  queue: EventQueue<Actor>,
  actor: Actor,
  timer: number,
  delayUs: number,
): void {
  if (delayUs === Number.POSITIVE_INFINITY) return;
  const handle = queue.push(queue.nowUs + delayUs, actor, MESSAGES.length + timer, 0);
  keep(actor, actor.chart.registers[timer], handle);
}

/** Cancels timer `timer` of an actor where it is armed. */
export function cancelTimer(queue: EventQueue<Actor>, actor: Actor, timer: number): void {
  const register = actor.chart.registers[timer];
  const handle = register === 0 ? actor.timer0 : register === 1 ? actor.timer1 : actor.timer2;
  if (handle < 0) return;
  queue.cancel(handle);
  keep(actor, register, -1);
}

/** Puts a timer's handle into the register that the compiler gave the timer. */
export function keep(actor: Actor, register: number, handle: number): void {
  if (register === 0) actor.timer0 = handle;
  else if (register === 1) actor.timer1 = handle;
  else actor.timer2 = handle;
}
