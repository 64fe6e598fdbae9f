import { type AnyStateMachine, setup } from 'xstate';
import { EVENTS, type EventName } from '../../src/recording/vocabulary.ts';
import type { Database as ScenarioDatabase } from '../../src/scenario/scenario.ts';
import { Session, type SessionOwner } from '../../src/sim/charts/database/session.ts';
import { sessionMachine } from '../../src/sim/charts/database/sessionChart.ts';
import { type Compiled, compileChart } from '../../src/sim/compile.ts';
import { Actor, Cell, CompiledKernel, type Kernel } from '../../src/sim/kernel.ts';
import { MESSAGE, type Message } from '../../src/sim/messages.ts';
import { EventQueue } from '../../src/sim/queue.ts';
import { Cores } from '../../src/sim/resources/cores.ts';
import { Database } from '../../src/sim/resources/database.ts';
import type { World } from '../../src/sim/world.ts';

/** A query on a connection of its own, whose transaction stays open for a while: what a view with a lock is to the database. */
export interface Asks {
  readonly atUs: number;
  readonly holdUs: number;
  /** Name of the row; '' = none. */
  readonly locks?: string;
  readonly writes?: boolean;
  readonly queryUs?: number;
}

/** What became of one of them; null where it has not come to that. */
export interface Outcome {
  answeredUs: number | null;
  failedUs: number | null;
  refusedUs: number | null;
}

export interface Lab {
  readonly database: Database;
  readonly outcomes: readonly Outcome[];
  readonly words: readonly {
    readonly atUs: number;
    readonly name: EventName;
    readonly request: number;
    readonly arg: number;
  }[];
  /** Requests in the order in which they got the row. */
  readonly order: readonly number[];
}

const POSTGRESQL: ScenarioDatabase = {
  kind: 'postgresql',
  host: 0,
  rttUs: 0,
  max_connections: 100,
  superuser_reserved_connections: 3,
  auth: 'trust',
  connectUs: 0,
  CONN_MAX_AGEUs: 0,
  lock_timeoutUs: Number.POSITIVE_INFINITY,
};
const MYSQL: ScenarioDatabase = {
  kind: 'mysql',
  host: 0,
  rttUs: 0,
  max_connections: 151,
  auth: 'mysql_native_password',
  connectUs: 0,
  CONN_MAX_AGEUs: 0,
  innodb_lock_wait_timeoutUs: 50_000_000,
};
const SQLITE: ScenarioDatabase = { kind: 'sqlite', CONN_MAX_AGEUs: 0, timeoutUs: 5_000_000 };
const BASES = { postgresql: POSTGRESQL, mysql: MYSQL, sqlite: SQLITE };

class Asker extends Actor implements SessionOwner {
  declare readonly cell: Cell;
  declare readonly current: { readonly request: number };
  declare readonly session: Session;
  declare readonly asks: Asks;
  declare readonly outcome: Outcome;

  constructor(database: Database, request: number, asks: Asks, row: number) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.current = { request };
    this.session = new Session(database, request, this, 0);
    this.asks = asks;
    this.outcome = { answeredUs: null, failedUs: null, refusedUs: null };
    this.session.locksRow = row;
    this.session.queryUs = asks.queryUs ?? 0;
  }

  tell(code: number, arg = 0): void {
    this.session.world.kernel.send(this.session.cell, code, arg);
  }
}

type Call = { readonly context: { readonly me: Asker } };
const now = ({ context: { me } }: Call) => me.session.world.queue.nowUs;

const askerMachine = setup({
  types: {} as { context: { me: Asker }; input: Asker; events: Message },
  actions: {
    connect: ({ context: { me } }) => me.tell(MESSAGE.connectDatabase),
    ask: ({ context: { me } }) => me.tell(MESSAGE.query, me.asks.writes ? 1 : 0),
    note: (call) => {
      call.context.me.outcome.answeredUs = now(call);
    },
    fail: (call) => {
      call.context.me.outcome.failedUs = now(call);
    },
    refuse: (call) => {
      call.context.me.outcome.refusedUs = now(call);
    },
    end: ({ context: { me } }) => {
      me.tell(MESSAGE.endTransaction);
      me.tell(MESSAGE.closeSession);
    },
  },
  delays: { hold: ({ context: { me } }) => me.asks.holdUs },
}).createMachine({
  id: 'asker',
  context: ({ input }) => ({ me: input }),
  initial: 'off',
  states: {
    off: { on: { start: { target: 'connecting', actions: ['connect'] } } },
    connecting: {
      on: {
        sessionReady: { target: 'asking', actions: ['ask'] },
        sessionRefused: { target: 'over', actions: ['refuse'] },
      },
    },
    asking: {
      on: {
        queryDone: { target: 'holding', actions: ['note'] },
        queryFailed: { target: 'over', actions: ['fail', 'end'] },
      },
    },
    holding: { after: { hold: { target: 'over', actions: ['end'] } } },
    over: {},
  },
});
const compiled = compileChart<Asker>(askerMachine as never);

/** For the reference engine. */
export const askerMachines: readonly AnyStateMachine[] = [
  askerMachine as never,
  sessionMachine as never,
];

/**
 * A database with nobody but those who ask: without workers, what it does to them can be told to the microsecond. On `cores` cores, at a
 * round trip of 0 and with connections that cost nothing unless `over` says otherwise.
 *
 * @param script what else happens: `kill` closes the session of one who asks as the death of its process would, `stop` is a restart
 */
export function lab(
  kind: keyof typeof BASES,
  asks: readonly Asks[],
  over: Readonly<Record<string, unknown>> = {},
  script: readonly { readonly atUs: number; readonly kill?: number; readonly stop?: number }[] = [],
  seed = 1,
  engine: (queue: EventQueue<Cell>) => Kernel = (queue) => new CompiledKernel(queue),
): Lab {
  const queue = new EventQueue<Cell>();
  const words: Lab['words'][number][] = [];
  const routes = asks.map(({ locks = '', writes = false }) => ({ locks, writes }));
  const cores = new Cores('db', 64, queue);
  const world = {
    queue,
    kernel: engine(queue),
    cores: [cores],
    routes,
    scenario: { seed, app: { hosts: [0] } },
    record: (type: number, request: number, _actor: number, arg: number) =>
      words.push({ atUs: queue.nowUs, name: EVENTS[type], request, arg }),
  } as unknown as World;
  const database = new Database(world, { ...BASES[kind], ...over } as ScenarioDatabase);
  const askers = asks.map(
    (ask, index) => new Asker(database, index, ask, database.rowOf(world.routes[index])),
  );
  askers.forEach((asker, index) => {
    queue.push(asks[index].atUs, asker.cell, MESSAGE.start, 0);
  });
  script.forEach((step, index) => {
    queue.push(step.atUs, null, 0, index);
  });
  while (queue.length > 0) {
    const target = queue.take();
    if (target !== null) {
      if (queue.takenCode === MESSAGE.cpuDone) cores.finish(target.me);
      world.kernel.send(target, queue.takenCode, queue.takenArg);
      continue;
    }
    const { kill, stop } = script[queue.takenArg];
    if (kill !== undefined) askers[kill].tell(MESSAGE.closeSession);
    if (stop !== undefined) database.stop(stop);
  }
  return {
    database,
    outcomes: askers.map(({ outcome }) => outcome),
    words,
    order: words.filter(({ name }) => name === 'lock/taken').map(({ request }) => request),
  };
}
