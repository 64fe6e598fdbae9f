import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import { STREAMS, uniform } from '../../chance.ts';
import { type Compiled, compileChart } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import { Backlog } from '../../resources/backlog.ts';
import type { World } from '../../world.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Gate } from './gate.ts';

/** Who takes connections off a listening socket: a sync worker's slot, or a worker with a loop of its own. */
export interface Acceptor extends Actor {
  hold(client: ClientConnection): void;
  /** It waits, but something keeps its loop from it. */
  readonly isHeld: boolean;
  /** Somebody has come while its loop is held. */
  knock(): void;
}

/**
 * The listening socket of the app server. The arbiter owns it, so it outlives every worker.
 * SIMPLIFIED: the arbiter itself never dies, so its socket is always there.
 */
export class Listener extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly backlog: Backlog<ClientConnection>;
  /** Those that wait in select() on it. */
  declare readonly idle: Acceptor[];
  /** Who connects with the `connect` message now being sent. */
  declare caller: ClientConnection | null;
  /** Who waits with the `workerIdle` message now being sent. */
  declare asker: Acceptor | null;
  /** What keeps connections from it at first, null = nothing. */
  declare gate: Gate | null;
  /** False: nobody listens, or the socket's file is gone. */
  declare isOpen: boolean;
  declare private wakes: number;
  /** Those that wait may be held: workers whose views run in their loop. */
  declare private readonly mayBeHeld: boolean;

  constructor(world: World, limit: number, mayBeHeld: boolean) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = world;
    this.backlog = new Backlog(limit);
    this.idle = [];
    this.caller = null;
    this.asker = null;
    this.gate = null;
    this.isOpen = true;
    this.wakes = 0;
    this.mayBeHeld = mayBeHeld;
  }

  /** A client has connected to it, with no front server between. */
  admit(client: ClientConnection): void {
    if (this.gate === null) this.connect(client);
    else this.gate.admit(client);
  }

  /** A connection comes in. */
  connect(client: ClientConnection): void {
    this.caller = client;
    this.world.kernel.send(this.cell, MESSAGE.connect, 0);
  }

  /** The last process that held the socket is gone: who waits in it is reset. */
  close(): void {
    this.isOpen = false;
    this.gate?.close();
    for (let client = this.backlog.shift(); client !== null; client = this.backlog.shift()) {
      if (client.front === null) client.resetByPeer(Math.round(client.link.rttUs / 2));
      else if (!client.upstreamGone) client.front.closedByApp(this.world.queue.nowUs);
    }
  }

  /** Somebody wants the next connection. */
  wait(acceptor: Acceptor): void {
    this.asker = acceptor;
    this.world.kernel.send(this.cell, MESSAGE.workerIdle, 0);
  }

  /** One that dies, stops or is full while it waits is no longer woken. */
  forget(acceptor: Acceptor): void {
    const index = this.idle.indexOf(acceptor);
    if (index >= 0) this.idle.splice(index, 1);
  }

  /** Somebody could take a connection this moment. */
  get hasTaker(): boolean {
    if (!this.mayBeHeld) return this.idle.length > 0;
    return this.idle.some((acceptor) => !acceptor.isHeld);
  }

  /** All who wait are held: they look here when they are let go of. */
  knock(): void {
    for (const acceptor of this.idle) acceptor.knock();
  }

  /** Takes one of those waiting: the kernel wakes them all and the quickest wins, so chance decides. */
  wakeOne(): Acceptor {
    const { idle } = this;
    if (this.mayBeHeld) {
      const free = idle.filter((acceptor) => !acceptor.isHeld);
      const acceptor = free[this.draw(free.length)];
      this.forget(acceptor);
      return acceptor;
    }
    const index = this.draw(idle.length);
    const acceptor = idle[index];
    idle[index] = idle[idle.length - 1];
    idle.pop();
    return acceptor;
  }

  private draw(of: number): number {
    if (of === 1) return 0;
    const { seed } = this.world;
    return Math.floor(uniform(seed, STREAMS.wake, 0, this.wakes++) * of);
  }
}

/** Listening socket: connections wait in one FIFO for whichever worker is free next. */
export const listenerMachine = setup({
  types: {} as { context: { me: Listener }; input: Listener; events: Message },
  guards: {
    someoneIdle: ({ context: { me } }) => me.hasTaker,
    someoneWaits: ({ context: { me } }) => me.backlog.length > 0,
  },
  actions: {
    enqueue: ({ context: { me } }) => {
      const caller = me.caller as ClientConnection;
      me.backlog.push(caller);
      me.world.record(EVENT['socket/queued'], caller.request, -1, me.backlog.length);
    },
    hand: ({ context: { me } }) => {
      const acceptor = me.wakeOne();
      acceptor.hold(me.backlog.shift() as ClientConnection);
    },
    handTo: ({ context: { me } }) =>
      (me.asker as Acceptor).hold(me.backlog.shift() as ClientConnection),
    open: ({ context: { me }, event }) => me.gate?.open(event.arg),
    giveUp: ({ context: { me }, event }) => me.gate?.giveUp(event.arg),
    knock: ({ context: { me } }) => me.knock(),
    noteIdle: ({ context: { me } }) => {
      me.idle.push(me.asker as Acceptor);
    },
  },
}).createMachine({
  id: 'listener',
  context: ({ input }) => ({ me: input }),
  initial: 'listening',
  states: {
    listening: {
      on: {
        connect: [
          { guard: 'someoneIdle', actions: ['enqueue', 'hand'] },
          { actions: ['enqueue', 'knock'] },
        ],
        readable: { actions: ['open'] },
        expire: { actions: ['giveUp'] },
        workerIdle: [{ guard: 'someoneWaits', actions: ['handTo'] }, { actions: ['noteIdle'] }],
      },
    },
  },
});

const compiled = compileChart<Listener>(listenerMachine as never);
