import { type AnyActor, type AnyStateMachine, createActor } from 'xstate';
import type { Compiled } from '../../src/sim/compile.ts';
import { Actor, Cell, type Kernel } from '../../src/sim/kernel.ts';
import { MESSAGE, MESSAGES } from '../../src/sim/messages.ts';
import type { EventQueue } from '../../src/sim/queue.ts';

/** Stands in the queue for a timer of XState's own. */
class Timers extends Actor {
  readonly pending: (() => void)[] = [];
  readonly cell = new Cell({ initial: 0, rows: [[]] } as unknown as Compiled<never>, this);
}

/**
 * The charts under XState's interpreter, `actor.send()`, its timers put into our queue. Only for measuring: XState defers what an actor sends
 * to itself, so moments agree with the other engines but not the order of everything within one moment.
 */
export class ActorKernel implements Kernel {
  transitions = 0;
  private readonly actors = new Map<Actor, AnyActor>();
  private readonly machines: ReadonlyMap<string, AnyStateMachine>;
  private readonly timers: Timers;
  private readonly clock: {
    setTimeout(fn: () => void, timeout: number): number;
    clearTimeout(id: number): void;
  };

  constructor(queue: EventQueue<Cell>, machines: readonly AnyStateMachine[]) {
    this.machines = new Map(machines.map((machine) => [machine.id, machine]));
    const timers = new Timers();
    this.timers = timers;
    this.clock = {
      setTimeout: (fn, timeout) => {
        if (timeout === Number.POSITIVE_INFINITY) return -1;
        timers.pending.push(fn);
        return queue.push(
          queue.nowUs + timeout,
          timers.cell,
          MESSAGE.proceed,
          timers.pending.length - 1,
        );
      },
      // A handle may be void by now, and the queue gives numbers out again: what was cancelled simply finds nothing to do.
      clearTimeout: () => {},
    };
  }

  send({ me: actor }: Cell, code: number, arg: number): void {
    if (actor === this.timers) {
      const fn = this.timers.pending[arg];
      delete this.timers.pending[arg];
      fn();
      this.transitions++;
      return;
    }
    let running = this.actors.get(actor);
    if (!running) {
      const machine = this.machines.get(actor.chart.id) as AnyStateMachine;
      running = createActor(machine, { input: actor, clock: this.clock });
      running.subscribe((snapshot) => {
        actor.cell.state = actor.chart.states.indexOf(pathOf(snapshot.value));
      });
      running.start();
      this.actors.set(actor, running);
    }
    this.transitions++;
    running.send({ type: MESSAGES[code], arg } as never);
  }
}

function pathOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[outer, inner]] = Object.entries(value as Record<string, unknown>);
  return `${outer}.${pathOf(inner)}`;
}
