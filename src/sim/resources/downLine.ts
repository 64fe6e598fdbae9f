import type { ClientConnection } from '../charts/client/client.ts';
import { MESSAGE } from '../messages.ts';
import type { World } from '../world.ts';
import { type Course, LineState } from './lineState.ts';
import { RESPONSE_HEAD_BYTES } from './sending.ts';

/** Bytes a connection sends before it hears from the client, ten segments (RFC 6928): short answers go out whole, in the order in which they come. */
const TURN_BYTES = 14_480;

/** nginx's http2_chunk_size: streams of one connection take turns of so many bytes. */
const FRAME_BYTES = 8192;

/** One answer on the line, or a flight of a handshake. */
export interface Flow {
  /** null: a flight, whose end is told once and for all. */
  readonly client: ClientConnection | null;
  /** When its first and its last byte would be there if nothing else were on the line. */
  readonly soonestFirstUs: number;
  readonly soonestLastUs: number;
  /** The last as if nothing happened on the way. */
  readonly plannedUs: number;
  /** From the end of the line to the program that reads. */
  readonly travelsUs: number;
}

/**
 * The way down to one client, where several answers may want it at the same time: those of its connections, or the streams of its one
 * HTTP/2 connection with their common flow-control window. An answer is planned when it begins; who comes later makes others slower, and
 * they are told so (`replan`).
 * SIMPLIFIED: the writing server is rid of an answer when it would be without the others; uploads do not share; a reader with a pace of its
 * own takes its whole share of the line.
 */
export class DownLine {
  private readonly world: World;
  private readonly state: LineState<Flow>;

  /** @param windowBytes of an HTTP/2 connection; Infinity = none */
  constructor(
    world: World,
    rttUs: number,
    bytesPerSecond: number,
    burstBytes: number,
    windowBytes: number,
  ) {
    this.world = world;
    this.state = new LineState(rttUs, burstBytes, windowBytes);
    this.state.bytesPerUs = bytesPerSecond / 1e6;
    this.state.turnBytes = windowBytes === Number.POSITIVE_INFINITY ? TURN_BYTES : FRAME_BYTES;
  }

  /** A new HTTP/2 connection has a whole window. */
  renewWindow(): void {
    this.state.renewWindow();
  }

  /** A flight of a handshake: when its last byte leaves the line, µs. */
  takeUs(bytes: number): number {
    const { state, world } = this;
    const { nowUs } = world.queue;
    state.advance(nowUs);
    const flow: Flow = {
      client: null,
      soonestFirstUs: 0,
      soonestLastUs: 0,
      plannedUs: 0,
      travelsUs: 0,
    };
    state.add(flow, bytes, bytes);
    let endsUs = nowUs;
    const plan = state.copy();
    plan.advance(Number.POSITIVE_INFINITY, (course, atUs) => {
      if (course.flow === flow) endsUs = atUs;
    });
    return Math.round(endsUs);
  }

  /** An answer begins: sets when its client has the first and the last byte of it, and tells those whom it makes slower. */
  carry(client: ClientConnection, bytes: number, bytesPerSecond: number, inUs: number): void {
    const { state, world } = this;
    state.advance(world.queue.nowUs);
    state.bytesPerUs = bytesPerSecond / 1e6;
    const flow: Flow = {
      client,
      soonestFirstUs: client.firstByteUs,
      soonestLastUs: client.lastByteUs,
      plannedUs: client.plannedLastUs,
      travelsUs: inUs + Math.round(client.link.rttUs / 2),
    };
    state.add(flow, bytes, Math.min(bytes, RESPONSE_HEAD_BYTES));
    this.plan(client);
  }

  /** A client has left in the middle of its answer: the others have more of the line. */
  leave(client: ClientConnection): void {
    const { state, world } = this;
    state.advance(world.queue.nowUs);
    if (state.remove((flow) => flow.client === client)) this.plan(null);
  }

  /** @param newest whose plan is being made, and need not be told */
  private plan(newest: ClientConnection | null): void {
    const { state, world } = this;
    const slower: ClientConnection[] = [];
    const begin = ({ flow }: Course<Flow>, atUs: number) => {
      if (flow.client !== null)
        flow.client.firstByteUs = Math.max(flow.soonestFirstUs, Math.round(atUs) + flow.travelsUs);
    };
    const end = ({ flow }: Course<Flow>, atUs: number) => {
      const { client } = flow;
      if (client === null) return;
      const onLineUs = Math.round(atUs) + flow.travelsUs;
      const lastUs = Math.max(flow.soonestLastUs, onLineUs);
      client.firstByteUs = Math.min(client.firstByteUs, lastUs);
      if (client.lastByteUs !== lastUs && client !== newest) slower.push(client);
      client.lastByteUs = lastUs;
      client.plannedLastUs = Math.max(flow.plannedUs, onLineUs);
    };
    state.copy().advance(Number.POSITIVE_INFINITY, end, begin);
    // The newest may have passed already: then its plan is that of the line alone.
    state.advance(world.queue.nowUs);
    for (const client of slower) world.kernel.send(client.cell, MESSAGE.replan, 0);
  }
}
