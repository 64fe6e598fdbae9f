import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, createMachine, setup } from 'xstate';
import { type Compiled, compileChart } from '../../src/sim/compile.ts';
import { Actor, Cell, CompiledKernel, type Kernel } from '../../src/sim/kernel.ts';
import { MACHINES } from '../../src/sim/machines.ts';
import { MESSAGE, MESSAGES, type Message, type MessageName } from '../../src/sim/messages.ts';
import { EventQueue } from '../../src/sim/queue.ts';
import { XStateKernel } from '../../src/sim/xstateKernel.ts';

/** An actor that writes down what is done to it. */
class Toy extends Actor {
  declare readonly cell: Cell;
  declare log: string[];
  declare mayPass: boolean;

  constructor(chart: Compiled<never>) {
    super();
    this.cell = new Cell(chart, this);
    this.log = [];
    this.mayPass = true;
  }
}

const says = (word: string) => (call: { context: { me: Toy } }) => {
  call.context.me.log.push(word);
};
const WORDS = [
  'enterA',
  'leaveA',
  'enterA1',
  'leaveA1',
  'enterA2',
  'leaveA2',
  'enterB',
  'leaveB',
  'enterB1',
  'leaveB1',
  'moves',
  'stays',
  'other',
] as const;

/** Two nested states with two leaves each and everything the compiler understands. */
const toyMachine = setup({
  types: {} as { context: { me: Toy }; input: Toy; events: Message },
  guards: { mayPass: ({ context: { me } }) => me.mayPass },
  actions: Object.fromEntries(WORDS.map((word) => [word, says(word)])) as Record<
    (typeof WORDS)[number],
    ReturnType<typeof says>
  >,
  delays: { soon: () => 10, later: () => 30 },
}).createMachine({
  id: 'toy',
  context: ({ input }) => ({ me: input }),
  initial: 'rest',
  states: {
    rest: { on: { start: 'a', open: { target: 'b', actions: ['moves'] } } },
    a: {
      entry: ['enterA'],
      exit: ['leaveA'],
      initial: 'a1',
      after: { later: { target: 'rest', actions: ['other'] } },
      on: {
        cut: { target: 'b', actions: ['moves'] },
        abort: { target: '.a2', actions: ['moves'] },
        answer: { actions: ['stays'] },
        open: [
          { guard: 'mayPass', target: 'b', actions: ['moves'] },
          { target: '.a2', actions: ['other'] },
        ],
        connect: { target: 'a', actions: ['moves'], reenter: true },
      },
      states: {
        a1: {
          entry: ['enterA1'],
          exit: ['leaveA1'],
          after: { soon: 'a2' },
          on: {
            proceed: 'a2',
            take: { target: 'a1', actions: ['moves'], reenter: true },
            fork: {},
          },
        },
        a2: {
          entry: ['enterA2'],
          exit: ['leaveA2'],
          on: { answer: { guard: 'mayPass', actions: ['other'] }, proceed: '#toy.b.b1' },
        },
      },
    },
    b: {
      entry: ['enterB'],
      exit: ['leaveB'],
      initial: 'b1',
      states: { b1: { entry: ['enterB1'], exit: ['leaveB1'], on: { proceed: '#toy.a' } } },
    },
  },
});

const compiled = compileChart<Toy>(toyMachine as never) as Compiled<never>;

function play(kernelOf: (queue: EventQueue<Cell>) => Kernel, deeds: readonly Deed[]): string[] {
  const queue = new EventQueue<Cell>();
  const kernel = kernelOf(queue);
  const toy = new Toy(compiled);
  for (const deed of deeds) {
    if (typeof deed === 'number') {
      while (queue.peek() <= deed) {
        const target = queue.take();
        kernel.send(target as Cell, queue.takenCode, queue.takenArg);
      }
      queue.nowUs = deed;
    } else if (deed === 'shut') toy.mayPass = false;
    else kernel.send(toy.cell, MESSAGE[deed], 0);
    toy.log.push(`in ${compiled.states[toy.state]}`);
  }
  return toy.log;
}

/** A message, a moment to run to, or the guard turning to no. */
type Deed = MessageName | number | 'shut';

describe('T5 a compiled chart does what XState does, in its order', () => {
  test.each<[string, Deed[], string[]]>([
    [
      'out of a leaf upwards, across, in from the top downwards',
      ['start', 'cut'],
      [
        'enterA',
        'enterA1',
        'in a.a1',
        'leaveA1',
        'leaveA',
        'moves',
        'enterB',
        'enterB1',
        'in b.b1',
      ],
    ],
    [
      'a sibling leaves the parent alone',
      ['start', 'proceed'],
      ['enterA', 'enterA1', 'in a.a1', 'leaveA1', 'enterA2', 'in a.a2'],
    ],
    [
      'a target within its source leaves the source alone',
      ['start', 'abort'],
      ['enterA', 'enterA1', 'in a.a1', 'leaveA1', 'moves', 'enterA2', 'in a.a2'],
    ],
    [
      'without a target nothing is left or entered',
      ['start', 'answer'],
      ['enterA', 'enterA1', 'in a.a1', 'stays', 'in a.a1'],
    ],
    [
      'the leaf is asked before its parent, and its parent where the guard says no',
      ['start', 'proceed', 'answer', 'shut', 'answer'],
      [
        ...['enterA', 'enterA1', 'in a.a1', 'leaveA1', 'enterA2', 'in a.a2'],
        ...['other', 'in a.a2', 'in a.a2', 'stays', 'in a.a2'],
      ],
    ],
    [
      'the next candidate where the guard says no',
      ['start', 'shut', 'open'],
      ['enterA', 'enterA1', 'in a.a1', 'in a.a1', 'leaveA1', 'other', 'enterA2', 'in a.a2'],
    ],
    [
      'reenter leaves and enters its own state',
      ['start', 'take'],
      ['enterA', 'enterA1', 'in a.a1', 'leaveA1', 'moves', 'enterA1', 'in a.a1'],
    ],
    [
      'reenter of a parent goes through its children',
      ['start', 'proceed', 'connect'],
      [
        ...['enterA', 'enterA1', 'in a.a1', 'leaveA1', 'enterA2', 'in a.a2'],
        ...['leaveA2', 'leaveA', 'moves', 'enterA', 'enterA1', 'in a.a1'],
      ],
    ],
    [
      'a forbidden or unknown event does nothing',
      ['start', 'fork', 'query'],
      [...['enterA', 'enterA1', 'in a.a1', 'in a.a1', 'in a.a1']],
    ],
    [
      'a timer fires at its moment and dies with its state',
      ['start', 9, 10, 29, 30, 100],
      [
        ...['enterA', 'enterA1', 'in a.a1', 'in a.a1', 'leaveA1', 'enterA2', 'in a.a2', 'in a.a2'],
        ...['leaveA2', 'leaveA', 'other', 'in rest', 'in rest'],
      ],
    ],
    [
      'a state entered again starts its timer again',
      ['start', 6, 'take', 15, 16],
      [
        ...['enterA', 'enterA1', 'in a.a1', 'in a.a1', 'leaveA1', 'moves', 'enterA1', 'in a.a1'],
        ...['in a.a1', 'leaveA1', 'enterA2', 'in a.a2'],
      ],
    ],
  ])('%s', (_, deeds, expected) => {
    const table = play((queue) => new CompiledKernel(queue), deeds);
    const reference = play((queue) => new XStateKernel(queue, [toyMachine]), deeds);
    expect(table).toEqual(expected);
    expect(reference).toEqual(expected);
  });

  test('every chart of the engine compiles', () => {
    for (const machine of MACHINES)
      expect(compileChart(machine as never).states.length, machine.id).toBeGreaterThan(0);
  });
});

describe('T5 what the compiler does not understand it refuses by name', () => {
  const compileOf = (config: object) => () =>
    compileChart(createMachine({ id: 'odd', ...config } as never) as AnyStateMachine as never);

  test.each<[string, object]>([
    ['always', { initial: 'a', states: { a: { always: 'b' }, b: {} } }],
    ['invoke', { initial: 'a', states: { a: { invoke: { src: 'x' } } } }],
    ['type', { type: 'parallel', states: { a: {}, b: {} } }],
    ['type', { initial: 'a', states: { a: { type: 'final' } } }],
    [
      'type',
      { initial: 'a', states: { a: { initial: 'x', states: { x: {}, h: { type: 'history' } } } } },
    ],
    ['onDone', { initial: 'a', states: { a: { onDone: 'b' }, b: {} } }],
  ])('`%s`', (feature, config) => {
    expect(compileOf(config)).toThrow(new RegExp(`chart odd.*\`${feature}\` is not supported`));
  });

  test.each<[string, object, RegExp]>([
    [
      'an unknown action',
      { initial: 'a', states: { a: { on: { start: { actions: ['x'] } } } } },
      /no action named x/,
    ],
    [
      'an unknown guard',
      { initial: 'a', states: { a: { on: { start: { guard: 'x' } } } } },
      /no guard named x/,
    ],
    [
      'an unknown delay',
      { initial: 'a', states: { a: { on: { start: 'b' } }, b: { after: { x: 'a' } } } },
      /no delay named x/,
    ],
    [
      'a start that acts',
      { initial: 'a', entry: ['x'], states: { a: {} } },
      /no action named x|initial state may not act/,
    ],
  ])('%s', (_, config, words) => {
    expect(compileOf(config)).toThrow(words);
  });

  test('messages are one list without doubles: codes are positions', () => {
    expect(new Set(MESSAGES).size).toBe(MESSAGES.length);
    for (const [code, name] of MESSAGES.entries()) expect(MESSAGE[name]).toBe(code);
  });
});
