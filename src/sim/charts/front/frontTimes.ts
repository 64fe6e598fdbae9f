/** How long a front server waits for its client: for the head, for the body, and for an answer to be read. */
import { REQUEST_HEAD_BYTES, transferUs } from '../../resources/sending.ts';
import { FIRST_LINE_SHARE, type Overrun, overrunOf } from '../../resources/slowRequest.ts';
import type { FrontConnection } from './front.ts';

/** Until the head has taken too long, Infinity where it is in time, which is not timed at all. */
export function headTimeoutUs(me: FrontConnection): number {
  const { client, traits, world } = me;
  const { nowUs } = world.queue;
  const { handshake } = client;
  // The time that a TLS handshake took counts.
  const limitUs =
    handshake === null
      ? traits.headLimitUs
      : Math.max(0, traits.headLimitUs - (nowUs - handshake.beganUs));
  if (client.headArrivesUs - nowUs <= limitUs) return Number.POSITIVE_INFINITY;
  if (traits.extendedByBytes === 0) return limitUs;
  const overrun = headOverrun(me);
  return overrun === null ? Number.POSITIVE_INFINITY : Math.max(0, sentAtUs(me, overrun) - nowUs);
}

/** Enough of the head has come for an answer: its first line. */
export function hasFirstLine(me: FrontConnection): boolean {
  if (me.traits.headStatus === 0) return false;
  return (headOverrun(me)?.share ?? 1) >= FIRST_LINE_SHARE;
}

function headOverrun({ client, traits }: FrontConnection): Overrun | null {
  const { pace, headLeavesUs } = client;
  const isWhole = headLeavesUs < Number.POSITIVE_INFINITY;
  return overrunOf(
    REQUEST_HEAD_BYTES,
    isWhole ? headLeavesUs : pace.headOverUs,
    isWhole ? 1 : 0.5,
    traits.defersAcceptUs > 0,
    {
      limitUs: traits.headLimitUs,
      extendedByBytes: traits.extendedByBytes,
      mostUs: traits.headMostUs,
    },
  );
}

/** Until nginx has had nothing of a body for `client_body_timeout`: a client that stops in its middle, or a cut of the network. */
export function bodyTimeoutUs(me: FrontConnection): number {
  const { traits, client } = me;
  const silentUs = bodySilentUs(me);
  return traits.bodyLimitUs === Number.POSITIVE_INFINITY || client.bodyBytes === 0
    ? silentUs
    : Math.min(silentUs, bodyLimitUs(me));
}

function bodySilentUs({ client, traits, world, bodyArrivesUs }: FrontConnection): number {
  const { bodySilenceUs } = traits;
  const stopsUs =
    client.pace.stops === null || bodyArrivesUs < Number.POSITIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : Math.round(client.pace.bodyOverUs / 2) + bodySilenceUs;
  const outage = world.clientOutages === null ? null : world.outageOf(client);
  if (outage === null || client.bodyBytes === 0) return stopsUs;
  const { nowUs } = world.queue;
  const { stallUs, sinceUs } = outage.longest(nowUs, bodyArrivesUs);
  return stallUs > bodySilenceUs ? Math.min(stopsUs, sinceUs - nowUs + bodySilenceUs) : stopsUs;
}

/** Until the whole body has taken too long. */
function bodyLimitUs(me: FrontConnection): number {
  const { client, traits, world } = me;
  const { headLeavesUs, bodyLeavesUs, pace } = client;
  const isWhole = bodyLeavesUs < Number.POSITIVE_INFINITY;
  const overrun = overrunOf(
    client.bodyBytes,
    isWhole ? bodyLeavesUs - headLeavesUs : pace.bodyOverUs,
    isWhole ? 1 : 0.5,
    false,
    {
      limitUs: traits.bodyLimitUs,
      extendedByBytes: traits.extendedByBytes,
      mostUs: Number.POSITIVE_INFINITY,
    },
  );
  if (overrun === null) return Number.POSITIVE_INFINITY;
  return Math.max(0, sentAtUs(me, overrun, headLeavesUs) - world.queue.nowUs);
}

/** Moment at which the server has what the client had sent so long after it began. */
function sentAtUs({ client }: FrontConnection, { atUs }: Overrun, fromUs = 0): number {
  return client.sendsFromUs + fromUs + atUs + Math.round(client.link.rttUs / 2);
}

/** Moment at which as much of the body is here as the front server collects before it asks an app server. */
export function bodyCollectedUs(me: FrontConnection): number {
  const { client, traits, bodyArrivesUs: allUs } = me;
  const share = traits.requestBufferBytes / client.bodyBytes;
  if (share >= 1) return allUs;
  const { headLeavesUs, bodyLeavesUs, pace, link, sendsFromUs } = client;
  const isWhole = bodyLeavesUs < Number.POSITIVE_INFINITY;
  if (!isWhole && share > 0.5) return Number.POSITIVE_INFINITY;
  const overUs = isWhole
    ? bodyLeavesUs - headLeavesUs
    : Math.max(pace.bodyOverUs, transferUs(client.bodyBytes, link.upBytesPerSecond));
  const atUs = sendsFromUs + headLeavesUs + Math.round(share * overUs + link.rttUs / 2);
  return me.world.clientOutages === null ? atUs : client.reachesUs(atUs);
}

/**
 * Until the client has taken nothing for `send_timeout`: a reader that pauses, or a cut of the network. SIMPLIFIED: an answer that is in
 * the sockets already keeps nginx as well; really the kernel goes on alone.
 */
export function sendTimeoutUs({ client, traits, world, stallUs }: FrontConnection): number {
  const { sendSilenceUs } = traits;
  const pausesUs = stallUs > sendSilenceUs ? sendSilenceUs : Number.POSITIVE_INFINITY;
  const outage = world.clientOutages === null ? null : world.outageOf(client);
  if (outage === null) return pausesUs;
  const { nowUs } = world.queue;
  const cut = outage.longest(nowUs, client.lastByteUs);
  return cut.stallUs > sendSilenceUs
    ? Math.min(pausesUs, cut.sinceUs - nowUs + sendSilenceUs)
    : pausesUs;
}
