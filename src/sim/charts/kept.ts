import { setup } from 'xstate';
import { EVENT } from '../../recording/vocabulary.ts';
import { type Compiled, compileChart } from '../compile.ts';
import { Actor, Cell } from '../kernel.ts';
import { MESSAGE, type Message } from '../messages.ts';
import type { World } from '../world.ts';
import type { Slot } from './app/slot.ts';
import type { ClientConnection } from './client/client.ts';

/** The server's end of a kept connection: a worker, or nginx. */
export interface Keeper {
  /** Index of the worker process, NONE for nginx. */
  readonly processIndex: number;
  /** This idle connection is closed: by itself for want of requests, or by its other end. */
  forgetKept(kept: Kept): void;
  /** Its limit is over: how much longer it stays all the same, µs, because the keeper does not look before. */
  stayUs?(kept: Kept): number;
  /** A request has come over it. */
  readKept(kept: Kept, client: ClientConnection): void;
  /** HTTP/2: one more request may be sent over it. */
  takesStream?(kept: Kept): boolean;
  /** HTTP/2: a request that nobody has read is over. */
  endStream?(kept: Kept, request: number): void;
}

/** A connection that stays open after an answer, seen from the server that may close it. Between two requests it is idle. */
export class Kept extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly keeper: Keeper;
  /** Round trip between both ends, µs. */
  declare readonly rttUs: number;
  /** How long the server leaves it idle, µs; Infinity = for ever. */
  declare limitUs: number;
  /** Requests it has carried. */
  declare carried: number;
  declare lastRequest: number;
  declare idleSinceUs: number;
  /** When the server closed it, Infinity = it has not. */
  declare closedUs: number;
  /** Sent over it and not yet read. */
  declare pending: ClientConnection | null;
  /** Whose request was read from it last. */
  declare rider: ClientConnection | null;
  /** The front server it is to, 0 where there is none or one. */
  declare front: number;
  /** The slot that waits for the next request over it and deals with nobody else, null = none does. */
  declare holder: Slot | null;
  /** HTTP/2: all requests that it carries now, by number; null = one at a time. */
  declare streams: Map<number, ClientConnection> | null;
  /** HTTP/2: told when it carries nothing any more. */
  declare onIdle: ((kept: Kept) => void) | null;
  /** Told when the other end hears that the server has closed it. */
  declare onClosed: ((kept: Kept) => void) | null;

  constructor(world: World, keeper: Keeper, rttUs: number) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = world;
    this.keeper = keeper;
    this.rttUs = rttUs;
    this.limitUs = 0;
    this.carried = 0;
    this.lastRequest = -1;
    this.idleSinceUs = 0;
    this.closedUs = Number.POSITIVE_INFINITY;
    this.pending = null;
    this.rider = null;
    this.front = 0;
    this.holder = null;
    this.streams = null;
    this.onIdle = null;
    this.onClosed = null;
  }

  /** This request was sent over it, and is not read yet. */
  isUnread(client: ClientConnection): boolean {
    if (this.streams === null) return this.pending === client;
    return client.front === null && this.streams.has(client.request);
  }

  get latencyUs(): number {
    return Math.round(this.rttUs / 2);
  }

  /** The other end knows that it is closed. */
  get isKnownClosed(): boolean {
    return this.closedUs + this.latencyUs <= this.world.queue.nowUs;
  }
}

/** Kept connection: idle until a request comes, or the server's patience ends. */
export const keptMachine = setup({
  types: {} as { context: { me: Kept }; input: Kept; events: Message },
  guards: {
    staysOpen: ({ context: { me } }) => stayUs(me) > 0,
    isShared: ({ context: { me } }) => me.streams !== null,
  },
  actions: {
    stay: ({ context: { me } }) => {
      me.limitUs = stayUs(me);
    },
    begin: ({ context: { me } }) => {
      me.idleSinceUs = me.world.queue.nowUs;
    },
    readStream: ({ context: { me }, event }) => {
      const client = me.streams?.get(event.arg);
      if (client === undefined) return;
      me.rider = client;
      me.keeper.readKept(me, client);
    },
    read: ({ context: { me } }) => {
      const client = me.pending as ClientConnection;
      me.pending = null;
      me.rider = client;
      me.keeper.readKept(me, client);
    },
    expire: ({ context: { me } }) => {
      const { world } = me;
      me.closedUs = world.queue.nowUs;
      world.record(
        EVENT['connection/expired'],
        me.lastRequest,
        me.keeper.processIndex,
        me.closedUs - me.idleSinceUs,
      );
      me.keeper.forgetKept(me);
      if (me.latencyUs === 0) me.onClosed?.(me);
      else world.queue.push(me.closedUs + me.latencyUs, me.cell, MESSAGE.fin, 0);
    },
    /** The FIN is there. To a request sent in the meantime it is the end without a byte, sooner than the reset. */
    hear: ({ context: { me } }) => {
      for (const client of unread(me)) client.closedByPeer(0);
      if (me.pending?.kept === me) {
        me.pending.closedByPeer(0);
        me.pending = null;
      }
      me.onClosed?.(me);
    },
    /** To nginx the FIN that is on its way says the same. */
    refuse: ({ context: { me }, event }) => {
      const stream = me.streams?.get(event.arg);
      if (stream?.kept === me && !stream.isGone) stream.resetByPeer(me.latencyUs);
      if (me.pending?.kept !== me) return;
      me.pending.resetByPeer(me.latencyUs);
      me.pending = null;
    },
    /** The other end has closed it. */
    leave: ({ context: { me } }) => {
      me.closedUs = me.world.queue.nowUs;
      me.keeper.forgetKept(me);
      me.pending = null;
    },
    /** The other end left while its request was on its way here: whoever deals with that hears of it now. */
    passOn: ({ context: { me }, event }) => {
      const { world } = me;
      const rider = me.streams === null ? me.rider : (me.streams.get(event.arg) ?? null);
      const peer =
        rider === null || rider.request !== event.arg ? null : (rider.front ?? rider.slot);
      if (peer !== null) world.kernel.send(peer.cell, MESSAGE.clientGone, event.arg);
      else if (rider !== null && me.streams !== null) me.keeper.endStream?.(me, event.arg);
    },
  },
  delays: {
    idleLimit: ({ context: { me } }) => me.limitUs,
  },
}).createMachine({
  id: 'kept',
  context: ({ input }) => ({ me: input }),
  initial: 'busy',
  states: {
    busy: {
      on: {
        readable: { guard: 'isShared', actions: ['readStream'] },
        keep: { target: 'idle', actions: ['begin'] },
        expire: { target: 'closed', actions: ['expire'] },
        clientGone: { actions: ['passOn'] },
      },
    },
    idle: {
      after: {
        idleLimit: [
          { guard: 'staysOpen', target: 'idle', reenter: true, actions: ['stay'] },
          { target: 'closed', actions: ['expire'] },
        ],
      },
      on: {
        readable: [
          { guard: 'isShared', target: 'busy', actions: ['readStream'] },
          { target: 'busy', actions: ['read'] },
        ],
        expire: { target: 'closed', actions: ['expire'] },
        clientGone: { target: 'closed', actions: ['leave'] },
      },
    },
    /** What is sent to it now comes back as a reset. */
    closed: { on: { readable: { actions: ['refuse'] }, fin: { actions: ['hear'] } } },
  },
});

const compiled = compileChart<Kept>(keptMachine as never);

/** Requests that were sent over a shared connection and that nobody has read. */
function unread({ streams }: Kept): ClientConnection[] {
  if (streams === null) return [];
  return [...streams.values()].filter((client) => client.front === null && !client.isGone);
}

function stayUs(me: Kept): number {
  return me.keeper.stayUs?.(me) ?? 0;
}
