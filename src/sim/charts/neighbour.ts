import { setup } from 'xstate';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor, Cell } from '../kernel.ts';
import type { Message } from '../messages.ts';

/** Longer than any run. */
export const ENDLESS_WORK_US = 1e14;

/** A process that has nothing to do with the site and only computes: it takes its share of the cores. */
export class Neighbour extends Actor {
  declare readonly cell: Cell;

  constructor() {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
  }
}

export const neighbourMachine = setup({
  types: {} as { context: { me: Neighbour }; input: Neighbour; events: Message },
}).createMachine({
  id: 'neighbour',
  context: ({ input }) => ({ me: input }),
  initial: 'computing',
  states: { computing: {} },
});

const compiled = compileChart<Neighbour>(neighbourMachine as never);
