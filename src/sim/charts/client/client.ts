import { FAILURES, type Failure } from '../../../recording/vocabulary.ts';
import type { Link, Pace, Population, Route } from '../../../scenario/scenario.ts';
import type { Writing } from '../../../scenario/servers/frontTraits.ts';
import type { AppServer } from '../../appServer.ts';
import type { Compiled } from '../../compile.ts';
import { Actor, Cell } from '../../kernel.ts';
import { MESSAGE } from '../../messages.ts';
import { Delivery } from '../../resources/delivery.ts';
import {
  bodyLeavesUs,
  headLeavesUs,
  REQUEST_HEAD_BYTES,
  RESPONSE_HEAD_BYTES,
} from '../../resources/sending.ts';
import { ERROR_PAGE_BYTES } from '../../versions.ts';
import type { Errand } from '../../visitor.ts';
import type { World } from '../../world.ts';
import type { Slot } from '../app/slot.ts';
import type { FrontConnection } from '../front/front.ts';
import type { Kept } from '../kept.ts';
import { compiled } from './clientChart.ts';
import type { Handshake } from './handshake.ts';

/** One request of a client, and its end of the connection that carries it. */
export class ClientConnection extends Actor {
  declare readonly cell: Cell;
  declare readonly world: World;
  declare readonly population: Population;
  declare readonly populationIndex: number;
  declare readonly client: number;
  declare readonly link: Link;
  declare readonly pace: Pace;
  declare readonly routeIndex: number;
  declare readonly route: Route;
  declare readonly patienceUs: number;
  declare readonly bodyBytes: number;
  declare readonly waitUs: number;
  /** What its visitor asks for with it; null = a client with one request and one connection. */
  declare readonly errand: Errand | null;
  /** From the first byte handed over until the last byte of the head, of the whole request, has left; Infinity = never. */
  declare readonly headLeavesUs: number;
  declare readonly bodyLeavesUs: number;
  declare request: number;
  declare startUs: number;
  /** First byte of the request handed to the client's kernel. */
  declare sendsFromUs: number;
  declare synTries: number;
  /** Which of several front servers it turns to, and how many more addresses of them it knows. */
  declare door: number;
  declare doorsLeft: number;
  /** Until it tries that next one, µs; 0 = its kernel repeats its SYN instead. */
  declare waitsUs: number;
  /** nginx's side of this connection, or null without a front server. */
  declare front: FrontConnection | null;
  /** The app server that its request goes to. */
  declare app: AppServer;
  /** The slot that holds this request. */
  declare slot: Slot | null;
  /** The TLS handshake of the connection that it opened itself, null = none. */
  declare handshake: Handshake | null;
  /** The connection it came over, or leaves open; null = one of its own that nobody keeps. */
  declare kept: Kept | null;
  /** The connection out of nginx's pool that it came over, or that will go back there. */
  declare upstreamKept: Kept | null;
  /** The client's socket is closed: whoever still works for it works in vain. */
  declare isGone: boolean;
  declare goneAtUs: number;
  /** nginx has given the upstream connection up; the worker finds out when it reads or writes. */
  declare upstreamGone: boolean;
  declare status: number;
  /** A server has begun to answer. */
  declare hasAnswer: boolean;
  declare firstByteUs: number;
  declare lastByteUs: number;
  /** The same as if nothing happened on the way: what is foreseen when the answer begins. */
  declare plannedLastUs: number;

  constructor(
    world: World,
    populationIndex: number,
    client: number,
    routeIndex: number,
    link: Link,
    pace: Pace,
    patienceUs: number,
    bodyBytes: number,
    waitUs: number,
    errand: Errand | null,
  ) {
    super();
    this.cell = new Cell(compiled as Compiled<never>, this);
    this.world = world;
    this.populationIndex = populationIndex;
    this.population = world.populations[populationIndex];
    this.client = client;
    this.routeIndex = routeIndex;
    this.route = world.routes[routeIndex];
    this.link = link;
    this.pace = pace;
    this.patienceUs = patienceUs;
    this.bodyBytes = bodyBytes;
    this.waitUs = waitUs;
    this.errand = errand;
    this.headLeavesUs = headLeavesUs(link, pace);
    this.bodyLeavesUs = bodyLeavesUs(link, pace, bodyBytes);
    this.request = -1;
    this.startUs = 0;
    this.sendsFromUs = 0;
    this.synTries = 0;
    this.door = 0;
    this.doorsLeft = 0;
    this.waitsUs = 0;
    this.front = null;
    this.app = world.apps[0];
    this.slot = null;
    this.handshake = null;
    this.kept = null;
    this.upstreamKept = null;
    this.isGone = false;
    this.goneAtUs = Number.POSITIVE_INFINITY;
    this.upstreamGone = false;
    this.status = 0;
    this.hasAnswer = false;
    this.firstByteUs = 0;
    this.lastByteUs = 0;
    this.plannedLastUs = 0;
    if (world.doors !== null) world.doors.assign(this);
  }

  /** Absolute moment at which the server's kernel has the whole head, or Infinity. */
  get headArrivesUs(): number {
    const at = this.sendsFromUs + this.headLeavesUs + Math.round(this.link.rttUs / 2);
    return this.world.clientOutages === null ? at : this.reachesUs(at);
  }

  /** Absolute moment at which the server's kernel has the first byte, or Infinity. */
  get firstByteArrivesUs(): number {
    if (this.pace.stops === 'before-head') return Number.POSITIVE_INFINITY;
    const leavesUs = Math.round(this.pace.headOverUs / REQUEST_HEAD_BYTES);
    const at = this.sendsFromUs + leavesUs + Math.round(this.link.rttUs / 2);
    return this.world.clientOutages === null ? at : this.reachesUs(at);
  }

  /** When something that it sends, and that would be at the server at `atUs`, is there in spite of all cuts; Infinity = never. */
  reachesUs(atUs: number): number {
    return this.world.outageOf(this)?.arrivesUs(this.sendsFromUs, atUs) ?? atUs;
  }

  /** The server closes its end now: the client hears of it, unless the network is cut. @param failure as it will look to the client */
  cutOff(failure: Failure): void {
    const { world } = this;
    const arg = FAILURES.indexOf(failure);
    if (world.clientOutages === null || !world.isCutOff(this))
      world.kernel.send(this.cell, MESSAGE.cut, arg);
    else world.pushThrough(world.outageOf(this), world.queue.nowUs, this.cell, MESSAGE.cut, arg);
  }

  /** Absolute moment at which the last byte of the request leaves an unhindered client, or Infinity. */
  get bodyLeavesAtUs(): number {
    return this.sendsFromUs + this.bodyLeavesUs;
  }

  /** A server's answer to it is on the line, and not yet here as a whole. */
  get isReceiving(): boolean {
    return this.hasAnswer && this.lastByteUs > this.world.queue.nowUs;
  }

  /** Bytes of an answer of Django or of the file door with the given status, head included. */
  answerBytes(status: number): number {
    return status === 200 ? this.route.responseBytes + RESPONSE_HEAD_BYTES : ERROR_PAGE_BYTES;
  }

  /** The server has closed the connection and says nothing: its FIN comes `inUs` later. */
  closedByPeer(inUs: number): void {
    const { queue } = this.world;
    this.cutAt(queue.nowUs + inUs, 'empty-reply');
  }

  /** The end of the connection reaches the client at `atUs`, or as soon as the network lets it through. */
  cutAt(atUs: number, failure: Failure): void {
    const { world } = this;
    const arg = FAILURES.indexOf(failure);
    world.pushThrough(world.outageOf(this), atUs, this.cell, MESSAGE.cut, arg);
  }

  /** What it sent came to a closed socket. */
  resetByPeer(inUs: number): void {
    const { queue } = this.world;
    this.cutAt(queue.nowUs + inUs, 'reset');
  }

  /**
   * A server begins to send this client an answer. Returns the delivery: the server needs to know when it is rid of it.
   * @param inUs how long the answer takes to reach the server that sends it
   * @param laterUs how much later than its first byte the rest may leave
   */
  receive(status: number, bytes: number, writer: Writing, inUs = 0, laterUs = 0): Delivery {
    const { world } = this;
    this.status = status;
    const { slowLines } = world;
    const link =
      slowLines === null
        ? this.link
        : slowLines.lineOf(this.populationIndex, this.client, this.link);
    const delivery = new Delivery(
      world.queue.nowUs + inUs + laterUs,
      link,
      this.pace,
      this.sendsFromUs,
      writer,
      world.clientOutages === null ? null : world.outageOf(this),
    );
    this.hasAnswer = true;
    // Tickets for next time come first.
    const before = this.handshake === null ? 0 : this.handshake.cost.ticketBytes;
    const all = before + bytes;
    this.firstByteUs = delivery.readUs(before + 1) - laterUs;
    this.lastByteUs = delivery.readUs(all);
    this.plannedLastUs =
      world.clientOutages === null ? this.lastByteUs : delivery.plannedReadUs(all);
    const line = this.errand === null ? null : this.errand.visitor.line;
    if (line !== null) line.carry(this, all, link.downBytesPerSecond, inUs + laterUs);
    world.kernel.send(this.cell, MESSAGE.answer, 0);
    return delivery;
  }
}
