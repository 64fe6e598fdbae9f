import { setup } from 'xstate';
import { EVENT } from '../../../recording/vocabulary.ts';
import type { Tls } from '../../../scenario/scenario.ts';
import { type Compiled, compileChart } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE, type Message } from '../../messages.ts';
import type { Cores } from '../../resources/cores.ts';
import { transferUs } from '../../resources/sending.ts';
import {
  HANDSHAKES,
  type HandshakeCost,
  type HandshakeKind,
  handshakeCost,
} from '../../resources/tls.ts';
import type { World } from '../../world.ts';
import type { FrontKeeper } from '../front/frontKeeper.ts';
import type { ClientConnection } from './client.ts';
import { secured } from './securing.ts';

/**
 * The TLS handshake of a new connection: flights between client and front server, and the work of both. No app worker hears of it.
 * SIMPLIFIED: the server does all of its work before its first flight; answers cost it no work by the byte.
 */
export class Handshake extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly client: ClientConnection;
  declare readonly keeper: FrontKeeper;
  /** Where the server's part of the work is done. */
  declare readonly cores: Cores;
  declare readonly kind: HandshakeKind;
  declare readonly cost: HandshakeCost;
  declare readonly beganUs: number;
  /** What is on its way takes so long. */
  declare travelsUs: number;

  constructor(client: ClientConnection, keeper: FrontKeeper, tls: Tls, kind: HandshakeKind) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = client.world;
    this.client = client;
    this.keeper = keeper;
    this.cores = client.world.cores[keeper.host];
    this.kind = kind;
    this.cost = handshakeCost(tls, kind);
    this.beganUs = client.world.queue.nowUs;
    this.travelsUs = 0;
  }

  /** Its place in {@link HANDSHAKES}, as recordings say it. */
  get kindIndex(): number {
    return HANDSHAKES.indexOf(this.kind);
  }
}

export const handshakeMachine = setup({
  types: {} as { context: { me: Handshake }; input: Handshake; events: Message },
  guards: {
    goesTwice: ({ context: { me } }) => me.cost.secondBytes > 0,
    isEarly: ({ context: { me } }) => me.kind === 'early',
  },
  actions: {
    compute: ({ context: { me } }) => me.cores.start(me, me.cost.serverUs, me.keeper.handshakes, 0),
    stopComputing: ({ context: { me } }) => me.cores.stop(me),
    answer: ({ context: { me } }) => {
      me.travelsUs = flightUs(me);
    },
    confirm: ({ context: { me } }) => {
      me.travelsUs = secondUs(me);
    },
    /** The request came along: the server may read it. */
    letRead: ({ context: { me } }) => {
      const { front } = me.client;
      if (front !== null) me.world.kernel.send(front.cell, MESSAGE.secured, 0);
    },
    secured: ({ context: { me } }) => {
      const { world, client } = me;
      world.record(EVENT['tls/established'], client.request, client.populationIndex, me.kindIndex);
      secured(me);
    },
  },
  delays: {
    helloArrives: ({ context: { me } }) => helloUs(me),
    flightArrives: ({ context: { me } }) => me.travelsUs,
    secondArrives: ({ context: { me } }) => me.travelsUs,
  },
}).createMachine({
  id: 'handshake',
  context: ({ input }) => ({ me: input }),
  initial: 'begun',
  states: {
    begun: { on: { start: 'greeting' } },
    greeting: { on: { halt: 'over' }, after: { helloArrives: 'computing' } },
    computing: {
      entry: ['compute'],
      on: {
        halt: { target: 'over', actions: ['stopComputing'] },
        cpuDone: [
          { guard: 'isEarly', target: 'answering', actions: ['answer', 'letRead'] },
          { target: 'answering', actions: ['answer'] },
        ],
      },
    },
    answering: {
      on: { halt: 'over' },
      after: {
        flightArrives: [
          { guard: 'goesTwice', target: 'confirming', actions: ['confirm'] },
          { target: 'over', actions: ['secured'] },
        ],
      },
    },
    confirming: {
      on: { halt: 'over' },
      after: { secondArrives: { target: 'over', actions: ['secured'] } },
    },
    over: {},
  },
});

const compiled = compileChart<Handshake>(handshakeMachine as never);

/** The client's first words. Where its request comes along, its own work is done before. */
function helloUs(me: Handshake): number {
  const { link } = me.client;
  const up = transferUs(me.cost.helloBytes, link.upBytesPerSecond);
  const workUs = me.kind === 'early' ? me.cost.clientUs : 0;
  return through(me, Math.round(up + link.rttUs / 2) + workUs);
}

/** The server's words, and what the client makes of them; its own last words go right before its request. */
function flightUs(me: Handshake): number {
  const { link } = me.client;
  const { clientUs, flightBytes, finishBytes, secondBytes } = me.cost;
  const upBytes = me.kind === 'early' || secondBytes > 0 ? 0 : finishBytes;
  const workUs = me.kind === 'early' ? 0 : clientUs;
  const up = transferUs(upBytes, link.upBytesPerSecond);
  return through(me, Math.round(link.rttUs / 2 + up) + downUs(me, flightBytes)) + workUs;
}

/** TLS 1.2 in full: one more round trip before the client may send. */
function secondUs(me: Handshake): number {
  const { link } = me.client;
  const up = transferUs(me.cost.finishBytes, link.upBytesPerSecond);
  return through(me, Math.round(up + link.rttUs) + downUs(me, me.cost.secondBytes));
}

/** On a line that others of the same client may be using. */
function downUs({ client, world }: Handshake, bytes: number): number {
  const line = client.errand?.visitor.line ?? null;
  const { downBytesPerSecond, burstBytes } = client.link;
  return line === null
    ? Math.round(transferUs(Math.max(0, bytes - burstBytes), downBytesPerSecond))
    : line.takeUs(bytes) - world.queue.nowUs;
}

/** Longer where the network is cut meanwhile. */
function through({ world, client }: Handshake, inUs: number): number {
  if (world.clientOutages === null) return inUs;
  const { nowUs } = world.queue;
  return (world.outageOf(client)?.arrivesUs(nowUs, nowUs + inUs) ?? nowUs + inUs) - nowUs;
}
