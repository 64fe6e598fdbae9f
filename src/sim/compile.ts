import { MESSAGES } from './messages.ts';

/** What guards, actions and delays of a chart are called with: the shape XState uses. Their event's type is not for them to read. */
export interface Call<A> {
  readonly context: { readonly me: A };
  readonly event: { readonly arg: number };
}

type Action<A> = (call: Call<A>) => void;
type Guard<A> = (call: Call<A>) => boolean;
type Delay<A> = (call: Call<A>) => number;

/** One thing to do in a transition: run an action, arm a timer, or cancel one. */
interface Step<A> {
  readonly action: Action<A> | null;
  readonly arms: Delay<A> | null;
  /** Timer armed or cancelled, -1 = none. */
  readonly timer: number;
}

/** One candidate of a (state, event) pair; `next` is tried when the guard says no. A target of -1 leaves the state as it is. */
export interface Candidate<A> {
  readonly guard: Guard<A> | null;
  readonly target: number;
  /** Of the target. */
  readonly row: Row<A>;
  readonly steps: readonly Step<A>[];
  readonly next: Candidate<A> | null;
}

/** What one state does with each event, by code: the first candidate, null where it ignores the event. */
export type Row<A> = readonly (Candidate<A> | null)[];

/** A chart as a table: a row for each state. */
export interface Compiled<A> {
  readonly id: string;
  readonly states: readonly string[];
  readonly initial: number;
  readonly rows: readonly Row<A>[];
  /** XState's names of the delayed events, in order of their codes from MESSAGES.length on; position = timer. */
  readonly timers: readonly string[];
  /** Where an actor keeps the handle of each timer: timers that can be armed together never share a register. */
  readonly registers: Int8Array;
}

/** The part of an XState v5 machine that is read. */
export interface Chart<A> {
  readonly id: string;
  readonly config: unknown;
  readonly implementations: {
    readonly guards: unknown;
    readonly actions: unknown;
    readonly delays: unknown;
  };
  /** Only to carry the actor's type. */
  readonly actor?: A;
}

interface TransitionConfig {
  readonly target?: string;
  readonly guard?: string;
  readonly actions?: string | readonly string[];
  readonly reenter?: boolean;
}
type Transitions = string | TransitionConfig | readonly (string | TransitionConfig)[];
interface StateConfig {
  readonly initial?: string;
  readonly states?: Readonly<Record<string, StateConfig>>;
  readonly on?: Readonly<Record<string, Transitions>>;
  readonly after?: Readonly<Record<string, Transitions>>;
  readonly entry?: string | readonly string[];
  readonly exit?: string | readonly string[];
}

/** A state of the tree with its place. */
interface Node {
  readonly path: string;
  readonly config: StateConfig;
  readonly parent: Node | null;
  readonly children: Node[];
}

/** Registers that an actor has for the handles of its timers. */
const MOST_TIMERS = 3;

const ALLOWED = new Set([
  'id',
  'initial',
  'states',
  'on',
  'after',
  'entry',
  'exit',
  'context',
  'description',
  'meta',
  'tags',
  'types',
  'schemas',
]);

/**
 * Compiles an XState v5 machine into a table. Understands nested states, guarded candidates, entry, exit and transition actions by
 * name, and named delays; whatever else the machine uses is refused by name, so that table and XState can never mean different things.
 * Order of steps is XState's: exit from the leaf up, transition, entry from the top down; a state's timers after its entry actions.
 */
export function compileChart<A>(machine: Chart<A>): Compiled<A> {
  const { id } = machine;
  const guards = machine.implementations.guards as Record<string, Guard<A>>;
  const actions = machine.implementations.actions as Record<string, Action<A>>;
  const delays = machine.implementations.delays as Record<string, Delay<A>>;
  const fail = (where: Node, what: string): never => {
    throw new Error(`chart ${where.path}: ${what}`);
  };

  const leaves: Node[] = [];
  const byPath = new Map<string, Node>();
  const timers: string[] = [];
  const timerOf = new Map<string, number>();
  const registers: number[] = [];
  const grow = (path: string, config: StateConfig, parent: Node | null, armed = 0): Node => {
    const node: Node = { path, config, parent, children: [] };
    byPath.set(path, node);
    for (const key of Object.keys(config))
      if (!ALLOWED.has(key)) fail(node, `\`${key}\` is not supported`);
    for (const delay of Object.keys(config.after ?? {})) {
      timerOf.set(`${path}/${delay}`, timers.length);
      timers.push(`xstate.after.${delay}.${path}`);
      registers.push(armed++);
      if (armed > MOST_TIMERS) fail(node, `more than ${MOST_TIMERS} timers at once`);
    }
    for (const [name, child] of Object.entries(config.states ?? {}))
      node.children.push(grow(`${path}.${name}`, child, node, armed));
    if (node.children.length === 0) leaves.push(node);
    else if (!config.initial) fail(node, 'has states but no `initial`');
    return node;
  };
  const root = grow(id, machine.config as StateConfig, null);

  const named = <F>(table: Record<string, F>, name: string, kind: string, where: Node): F => {
    const found = table[name];
    return found ?? fail(where, `no ${kind} named ${name}`);
  };
  const actionSteps = (names: string | readonly string[] | undefined, where: Node): Step<A>[] =>
    list(names).map((name) => ({
      action: named(actions, name, 'action', where),
      arms: null,
      timer: -1,
    }));
  const entrySteps = (node: Node): Step<A>[] => [
    ...actionSteps(node.config.entry, node),
    ...Object.keys(node.config.after ?? {}).map((delay) => ({
      action: null,
      arms: named(delays, delay, 'delay', node),
      timer: timerOf.get(`${node.path}/${delay}`) as number,
    })),
  ];
  const exitSteps = (node: Node): Step<A>[] => [
    ...actionSteps(node.config.exit, node),
    ...Object.keys(node.config.after ?? {}).map((delay) => ({
      action: null,
      arms: null,
      timer: timerOf.get(`${node.path}/${delay}`) as number,
    })),
  ];
  const initialLeaf = (node: Node): Node => {
    let at = node;
    while (at.children.length > 0)
      at = byPath.get(`${at.path}.${at.config.initial}`) ?? fail(at, 'has an unknown `initial`');
    return at;
  };

  const width = MESSAGES.length + timers.length;
  // All of them first: candidates point to the rows of their targets.
  const rows: (Candidate<A> | null)[][] = leaves.map(() => []);
  leaves.forEach((leaf, state) => {
    for (let code = 0; code < width; code++) {
      const options: { source: Node; transition: TransitionConfig }[] = [];
      for (let node: Node | null = leaf; node; node = node.parent)
        for (const transition of transitionsOf(node, code, timers))
          options.push({ source: node, transition });
      let next: Candidate<A> | null = null;
      for (const { source, transition } of options.reverse()) {
        const target =
          transition.target === undefined ? null : resolve(transition.target, source, byPath, fail);
        const into = target ? initialLeaf(target) : null;
        const to = into ? leaves.indexOf(into) : -1;
        next = {
          guard:
            transition.guard === undefined
              ? null
              : named(guards, transition.guard, 'guard', source),
          target: to,
          row: rows[into ? to : state],
          steps:
            target && into
              ? moveSteps(leaf, source, target, into, transition, code - MESSAGES.length)
              : actionSteps(transition.actions, source),
          next,
        };
      }
      rows[state].push(next);
    }
  });

  function moveSteps(
    leaf: Node,
    source: Node,
    target: Node,
    into: Node,
    transition: TransitionConfig,
    fired: number,
  ): Step<A>[] {
    const inside = isWithin(target, source) && !transition.reenter;
    let domain: Node | null = inside ? source : source.parent;
    while (!inside && domain && !isWithin(target, domain)) domain = domain.parent;
    const steps: Step<A>[] = [];
    // The timer that has just fired is not armed any more: nothing to cancel.
    for (let node: Node | null = leaf; node && node !== domain; node = node.parent)
      steps.push(...exitSteps(node).filter((step) => step.timer < 0 || step.timer !== fired));
    steps.push(...actionSteps(transition.actions, source));
    const entered: Node[] = [];
    for (let node: Node | null = into; node && node !== domain; node = node.parent)
      entered.unshift(node);
    for (const node of entered) steps.push(...entrySteps(node));
    return steps;
  }

  const start = initialLeaf(root);
  for (let node: Node | null = start; node; node = node.parent)
    if (entrySteps(node).length > 0)
      fail(node, 'the initial state may not act on entry: actors begin at rest');
  return {
    id,
    states: leaves.map((leaf) => leaf.path.slice(id.length + 1)),
    initial: leaves.indexOf(start),
    rows,
    timers,
    registers: Int8Array.from(registers),
  };
}

function list(names: string | readonly string[] | undefined): readonly string[] {
  return names === undefined ? [] : typeof names === 'string' ? [names] : names;
}

function transitionsOf(node: Node, code: number, timers: readonly string[]): TransitionConfig[] {
  const message = MESSAGES[code];
  const timer = timers[code - MESSAGES.length];
  let found: Transitions | undefined;
  if (message !== undefined) found = node.config.on?.[message];
  else if (timer !== undefined)
    for (const [delay, transitions] of Object.entries(node.config.after ?? {}))
      if (timer === `xstate.after.${delay}.${node.path}`) found = transitions;
  if (found === undefined) return [];
  const all = Array.isArray(found) ? found : [found];
  return all.map((t: string | TransitionConfig) => (typeof t === 'string' ? { target: t } : t));
}

function resolve(
  target: string,
  source: Node,
  byPath: Map<string, Node>,
  fail: (where: Node, what: string) => never,
): Node {
  const path = target.startsWith('#')
    ? target.slice(1)
    : target.startsWith('.')
      ? source.path + target
      : `${source.parent?.path ?? source.path}.${target}`;
  return byPath.get(path) ?? fail(source, `no state ${target}`);
}

function isWithin(node: Node, ancestor: Node): boolean {
  for (let at: Node | null = node; at; at = at.parent) if (at === ancestor) return true;
  return false;
}
