import { REQUEST_HEAD_BYTES } from '../../resources/sending.ts';
import type { ClientConnection } from '../client/client.ts';
import type { Slot } from './slot.ts';

const NEVER = Number.POSITIVE_INFINITY;

interface Limit {
  /** Absolute moment. */
  readonly atUs: number;
  /** What is said then; 0 = nothing. */
  readonly status: number;
}

const NONE: Limit = { atUs: NEVER, status: 0 };

/** What ends the reading of the request that a slot holds, where nothing better comes: the earliest of its server's limits. */
export function readingLimit(me: Slot): Limit {
  const client = me.current as ClientConnection;
  const { limits } = me.worker.app;
  const { firstByteUs, headUs, silenceUs, idleStatus, headStatus } = limits;
  if (client.firstByteArrivesUs - me.heldSinceUs > firstByteUs)
    return { atUs: me.heldSinceUs + firstByteUs, status: idleStatus };
  if (client.headArrivesUs - me.heldSinceUs > headUs)
    return { atUs: me.heldSinceUs + headUs, status: headStatus };
  return silenceUs === NEVER || client.front !== null ? NONE : silence(me, client, silenceUs);
}

/** A client that stops half-way, bytes that come too far apart, or a network that is cut. */
function silence(me: Slot, client: ClientConnection, silenceUs: number): Limit {
  const { world } = me;
  const { pace, bodyBytes, firstByteArrivesUs, headArrivesUs } = client;
  const { headStatus, bodyStatus } = me.worker.app.limits;
  const from = (atUs: number, status: number) => ({
    atUs: Math.round(Math.max(me.heldSinceUs, atUs) + silenceUs),
    status,
  });
  if (pace.headOverUs / REQUEST_HEAD_BYTES > silenceUs) return from(firstByteArrivesUs, headStatus);
  if (pace.stops === 'mid-head') return from(firstByteArrivesUs + pace.headOverUs / 2, headStatus);
  if (bodyBytes > 0 && headArrivesUs < NEVER) {
    if (pace.bodyOverUs / bodyBytes > silenceUs) return from(headArrivesUs, bodyStatus);
    if (pace.stops === 'mid-body') return from(headArrivesUs + pace.bodyOverUs / 2, bodyStatus);
  }
  const outage = world.clientOutages === null ? null : world.outageOf(client);
  if (outage === null) return NONE;
  const { stallUs, sinceUs } = outage.longest(world.queue.nowUs, world.requestAvailableUs(me));
  if (stallUs <= silenceUs) return NONE;
  return from(sinceUs, sinceUs < headArrivesUs ? headStatus : bodyStatus);
}
