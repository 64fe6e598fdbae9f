import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  initialTransition,
  transition,
} from 'xstate';
import type { Call } from './compile.ts';
import { type Actor, armTimer, type Cell, cancelTimer, type Kernel, keep } from './kernel.ts';
import { MESSAGES } from './messages.ts';
import type { EventQueue } from './queue.ts';
import { STANDSTILL, withhold } from './suspension.ts';

interface RaiseParams {
  readonly event: { readonly type: string };
}

/** The action as XState's pure `transition()` returns it. */
interface ResolvedAction {
  readonly type: string;
  readonly params?: unknown;
}

/**
 * The reference engine: the same charts run by XState's own `transition()`. It knows nothing of tables; what it decides, the compiled
 * engine has to decide too. Slow, and used by tests and benchmarks alone.
 */
export class XStateKernel implements Kernel {
  transitions = 0;
  private readonly queue: EventQueue<Cell>;
  private readonly snapshots = new WeakMap<Actor, AnyMachineSnapshot>();
  private readonly machines: ReadonlyMap<string, AnyStateMachine>;

  constructor(queue: EventQueue<Cell>, machines: readonly AnyStateMachine[]) {
    this.queue = queue;
    this.machines = new Map(machines.map((machine) => [machine.id, machine]));
  }

  send(cell: Cell, code: number, arg: number): void {
    const actor = cell.me;
    const { chart } = actor;
    const machine = this.machines.get(chart.id);
    if (!machine) throw new Error(`no machine ${chart.id}`);
    const timer = code - MESSAGES.length;
    if (timer >= 0) keep(cell, chart.registers[timer], -1);
    if (cell.row === STANDSTILL) {
      withhold(cell, code, arg);
      return;
    }
    const event = { type: timer >= 0 ? chart.timers[timer] : MESSAGES[code], arg };
    const before = this.snapshots.get(actor) ?? initialTransition(machine, actor)[0];
    // An event that no guard lets through leaves the snapshot as it is, and returns no actions.
    const [after, actions] = transition(machine, before, event);
    if (after === before && actions.length === 0) return;
    this.transitions++;
    this.snapshots.set(actor, after);
    cell.state = chart.states.indexOf(leafOf(after.value));
    for (const action of actions as unknown as readonly ResolvedAction[])
      this.run(actor, machine, action, event);
  }

  private run(
    actor: Actor,
    machine: AnyStateMachine,
    action: ResolvedAction,
    event: { type: string; arg: number },
  ): void {
    const { chart } = actor;
    if (action.type === 'xstate.raise') {
      const { type } = (action.params as RaiseParams).event;
      // `transition()` works delays out before any action has run; a delay here may depend on what the actions before it did.
      const name = type.split('.')[2];
      const delay = machine.implementations.delays[name] as unknown as (
        call: Call<Actor>,
      ) => number;
      armTimer(
        this.queue,
        actor.cell,
        chart.timers.indexOf(type),
        delay({ context: { me: actor }, event }),
      );
    } else if (action.type === 'xstate.cancel') {
      cancelTimer(
        this.queue,
        actor.cell,
        chart.timers.indexOf((action.params as { sendId: string }).sendId),
      );
    } else {
      const run = machine.implementations.actions[action.type] as unknown as (
        call: Call<Actor>,
      ) => void;
      run({ context: { me: actor }, event });
    }
  }
}

/** `{ open: 'waiting' }` as `open.waiting`. */
function leafOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[outer, inner]] = Object.entries(value as Record<string, unknown>);
  return `${outer}.${leafOf(inner)}`;
}
