import type { Call } from '../../compile.ts';
import { synTimerUs } from '../../resources/synTimer.ts';
import type { FrontConnection } from './front.ts';
import { bodyCollectedUs, bodyTimeoutUs, headTimeoutUs, sendTimeoutUs } from './frontTimes.ts';

type Of = Call<FrontConnection>;

/** After how long each wait of a request in a front server is over, µs; Infinity = not at all. */
export const frontDelays = {
  headArrives: ({ context: { me } }: Of) =>
    Math.max(0, me.client.headArrivesUs - me.world.queue.nowUs) + me.traits.workUs,
  /** Not armed where the head is known to be in time: the timer would only be cancelled. */
  client_header_timeout: ({ context: { me } }: Of) => headTimeoutUs(me),
  handshakeLimit: ({ context: { me } }: Of) => me.traits.headLimitUs,
  /** A small body is there before nginx has dealt with its head. */
  bodyArrives: ({ context: { me } }: Of) => Math.max(0, bodyCollectedUs(me) - me.world.queue.nowUs),
  /** Between two reads, so only silence runs into it; half the body has come before a client that stops in its middle. */
  client_body_timeout: ({ context: { me } }: Of) => bodyTimeoutUs(me),
  /** Between two writes; armed only where the client pauses for longer. */
  send_timeout: ({ context: { me } }: Of) => sendTimeoutUs(me),
  limitDelay: ({ context: { me } }: Of) => me.passage?.delayUs ?? 0,
  cacheLook: ({ context: { me } }: Of) =>
    me.passage?.found?.does === 'wait' ? me.passage.found.forUs : 0,
  upstreamHandshake: ({ context: { me } }: Of) => me.rttUs,
  synRetry: ({ context: { me } }: Of) =>
    me.traits.reconnectsInUs === null
      ? synTimerUs(me.world, me.client.request, me.synTries)
      : me.traits.reconnectsInUs(me.synTries - 1),
  firstByte: ({ context: { me } }: Of) =>
    Math.max(0, me.client.firstByteArrivesUs - me.world.queue.nowUs),
  /** A connection over which nothing comes is shown in the end, and then has as long as any other. */
  silence: ({ context: { me } }: Of) =>
    me.client.firstByteArrivesUs === Number.POSITIVE_INFINITY
      ? me.traits.defersAcceptUs + me.traits.headLimitUs
      : Number.POSITIVE_INFINITY,
  proxy_connect_timeout: ({ context: { me } }: Of) =>
    me.connectsFromUs + me.traits.connectLimitUs - me.world.queue.nowUs,
  /** Runs from the last byte sent upstream: with proxy_request_buffering off that is when the client's body ends. */
  proxy_read_timeout: ({ context: { me } }: Of) =>
    Math.max(0, me.bodyArrivesUs - me.world.queue.nowUs) + me.traits.answerLimitUs,
};
