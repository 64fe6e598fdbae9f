import { setup } from 'xstate';
import { NONE } from '../../../recording/vocabulary.ts';
import { type Compiled, compileChart } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import type { World } from '../../world.ts';
import type { Kept } from '../kept.ts';
import type { FrontConnection } from './front.ts';
import type { FrontKeeper } from './frontKeeper.ts';
import { leavePool, putIntoPool } from './frontPool.ts';

/** nginx's end of a connection to an app server that carries more than one request. The app server's end is its `kept`. */
export class PooledConnection extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly keeper: FrontKeeper;
  declare readonly kept: Kept;
  declare readonly instance: number;
  /** Whose request it carries, or carried last. */
  declare front: FrontConnection;

  constructor(keeper: FrontKeeper, kept: Kept, front: FrontConnection) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = keeper.world;
    this.keeper = keeper;
    this.kept = kept;
    this.instance = front.instance;
    this.front = front;
    kept.onClosed = () => this.world.kernel.send(this.cell, MESSAGE.fin, 0);
  }
}

/** nginx's connection to an app server: carries a request, or is idle in the pool. */
export const pooledMachine = setup({
  types: {} as { context: { me: PooledConnection }; input: PooledConnection; events: Message },
  guards: {
    isExiting: ({ context: { me } }) => me.keeper.isExiting,
  },
  actions: {
    put: ({ context: { me } }) => putIntoPool(me),
    expire: ({ context: { me } }) => {
      leavePool(me);
      closeUpstreamEnd(me);
    },
    close: ({ context: { me } }) => closeUpstreamEnd(me),
    hear: ({ context: { me } }) => leavePool(me),
    /** The app server closed it before the request on its way came there. */
    lose: ({ context: { me } }) => {
      const { kept, front } = me;
      if (kept.pending !== front.client) return;
      kept.pending = null;
      me.world.kernel.send(front.cell, MESSAGE.upstreamClosed, front.attempt);
    },
  },
  delays: {
    keepalive_timeout: ({ context: { me } }) => me.keeper.upstreamTimeoutUs,
  },
}).createMachine({
  id: 'pooled',
  context: ({ input }) => ({ me: input }),
  initial: 'busy',
  states: {
    busy: {
      on: {
        keep: [
          { guard: 'isExiting', target: 'closed', actions: ['close'] },
          { target: 'idle', actions: ['put'] },
        ],
        fin: { target: 'closed', actions: ['lose'] },
        expire: { target: 'closed', actions: ['close'] },
      },
    },
    idle: {
      after: { keepalive_timeout: { target: 'closed', actions: ['expire'] } },
      on: {
        take: 'busy',
        fin: { target: 'closed', actions: ['hear'] },
        expire: { target: 'closed', actions: ['expire'] },
      },
    },
    closed: {},
  },
});

const compiled = compileChart<PooledConnection>(pooledMachine as never);

/** nginx closes its end; the app server hears of it half a round trip later. */
function closeUpstreamEnd({ world, kept, keeper, instance }: PooledConnection): void {
  const outage = keeper.outages === null ? null : keeper.outages[instance];
  if (kept.latencyUs === 0 && outage?.isCut(world.queue.nowUs) !== true)
    world.kernel.send(kept.cell, MESSAGE.clientGone, NONE);
  else
    world.pushThrough(
      outage,
      world.queue.nowUs + kept.latencyUs,
      kept.cell,
      MESSAGE.clientGone,
      NONE,
    );
}
