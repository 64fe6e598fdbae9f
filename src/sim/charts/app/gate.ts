import { MESSAGE } from '../../messages.ts';
import { shownAnywayUs } from '../../resources/deferAccept.ts';
import { TCP_RTO_MAX_US, TCP_RTO_MIN_US } from '../../versions.ts';
import type { World } from '../../world.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Listener } from './listener.ts';

const NEVER = Number.POSITIVE_INFINITY;

/**
 * What stands before the slots of a server that clients reach directly: the kernel, which shows a connection only once something has come
 * over it (TCP_DEFER_ACCEPT), or a router process, which reads heads and hands on what is complete (uWSGI's `http`).
 * SIMPLIFIED: the router itself is never busy, and meets a full backlog like a client.
 */
export class Gate {
  private readonly world: World;
  private readonly listener: Listener;
  private readonly defersUs: number;
  private readonly routesForUs: number;
  /** Connected, but not yet with the listener, by request; and after how long they try again where its backlog is full. */
  private readonly held = new Map<number, ClientConnection>();
  private readonly triesInUs = new Map<number, number>();
  /** Handed on by the router and perhaps not answered. */
  private readonly routed = new Map<number, ClientConnection>();

  constructor(world: World, listener: Listener, defersUs: number, routesForUs: number) {
    this.world = world;
    this.listener = listener;
    this.defersUs = defersUs;
    this.routesForUs = routesForUs;
  }

  /** A client has connected: it is let in now, or later. */
  admit(client: ClientConnection): void {
    const { queue } = this.world;
    const comesUs = this.routesForUs > 0 ? client.headArrivesUs : client.firstByteArrivesUs;
    if (comesUs <= queue.nowUs) {
      this.letIn(client);
      return;
    }
    const { request } = client;
    this.held.set(request, client);
    const shownUs =
      this.routesForUs > 0 ? NEVER : shownAnywayUs(this.world, queue.nowUs, this.defersUs);
    const atUs = Math.min(comesUs, shownUs);
    const silentUs = this.routesForUs > 0 ? this.fallsSilentUs(client) + this.routesForUs : NEVER;
    if (atUs <= silentUs && atUs < NEVER)
      queue.push(atUs, this.listener.cell, MESSAGE.readable, request);
    else if (silentUs < NEVER) queue.push(silentUs, this.listener.cell, MESSAGE.expire, request);
  }

  /** What it waited for is there: the first byte or the head, or the kernel's patience is over. */
  open(request: number): void {
    const client = this.held.get(request);
    if (client === undefined) return;
    if (this.listener.isOpen && this.listener.backlog.isFull && !client.isGone) {
      this.tryAgain(request);
      return;
    }
    this.held.delete(request);
    this.triesInUs.delete(request);
    if (client.isGone) return;
    if (this.listener.isOpen) this.letIn(client);
    else client.resetByPeer(Math.round(client.link.rttUs / 2));
  }

  /** The kernel drops what would need a place in a full backlog; its sender repeats it, each time after twice as long (RFC 6298). */
  private tryAgain(request: number): void {
    const { queue } = this.world;
    const inUs = this.triesInUs.get(request) ?? TCP_RTO_MIN_US;
    this.triesInUs.set(request, Math.min(2 * inUs, TCP_RTO_MAX_US));
    queue.push(queue.nowUs + inUs, this.listener.cell, MESSAGE.readable, request);
  }

  /** The router gives up: on a client that has fallen silent, or on a worker that does not answer. Whoever works for it goes on. */
  giveUp(request: number): void {
    const client = this.held.get(request) ?? this.routed.get(request);
    this.held.delete(request);
    this.routed.delete(request);
    if (client === undefined || client.isGone || client.hasAnswer) return;
    client.closedByPeer(Math.round(client.link.rttUs / 2));
  }

  /** Nobody listens any more. */
  close(): void {
    for (const client of this.held.values())
      if (!client.isGone) client.resetByPeer(Math.round(client.link.rttUs / 2));
    this.held.clear();
  }

  private letIn(client: ClientConnection): void {
    const { queue } = this.world;
    if (this.routesForUs > 0 && this.routesForUs < NEVER) {
      this.routed.set(client.request, client);
      const sentUs = Math.min(client.bodyLeavesAtUs, Number.MAX_SAFE_INTEGER);
      const fromUs = Math.max(queue.nowUs, sentUs === Number.MAX_SAFE_INTEGER ? 0 : sentUs);
      queue.push(fromUs + this.routesForUs, this.listener.cell, MESSAGE.expire, client.request);
    }
    this.listener.connect(client);
  }

  /** When the last byte of a head comes that will never be complete. */
  private fallsSilentUs({ pace, firstByteArrivesUs, headArrivesUs }: ClientConnection): number {
    if (headArrivesUs < NEVER) return NEVER;
    if (pace.stops !== 'mid-head') return this.world.queue.nowUs;
    return Math.max(this.world.queue.nowUs, firstByteArrivesUs + pace.headOverUs / 2);
  }
}
