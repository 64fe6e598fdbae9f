import { setup } from 'xstate';
import { EVENT } from '../../recording/vocabulary.ts';
import { STREAMS, uniform } from '../chance.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor } from '../kernel.ts';
import type { Message } from '../messages.ts';
import { Backlog } from '../resources/backlog.ts';
import type { World } from '../world.ts';
import type { ClientConnection } from './client.ts';

/**
 * The listening socket of the app server. The arbiter owns it, so it outlives every worker.
 * SIMPLIFIED: the arbiter itself never dies, so its socket is always there.
 */
export class Listener extends Actor {
  declare readonly world: World;
  declare readonly backlog: Backlog<ClientConnection>;
  /** Workers that wait in select() on it. */
  declare readonly idle: number[];
  /** Who connects with the `connect` message now being sent. */
  declare caller: ClientConnection | null;
  declare private wakes: number;

  constructor(world: World, limit: number) {
    super(compiled as Compiled<never>);
    this.world = world;
    this.backlog = new Backlog(limit);
    this.idle = [];
    this.caller = null;
    this.wakes = 0;
  }

  /** A worker that dies while it waits is no longer woken. */
  forget(worker: number): void {
    const index = this.idle.indexOf(worker);
    if (index >= 0) this.idle.splice(index, 1);
  }

  /** Takes one of the workers waiting: the kernel wakes them all and the quickest wins, so chance decides. */
  wakeOne(): number {
    const { seed } = this.world.scenario;
    const index =
      this.idle.length === 1
        ? 0
        : Math.floor(uniform(seed, STREAMS.wake, 0, this.wakes++) * this.idle.length);
    const worker = this.idle[index];
    this.idle[index] = this.idle[this.idle.length - 1];
    this.idle.pop();
    return worker;
  }
}

/** Listening socket: connections wait in one FIFO for whichever worker is free next. */
export const listenerMachine = setup({
  types: {} as { context: { me: Listener }; input: Listener; events: Message },
  guards: {
    someoneIdle: ({ context: { me } }) => me.idle.length > 0,
    someoneWaits: ({ context: { me } }) => me.backlog.length > 0,
  },
  actions: {
    enqueue: ({ context: { me } }) => {
      const caller = me.caller as ClientConnection;
      me.backlog.push(caller);
      me.world.record(EVENT['socket/queued'], caller.request, -1, me.backlog.length);
    },
    hand: ({ context: { me } }) =>
      me.world.hand(me.backlog.shift() as ClientConnection, me.wakeOne()),
    handTo: ({ context: { me }, event }) =>
      me.world.hand(me.backlog.shift() as ClientConnection, event.arg),
    noteIdle: ({ context: { me }, event }) => {
      me.idle.push(event.arg);
    },
  },
}).createMachine({
  id: 'listener',
  context: ({ input }) => ({ me: input }),
  initial: 'listening',
  states: {
    listening: {
      on: {
        connect: [{ guard: 'someoneIdle', actions: ['enqueue', 'hand'] }, { actions: ['enqueue'] }],
        workerIdle: [{ guard: 'someoneWaits', actions: ['handTo'] }, { actions: ['noteIdle'] }],
      },
    },
  },
});

const compiled = compileChart<Listener>(listenerMachine as never);
